"""Charts on paper: the same values as the pages' charts, drawn as vectors."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Path
from reportlab.lib.colors import Color

from samdrift.foundation.ui.charts import FlowChart, StackedBars
from samdrift.foundation.ui.charts.figure import number
from samdrift.foundation.ui.charts.scale import rounded_parts
from samdrift.foundation.ui.documents.lettering import INK, MUTED, SERIES, width_of
from samdrift.foundation.ui.documents.shapes import (
    SIZE,
    Anchor,
    cut_to_width,
    filled_box,
    line_of_text,
)

BAR, ROW = 13.0, 20.0
NODE = 7.0
LEAST_GAP = 12.0


def drawn_bars(chart: StackedBars, width: float) -> Drawing:
    """A bar a group, its sum at the end, and a legend above."""
    exact = [
        [int(each.values[place] or 0) for each in chart.series]
        for place in range(len(chart.groups))
    ]
    shown = [rounded_parts(parts, chart.scale) for parts in exact]
    legend = _legend_rows(chart, width)
    height = ROW * len(shown) + len(legend) * 13 + 6
    drawing = Drawing(width, height)
    for line, row in enumerate(legend):
        for left, words, colour in row:
            y = height - 11 - line * 13
            drawing.add(filled_box(left, y - 1, 9, 8, colour))
            drawing.add(line_of_text(left + 13, y, words, MUTED))
    names = min(
        width * 0.35, max((width_of(str(name), SIZE) for name in chart.groups), default=0) + 8
    )
    sums = [f"{number(sum(parts))} {chart.unit}" for parts in shown]
    ends = max((width_of(words, SIZE) for words in sums), default=0) + 6
    per_unit = (width - names - ends) / (max((sum(parts) for parts in exact), default=0) or 1)
    for place, parts in enumerate(exact):
        y = height - len(legend) * 13 - 6 - ROW * (place + 1) + (ROW - BAR) / 2
        drawing.add(line_of_text(0, y + 3.5, cut_to_width(str(chart.groups[place]), names - 6)))
        x = names
        for which, part in enumerate(parts):
            drawing.add(filled_box(x, y, part * per_unit, BAR, _colour(chart, which)))
            x += part * per_unit
        drawing.add(line_of_text(x + 4, y + 3.5, sums[place], MUTED))
    return drawing


def drawn_flows(chart: FlowChart, width: float) -> Drawing:
    """Two columns of nodes, and between them bands as wide as the amounts."""
    outs, ins = chart.outs, chart.ins
    height = max(120.0, 30.0 * max(len(outs), len(ins)))
    rooms = [(height - LEAST_GAP * (len(each) - 1), sum(each) or 1) for each in (outs, ins) if each]
    per_unit = min((room / total for room, total in rooms), default=0.0)
    left, right = _tops(outs, height, per_unit), _tops(ins, height, per_unit)
    side = width * 0.27
    drawing = Drawing(width, height + 4)
    x1, x2 = side, width - side
    begun, ended = list(left), list(right)
    for flow in sorted(chart.flows, key=lambda each: (each.source, each.target)):
        thick = flow.amount * per_unit
        start, end = begun[flow.source], ended[flow.target]
        band = _band((x1 + NODE, start), (x2 - NODE, end), thick)
        band.fillColor = SERIES[flow.target % len(SERIES)]
        drawing.add(band)
        begun[flow.source] -= thick
        ended[flow.target] -= thick
    for places, totals, labels, at_left in (
        (left, outs, chart.sources, True),
        (right, ins, chart.targets, False),
    ):
        for place, top in enumerate(places):
            thick = totals[place] * per_unit
            colour = INK if at_left else SERIES[place % len(SERIES)]
            x = x1 if at_left else x2 - NODE
            drawing.add(filled_box(x, top - thick, NODE, thick, colour))
            amount = f"{chart.written(totals[place])} {chart.unit}"
            name = cut_to_width(str(labels[place]), side - width_of(amount, SIZE) - 12)
            words, middle = f"{name}  {amount}", top - thick / 2 - 3
            anchor: Anchor = "end" if at_left else "start"
            text_x = x1 - 5 if at_left else x2 + 5
            drawing.add(line_of_text(text_x, middle, words, anchor=anchor))
    return drawing


def _tops(totals: Sequence[int], height: float, per_unit: float) -> list[float]:
    """Where each node begins, from above, the free height spread between them."""
    free = height - sum(totals) * per_unit
    gap = free / (len(totals) - 1) if len(totals) > 1 else 0.0
    tops, top = [], height if len(totals) > 1 else height - free / 2
    for total in totals:
        tops.append(top)
        top -= total * per_unit + gap
    return tops


def _band(begins: tuple[float, float], ends: tuple[float, float], thick: float) -> Path:
    """A band from point to point, both its upper edge."""
    (x1, start), (x2, end) = begins, ends
    middle = (x1 + x2) / 2
    band = Path()
    band.fillOpacity, band.strokeColor = 0.45, None
    band.moveTo(x1, start)
    band.curveTo(middle, start, middle, end, x2, end)
    band.lineTo(x2, end - thick)
    band.curveTo(middle, end - thick, middle, start - thick, x1, start - thick)
    band.closePath()
    return band


def _legend_rows(chart: StackedBars, width: float) -> list[list[tuple[float, str, Color]]]:
    """The legend's entries by row, each with where it begins; none for a single series."""
    if len(chart.series) < 2:
        return []
    rows: list[list[tuple[float, str, Color]]] = [[]]
    x = 0.0
    for place, each in enumerate(chart.series):
        if not any(each.values):
            continue
        words = str(each.name)
        room = width_of(words, SIZE) + 27
        if x + room > width and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((x, words, _colour(chart, place)))
        x += room
    return rows


def _colour(chart: StackedBars, place: int) -> Color:
    chosen = chart.series[place].colour
    return SERIES[(place if chosen is None else chosen) % len(SERIES)]
