"""What one request sees of a list: the rows of a page, the filters, the chips, the pages, the exports."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from samdrift.foundation.ui.address import with_parameters
from samdrift.foundation.ui.export import FORMATS, export_response
from samdrift.foundation.ui.listing.cells import cell_drawer
from samdrift.foundation.ui.listing.columns import Column, Words, plain_value
from samdrift.foundation.ui.listing.filters import ShownFilter
from samdrift.foundation.ui.listing.picking import RowAct, box_drawer
from samdrift.foundation.ui.listing.sources import Rows
from samdrift.foundation.ui.listing.tabs import NOT_PART_OF_A_VIEW, ListTabs, tabs_of_list
from samdrift.foundation.ui.listing.widths import LeftOut, columns_left_out, room_class, rooms
from samdrift.foundation.ui.pages import PageLink, page_steps
from samdrift.foundation.ui.templatetags.ui import thousands

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, and what a press on it sorts by."""

    label: Words
    is_numeric: bool
    sort_value: str = ""
    direction: str = "none"
    room: str = ""


@dataclass
class ListPage:
    """A list as this request asked for it. Templates read it; `download` answers an export."""

    request: HttpRequest
    name: str
    columns: list[Column]
    every_column: Sequence[Column]
    filters: list[ShownFilter]
    matching: Rows
    total: int
    deepest: int
    page_number: int
    page_size: int
    sort: str
    search: str
    can_search: bool
    prepare: Callable[[list[Any]], list[Any]] | None = None
    acts: Sequence[RowAct] = ()
    fields: tuple[str, ...] = field(default=())

    def _read(self, start: int, stop: int) -> list[Any]:
        rows = self.matching
        if self.fields and isinstance(rows, QuerySet):
            rows = rows.values(*self.fields)
        listed = list(rows[start:stop])
        return self.prepare(listed) if self.prepare and listed else listed

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page, read once."""
        start = (self.page_number - 1) * self.page_size
        return self._read(start, min(start + self.page_size, self.deepest))

    @cached_property
    def body(self) -> SafeString:
        """The table's rows, every cell escaped by its column."""
        if not self.rows:
            return SafeString("")
        cells = [
            cell_drawer(column, column.reader(self.rows[0]), room_class(room))
            for column, room in zip(self.columns, rooms(self.columns), strict=True)
        ]
        if self.acts:
            heading = next(column for column in self.columns if column.heading)
            cells.insert(0, box_drawer(heading.reader(self.rows[0])))
        drawn = "\n".join(
            '<tr role="row">' + "".join([cell(row) for cell in cells]) + "</tr>"
            for row in self.rows
        )
        return mark_safe(drawn)  # noqa: S308 - cells are escaped by cell_drawer

    @property
    def heads(self) -> list[Head]:
        asked, backwards = self.sort.removeprefix("-"), self.sort.startswith("-")
        heads = []
        for column, room in zip(self.columns, map(room_class, rooms(self.columns)), strict=True):
            if not column.sort:
                heads.append(Head(column.label, column.is_numeric, room=room))
                continue
            current = column.key == asked
            direction = ("descending" if backwards else "ascending") if current else "none"
            value = f"-{column.key}" if current and not backwards else column.key
            heads.append(Head(column.label, column.is_numeric, value, direction, room))
        return heads

    @property
    def left_out(self) -> list[LeftOut]:
        """What is said of columns that don't fit, by how wide the list is."""
        return columns_left_out(self.columns)

    @property
    def is_beyond(self) -> bool:
        """More rows than are counted and paged through."""
        return self.total > self.deepest

    @property
    def count_text(self) -> str:
        """«Visar 1-50 av 412»."""
        if not self.total:
            return gettext("Nothing found")
        first = (self.page_number - 1) * self.page_size + 1
        last = first + len(self.rows) - 1
        if self.is_beyond:
            return gettext("Showing %(first)s–%(last)s of more than %(total)s") % {
                "first": thousands(first),
                "last": thousands(last),
                "total": thousands(self.deepest),
            }
        if self.total <= self.page_size:
            return ngettext("%(total)s row", "%(total)s rows", self.total) % {
                "total": thousands(self.total)
            }
        return gettext("Showing %(first)s–%(last)s of %(total)s") % {
            "first": thousands(first),
            "last": thousands(last),
            "total": thousands(self.total),
        }

    @property
    def pages(self) -> list[PageLink]:
        counted = min(self.total, self.deepest)
        last = max(1, -(-counted // self.page_size))
        return page_steps(self.query, self.page_number, last)

    @property
    def chips(self) -> list[Chip]:
        """What is filtered on, each with the address that lets go of it."""
        asked = self.query
        chips = []
        if self.search:
            chips.append(
                Chip(f"«{self.search}»", with_parameters(asked, {"q": None, "sida": None}))
            )
        for shown in self.filters:
            for value, label in shown.values_in_words:
                rest = [other for other in shown.values if other != value]
                url = with_parameters(asked, {shown.key: rest, "sida": None})
                chips.append(Chip(capfirst(str(label)), url))
        return chips

    @property
    def clear_url(self) -> str:
        """The list without filters or search, its order and columns kept."""
        let_go = {shown.key: None for shown in self.filters}
        return with_parameters(self.query, {**let_go, "q": None, "sida": None})

    @property
    def exports(self) -> list[tuple[str, str]]:
        """The name of each format and the address that gives exactly these rows and columns."""
        return [
            (kind.upper(), with_parameters(self.query, {"exportera": kind, "sida": None}))
            for kind in FORMATS
        ]

    @property
    def choosable(self) -> list[tuple[Column, bool]]:
        """Every column and whether it is shown."""
        chosen = {column.key for column in self.columns}
        return [(column, column.key in chosen) for column in self.every_column]

    @cached_property
    def query(self) -> QueryDict:
        """What was asked for, in its shortest form: nothing empty, no columns where they are the usual ones."""
        usual = [column.key for column in self.every_column if column.visible]
        chosen = [column.key for column in self.columns]
        changes = {"kolumner": None if chosen == usual else ",".join(chosen), "sortera": self.sort}
        return QueryDict(with_parameters(self.request.GET, changes).removeprefix("?"))

    @cached_property
    def tabs(self) -> ListTabs:
        """The whole list and the kept views of it."""
        asked = with_parameters(self.query, dict.fromkeys(NOT_PART_OF_A_VIEW))
        return tabs_of_list(self.request, asked.removeprefix("?"))

    @property
    def address(self) -> str:
        """The address of what is shown."""
        return self.request.path + with_parameters(self.query, {}).removesuffix("?")

    @property
    def exported_columns(self) -> list[Column]:
        """The columns shown, then those without which the file can't be read back."""
        chosen = {column.key for column in self.columns}
        always = [one for one in self.every_column if one.in_export and one.key not in chosen]
        return [*self.columns, *always]

    def _exported_rows(self) -> Iterator[list[Any]]:
        start = 0
        while rows := self._read(start, start + CHUNK):
            readers = [column.reader(rows[0]) for column in self.exported_columns]
            for row in rows:
                pairs = zip(self.exported_columns, readers, strict=True)
                yield [plain_value(column, reader(row)) for column, reader in pairs]
            start += CHUNK

    def download(self, kind: str) -> HttpResponse:
        """Every row that matches, in the order and with the columns shown, and those that go with every export."""
        heads = [str(column.label) for column in self.exported_columns]
        return export_response(kind, self.name, heads, self._exported_rows())
