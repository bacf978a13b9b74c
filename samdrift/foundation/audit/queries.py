"""What has happened to a thing that the reader may already see."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.utils.translation import gettext

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.models import AuditEvent, AuditEventQuerySet
from samdrift.foundation.audit.words import LABELS, LEFT_OUT, value_in_words


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A field that changed, in words."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An event in words, as the history component shows it."""

    at: dt.datetime
    by: str
    what: str
    changes: Sequence[HistoryChange]
    why: str


#: Is this field of an event hidden from the reader? Asked with "" for the event as a whole.
Hides = Callable[[AuditEvent, str], bool]


_LATE = 2_000


def log_mark(besides: Collection[str] = ()) -> str:
    """A mark that is another as soon as any verb has changed anything, for what is kept of what was read.

    besides: events that change nothing. The latest key alone would not do: a change that is stored later can have a
    lower one. So the latest are counted too.
    """
    rows = AuditEvent.objects.exclude(event__in=besides)
    latest = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
    return f"{latest} {rows.filter(pk__gt=latest - _LATE).count()}"


def history(thing: models.Model) -> AuditEventQuerySet:
    """Every event about a thing and its parts, newest first. Ask only for a thing got through `visible_…`."""
    return AuditEvent.objects.about(thing._meta.label_lower, thing.pk)


def history_of(
    thing: models.Model, *, most: int = 100, hides: Hides | None = None
) -> list[HistoryEntry]:
    """The history of a thing in words; a fixed number of queries, one for each kind of row that it refers to.

    hides: leaves out the fields, and the events, that the reader may not see. An event about hidden fields alone goes.
    """
    events = list(history(thing)[:most])
    return history_entries(events if hides is None else list(_without_hidden(events, hides)))


def _without_hidden(events: Iterable[AuditEvent], hides: Hides) -> Iterable[AuditEvent]:
    """The events with only what may be seen of them; the rows themselves are never saved."""
    for event in events:
        if hides(event, ""):
            continue
        changed = [name for name, _before, _after in event.changes]
        hidden = [name for name in changed if hides(event, name)]
        if hidden and len(hidden) == len(changed):
            continue
        if hidden:
            event.why = ""
        for side in (event.before, event.after):
            for name in hidden:
                side.pop(name, None)
        yield event


def history_entries(events: Sequence[AuditEvent]) -> list[HistoryEntry]:
    names = _names_referred_to(events)
    return [
        HistoryEntry(
            event.at, event.by_name, _headline(event), list(_changes(event, names)), event.why
        )
        for event in events
    ]


def event_in_words(event: AuditEvent) -> str:
    """What happened and to what, as one sentence without its full stop: «Avtal tillagt: Driftavtal Ekonomi»."""
    words = _headline(event)
    return words if event.parent_kind or not event.about_name else f"{words}: {event.about_name}"


def _headline(event: AuditEvent) -> str:
    """«Systemansvarig utsedd: Sven Sjö»: words of the room, else the event read aloud."""
    words = gettext(event.event)
    if words == event.event:
        words = event.event.partition(".")[2].replace("_", " ").capitalize()
    about = _without_repetition(words, event.about_name) if event.parent_kind else ""
    return f"{words}: {about}" if about else words


def _without_repetition(words: str, name: str) -> str:
    """«Systemansvarig: Sven Sjö» behind «Systemansvarig utsedd» is Sven Sjö alone."""
    parts = name.split(": ")
    return ": ".join(part for part in parts if part.casefold() not in words.casefold()) or name


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


def _shown_changes(event: AuditEvent) -> Iterable[tuple[str, Any, Any]]:
    """What is worth telling: not the key of the row it hangs on, not empty fields of a new row."""
    for name, before, after in event.changes:
        if name in LEFT_OUT or (not event.before and after in (None, "", {}, [])):
            continue
        if not (before and after) and _is_owner(event, name, before or after):
            continue
        yield name, before, after


def _is_owner(event: AuditEvent, name: str, key: Any) -> bool:
    """Is it the row that this one hangs on, and on whose page it is told?"""
    field = _field(event, name) if event.parent_kind else None
    return (
        isinstance(field, models.ForeignKey)
        and field.related_model._meta.label_lower == event.parent_kind
        and str(key) == event.parent_id
    )


def _names_referred_to(events: Sequence[AuditEvent]) -> dict[tuple[type[models.Model], Any], str]:
    wanted: dict[type[models.Model], set[Any]] = {}
    for event in events:
        for name, before, after in _shown_changes(event):
            field = _field(event, name)
            if isinstance(field, models.ForeignKey):
                wanted.setdefault(field.related_model, set()).update({before, after} - {None})
    named = {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }
    return (
        _last_names({(model, key) for model in wanted for key in wanted[model]} - set(named))
        | named
    )


def _last_names(
    gone: set[tuple[type[models.Model], Any]],
) -> dict[tuple[type[models.Model], Any], str]:
    """What rows that are no more were called when last told of; one query, none where every row is there."""
    if not gone:
        return {}
    wanted = {(model._meta.label_lower, str(key)): (model, key) for model, key in gone}
    told = AuditEvent.objects.filter(
        about_kind__in={kind for kind, _key in wanted}, about_id__in={key for _kind, key in wanted}
    ).order_by("pk")
    return {
        wanted[kind, key]: name
        for kind, key, name in told.values_list("about_kind", "about_id", "about_name")
        if (kind, key) in wanted
    }


def _changes(event: AuditEvent, names: dict[Any, str]) -> Iterable[HistoryChange]:
    for name, before, after in _shown_changes(event):
        field = _field(event, name)
        label = str(
            getattr(field, "verbose_name", "")
            or LABELS.get(name)
            or gettext(name.replace("_", " "))
        )
        yield HistoryChange(
            label[:1].upper() + label[1:],
            _value_in_words(field, name, before, names),
            _value_in_words(field, name, after, names),
        )


def _value_in_words(field: Any, name: str, value: Any, names: dict[Any, str]) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, value), str(value))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name.endswith("_ore") and isinstance(value, int):
        return f"{format_kronor(value)} kr"
    if field is not None and getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
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
    if isinstance(value, dict):
        return "; ".join(f"{key} {each}" for key, each in value.items())
    return value_in_words(name, value) or str(value)


def one_at_a_time(what: str) -> None:
    """Whoever else does the same waits until this transaction is over. SQLite lets one write at a time anyhow."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.blake2b(what.encode(), digest_size=8).digest(), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
