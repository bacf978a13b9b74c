"""What waits for a person, in one list. Rooms above add their kinds when they are made ready, as they add panels.

Each room answers one question of its own - what waits for you here - and the list is the same on the start page, on
the page of everything, in the API and wherever it is asked for.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.functional import Promise

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits.

    words: what is to be done, as a link says it. url: where it is done. since: from which day it has waited, where
    that is known. due_on: the last day to do it in time, where there is one. behalf: the municipality or unit it is
    done for, where it is done for one. for_others: is that another municipality than one's own? why: what happens
    otherwise, where it is another than the kind's.
    """

    words: str
    url: str
    since: dt.date | None = None
    due_on: dt.date | None = None
    behalf: str = ""
    for_others: bool = False
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """One kind of waiting things.

    name: stable, for machines. find: those of a person on a day, by a fixed number of queries. rows: what they are
    found among and maybe more, None where the person has no part in it; all kinds that say so are asked at once
    whether there is anything, and only those where there is are asked what. act: what one does, as a
    button says it. why: what happens otherwise. icon: of the kind.
    """

    name: str
    heading: str | Promise
    find: Callable[[Person, dt.date], Iterable[Waiting]]
    act: str | Promise = ""
    why: str | Promise = ""
    icon: str = "list"
    rows: Callable[[Person, dt.date], QuerySet[Any, Any] | None] | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """A waiting thing as the list holds it, with its kind, on a day."""

    kind: WaitingKind
    found: Waiting
    on: dt.date

    @property
    def why(self) -> str | Promise:
        """What happens otherwise."""
        return self.found.why or self.kind.why

    @property
    def is_late(self) -> bool:
        return self.found.due_on is not None and self.found.due_on < self.on


_KINDS: list[WaitingKind] = []


def add_waiting_kinds(*kinds: WaitingKind) -> None:
    """Called by each room when it is made ready."""
    _KINDS.extend(kind for kind in kinds if kind not in _KINDS)


def waiting_kinds() -> tuple[WaitingKind, ...]:
    return tuple(_KINDS)


def waiting_for(person: Person) -> list[Waits]:
    """Everything that waits for a person today: what is due first, then what has waited longest."""
    on = today()
    kinds = _with_something(person, on)
    found = [Waits(kind, each, on) for kind in kinds for each in kind.find(person, on)]
    return sorted(found, key=_urgency)


def _with_something(person: Person, on: dt.date) -> list[WaitingKind]:
    """The kinds of which something may wait: one question to the database for all that say what they find among."""
    asked = {
        f"waits_{place}": rows.order_by()
        for place, kind in enumerate(_KINDS)
        if kind.rows is not None and (rows := kind.rows(person, on)) is not None
    }
    row = Person.objects.filter(pk=person.pk).values(
        **{name: Exists(rows) for name, rows in asked.items()}
    )
    there = row.first() if asked else None
    return [
        kind
        for place, kind in enumerate(_KINDS)
        if kind.rows is None or (there or {}).get(f"waits_{place}")
    ]


def _urgency(waits: Waits) -> tuple[dt.date, dt.date, str]:
    found = waits.found
    return found.due_on or dt.date.max, found.since or dt.date.max, found.words
