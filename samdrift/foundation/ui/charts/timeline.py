"""A time axis: what lasts from when to when, its notice period, and where today is."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.dates import MONTHS_3
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.core.periods import add_months
from samdrift.foundation.ui.charts.figure import (
    Chart,
    Numbers,
    Words,
    block_key,
    figure,
    key,
    legend,
    percent,
    picture,
    text,
    upright,
)

ROW, BAR, TOP, WORDS = 46, 16, 24, 20
LEAST = 0.4  # per cent: a bar of a few days can still be seen


class Urgency(StrEnum):
    """How urgent a span is; the colour never stands alone, the table says the words."""

    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts.

    starts_on: its own first day, also where the window begins later; None where nobody knows, drawn from the
    window's beginning. ends_on: None until further notice. notice_on: the last day to give notice; the time after it
    is drawn dashed.
    note: said beside the label. said: the state in words, for the table. url: the label in the table leads there.
    """

    label: Words
    starts_on: dt.date | None
    ends_on: dt.date | None = None
    notice_on: dt.date | None = None
    state: Urgency = Urgency.OK
    note: Words = ""
    said: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Chart):
    """Spans between two days. state_words: what WARN and DANGER mean here; a state without words has no legend."""

    spans: Sequence[Span]
    first: dt.date
    last: dt.date
    today: dt.date | None = None
    span_head: Words = ""
    span_words: Words = ""
    state_words: Sequence[tuple[Urgency, Words]] = ()


def time_axis(chart: Timeline) -> SafeString:
    """The spans, one below the other, under a scale of months or years."""
    height = TOP + ROW * len(chart.spans) + 4
    bars = len(chart.spans)
    tops = [TOP + ROW * place for place in range(len(chart.spans))]
    marks = [*_scale(chart, bars)]
    for span, top in zip(chart.spans, tops, strict=True):
        marks += _bar(chart, span, top)
    if day := today_shown(chart):
        marks.append(_line(chart, "chart-today", day, bars))
    marks += [_label(span, top) for span, top in zip(chart.spans, tops, strict=True)]
    heads, rows = _table_of(chart)
    return figure(
        chart,
        picture(chart, height, marks),
        Numbers(heads, rows, numeric_from=9),
        legend(_keys(chart)),
    )


def _table_of(chart: Timeline) -> tuple[list[Words], list[list[object]]]:
    """The table's heads and rows; a column of which no span has anything to say is left out."""
    columns: list[tuple[Words, list[object]]] = [
        (chart.span_head or gettext("What"), [_span_name(span) for span in chart.spans]),
        (gettext("From"), [span.starts_on for span in chart.spans]),
        (gettext("Last day to give notice"), [span.notice_on for span in chart.spans]),
        (gettext("To"), [_end(span) for span in chart.spans]),
        (gettext("Status"), [span.said for span in chart.spans]),
    ]
    kept = [(head, cells) for head, cells in columns if any(cells)]
    rows = [[cells[place] or "–" for _, cells in kept] for place in range(len(chart.spans))]
    return [head for head, _ in kept], rows


def percent_along(chart: Timeline, day: dt.date) -> float:
    """Where a day stands in the window, in per cent; 0 and 100 for days outside it."""
    whole = max(1, (chart.last - chart.first).days)
    return max(0.0, min(100.0, 100 * (day - chart.first).days / whole))


def _end(span: Span) -> str:
    return span.ends_on.isoformat() if span.ends_on else gettext("until further notice")


def _span_name(span: Span) -> str:
    return (
        format_html('<a class="ds-link" href="{}">{}</a>', span.url, span.label)
        if span.url
        else str(span.label)
    )


def ticks(chart: Timeline) -> Iterator[tuple[dt.date, str, bool]]:
    """Days to mark: quarters in a short window, years in a long one; with label and whether it is a new year."""
    years = (chart.last - chart.first).days / 365.25
    months = 3 if years <= 4 else 12
    every = 1 if years <= 12 else -(-int(years) // 10)
    day = dt.date(chart.first.year, 1, 1)
    while day <= chart.last:
        is_year = day.month == 1
        if day >= chart.first and (months < 12 or (day.year - chart.first.year) % every == 0):
            label = str(day.year) if is_year else str(MONTHS_3[7]) if day.month == 7 else ""
            yield day, label, is_year
        day = add_months(day, months)


def _line(chart: Timeline, css_class: str, day: dt.date, rows: int) -> str:
    return upright(css_class, percent_along(chart, day), top=TOP, rows=rows, row=ROW, words=WORDS)


def _scale(chart: Timeline, rows: int) -> Iterator[str]:
    for day, label, is_year in ticks(chart):
        x = percent_along(chart, day)
        yield _line(chart, "chart-grid chart-grid-major" if is_year else "chart-grid", day, rows)
        if label:
            anchor = "start" if x < 3 else "end" if x > 97 else "middle"
            yield f'<text class="chart-axis" x="{percent(x)}" y="12" text-anchor="{anchor}">{text(label)}</text>'


def _label(span: Span, top: int) -> str:
    note = f' <tspan class="chart-note">{text(span.note)}</tspan>' if span.note else ""
    return f'<text class="chart-label" x="0" y="{top + 15}">{text(span.label)}{note}</text>'


def _bar(chart: Timeline, span: Span, top: int) -> list[str]:
    marks: list[str] = []
    end, start = span.ends_on or chart.last, span.starts_on or chart.first
    if end < chart.first or start > chart.last:
        return marks
    told = f"{text(span.label)}: {span.starts_on or ''} – {_end(span)}"
    firm_end = notice_begins(span, end)
    start_x, firm_x, end_x = (
        percent_along(chart, start),
        percent_along(chart, firm_end),
        percent_along(chart, end),
    )
    if firm_x > start_x or not span.notice_on:
        marks.append(_rect(f"span-{span.state}", top, start_x, max(LEAST, firm_x - start_x), told))
    if span.notice_on and end_x > max(firm_x, start_x):
        begin = max(firm_x, start_x)
        period = gettext("notice period")
        told = f"{text(span.label)}: {text(period)} {span.notice_on} – {_end(span)}"
        marks.append(
            _rect(f"span-notice notice-{span.state}", top, begin, max(LEAST, end_x - begin), told)
        )
    return marks


def _rect(css_class: str, top: int, x: float, width: float, told: str) -> str:
    return (
        f'<rect class="{css_class}" x="{percent(x)}" y="{top + 21}" width="{percent(width)}" height="{BAR}" rx="3">'
        f"<title>{told}</title></rect>"
    )


def notice_begins(span: Span, end: dt.date) -> dt.date:
    """The last day to give notice where the span has one: what follows is its notice period. Else its end."""
    return min(span.notice_on, end) if span.notice_on else end


def states_told(chart: Timeline) -> list[tuple[Urgency, Words]]:
    """The states that some span has and that there are words for: what a legend holds."""
    words = {Urgency.OK: chart.span_words or gettext("Period"), **dict(chart.state_words)}
    present = {span.state for span in chart.spans}
    return [(state, words[state]) for state in Urgency if state in words and state in present]


def today_shown(chart: Timeline) -> dt.date | None:
    """Today, where it lies in the window."""
    return chart.today if chart.today and chart.first <= chart.today <= chart.last else None


def _keys(chart: Timeline) -> list[str]:
    keys = [block_key(f"span-{state}", words) for state, words in states_told(chart)]
    if any(span.notice_on for span in chart.spans):
        shape = '<rect class="span-notice notice-ok" x="1" y="1" width="20" height="12" rx="3"/>'
        keys.append(key(shape, gettext("Notice period")))
    if day := today_shown(chart):
        shape = '<line class="chart-today" x1="11" x2="11" y1="0" y2="14"/>'
        today = gettext("Today")
        keys.append(key(shape, f"{today} {day}"))
    return keys
