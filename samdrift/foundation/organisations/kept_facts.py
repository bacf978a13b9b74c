"""Facts of the whole register that take long to compute: kept with their moment, computed anew in the background.

A room declares each kind of fact once, when it is made ready (`keep_facts`), and its pages ask `fact_of`. What is quick
is computed each time. What takes long is kept, and is the register's as long as nothing has been recorded since; where
something has, the reader is told so (`is_behind`) and the background computes it anew.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.queries import log_mark, one_at_a_time
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import SIGN_INS
from samdrift.foundation.organisations.models import KeptFact
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.silent_work import queued_keys

#: From what a fact is of and, where readers see different things, whose view it is: keys → values that JSON holds.
Compute = Callable[[int, int | None], Any]
#: Computing a fact takes at most one part in so many of the time.
SELDOM = 10
_KINDS: dict[str, Compute] = {}
_CHANGES_NOTHING = {*SIGN_INS, "organisations.personal_data_handed_out"}


@dataclass(frozen=True, slots=True)
class FactName:
    """kind: as it is declared. of: the key of what it is of. reader: whose view it is; None: the same for many."""

    kind: str
    of: int
    reader: int | None = None

    def __str__(self) -> str:
        return " ".join(str(each) for each in (self.kind, self.of, self.reader) if each is not None)


@dataclass(frozen=True, slots=True)
class ComputedFact:
    """value: as the kind computes it. at: when. is_behind: is anything recorded since, or is it another day?"""

    value: Any
    at: dt.datetime
    is_behind: bool


def keep_facts(kind: str, compute: Compute) -> None:
    """Declare a kind of fact, one word."""
    _KINDS[kind] = compute


def changes_no_fact(*events: str) -> None:
    """Say of events of the log that nothing which is computed of the register changes by them."""
    _CHANGES_NOTHING.update(events)


def fact_of(name: FactName, is_whole: Callable[[Any], bool] = lambda _value: True) -> ComputedFact:
    """The fact kept, where there is one that is whole; else computed now. The background is asked for what is due."""
    kept = KeptFact.objects.filter(name=str(name)).first()
    if kept is None or not is_whole(kept.value):
        computed = _computed_now(name)
        if _takes_long(computed.seconds):
            _ask_for(str(name))
        return ComputedFact(computed.value, computed.counted_at, is_behind=False)
    is_behind = _is_behind(kept)
    if is_behind and _is_rested(kept):
        _ask_for(str(name))
    return ComputedFact(kept.value, kept.counted_at, is_behind)


def fact_now(name: FactName, is_whole: Callable[[Any], bool] = lambda _value: True) -> ComputedFact:
    """The fact kept where it is the register's, else computed now: for what must never be behind.

    Rights are recorded too, or end with the day: what is not behind is of what its reader may see today.
    """
    fact = fact_of(name, is_whole)
    if not fact.is_behind:
        return fact
    computed = _computed_now(name)
    return ComputedFact(computed.value, computed.counted_at, is_behind=False)


def compute_and_keep(name: FactName) -> ComputedFact:
    """The fact as it is now; kept where computing takes long, and where it no longer does, computed each time."""
    row = _computed_now(name)
    if _takes_long(row.seconds):
        values = {each: getattr(row, each) for each in _KEPT}
        KeptFact.objects.update_or_create(name=row.name, defaults=values)
    else:
        KeptFact.objects.filter(name=row.name).delete()
    return ComputedFact(row.value, row.counted_at, is_behind=False)


@task
def compute_in_background(name: str) -> None:
    kind, of, *reader = name.split()
    compute_and_keep(FactName(kind, int(of), int(reader[0]) if reader else None))


def compute_what_is_behind(_silent_since: dt.datetime) -> int:
    """Ask for the facts of many that are behind; how many. For the service, which looks every few seconds."""
    number = 0
    for kept in KeptFact.objects.filter(is_shared=True).defer("value"):
        if _is_behind(kept) and _is_rested(kept):
            _ask_for(kept.name)
            number += 1
    return number


_KEPT = ("on", "counted_at", "seconds", "mark", "is_shared", "value")


def _computed_now(name: FactName) -> KeptFact:
    """What is recorded meanwhile makes it be behind."""
    mark, at, started = log_mark(_CHANGES_NOTHING), now(), time.monotonic()
    value = _KINDS[name.kind](name.of, name.reader)
    return KeptFact(
        name=str(name),
        on=today(),
        counted_at=at,
        seconds=time.monotonic() - started,
        mark=mark,
        is_shared=name.reader is None,
        value=value,
    )


def _takes_long(seconds: float) -> bool:
    """So long that a page isn't made to wait for it?"""
    return seconds > settings.COUNTED_AT_ONCE


@remembered_while_reading
def _mark_now() -> str:
    return log_mark(_CHANGES_NOTHING)


def _is_behind(kept: KeptFact) -> bool:
    return kept.on != today() or kept.mark != _mark_now()


def _is_rested(kept: KeptFact) -> bool:
    """Is it so long since it was computed that it may be computed again?"""
    age = (now() - kept.counted_at).total_seconds()
    return kept.on != today() or age >= SELDOM * kept.seconds


def _ask_for(name: str) -> None:
    """Let the background compute it, where that doesn't wait to be done already; two that ask at once ask for one."""
    if name in queued_keys(compute_in_background):
        return
    with transaction.atomic():
        one_at_a_time(f"compute {name}")
        if name not in queued_keys(compute_in_background):
            compute_in_background.enqueue(name)
