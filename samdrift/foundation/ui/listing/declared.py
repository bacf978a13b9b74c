"""A list as it is declared, once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from samdrift.foundation.ui.export import FORMATS
from samdrift.foundation.ui.listing.columns import Column, chosen_columns
from samdrift.foundation.ui.listing.filters import Filter, ShownFilter
from samdrift.foundation.ui.listing.list_page import ListPage
from samdrift.foundation.ui.listing.picking import RowAct, picked_rows
from samdrift.foundation.ui.listing.sources import Rows, order_by_fields, search_words
from samdrift.foundation.ui.listing.tabs import address_returned_to
from samdrift.foundation.ui.page import page, wants_part

ROWS_PART = "ui/listing_rows.html"
DECLARED: "dict[tuple[str, ...], Listing]" = {}
"""Every list of the product by its name and its columns, so that a file of one is known when it comes back."""


@dataclass(frozen=True)
class Listing:
    """A list page: its columns, filters and words to search in.

    name: of the exported file and of the rows' region; letters and hyphens.
    search: field paths, or a function (rows, text) → rows where an index answers.
    order: the usual order. needs: fields read beside those of the columns (for links and notes).
    values: read rows with values(); False gives the objects themselves.
    prepare: adds to the rows of a page what lies in other tables, in a fixed number of queries.
    deepest: the last row that is counted and paged to; the rest is found by filters and exported.
    acts: what may be done with rows that are picked; gives each row a box (`picking`).
    """

    name: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Sequence[str] | Callable[[Any, str], Any] = ()
    order: tuple[str, ...] = ("pk",)
    needs: tuple[str, ...] = ("pk",)
    values: bool = True
    prepare: Callable[[list[Any]], list[Any]] | None = None
    page_size: int = 50
    deepest: int = 10_000
    acts: Sequence[RowAct] = ()

    def __post_init__(self) -> None:
        DECLARED.setdefault((self.name, *(column.key for column in self.columns)), self)

    def page_for(self, request: HttpRequest, rows: Rows) -> ListPage:
        """What this request sees of `rows`."""
        asked = request.GET
        search = asked.get("q", "").strip()[:200]
        filters = [each.as_asked(request) for each in self.filters]
        matching = self._narrow(rows, filters, search)
        if asked.get("exportera"):
            matching = picked_rows(matching, asked)
        self._count_options(rows, filters, search)
        sort = self._sort_asked(asked.get("sortera", ""))
        columns = chosen_columns(self.columns, asked.getlist("kolumner"))
        total = self._count(matching)
        return ListPage(
            request=request,
            name=self.name,
            columns=columns,
            every_column=self.columns,
            filters=filters,
            matching=self._order(matching, sort),
            total=total,
            deepest=self.deepest,
            page_number=self._page_asked(asked.get("sida", ""), total),
            page_size=self.page_size,
            sort=sort,
            search=search,
            can_search=bool(self.search),
            prepare=self.prepare,
            acts=[each for each in self.acts if each.opens(request)],
            fields=self._fields(columns) if self.values else (),
        )

    def answer(
        self,
        request: HttpRequest,
        rows: Rows,
        template: str,
        context: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """The whole list page, only its rows for htmx, or the file when an export is asked for.

        Whoever comes back to the list without asking for anything is led to the view that they looked at last.
        """
        if returned := address_returned_to(request):
            return HttpResponseRedirect(returned)
        shown = self.page_for(request, rows)
        kind = request.GET.get("exportera", "")
        if kind in FORMATS:
            return shown.download(kind)
        response = page(request, template, {**(context or {}), "listing": shown}, ROWS_PART)
        if wants_part(request):
            response["HX-Push-Url"] = shown.address
        patch_vary_headers(response, ["HX-Request-Type"])
        return response

    def _narrow(
        self, rows: Rows, shown: Sequence[ShownFilter], search: str, without: str = ""
    ) -> Rows:
        """The rows that answer to search and filters, except to the filter `without`."""
        if search:
            rows = (
                self.search(rows, search)
                if callable(self.search)
                else search_words(rows, self.search, search)
            )
        for declared, asked in zip(self.filters, shown, strict=True):
            if asked.values and declared.key != without:
                rows = declared.apply(rows, asked.values)
        return rows

    def _count_options(self, rows: Rows, shown: Sequence[ShownFilter], search: str) -> None:
        """Give options their counts: the rows each would show with the other filters as they are."""
        for declared, asked in zip(self.filters, shown, strict=True):
            counts = declared.counts(self._narrow(rows, shown, search, without=declared.key))
            if counts is not None:
                for option in asked.options:
                    option.count = counts.get(option.value, 0)

    def _count(self, matching: Rows) -> int:
        """The number of rows, counted no further than one beyond the deepest."""
        if isinstance(matching, QuerySet):
            return matching.order_by()[: self.deepest + 1].count()
        return len(matching)

    def _sort_asked(self, asked: str) -> str:
        key = asked.removeprefix("-")
        return asked if any(column.key == key and column.sort for column in self.columns) else ""

    def _order(self, rows: Rows, sort: str) -> Rows:
        if not sort:
            return order_by_fields(rows, self.order, descending=False)
        column = next(column for column in self.columns if column.key == sort.removeprefix("-"))
        return order_by_fields(rows, column.sort, descending=sort.startswith("-"))

    def _page_asked(self, asked: str, total: int) -> int:
        last = max(1, -(-min(total, self.deepest) // self.page_size))
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
        return min(max(1, number), last)

    def _fields(self, columns: Sequence[Column]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys([*self.needs, *(name for column in columns for name in column.fields)])
        )
