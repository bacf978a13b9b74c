"""The frame round every chart: caption, legend, picture, and the same numbers as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samdrift.foundation.ui.elements import keep_days_whole
from samdrift.foundation.ui.templatetags.ui import thousands

Words = str | Promise
SERIES = 8  # colours that can be told apart; a ninth series begins again


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has.

    name: id of the figure on its page, letters and hyphens.
    title: the caption. description: one or two sentences that say what the picture shows, for those who don't see it.
    """

    name: str
    title: Words
    description: Words


@dataclass(frozen=True, slots=True)
class Numbers:
    """The table of a chart: heads, rows of cells of which the first names the row, and what columns are numbers."""

    heads: Sequence[Words]
    rows: Sequence[Sequence[object]]
    numeric_from: int = 1


def text(words: object) -> str:
    """Anything as escaped text; what is safe already stays as it is."""
    return str(conditional_escape(str(words)))


def number(value: float) -> str:
    """A number as it is written in pictures and tables; no decimals from a hundred up."""
    rounded = round(value) if abs(value) >= 100 or float(value).is_integer() else round(value, 1)
    return thousands(rounded)


def series_class(place: int) -> str:
    """The colour class of the series at `place`, counted from nought."""
    return f"series-{place % SERIES + 1}"


def percent(value: float) -> str:
    """A coordinate along the page."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def upright(css_class: str, x: float, *, top: int, rows: int, row: int, words: int) -> str:
    """An upright line through some rows that stops where the words above each row's bar stand.

    x: in per cent. top: where the first row begins. row: a row's height; words: of it, the height of its words.
    """
    place, drawn = percent(x), row - words
    return (
        f'<line class="{css_class}" x1="{place}" x2="{place}" y1="{top + words}" y2="{top + row * rows}"'
        f' stroke-dasharray="{drawn} {words}"/>'
    )


def key(shape: str, words: Words) -> str:
    """One entry of a legend: a small drawing and what it means."""
    drawing = f'<svg class="chart-key" width="22" height="14" aria-hidden="true" focusable="false">{shape}</svg>'
    return f"<li>{drawing}{text(words)}</li>"


def block_key(css_class: str, words: Words) -> str:
    """A legend's entry with a filled block."""
    return key(f'<rect class="{css_class}" width="22" height="14" rx="3"/>', words)


def legend(keys: Iterable[str]) -> str:
    """The legend above a picture."""
    return f'<ul class="chart-legend">{"".join(keys)}</ul>'


def picture(chart: Chart, height: int, marks: Iterable[str]) -> str:
    """The SVG: as wide as its place, `height` pixels high."""
    name = text(chart.name)
    return (
        f'<svg class="chart-picture" width="100%" height="{height}" role="img"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-description">'
        f'<title id="{name}-title">{text(chart.title)}</title>'
        f'<desc id="{name}-description">{text(chart.description)}</desc>{"".join(marks)}</svg>'
    )


def table(caption: Words, numbers: Numbers) -> str:
    """The numbers as an HTML table in a region that scrolls by itself."""
    heads = "".join(
        f'<th scope="col"{_numeric(place, numbers)}>{text(head)}</th>'
        for place, head in enumerate(numbers.heads)
    )
    body = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>'
        + "".join(
            f"<td{_numeric(place, numbers)}>{text(cell)}</td>"
            for place, cell in enumerate(row[1:], start=1)
        )
        + "</tr>"
        for row in numbers.rows
    )
    return (
        f'<div class="table-scroll" role="group" aria-label="{text(caption)}" tabindex="0">'
        f'<table class="ds-table" data-size="sm"><caption class="ds-sr-only">{text(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{keep_days_whole(body)}</tbody></table></div>"
    )


def _numeric(place: int, numbers: Numbers) -> str:
    return ' class="num"' if place >= numbers.numeric_from else ""


def figure(
    chart: Chart, drawing: str, numbers: Numbers | None, legend_html: str = ""
) -> SafeString:
    """The whole figure; without `numbers` where the drawing itself is a table."""
    opened = ""
    if numbers is not None:
        invitation = gettext("Show as table")
        opened = (
            f'<details class="chart-numbers"><summary>{text(invitation)}</summary>'
            f"{table(chart.title, numbers)}</details>"
        )
    caption = f'<figcaption class="chart-caption">{text(chart.title)}</figcaption>'
    html = f'<figure class="chart" id="{text(chart.name)}">{caption}{legend_html}{drawing}{opened}</figure>'
    return mark_safe(html)  # noqa: S308 - every word above has gone through text()
