"""What an event changed, told to an auditor: no field names, no keys of rows, every value as the pages write it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from samdrift.core.money import format_kronor, format_number
from samdrift.foundation.audit.clock import end_of
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.past import past_of, put_back_related, removed_since
from samdrift.foundation.audit.words import LABELS, is_left_out, value_in_words

Names = dict[tuple[type[models.Model], Any], str]


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A field that changed, in words; of a new row only what it became is told."""

    label: str
    before: str | None
    after: str | None
    is_first: bool = False


def changes_in_words(event: AuditEvent, names: Names) -> Iterable[HistoryChange]:
    """Every change of an event that is worth telling; names: of the rows that it refers to."""
    for name, before, after in _told_changes(event):
        field = _field(event, name)
        label = _label(field, name)
        yield HistoryChange(
            label[:1].upper() + label[1:],
            _value_in_words(field, name, before, names),
            _value_in_words(field, name, after, names),
            is_first=not event.before,
        )


def names_referred_to(events: Sequence[AuditEvent], on: dt.date | None = None) -> Names:
    """What the rows that the events refer to are called, today or on a day: a fixed number of queries a kind of row."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for event in events:
        for name, before, after in _told_changes(event):
            field = _field(event, name)
            if isinstance(field, models.ForeignKey):
                wanted.setdefault(field.related_model, set()).update({before, after} - {None})
    return _names(wanted, on)


def names_of_rows(places: Iterable[tuple[type[models.Model], Any]]) -> Names:
    """What some rows are called, or were last called in the log; the key where nobody has told."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for model, key in places:
        wanted.setdefault(model, set()).add(key)
    named: Names = {(model, key): str(key) for model in wanted for key in wanted[model]}
    for model, keys in wanted.items():
        rows = list(model._base_manager.filter(pk__in=keys))
        refers = [each.name for each in model._meta.concrete_fields if each.is_relation]
        prefetch_related_objects(rows, *refers)
        named |= {(model, row.pk): str(row) for row in rows}
    gone = {place for place, name in named.items() if name == str(place[1])}
    return named | _last_names(gone, None)


def _names(wanted: Mapping[type[models.Model], set[Any]], on: dt.date | None) -> Names:
    named = {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in _rows(model, keys, on)
    }
    gone = {(model, key) for model in wanted for key in wanted[model]} - set(named)
    return _last_names(gone, on) | named


def _rows(model: type[models.Model], keys: set[Any], on: dt.date | None) -> list[models.Model]:
    """Rows by their keys, on a day as they were then, with whatever is part of their names; never to be saved."""
    rows = list(model._default_manager.filter(pk__in=keys))
    if on is None:
        return rows
    if len(rows) < len(keys):
        gone = [row for row in removed_since(model, on) if row.pk in keys]
        named_by = {each.name for each in model._meta.concrete_fields if each.is_relation}
        put_back_related(gone, sorted(named_by), on)
        rows += gone
    past = past_of(model, on, ids=keys)
    for row in rows:
        str(past.put_back(row))
    named_by = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and any(field.is_cached(row) for row in rows)
    }
    put_back_related(rows, sorted(named_by), on)
    return rows


def _last_names(
    gone: set[tuple[type[models.Model], Any]], on: dt.date | None
) -> dict[tuple[type[models.Model], Any], str]:
    """What rows that are no more were called when last told of; one query, none where every row is there."""
    if not gone:
        return {}
    wanted = {(model._meta.label_lower, str(key)): (model, key) for model, key in gone}
    told = AuditEvent.objects.filter(
        about_kind__in={kind for kind, _key in wanted}, about_id__in={key for _kind, key in wanted}
    ).order_by("pk")
    if on is not None:
        told = told.filter(at__lt=end_of(on))
    return {
        wanted[kind, key]: name
        for kind, key, name in told.values_list("about_kind", "about_id", "about_name")
        if (kind, key) in wanted
    }


def _told_changes(event: AuditEvent) -> Iterable[tuple[str, Any, Any]]:
    """What is worth telling: not the thing itself, not moments of saving, not empty fields of a new row."""
    for name, before, after in event.changes:
        if is_left_out(event.about_kind, name) or (
            not event.before and after in (None, "", {}, [])
        ):
            continue
        field = _field(event, name)
        if isinstance(field, models.DateTimeField) or (
            not (before and after) and _is_the_parent(event, field, before or after)
        ):
            continue
        yield name, before, after


def _is_the_parent(event: AuditEvent, field: Any, key: Any) -> bool:
    """Is this the thing on whose page the event is told?"""
    return (
        isinstance(field, models.ForeignKey)
        and field.related_model._meta.label_lower == event.parent_kind
        and str(key) == event.parent_id
    )


def _field(event: AuditEvent, attname: str) -> Any:
    try:
        model = apps.get_model(event.about_kind)
    except LookupError:
        return None
    for field in model._meta.concrete_fields:
        if field.attname == attname:
            return field
    try:
        return model._meta.get_field(attname)
    except FieldDoesNotExist:
        return None


def _label(field: Any, name: str) -> str:
    """The field's own words, else those of the log, else what other fields of its name are called."""
    bare = (field.name if field is not None else name).replace("_", " ")
    own = str(getattr(field, "verbose_name", ""))
    return own if own and own != bare else str(LABELS.get(bare.replace(" ", "_")) or gettext(bare))


def _value_in_words(field: Any, name: str, value: Any, names: Names) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, value)) or gettext("has been removed")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if field is not None and getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if (words := value_in_words(name, value)) is not None:
        return words
    if isinstance(field, models.DecimalField):
        return format_number(float(Decimal(value)))
    if isinstance(value, list):
        return ", ".join(_part(name, each) for each in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{value_in_words(name, key) or key}: {_part(name, each)}"
            for key, each in value.items()
        )
    return _part(name, value)


def _part(name: str, value: Any) -> str:
    """One value, or one of several: an amount with its unit, a room's word for it, else as it is."""
    if name.endswith("_ore") and isinstance(value, int):
        return f"{format_kronor(value)} kr"
    if isinstance(value, float):
        return format_number(value)
    return value_in_words(name, value) or str(value)
