"""Rows from the database or from memory, narrowed and ordered by the same words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from samdrift.core.searching import have_words, pattern_of, sought_parts
from samdrift.core.swedish import swedish_key

Rows = QuerySet[Any, Any] | Sequence[Any]


def read(row: Any, path: str) -> Any:
    """The value at a field path of a mapping or an object."""
    if isinstance(row, Mapping):
        return row[path]
    for name in path.split("__"):
        if row is None:
            return None
        row = getattr(row, name)
    return row


def keep_matching(rows: Sequence[Any], path: str, wanted: Callable[[Any], bool]) -> list[Any]:
    """The rows in memory whose value at `path` is wanted."""
    return [row for row in rows if wanted(read(row, path))]


def search_words(rows: Rows, paths: Sequence[str], text: str) -> Rows:
    """The rows where every word stands in some of the fields, inflected or in a compound (`core.searching`)."""
    if not paths:  # a list without a search shows what it shows, whatever its address says
        return rows
    sought = sought_parts(text)
    if not isinstance(rows, QuerySet):
        texts = ((row, [str(read(row, path) or "") for path in paths]) for row in rows)
        return [row for row, said in texts if sought and have_words(said, sought)]
    if not sought:
        return rows.none()
    near = rows.order_by()
    for stem, parts in sought.items():
        pattern = "|".join(map(pattern_of, [stem, *parts[:1]]))
        near = near.filter(reduce(or_, (Q(**{f"{path}__iregex": pattern}) for path in paths)))
    said: dict[Any, list[str]] = defaultdict(list)
    for key, *texts in near.values_list("pk", *paths):
        said[key] += [str(each) for each in texts if each]
    return rows.filter(pk__in=[key for key, texts in said.items() if have_words(texts, sought)])


def order_by_fields(rows: Rows, paths: Sequence[str], *, descending: bool) -> Rows:
    """The rows in the order of the fields, those without a value last, and always in the same order."""
    if isinstance(rows, QuerySet):
        return rows.order_by(*(_order(path, descending) for path in paths), "pk")
    listed = list(rows)
    for path in reversed(paths):
        backwards = path.startswith("-") != descending
        name = path.removeprefix("-")
        listed.sort(key=lambda row, name=name: _comparable(read(row, name)), reverse=backwards)  # type: ignore[misc]  # mypy can't type a lambda's default
        listed.sort(key=lambda row, name=name: read(row, name) is None)  # type: ignore[misc]  # as above
    return listed


def _order(path: str, descending: bool) -> OrderBy:
    backwards = path.startswith("-") != descending
    field = F(path.removeprefix("-"))
    return field.desc(nulls_last=True) if backwards else field.asc(nulls_last=True)


def _comparable(value: Any) -> tuple[str, Any]:
    """A key that never compares different kinds with each other."""
    if value is None:
        return "", ""
    if isinstance(value, bool | int | float):
        return "number", value
    if isinstance(value, dt.date | dt.datetime):
        return "day", value.isoformat()
    return "text", swedish_key(str(value))
