"""The whole way, walked once for all the tests of this folder and taken back afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

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
def _on_the_way(walked: Walked, db: None) -> None:
    """Each test changes what it likes: its own transaction lies inside the walk's."""
