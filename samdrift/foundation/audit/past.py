"""What rows held on an earlier day: today's values with every change since rolled back, as the log tells.

What has days of its own (a participation, an owner, an agreement) is asked for that day by its room. This gives the
rest: the fields that are simply overwritten, such as a name, a phase or a number of users.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import prefetch_related_objects

from samdrift.foundation.audit.clock import end_of, today
from samdrift.foundation.audit.models import AuditEvent

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Past:
    """The rows of one kind that changed after a day: their fields as they were when it ended.

    fields: by id, only the fields that have changed since, as Python values.
    """

    fields: Mapping[str, Mapping[str, Any]]

    def of(self, row: Mapping[str, Any], key: str = "pk") -> dict[str, Any]:
        """A row's values as they were; fields that the row does not hold are left out."""
        then = self.fields.get(str(row[key]), {})
        return {**row, **{name: value for name, value in then.items() if name in row}}

    def put_back(self, row: Row) -> Row:
        """The row itself with its fields as they were. It must never be saved."""
        stored = {field.attname for field in row._meta.concrete_fields}
        for name, value in self.fields.get(str(row.pk), {}).items():
            if name in stored:
                setattr(row, name, value)
        return row


def past_of(model: type[models.Model], on: dt.date, *, ids: Iterable[object] | None = None) -> Past:
    """What changed after a day in rows of a model; one query.

    ids: only these rows; None for every row of the model.
    Nothing has changed after today, so nothing is asked then.
    """
    if on >= today():
        return Past({})
    events = AuditEvent.objects.filter(about_kind=model._meta.label_lower, at__gte=end_of(on))
    if ids is not None:
        events = events.filter(about_id__in=[str(pk) for pk in ids])
    fields: dict[str, dict[str, Any]] = {}
    for pk, before in events.order_by("at", "pk").values_list("about_id", "before"):
        then = fields.setdefault(pk, {})
        for name, value in before.items():
            then.setdefault(name, _python_value(model, name, value))
    return Past(fields)


def keys_added_after(on: dt.date, *events: str) -> set[int]:
    """Keys of the rows that events of these kinds added after a day: the register did not have them then."""
    if on >= today():
        return set()
    added = AuditEvent.objects.filter(event__in=events, at__gte=end_of(on))
    return {int(each) for each in added.values_list("about_id", flat=True)}


def put_back_related(rows: Sequence[models.Model], names: Iterable[str], on: dt.date) -> None:
    """What rows point at, as it was when a day ended; it must never be saved. A fixed number of queries.

    names: as `prefetch_related` takes them, each after what it goes through: `unit`, `unit__organisation`.
    """
    for name in names:
        prefetch_related_objects(rows, name)
        found = [each for row in rows if (each := _follow(row, name.split("__"))) is not None]
        if found:
            past = past_of(type(found[0]), on, ids={each.pk for each in found})
            for each in found:
                past.put_back(each)


def _follow(row: models.Model, path: Iterable[str]) -> models.Model | None:
    """The row at the end of a path of foreign keys; None where one of them is empty."""
    at: models.Model | None = row
    for name in path:
        at = None if at is None else getattr(at, name)
    return at


def _python_value(model: type[models.Model], name: str, value: Any) -> Any:
    """What the log keeps as text, as the field holds it."""
    field = next((each for each in model._meta.concrete_fields if each.attname == name), None)
    return value if field is None else field.to_python(value)
