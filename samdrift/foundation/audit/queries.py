"""What has happened to a thing that the reader may already see."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, models
from django.utils.translation import gettext

from samdrift.foundation.audit.changes import (
    HistoryChange,
    changes_in_words,
    names_referred_to,
)
from samdrift.foundation.audit.clock import end_of
from samdrift.foundation.audit.models import AuditEvent, AuditEventQuerySet
from samdrift.foundation.audit.words import value_in_words


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An event in words, as the history component shows it."""

    at: dt.datetime
    by: str
    what: str
    changes: Sequence[HistoryChange]
    why: str


#: Instead of a field: who did it.
WHO = "(by)"
#: Is this field of an event hidden from the reader? Asked with "" for the event as a whole, with `WHO` for who did it.
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
    thing: models.Model,
    *,
    most: int = 100,
    hides: Hides | None = None,
    until: dt.date | None = None,
    in_short: bool = False,
) -> list[HistoryEntry]:
    """The history of a thing in words; a fixed number of queries, one for each kind of row that it refers to.

    hides: leaves out the fields, and the events, that the reader may not see. An event about hidden fields alone goes.
    until: only what had happened when that day ended. in_short: without what changed, which takes no names to tell.
    """
    told = history(thing) if until is None else history(thing).filter(at__lt=end_of(until))
    events = list(told[:most])
    seen = events if hides is None else list(_without_hidden(events, hides))
    return history_entries(seen, until, in_short=in_short)


def _without_hidden(events: Iterable[AuditEvent], hides: Hides) -> Iterable[AuditEvent]:
    """The events with only what may be seen of them; the rows themselves are never saved."""
    for event in events:
        if hides(event, ""):
            continue
        if hides(event, WHO):
            event.by_name = ""
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


def history_entries(
    events: Sequence[AuditEvent], on: dt.date | None = None, *, in_short: bool = False
) -> list[HistoryEntry]:
    """Events in words, with the names that things have today, or had on a day. in_short: without what changed."""
    names = {} if in_short else names_referred_to(events, on)
    return [
        HistoryEntry(
            event.at,
            event.by_name,
            _headline(event),
            [] if in_short else list(changes_in_words(event, names)),
            event.why,
        )
        for event in events
    ]


def event_in_words(event: AuditEvent) -> str:
    """What happened and to what, as one sentence without its full stop: «Avtal tillagt: Driftavtal Ekonomi»."""
    return _headline(event, with_name=not event.parent_kind)


def _headline(event: AuditEvent, *, with_name: bool = False) -> str:
    """«Systemansvarig utsedd: Sven Sjö, från 2009-01-01»: words of the room, else the event read aloud."""
    words = gettext(event.event)
    if words == event.event:
        words = event.event.partition(".")[2].replace("_", " ").capitalize()
    named = event.parent_kind or with_name
    about = _without_repetition(words, event.about_name) if named else ""
    return ", ".join([f"{words}: {about}" if about else words, *_days(event)])


def _days(event: AuditEvent) -> Iterable[str]:
    """From when a new period holds, and until when: where the event says so and the days are known."""
    changed = {name: after for name, _before, after in event.changes}
    first, last = changed.get("starts_on"), changed.get("ends_on")
    if not event.before and first and value_in_words("starts_on", first) is None:
        yield gettext("from %(day)s") % {"day": first}
    if last:
        yield gettext("to and including %(day)s") % {"day": last}


def _without_repetition(words: str, name: str) -> str:
    """«Systemansvarig: Sven Sjö» behind «Systemansvarig utsedd» is Sven Sjö alone."""
    parts = name.split(": ")
    return ": ".join(part for part in parts if part.casefold() not in words.casefold()) or name


def one_at_a_time(what: str) -> None:
    """Whoever else does the same waits until this transaction is over. SQLite lets one write at a time anyhow."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.blake2b(what.encode(), digest_size=8).digest(), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
