"""Pictures in the rows of a table: terms of time, and bars. The row says the same in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.core.periods import add_months
from samdrift.foundation.ui.charts.figure import Words

MIDDLE, THICK = 18, 12


@dataclass(frozen=True, slots=True)
class TermRow:
    """A row: what lasts, the day that matters, its page and its picture."""

    label: Words
    day: dt.date | None
    url: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class TermRows:
    """Rows under an axis of years."""

    axis: SafeString
    rows: list[TermRow]


@dataclass(frozen=True, slots=True)
class Term:
    """What lasts: from a day or from before, to a day or until further notice.

    day: the one that matters, with its tone. prolonged: to which day it goes on unless something is done.
    """

    label: Words
    url: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    day: dt.date | None
    tone: str = ""
    prolonged: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    first: dt.date
    last: dt.date
    today: dt.date

    def place(self, day: dt.date | None, unknown: dt.date) -> float:
        """Where a day lies, in per cent of the width; what lies outside is at the edge."""
        inside = min(max(day or unknown, self.first), self.last)
        return 100 * (inside - self.first).days / (self.last - self.first).days


def term_rows(terms: Sequence[Term], *, today: dt.date, months: int) -> TermRows:
    """Terms from three months ago until some months ahead, each in a row of its own."""
    window = _Window(add_months(today, -3), add_months(today, months), today)
    years = [
        day
        for year in range(window.first.year + 1, window.last.year + 1)
        if window.first < (day := dt.date(year, 1, 1)) < window.last
    ]
    lines = format_html_join(
        "",
        '<line class="track-line" x1="{0}%" x2="{0}%" y1="0" y2="36"></line>',
        ((_percent(window.place(day, day)),) for day in years),
    ) + format_html(
        '<line class="track-now" x1="{0}%" x2="{0}%" y1="0" y2="36"></line>',
        _percent(window.place(today, today)),
    )
    return TermRows(
        axis=_axis(window, years),
        rows=[
            TermRow(each.label, each.day, each.url, _term(each, window, lines)) for each in terms
        ],
    )


def _axis(window: _Window, years: list[dt.date]) -> SafeString:
    marks = [(window.today, gettext("today"))]
    now = window.place(window.today, window.today)
    marks += [(day, str(day.year)) for day in years if abs(window.place(day, day) - now) > 12]
    return _svg(
        format_html_join(
            "",
            '<text class="track-words" x="{}%" y="24" text-anchor="middle">{}</text>',
            ((_percent(window.place(day, day)), words) for day, words in marks),
        )
    )


def _term(term: Term, window: _Window, lines: SafeString) -> SafeString:
    begin = window.place(term.starts_on, window.first)
    end = window.place(term.ends_on, window.last)
    drawn = lines + _bar("track-run", begin, end)
    if term.prolonged is not None:
        drawn += _bar("track-else", end, window.place(term.prolonged, window.last))
    if term.day is not None:
        drawn += format_html(
            '<svg x="{}%" y="{}"><rect class="track-mark" data-tone="{}" x="-6" y="-6" width="12" height="12" '
            'transform="rotate(45)"></rect></svg>',
            _percent(window.place(term.day, window.last)),
            MIDDLE,
            term.tone,
        )
    return _svg(drawn)


def bar_track(share: float, *, is_own: bool) -> SafeString:
    """A bar that takes a share of the width, from nought to one; the reader's own is filled."""
    return _svg(_bar("bar-own" if is_own else "bar-other", 3, 3 + 97 * share))


def _bar(name: str, begin: float, end: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="2"></rect>',
        name,
        _percent(begin),
        MIDDLE - THICK // 2,
        _percent(max(end - begin, 0.4)),
        THICK,
    )


def _svg(drawn: SafeString) -> SafeString:
    return format_html('<svg height="36" aria-hidden="true" focusable="false">{}</svg>', drawn)


def _percent(value: float) -> str:
    return f"{value:.2f}"
