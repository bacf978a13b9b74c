"""What rows held on an earlier day: today's values with every change since rolled back, as the log tells.

What has days of its own (a participation, an owner, an agreement) is asked for that day by its room. This gives the
rest: the fields that are simply overwritten, such as a name, a phase or a number of users.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import BigIntegerField, Exists, OuterRef, prefetch_related_objects
from django.db.models.functions import Cast

from samdrift.foundation.audit.clock import end_of, today
from samdrift.foundation.audit.models import AuditEvent, AuditEventQuerySet

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Past:
    """The rows of one kind that changed after a day: their fields as they were when it ended.

    fields: by id, only the fields that have changed since, as Python values. added: ids of rows that came after it.
    """

    fields: Mapping[str, Mapping[str, Any]]
    added: frozenset[str] = field(default_factory=frozenset)

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
    events = _events_after(model, on)
    if ids is not None:
        events = events.filter(about_id__in=[str(pk) for pk in ids])
    return _rolled_back(model, events)


def _events_after(model: type[models.Model], on: dt.date) -> AuditEventQuerySet:
    return AuditEvent.objects.filter(about_kind=model._meta.label_lower, at__gte=end_of(on))


def _rolled_back(model: type[models.Model], events: AuditEventQuerySet) -> Past:
    fields: dict[str, dict[str, Any]] = {}
    added = set()
    own = {each.attname for each in model._meta.concrete_fields}
    for pk, before, after in events.order_by("at", "pk").values_list("about_id", "before", "after"):
        if pk not in fields and not before and _tells_whole(own, after):
            added.add(pk)
        then = fields.setdefault(pk, {})
        for name, value in before.items():
            then.setdefault(name, _python_value(model, name, value))
    return Past(fields, frozenset(added))


def _tells_whole(own: set[str], after: Mapping[str, Any]) -> bool:
    """Whether an event without a before tells of a new row: it says all of it, a later act only what it changed.

    Most of the fields are enough, because an older event does not know of fields that came later.
    """
    return 2 * len(own & after.keys()) > len(own)


def removed_since(model: type[Row], on: dt.date) -> list[Row]:
    """The rows of a model that the register had when a day ended and that are gone today, as they were; one query.

    They must never be saved. Who asks leaves out those that the reader may not see.
    """
    if on >= today():
        return []
    kept = model._base_manager.filter(pk=Cast(OuterRef("about_id"), BigIntegerField()))
    past = _rolled_back(model, _events_after(model, on).filter(~Exists(kept)))
    stored = {each.attname for each in model._meta.concrete_fields}
    return [
        model(pk=int(pk), **{name: value for name, value in then.items() if name in stored})
        for pk, then in past.fields.items()
        if then and pk not in past.added
    ]


def rows_then(model: type[Row], on: dt.date, **values: Any) -> list[Row]:
    """The rows that held these values when a day ended, by key, as they were; for what has no days of its own.

    Without those added after it, and with those that were changed or removed since. They must never be saved. Four
    queries.
    """
    rows = model._base_manager.filter(**values)
    if on >= today():
        return list(rows.order_by("pk"))
    changed = _events_after(model, on)
    changed = changed.filter(**{f"before__{name}": value for name, value in values.items()})
    moved = [int(each) for each in changed.values_list("about_id", flat=True)]
    now = list(rows | model._base_manager.filter(pk__in=moved))
    past = past_of(model, on, ids=[each.pk for each in now])
    found = [past.put_back(each) for each in now if str(each.pk) not in past.added]
    found += removed_since(model, on)
    held = [
        each
        for each in found
        if all(getattr(each, name) == value for name, value in values.items())
    ]
    return sorted(held, key=lambda each: each.pk)


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
        *way, last = name.split("__")
        _find_removed([each for row in rows if (each := _follow(row, way)) is not None], last, on)
        found = [each for row in rows if (each := _follow(row, [*way, last])) is not None]
        if found:
            past = past_of(type(found[0]), on, ids={each.pk for each in found})
            for each in found:
                past.put_back(each)


def _follow(row: models.Model, path: Iterable[str]) -> models.Model | None:
    """The row at the end of a path of foreign keys; None where one of them is empty."""
    at: models.Model | None = row
    for name in path:
        try:
            at = None if at is None else getattr(at, name)
        except ObjectDoesNotExist:
            return None
    return at


def _find_removed(rows: Sequence[models.Model], name: str, on: dt.date) -> None:
    """What rows of an earlier day point at and is gone today is put back too; one query, where there is any."""
    lacking = [row for row in rows if _points_at_nothing(row, name)]
    if not lacking:
        return
    model = lacking[0]._meta.get_field(name).related_model
    assert isinstance(model, type)
    gone = {each.pk: each for each in removed_since(model, on)}
    for row in lacking:
        if (each := gone.get(getattr(row, f"{name}_id"))) is not None:
            setattr(row, name, each)


def _points_at_nothing(row: models.Model, name: str) -> bool:
    field = type(row)._meta.get_field(name)
    assert isinstance(field, models.ForeignKey)
    return getattr(row, field.attname) is not None and field.get_cached_value(row, None) is None


def _python_value(model: type[models.Model], name: str, value: Any) -> Any:
    """What the log keeps as text, as the field holds it."""
    field = next((each for each in model._meta.concrete_fields if each.attname == name), None)
    return value if field is None else field.to_python(value)
