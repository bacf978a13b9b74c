"""What every list keeps, whatever is in it: as many questions for many rows as for few, and files of what is shown."""

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samdrift.foundation.ui.listing import DECLARED, Column, Listing, ListPage

FEW, MANY = 3, 30
MOST_MORE = 2  # what none of the few has is asked for once, however many have it
WORD = re.compile(r"[a-zåäö]{5,}", re.IGNORECASE)


@dataclass(frozen=True)
class ListCase:
    """A list on its page, as somebody sees it."""

    client: Client
    path: str
    listing: Listing
    shown: ListPage

    def ask(self, **asked: object) -> Any:
        return self.client.get(self.path, asked)

    def faults(self) -> Iterator[str]:
        """Everything in which the list does not keep the contract."""
        yield from self.questions()
        yield from self.sorts()
        yield from self.filters()
        yield from self.searches()
        yield from self.files()

    @contextmanager
    def paged_by(self, rows: int) -> Iterator[None]:
        usual = self.listing.page_size
        object.__setattr__(self.listing, "page_size", rows)  # a list is frozen where it is declared
        try:
            yield
        finally:
            object.__setattr__(self.listing, "page_size", usual)

    def questions(self) -> Iterator[str]:
        """As many questions to the database with many rows as with few."""
        if self.shown.total <= FEW:
            return
        asked = {}
        for rows in (FEW, MANY):
            with self.paged_by(rows), CaptureQueriesContext(connection) as captured:
                self.ask()
            asked[rows] = len(captured)
        if asked[MANY] > asked[FEW] + MOST_MORE:
            yield f"{asked[FEW]} questions for {FEW} rows, {asked[MANY]} for {min(MANY, self.shown.total)}"

    def sorts(self) -> Iterator[str]:
        for column in self.listing.columns:
            if column.sort:
                answer = self.ask(sortera=f"-{column.key}")
                if answer.status_code != 200:
                    yield f"sorted by {column.key}: {answer.status_code}"
                elif answer.context["listing"].total != self.shown.total:
                    yield f"sorted by {column.key} it has another number of rows"

    def filters(self) -> Iterator[str]:
        """Every filter narrows and never adds; a value that is none is told or let go of, and no error."""
        for each in self.shown.filters:
            for value in (
                *[option.value for option in each.options if option.value][:1],
                "ingenting",
            ):
                answer = self.ask(**{each.key: value})
                if answer.status_code != 200:
                    yield f"{each.key}={value}: {answer.status_code}"
            if each.shape == "days" and "2009-01-31" not in self.ask(**{each.key: "31/1"}).text:
                yield f"{each.key}: what is no day is not told"

    def searches(self) -> Iterator[str]:
        """A word of a column that is searched finds the row that it stands in."""
        if not self.shown.can_search or not self.shown.rows:
            return
        first, sought = self.shown.rows[0], self.listing.search
        for column in self.shown.columns:
            words = WORD.findall(str(column.reader(first)(first) or ""))
            if column.value or callable(sought) or (column.source or column.key) not in sought:
                continue
            if words and not self.ask(q=words[0]).context["listing"].total:
                yield f"«{words[0]}» stands in {column.key} of the first row and finds nothing"
        if self.ask(q="xyzzyqvw").context["listing"].total:
            yield "a word that nothing holds finds something"

    def files(self) -> Iterator[str]:
        """Both kinds of file hold the rows shown, under the heads shown, and say the same."""
        written = self.ask(exportera="csv").content.decode("utf-8-sig")
        heads, *rows = csv.reader(io.StringIO(written), delimiter=";")
        if len(rows) != self.shown.total:
            yield f"{len(rows)} rows in the file, {self.shown.total} shown"
        shown = [str(column.label) for column in self.shown.columns]
        if heads[: len(shown)] != shown:
            yield f"heads of the file {heads}, shown {shown}"
        sheet = load_workbook(io.BytesIO(self.ask(exportera="xlsx").content)).worksheets[0]
        first, *others = sheet.iter_rows(values_only=True)
        if [str(each) for each in first] != heads or len(others) != len(rows):
            yield "the two kinds of file differ"


def list_cases(client: Client, path: str, answer: Any) -> list[ListCase]:
    """The list that a page shows, if any."""
    shown = (answer.context or {}).get("listing")
    if not isinstance(shown, ListPage):
        return []
    return [ListCase(client, path, DECLARED[key_of(shown.name, shown.every_column)], shown)]


def key_of(name: str, columns: Sequence[Column]) -> tuple[str, ...]:
    """What a list is known by: its name and its columns."""
    return (name, *(column.key for column in columns))


def lists_of_the_product() -> set[tuple[str, ...]]:
    """Every declared list but those that modules of the tests made for themselves, which no page shows."""
    made_here = {
        key_of(value.name, value.columns)
        for name, module in list(sys.modules.items())
        if not name.startswith("samdrift.")
        for value in list(vars(module).values())
        if type(value) is Listing  # what is lazy is not asked what it is
    }
    return DECLARED.keys() - made_here
