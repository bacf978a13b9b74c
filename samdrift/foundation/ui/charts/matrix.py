"""A matrix of levels: a real table whose cells are coloured by level and say it in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.foundation.ui.charts.figure import Chart, Words, figure, text

HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A level from 0 to 5 and the words that say it; a higher level is coloured as 5."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row: its label, where that leads, and a cell for each column; None where it does not apply."""

    label: Words
    cells: Sequence[Cell | None]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Chart):
    """Rows by columns. row_head: what a row is."""

    columns: Sequence[Words]
    rows: Sequence[MatrixRow]
    row_head: Words = ""


def level_matrix(chart: Matrix) -> SafeString:
    """The table, in a region that scrolls by itself on narrow screens."""
    row_head = chart.row_head or gettext("What")
    heads = "".join(f'<th scope="col">{text(column)}</th>' for column in chart.columns)
    body = "".join(
        f'<tr><th scope="row">{_row_name(row)}</th>{"".join(_cell(cell) for cell in row.cells)}</tr>'
        for row in chart.rows
    )
    table = (
        f'<p class="ds-sr-only">{text(chart.description)}</p>'
        f'<div class="table-scroll" role="group" aria-label="{text(chart.title)}" tabindex="0">'
        f'<table class="ds-table chart-matrix" data-size="sm"><caption class="ds-sr-only">{text(chart.title)}</caption>'
        f'<thead><tr><th scope="col">{text(row_head)}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    return figure(chart, table, None)


def _row_name(row: MatrixRow) -> str:
    return (
        format_html('<a class="ds-link" href="{}">{}</a>', row.url, row.label)
        if row.url
        else text(row.label)
    )


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return '<td class="level-none"><span class="ds-sr-only">–</span></td>'
    level = max(0, min(HIGHEST, cell.level))
    return f'<td class="level" data-level="{level}">{text(cell.words)}</td>'
