"""Cells of a list: one line each on a wide screen, a part of a card on a narrow one."""

from collections.abc import Callable, Mapping, Sequence
from string import Formatter

from django.utils.html import conditional_escape

from samdrift.foundation.ui.elements import classes
from samdrift.foundation.ui.listing.columns import WRITTEN, Column, Kind, Reader, Row
from samdrift.foundation.ui.templatetags.ui import drawn_icon, named_figure

EMPTY = '<span class="muted" aria-hidden="true">–</span>'
SHORT = (
    14  # characters that always stand on one line; what is longer gives way when the line is full
)
LONG = 22  # what may be cut says all of it when pointed at; roomy rows, cards and paper hold all of it anyway
SIGNS = {"danger": "circle-alert", "warning": "triangle-alert", "success": "check"}


def cell_drawer(column: Column, read: Reader, room: str = "") -> Callable[[Row], str]:
    """A function that draws the column's cell of a row, escaped; made once for a page, called for each row.

    room: the class of what is left out where there is no room for it (`widths`).
    """
    write, link, note = WRITTEN[column.kind], column.link, column.note
    tag, html, many = column.tag, column.html, column.many
    name = _figure_namer(column.figure) if column.figure else None
    cell = _cell_writer(column, room)

    def draw(row: Row) -> str:
        if html is not None:
            return cell(html(row), "")
        value = read(row)
        if many and isinstance(value, tuple):
            return cell(*_several(value, many))
        if value is None or value == "":
            shown, words = EMPTY, ""
        else:
            words = str(conditional_escape(write(value)))
            shown = words if name is None else str(named_figure(value, words, name(row)))
            shown = shown if tag is None else _state(shown, tag(row))
        if link is not None and (address := link(row)):
            shown = f'<a class="ds-link" href="{conditional_escape(address)}">{shown}</a>'
        if note is not None and (said := note(row)):
            told = f'<span class="row-note">{conditional_escape(str(said))}</span>'
            shown = told if shown is EMPTY else f"{shown} {told}"
            words = f"{words} {conditional_escape(str(said))}".strip()
        return cell(shown, words)

    return draw


def _several(names: Sequence[str], many: object) -> tuple[str, str]:
    """One by its name; several by their number, and their names where one points, stands or presses."""
    if not names:
        return EMPTY, ""
    told = [str(conditional_escape(each)) for each in names]
    if len(told) == 1:
        return told[0], told[0]
    counted = conditional_escape(many % {"count": len(told)})  # type: ignore[operator]  # lazy words know how
    listed = "".join(f"<li>{each}</li>" for each in told)
    return f'<details class="several"><summary>{counted}</summary><ul>{listed}</ul></details>', ""


def _state(shown: str, tone: str) -> str:
    """Words with the sign of their tone; what is neutral has none."""
    sign = drawn_icon(SIGNS[tone]) if tone in SIGNS else ""
    return f'<span class="state" data-tone="{conditional_escape(tone)}">{sign}{shown}</span>'


def _cell_writer(column: Column, room: str) -> Callable[[str, str], str]:
    """How the cell itself is written round what it shows; words longer than short give way to other columns."""
    name = "num" if column.is_numeric else "nowrap" if column.kind is Kind.DAY else ""
    written = f' class="{classes(name, room)}"' if name or room else ""
    label = conditional_escape(str(column.label))
    gives_way = not column.is_numeric and column.html is None

    def write(shown: str, words: str) -> str:
        if gives_way and len(words) > SHORT:
            whole = f' title="{words}"' if len(words) > LONG else ""
            shown = f'<div class="line"{whole}>{shown}</div>'
        if column.heading:
            return f'<th role="rowheader" scope="row"{written}>{shown}</th>'
        told = " data-empty" if shown == EMPTY else f' data-label="{label}"'
        return f'<td role="cell"{written}{told}>{shown}</td>'

    return write


def _figure_namer(pattern: str) -> Callable[[Row], str]:
    """The name of a row's figure: the pattern with the row's own values in its braces."""
    fields = [field for _text, field, _spec, _conversion in Formatter().parse(pattern) if field]

    def name(row: Row) -> str:
        return pattern.format(
            **{
                each: row[each] if isinstance(row, Mapping) else getattr(row, each)
                for each in fields
            }
        )

    return name
