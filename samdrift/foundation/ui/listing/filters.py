"""Filters: what can be asked of a list beside the words searched for."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from samdrift.core.periods import is_within_reach
from samdrift.foundation.ui.listing.columns import Words
from samdrift.foundation.ui.listing.sources import Rows, keep_matching, read

Option = tuple[str, Words]
Options = Sequence[Option] | Callable[[HttpRequest], Sequence[Option]]
MANY = 8  # more options than this are chosen from a list, not ticked


@dataclass(slots=True)
class ShownOption:
    """One option of a filter as the panel draws it."""

    value: str
    label: Words
    id: str
    is_chosen: bool
    count: int | None = None


@dataclass(slots=True)
class ShownFilter:
    """A filter with what this request chose in it."""

    key: str
    label: Words
    shape: str  # "boxes", "select", "flag" or "days"
    values: list[str]
    options: list[ShownOption]
    hint: Words = ""
    problem: Words = ""  # what was written can't be read

    @property
    def values_in_words(self) -> list[tuple[str, Words]]:
        """What the chips say: each value with its words."""
        if self.shape == "days":
            return [(value, f"{self.label} {value}") for value in self.values]
        if self.shape == "flag":
            return [(value, self.label) for value in self.values]
        return [(option.value, option.label) for option in self.options if option.is_chosen]


class Filter(Protocol):
    """What the engine needs of a filter."""

    @property
    def key(self) -> str: ...

    def as_asked(self, request: HttpRequest) -> ShownFilter:
        """The filter with its options and what the request chose."""

    def apply(self, rows: Rows, values: list[str]) -> Rows:
        """The rows that answer to the chosen values."""

    def counts(self, rows: Rows) -> dict[str, int] | None:
        """Rows for each option, in one query, or None where they aren't counted."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One or several of some options.

    field: the field path compared with the option's value; give `where` instead for anything else.
    many: the field leads through a relation to many rows, so that a row is not shown twice.
    single: only one can be chosen. counted: show how many rows each option has (one query more).
    """

    key: str
    label: Words
    options: Options = ()
    field: str = ""
    where: Callable[[Any, list[str]], Any] | None = None
    many: bool = False
    single: bool = False
    counted: bool = False

    def as_asked(self, request: HttpRequest) -> ShownFilter:
        pairs = self.options(request) if callable(self.options) else self.options
        asked = set(request.GET.getlist(self.key))
        options = [
            ShownOption(str(value), label, f"filter-{self.key}-{number}", str(value) in asked)
            for number, (value, label) in enumerate(pairs)
        ]
        values = [option.value for option in options if option.is_chosen]
        shape = "select" if self.single or len(options) > MANY else "boxes"
        return ShownFilter(
            self.key, self.label, shape, values[:1] if self.single else values, options
        )

    def apply(self, rows: Rows, values: list[str]) -> Rows:
        if self.where is not None:
            narrowed: Rows = self.where(rows, values)
            return narrowed
        path = self.field or self.key
        if isinstance(rows, QuerySet):
            wanted = rows.filter(**{f"{path}__in": values})
            return rows.filter(pk__in=wanted.order_by().values("pk")) if self.many else wanted
        return keep_matching(rows, path, lambda value: _as_option(value) in values)

    def counts(self, rows: Rows) -> dict[str, int] | None:
        if not self.counted:
            return None
        path = self.field or self.key
        if not isinstance(rows, QuerySet):
            return dict(Counter(_as_option(read(row, path)) for row in rows))
        # distinct: a list that counts parts of each row holds the row once for each part
        grouped = (
            rows.order_by().values_list(path).annotate(rows_counted=Count("pk", distinct=True))
        )
        return {str(value): number for value, number in grouped}


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is so or is not asked about: «without system owner»."""

    key: str
    label: Words
    where: Callable[[Any], Any]

    def as_asked(self, request: HttpRequest) -> ShownFilter:
        chosen = request.GET.get(self.key) == "1"
        option = ShownOption("1", self.label, f"filter-{self.key}", chosen)
        return ShownFilter(self.key, self.label, "flag", ["1"] if chosen else [], [option])

    def apply(self, rows: Rows, values: list[str]) -> Rows:
        narrowed: Rows = self.where(rows) if values else rows
        return narrowed

    def counts(self, rows: Rows) -> dict[str, int] | None:
        return None


@dataclass(frozen=True, slots=True)
class Days:
    """A day written as 2009-01-31, compared with a field by `lookup` (``lte``: on that day or before it).

    field: empty where the page itself gives the rows of that day; `asked` tells it which.
    """

    key: str
    label: Words
    field: str = ""
    lookup: str = "lte"
    hint: Words = ""

    def as_asked(self, request: HttpRequest) -> ShownFilter:
        asked = _day(request.GET, self.key)
        option = ShownOption(asked, self.label, f"filter-{self.key}", bool(asked))
        is_wrong = not asked and request.GET.get(self.key, "").strip()
        problem = _("%(label)s: that is no day. Write the day as 2009-01-31.") if is_wrong else ""
        return ShownFilter(
            self.key,
            self.label,
            "days",
            [asked] if asked else [],
            [option],
            self.hint,
            problem and problem % {"label": self.label},
        )

    def day_asked(self, request: HttpRequest) -> dt.date | None:
        """The day that a request asks for."""
        day = _day(request.GET, self.key)
        return dt.date.fromisoformat(day) if day else None

    def apply(self, rows: Rows, values: list[str]) -> Rows:
        if not values or not self.field:
            return rows
        asked = dt.date.fromisoformat(values[0])
        if isinstance(rows, QuerySet):
            return rows.filter(**{f"{self.field}__{self.lookup}": asked})
        return keep_matching(rows, self.field, lambda value: _holds(value, self.lookup, asked))

    def counts(self, rows: Rows) -> dict[str, int] | None:
        return None


def _as_option(value: object) -> str:
    """A value in memory as the option of a filter says it: another row by its key."""
    return str(value.pk if isinstance(value, Model) else value)


def _day(asked: QueryDict, key: str) -> str:
    """The day asked for, or nothing where it isn't one, or lies beyond reach."""
    try:
        day = dt.date.fromisoformat(asked.get(key, "").strip())
    except ValueError:
        return ""
    return day.isoformat() if is_within_reach(day) else ""


def _holds(value: object, lookup: str, asked: dt.date) -> bool:
    if not isinstance(value, dt.date):
        return False
    return {
        "lte": value <= asked,
        "lt": value < asked,
        "gte": value >= asked,
        "gt": value > asked,
    }.get(lookup, value == asked)
