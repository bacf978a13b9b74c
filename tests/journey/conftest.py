"""The whole way, walked once for all the tests of this folder and taken back afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from samdrift.foundation.audit.queries import log_mark
from samdrift.foundation.organisations import kept_facts
from samdrift.foundation.organisations.models import KeptFact
from samdrift.journey import walk
from samdrift.journey.decide import Decided
from samdrift.journey.organisations import Society


@dataclass(frozen=True)
class Walked:
    society: Society
    decided: Decided


@pytest.fixture(scope="package")
def walked(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Walked]:
    with django_db_blocker.unblock(), transaction.atomic():
        society, decided = walk()
        yield Walked(society, decided)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long to compute of the whole register is computed once in a test, while nothing new is recorded."""
    known: dict[tuple[str, str], KeptFact] = {}
    compute = kept_facts._computed_now

    def computed_once(name: kept_facts.FactName) -> KeptFact:
        key = str(name), log_mark(kept_facts._CHANGES_NOTHING)
        if key not in known:
            known[key] = compute(name)
        return known[key]

    monkeypatch.setattr(kept_facts, "_computed_now", computed_once)


@pytest.fixture(autouse=True)
def _on_the_way(walked: Walked, db: None) -> None:
    """Each test changes what it likes: its own transaction lies inside the walk's."""
