"""How the rules between fields and between rows are broken, found from the models."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from itertools import islice, product
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, connection, models, transaction

MOST_TRIED = 400
Values = dict[str, Any]


def contradictions(row: models.Model, stored: set[str]) -> Iterator[tuple[str, Values]]:
    """For each check of the row's model, values of the stored fields that each field allows and the check doesn't."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            fields = _fields_of(row, constraint.condition)
            tried = product(*(_allowed(row, each, each.name in stored) for each in fields))
            for values in islice(tried, MOST_TRIED):
                changed = dict(zip((each.attname for each in fields), values, strict=True))
                if _breaks(constraint, row, changed):
                    yield constraint.name, changed
                    break


def gone(row: models.Model, stored: set[str]) -> Iterator[tuple[str, Values]]:
    """For each row that it refers to, the key of none. SQLite looks at keys when all is stored, too late for a test."""
    if connection.vendor == "postgresql":
        for field in row._meta.concrete_fields:
            if (
                isinstance(field, models.ForeignKey)
                and field.db_constraint
                and field.name in stored
            ):
                yield f"{field.name} is gone", {field.attname: 10**15}


def keys_are_checked_at_once() -> None:
    """Within this transaction: a test's is never committed, and keys are looked at when it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def store_twin(row: models.Model, before: set[Any]) -> None:
    """Store a row like a new one, as somebody else who came a moment before; where the database lets it."""
    made_by_us = set(row.__class__._base_manager.values_list("pk", flat=True)) - before
    if not row._state.adding or made_by_us:
        return
    twin = copy(row)
    twin._state = copy(row._state)
    if isinstance(row._meta.pk, models.AutoField):
        twin.pk = None
    with suppress(Error, ValueError), transaction.atomic():
        row.__class__._base_manager.bulk_create([twin])


def _fields_of(row: models.Model, condition: Any) -> list[models.Field[Any, Any]]:
    names = set()

    def walk(node: Any) -> None:
        if isinstance(node, models.Q):
            for each in node.children:
                walk(each)
        elif isinstance(node, tuple):
            names.add(node[0].partition("__")[0])
            walk(node[1])
        elif isinstance(node, models.F):
            names.add(node.name.partition("__")[0])
        elif hasattr(node, "get_source_expressions"):
            for each in node.get_source_expressions():
                walk(each)

    walk(condition)
    return [each for each in row._meta.concrete_fields if each.name in names]


def _allowed(row: models.Model, field: models.Field[Any, Any], is_stored: bool) -> list[Any]:
    """What a field may hold for itself: what stands; where it is stored, nothing and some others too."""
    found = [getattr(row, field.attname)]
    if not is_stored:
        return found
    if field.null:
        found.append(None)
    if field.choices:
        found += [value for value, _label in field.flatchoices]
    elif isinstance(field, models.ForeignKey):
        found += list(field.related_model._base_manager.values_list("pk", flat=True)[:2])
    elif isinstance(field, models.DateField):
        found += [each for each in (_day(-20_000), _day(20_000)) if each]
    elif isinstance(field, models.BooleanField):
        found += [True, False]
    elif isinstance(field, models.IntegerField | models.DecimalField):
        found += [0, 1, -1, 9999]
    elif isinstance(field, models.CharField | models.TextField):
        found += ["", "x"]
    return [value for value in found if _holds_alone(field, value)]


def _day(days: int) -> Any:
    return dt.date(2009, 1, 1) + dt.timedelta(days=days)


def _holds_alone(field: models.Field[Any, Any], value: Any) -> bool:
    if value is None or value == "" or isinstance(field, models.ForeignKey):
        return bool(field.null) if value is None else True
    try:
        field.run_validators(field.to_python(value))
    except ValidationError:
        return False
    return not field.choices or value in dict(field.flatchoices)


def _breaks(constraint: models.CheckConstraint, row: models.Model, values: Values) -> bool:
    changed = copy(row)
    changed._state = copy(row._state)
    changed._state.fields_cache = {}
    changed.__dict__.update(values)
    try:
        constraint.validate(row.__class__, changed)
    except ValidationError:
        return True
    except Exception:  # noqa: BLE001 - a check that only the database can make
        return False
    return False
