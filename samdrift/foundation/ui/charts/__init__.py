"""Charts drawn on the server as SVG: no script, no style attribute, colours by class only.

Coordinates along the page are per cent and text is in pixels, so that the same picture works from 320 to 1600
pixels, in dark and on paper. Every chart is a figure with caption and legend, a title and a description for those
who can't see it, a title on every mark, and the same numbers in a table that can be opened.

    stacked_bars(StackedBars(name="kostnad", title=_("Cost"), description=…, groups=[…], series=[…], unit="tkr"))

Each function takes one frozen dataclass and returns HTML that is safe to put in a template.
"""

from samdrift.foundation.ui.charts.bars import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.charts.compared import ComparedBars, compared_bars
from samdrift.foundation.ui.charts.differences import DifferenceBars, difference_bars
from samdrift.foundation.ui.charts.flows import Flow, FlowChart, flow_chart
from samdrift.foundation.ui.charts.lines import LineChart, line_chart
from samdrift.foundation.ui.charts.matrix import Cell, Matrix, MatrixRow, level_matrix
from samdrift.foundation.ui.charts.tiles import Tile, TileMap, tile_map
from samdrift.foundation.ui.charts.timeline import Span, Timeline, Urgency, time_axis
from samdrift.foundation.ui.charts.tracks import Term, TermRow, TermRows, bar_track, term_rows

__all__ = [
    "Cell",
    "ComparedBars",
    "DifferenceBars",
    "Flow",
    "FlowChart",
    "LineChart",
    "Matrix",
    "MatrixRow",
    "Series",
    "Span",
    "StackedBars",
    "Term",
    "TermRow",
    "TermRows",
    "Tile",
    "TileMap",
    "Timeline",
    "Urgency",
    "bar_track",
    "compared_bars",
    "difference_bars",
    "flow_chart",
    "level_matrix",
    "line_chart",
    "stacked_bars",
    "term_rows",
    "tile_map",
    "time_axis",
]
