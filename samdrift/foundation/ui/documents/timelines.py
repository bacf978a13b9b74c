"""A time axis on paper: the same value as the page's, as many drawings as it takes."""

import datetime as dt
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import Color, HexColor

from samdrift.foundation.ui.charts import Span, Timeline, Urgency
from samdrift.foundation.ui.charts.timeline import (
    notice_begins,
    percent_along,
    states_told,
    ticks,
    today_shown,
)
from samdrift.foundation.ui.documents.lettering import ACCENT, INK, LINE, MUTED, width_of
from samdrift.foundation.ui.documents.shapes import (
    SIZE,
    Anchor,
    cut_to_width,
    filled_box,
    line_of_text,
)

ROW, BAR, SCALE, LEGEND = 15.0, 8.0, 14.0, 14.0
MOST_ROWS = 24  # in one drawing: fits a page that lies down, under a heading
LEAST = 1.0  # points: a bar of a few days can still be seen
COLOURS: dict[Urgency, Color] = {
    Urgency.OK: ACCENT,
    Urgency.WARN: HexColor("#b0700b"),
    Urgency.DANGER: HexColor("#a3232f"),
}


def drawn_timeline(chart: Timeline, width: float) -> list[Drawing]:
    """Names at the left, bars at the right under a scale of years; the legend above the first drawing."""
    parts = [
        chart.spans[first : first + MOST_ROWS] for first in range(0, len(chart.spans), MOST_ROWS)
    ]
    return [_draw(chart, part, width, has_legend=part is parts[0]) for part in parts]


def _draw(chart: Timeline, spans: Sequence[Span], width: float, *, has_legend: bool) -> Drawing:
    height = SCALE + ROW * len(spans) + (LEGEND if has_legend else 0)
    drawing = Drawing(width, height)
    names = width * 0.38
    top = height
    if has_legend:
        _draw_legend(drawing, chart, top - 10)
        top -= LEGEND
    per_cent = (width - names) / 100
    bottom = top - SCALE - ROW * len(spans)
    for day, label, _is_year in ticks(chart):
        x = names + percent_along(chart, day) * per_cent
        drawing.add(Line(x, top - SCALE, x, bottom, strokeColor=LINE, strokeWidth=0.4))
        if label:
            drawing.add(line_of_text(x, top - 10, label, MUTED, _anchor(chart, day)))
    for place, span in enumerate(spans):
        y = top - SCALE - ROW * (place + 1)
        words = f"{span.label}  {span.note}" if span.note else str(span.label)
        drawing.add(line_of_text(0, y + 4, cut_to_width(words, names - 8)))
        _draw_span(drawing, chart, span, (names, y + (ROW - BAR) / 2), per_cent)
    if now := today_shown(chart):
        x = names + percent_along(chart, now) * per_cent
        drawing.add(Line(x, top - SCALE, x, bottom, strokeColor=INK, strokeWidth=0.8))
    return drawing


def _anchor(chart: Timeline, day: dt.date) -> Anchor:
    along = percent_along(chart, day)
    return "start" if along < 3 else "end" if along > 97 else "middle"


def _draw_span(
    drawing: Drawing, chart: Timeline, span: Span, place: tuple[float, float], per_cent: float
) -> None:
    """The bar, and the time after notice as a paler one."""
    start, end = span.starts_on or chart.first, span.ends_on or chart.last
    if end < chart.first or start > chart.last:
        return
    left, y = place
    firm_end = notice_begins(span, end)
    colour = COLOURS[span.state]
    for begins, ends, shade in ((start, firm_end, 1.0), (max(firm_end, start), end, 0.4)):
        if ends > begins or (shade == 1.0 and not span.notice_on):
            x = percent_along(chart, begins) * per_cent
            wide = max(LEAST, percent_along(chart, ends) * per_cent - x)
            bar = filled_box(left + x, y, wide, BAR, colour)
            bar.fillOpacity = shade
            drawing.add(bar)


def _draw_legend(drawing: Drawing, chart: Timeline, y: float) -> None:
    x = 0.0
    for state, words in states_told(chart):
        drawing.add(filled_box(x, y - 1, 9, 8, COLOURS[state]))
        drawing.add(line_of_text(x + 13, y, str(words), MUTED))
        x += width_of(str(words), SIZE) + 27
