"""What has changed since an act, so that it can't be undone: who has done what to which rows, what refers to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.audit.changes import changes_in_words, names_of_rows, names_referred_to
from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.stored_values import columns_of, digest_of, stored_rows, written
from samdrift.foundation.audit.versions import CHANGED, MOST_TOLD
from samdrift.foundation.audit.watching import is_kept

Rows = Mapping[type[models.Model], Sequence[Change]]
Place = tuple[type[models.Model], Any]


class ChangedSinceError(ValidationError):
    """Rows are no longer as the act left them; `places` are the rows in question, (model, key)."""

    def __init__(self, places: Sequence[Place], lines: Sequence[str]) -> None:
        self.places = list(places)
        super().__init__([ValidationError(line, code=CHANGED) for line in lines])


def require_as_left(change_set: ChangeSet, rows: Rows) -> None:
    """Hold every row of a change set until the transaction ends; ChangedSinceError where one is not as the act left it.

    Likewise where something else has come to refer to a row that the act added.
    """
    moved = [
        place for model, changes in rows.items() for place in _rows_changed_since(model, changes)
    ]
    referring = [] if moved else list(_referring(rows))
    if not moved and not referring:
        return
    lines = list(_moved_in_words(change_set, rows, moved[:MOST_TOLD]))
    lines += _referring_in_words(referring[:MOST_TOLD])
    rest = len(moved) + len(referring) - MOST_TOLD
    if rest > 0:
        lines.append(
            ngettext("and %(count)s more row.", "and %(count)s more rows.", rest) % {"count": rest}
        )
    raise ChangedSinceError([*moved, *(referred for referred, _row in referring)], lines)


def _rows_changed_since(model: type[models.Model], changes: Sequence[Change]) -> Iterator[Place]:
    keys = keys_of(model, changes)
    held = model._base_manager.select_for_update(of=("self",))
    stand = stored_rows(held.filter(pk__in=keys))
    for key, each in zip(keys, changes, strict=True):
        values = stand.get(key)
        if (digest_of(values) if values is not None else "") != each.left_as:
            yield model, key


def _referring(rows: Rows) -> Iterator[tuple[Place, Place]]:
    """(added row, row that refers to it and is none of the act's own)."""
    own = {model: set(keys_of(model, changes)) for model, changes in rows.items()}
    for model, changes in rows.items():
        added = keys_of(model, changes, Change.Kind.ADDED)
        for field in fields_that_refer_to(model) if added else ():
            if not is_kept(field.model):
                continue
            found = field.model._base_manager.filter(**{f"{field.attname}__in": added})
            for key, referred in found.values_list("pk", field.attname):
                if key not in own.get(field.model, ()):
                    yield (model, referred), (field.model, key)


def keys_of(
    model: type[models.Model], changes: Sequence[Change], kind: str | None = None
) -> list[Any]:
    """The keys of the rows, or of those of one kind of change."""
    key = model._meta.pk.to_python
    return [key(each.row_key) for each in changes if kind in (None, each.kind)]


def fields_that_refer_to(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Every foreign key to a model, also those of many-to-many."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        each.field
        for each in relations
        if each.auto_created
        and (each.one_to_many or each.one_to_one)
        and isinstance(each.field, models.ForeignKey)
    ]


def _moved_in_words(change_set: ChangeSet, rows: Rows, moved: Sequence[Place]) -> Iterator[str]:
    """Of each row who has changed what and when, as the log tells; else which fields differ."""
    events = _events_since(change_set, moved)
    told = names_referred_to([event for each in events.values() for event in each])
    names = names_of_rows(moved)
    changes = {
        (model, key): each
        for model, listed in rows.items()
        for key, each in zip(keys_of(model, listed), listed, strict=True)
    }
    for place in moved:
        named = {"kind": place[0]._meta.verbose_name, "name": names[place]}
        if not events[place]:
            fields = ", ".join(_differing(place, changes[place]))
            words = _("%(kind)s %(name)s has been changed since: %(fields)s.")
            if not fields:
                words = _("%(kind)s %(name)s has been changed or removed since.")
            yield _capital(words % {**named, "fields": fields})
        for event in events[place]:
            when = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M")
            words = _("%(kind)s %(name)s: %(who)s has changed it since (%(when)s).")
            yield _capital(words % {**named, "who": event.by_name, "when": when})
            yield from (
                _("%(field)s: %(before)s → %(after)s")
                % {"field": each.label, "before": each.before or "–", "after": each.after or "–"}
                for each in changes_in_words(event, told)
            )


def _events_since(
    change_set: ChangeSet, moved: Sequence[Place]
) -> Mapping[Place, Sequence[AuditEvent]]:
    """What the log tells of the rows after the act, oldest first; one query."""
    wanted = {(model._meta.label_lower, str(key)): (model, key) for model, key in moved}
    found: dict[Place, list[AuditEvent]] = defaultdict(list)
    last = AuditEvent.objects.filter(change_set_id=change_set.pk).order_by("pk").last()
    since = AuditEvent.objects.filter(
        pk__gt=last.pk if last else 0,
        at__gte=change_set.at,
        about_kind__in={kind for kind, _key in wanted},
        about_id__in={key for _kind, key in wanted},
    )
    for event in since.exclude(change_set_id=change_set.pk).order_by("pk"):
        place = wanted.get((event.about_kind, event.about_id))
        if place is not None:
            found[place].append(event)
    return {place: found[place][-MOST_TOLD:] for place in moved}


def _differing(place: Place, change: Change) -> Iterator[str]:
    """The labels of the fields that the act wrote and that hold something else now."""
    model, key = place
    values = stored_rows(model._base_manager.filter(pk=key)).get(key)
    if values is None:
        return
    stand = written(model, values)
    labels = {each.attname: str(each.verbose_name) for each in model._meta.concrete_fields}
    for name in columns_of(model):
        if name in change.after and stand[name] != change.after[name]:
            yield labels[name]


def _referring_in_words(referring: Sequence[tuple[Place, Place]]) -> list[str]:
    names = names_of_rows([place for pair in referring for place in pair])
    return [
        _capital(
            _("%(kind)s %(name)s is from this, and %(other_kind)s %(other)s refers to it now.")
            % {
                "kind": added[0]._meta.verbose_name,
                "name": names[added],
                "other_kind": other[0]._meta.verbose_name,
                "other": names[other],
            }
        )
        for added, other in referring
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
