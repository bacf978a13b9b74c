"""Columns: where a value comes from and what is exported; how its cell is drawn is in `cells`."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from samdrift.foundation.ui.listing.sources import read
from samdrift.foundation.ui.templatetags.ui import (
    amount,
    day,
    estimate_amount,
    thousands,
)

Words = str | Promise
Row = Any  # a mapping from values(), or an object
Reader = Callable[[Row], object]


class Kind(StrEnum):
    """What a column's values are; decides how they are written, aligned and exported."""

    TEXT = "text"
    NUMBER = "number"
    KRONOR = "kronor"  # whole öre
    ESTIMATE = "estimate"  # whole öre, told as «≈ 42 000»; exported as it was computed
    DAY = "day"
    YES = "yes"  # a boolean


NUMERIC = frozenset({Kind.NUMBER, Kind.KRONOR, Kind.ESTIMATE})
WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.NUMBER: thousands,
    Kind.KRONOR: amount,
    Kind.ESTIMATE: estimate_amount,
    Kind.DAY: day,
    Kind.YES: lambda value: gettext("Yes") if value else gettext("No"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    key: name in the address and in the export's order; also the field, unless `source` says another.
    source: field path or annotation (``owner__name``).
    value: computes the value from the row instead; `needs` then names the fields it reads.
    sort: what the rows are ordered by when this column is chosen; empty means it can't be sorted.
    link: the address that the cell leads to, "" for none; `note`: a muted second line.
    tag: the tone of the value, with a sign beside its words where it wants to be seen.
    many: what several are called, ``ngettext_lazy("%(count)s municipality", "%(count)s municipalities", "count")``: the
        value is then a sequence of names, told as «5 municipalities» that unfolds.
    figure: the name of the figure in the cell, ``costs.share.{pk}``, its fields in braces; see `ui.figure`.
    html: draws the whole cell itself and must escape what it shows; the export still uses the value.
    visible: shown without being chosen; heading: this cell names its row.
    in_export: exported whether it is chosen or not, since the file can't be read back without it.
    """

    key: str
    label: Words
    source: str = ""
    kind: Kind = Kind.TEXT
    value: Callable[[Row], object] | None = None
    needs: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    link: Callable[[Row], str] | None = None
    note: Callable[[Row], object] | None = None
    tag: Callable[[Row], str] | None = None
    many: Words = ""
    html: Callable[[Row], str] | None = None
    figure: str = ""
    visible: bool = True
    heading: bool = False
    in_export: bool = False

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields this column reads from a row of values()."""
        own = () if self.value else (self.source or self.key,)
        return own + self.needs

    def reader(self, example: Row) -> Reader:
        """How the value is read from rows like `example`."""
        if self.value is not None:
            return self.value
        path = self.source or self.key
        if isinstance(example, Mapping):
            return lambda row: row[path]
        if "__" not in path:
            return attrgetter(path)
        return lambda row: read(row, path)  # what is not there has no name


def plain_value(
    column: Column, value: object
) -> str | int | float | Decimal | dt.date | dt.datetime | None:
    """A value as it is exported: numbers stay numbers, days stay days, all else is text."""
    if value is None:
        return None
    if column.kind in {Kind.KRONOR, Kind.ESTIMATE} and isinstance(value, int):
        return Decimal(value).scaleb(-2)
    if column.kind is Kind.YES:
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dt.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | dt.date) and not isinstance(value, bool):
        return value
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@lru_cache(maxsize=512)
def _address_pattern(name: str, prefix: str) -> str:
    """The address by name under the site's `prefix`, remembered, with a number to replace by the row's own."""
    return reverse(name, args=[987_654_321])


def row_link(name: str, field: str = "pk") -> Callable[[Row], str]:
    """The address of a row's own page, by URL name; reversed once, not for each row. `field` holds a whole number.

    A row of another day, which says so with `shown_on`, leads to the page as it was on that day.
    """

    def link(row: Row) -> str:
        key = row[field] if isinstance(row, Mapping) else getattr(row, field)
        address = _address_pattern(name, get_script_prefix()).replace("987654321", str(key))
        day = None if isinstance(row, Mapping) else getattr(row, "shown_on", None)
        return address if day is None else f"{address}?dag={day}"

    return link


def chosen_columns(columns: Sequence[Column], asked: Sequence[str]) -> list[Column]:
    """The columns asked for, in their declared order; those visible by default where none of ours is asked for."""
    named = {part for word in asked for part in word.split(",")}
    chosen = [column for column in columns if column.key in named or (column.heading and named)]
    if not any(column.key in named for column in columns):
        return [column for column in columns if column.visible]
    return chosen
