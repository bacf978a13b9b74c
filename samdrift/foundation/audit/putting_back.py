"""An act undone: every row that it touched is stored as it was, in whatever order the database's rules allow."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction
from django.db.models.sql import DeleteQuery

from samdrift.foundation.audit.models import Change, ChangeSet
from samdrift.foundation.audit.rules import rows_stored
from samdrift.foundation.audit.since import (
    Rows,
    fields_that_refer_to,
    keys_of,
    require_as_left,
)
from samdrift.foundation.audit.stored_values import read_back
from samdrift.foundation.audit.verbs import refusal_in_words
from samdrift.foundation.audit.watching import is_kept

SIZE = 500
#: Rows of one model that are stored together: the same values of each, or whole rows.
Part = tuple[type[models.Model], Sequence[Change]]


def put_back(change_set: ChangeSet) -> None:
    """Store every row as it was before the act, in every column; all of it or nothing, within the verb's transaction.

    Raises ChangedSinceError where a row is no longer as the act left it, or something refers to a row that it added;
    ValidationError where a rule of the database stands against it.
    """
    rows = rows_of(change_set)
    require_as_left(change_set, rows)
    try:
        with transaction.atomic():
            _take_away(rows)
            _store(_parts(rows))
            connection.check_constraints([model._meta.db_table for model in rows])
    except IntegrityError as refusal:
        raise refusal_in_words(refusal) from refusal


def rows_of(change_set: ChangeSet) -> Rows:
    """The changes of a set by model, those that others refer to first."""
    listed: dict[type[models.Model], list[Change]] = defaultdict(list)
    for change in change_set.changes.order_by("pk"):
        listed[apps.get_model(change.model)].append(change)
    refers = {
        model: {
            field.related_model
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
        }
        & listed.keys() - {model}
        for model in listed
    }
    try:
        order = list(TopologicalSorter(refers).static_order())
    except CycleError:
        order = list(listed)
    return {model: listed[model] for model in order}


def _take_away(rows: Rows) -> None:
    """The rows that the act added; what is left out of change sets lets go of them, or goes with them."""
    for model in reversed(list(rows)):
        keys = keys_of(model, rows[model], Change.Kind.ADDED)
        if not keys:
            continue
        for field in fields_that_refer_to(model):
            if not is_kept(field.model):
                found = field.model._base_manager.filter(**{f"{field.attname}__in": keys})
                lets_go = field.remote_field.on_delete is models.SET_NULL
                found.update(**{field.attname: None}) if lets_go else found.delete()
        _remove(model, keys)


def _remove(model: type[models.Model], keys: list[Any]) -> None:
    """These rows alone: whatever refers to them is put back too, and the database looks when all is done."""
    DeleteQuery(model).delete_batch(keys, DEFAULT_DB_ALIAS)


def _parts(rows: Rows) -> Iterator[Part]:
    for model, changes in rows.items():
        alike: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for each in changes:
            if each.kind != Change.Kind.ADDED:
                alike[(each.kind, *sorted(each.before))].append(each)
        yield from ((model, listed) for listed in alike.values())


def _store(parts: Iterator[Part]) -> None:
    """A part that a rule refuses is halved, and what is refused alone tried again when others have made room for it."""
    waiting = deque(parts)
    while waiting:
        refused: list[Part] = []
        stored = False
        while waiting:
            model, changes = waiting.popleft()
            try:
                with transaction.atomic():
                    _store_part(model, changes)
                stored = True
            except IntegrityError:
                if len(changes) == 1:
                    refused.append((model, changes))
                else:
                    half = len(changes) // 2
                    waiting.extendleft([(model, changes[half:]), (model, changes[:half])])
        if refused and not stored:
            _store_anew(refused)
            return
        waiting.extend(refused)


def _store_part(model: type[models.Model], changes: Sequence[Change]) -> None:
    if changes[0].kind == Change.Kind.REMOVED:
        _insert(model, [model(**read_back(model, each.before)) for each in changes])
        return
    to_python = model._meta.pk.to_python
    before = {to_python(each.row_key): read_back(model, each.before) for each in changes}
    stored = model._base_manager.in_bulk(list(before))
    for key, values in before.items():
        for name, value in values.items():
            setattr(stored[key], name, value)
    manager, names = model._default_manager, list(changes[0].before)
    manager.bulk_update(stored.values(), names, batch_size=200)
    rows_stored.send(model, rows=list(stored.values()))


def _store_anew(refused: Sequence[Part]) -> None:
    """Rows that stand in each other's way, as two that have changed places: all leave, then all come back."""
    whole: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for model, (change,) in refused:
        row = model(**read_back(model, change.before))
        if change.kind == Change.Kind.CHANGED:
            row = model._base_manager.get(pk=model._meta.pk.to_python(change.row_key))
            for name, value in read_back(model, change.before).items():
                setattr(row, name, value)
            _remove(model, [row.pk])
        whole[model].append(row)
    for model, rows in whole.items():
        _insert(model, rows)


def _insert(model: type[models.Model], rows: Sequence[Any]) -> None:
    """New rows with their keys and every value as they are; moments that Django sets by itself are set again."""
    moments = [each for each in model._meta.concrete_fields if _is_set_by_itself(each)]
    held = [{each.attname: getattr(row, each.attname) for each in moments} for row in rows]
    manager = model._default_manager
    manager.bulk_create(rows, batch_size=SIZE)
    rows_stored.send(model, rows=rows)
    if moments:
        for row, values in zip(rows, held, strict=True):
            for name, value in values.items():
                setattr(row, name, value)
        manager.bulk_update(rows, [each.name for each in moments], batch_size=200)


def _is_set_by_itself(field: models.Field[Any, Any]) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
