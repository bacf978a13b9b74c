"""What is open for somebody who leaves. Rooms above add their kinds when they are made ready, as they add panels.

Ending an employment shows every open task and asks who takes it over, so that nothing waits for somebody who is gone.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from samdrift.core.succession import day_after
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission


@dataclass(frozen=True, slots=True)
class HandOver:
    """One open task that goes to a successor the day after the last one, or is left open."""

    by: Person
    person: Person
    pk: int
    successor: Person | None
    ends_on: dt.date
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """An open task as its room tells of it."""

    pk: int
    label: str
    organisation_id: int | None = None
    url: str = ""
    may_be_left: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenKind:
    """One kind of task.

    name: stable, part of the keys. heading: what the tasks are called together. find: those of a person that are open
    after a day. hand_over: gives one to the successor, within the transaction that ends the employment and with its
    permission. asks: False where nobody can take over and it only ends. column: the foreign key, as «room.Model.field».
    permission: what it takes, over the task's organisation, to choose the successor; who appoints people always may.
    """

    name: str
    heading: str | Promise
    column: str
    find: Callable[[Person, dt.date], Iterable[OpenDuty]]
    hand_over: Callable[[HandOver], None]
    asks: bool = True
    order: int = 0
    permission: Permission = Permission.KEEP_PEOPLE


@dataclass(frozen=True, slots=True)
class OpenTask:
    kind: OpenKind
    found: OpenDuty

    @property
    def key(self) -> str:
        return f"{self.kind.name}-{self.found.pk}"

    @property
    def pk(self) -> int:
        return self.found.pk

    @property
    def label(self) -> str:
        return self.found.label

    @property
    def may_be_left(self) -> bool:
        return self.found.may_be_left


_KINDS: list[OpenKind] = []


def add_open_kind(kind: OpenKind) -> None:
    """Called once by each room when it is made ready."""
    if kind not in _KINDS:
        _KINDS.append(kind)
        _KINDS.sort(key=lambda each: each.order)


def open_kinds() -> tuple[OpenKind, ...]:
    return tuple(_KINDS)


def open_tasks(person: Person, organisation: Organisation, ends_on: dt.date) -> list[OpenTask]:
    """What must be handed over when an employment ends.

    Somebody who is employed elsewhere the day after keeps what belongs there; otherwise everything is open.
    """
    stays = any(
        each.organisation_id != organisation.pk
        for each in person.employed_on(day_after(ends_on) or ends_on)
    )
    return [
        OpenTask(kind, found)
        for kind in _KINDS
        for found in kind.find(person, ends_on)
        if not stays or found.organisation_id in (None, organisation.pk)
    ]
