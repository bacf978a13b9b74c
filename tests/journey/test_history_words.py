"""The history of the demonstration is written for an auditor: no ids, no field names, on the demonstration's day."""

import pytest

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_entries
from samdrift.journey import DAY
from tests.history_plainly import programmers_words
from tests.journey.conftest import Walked

pytestmark = pytest.mark.reads_pages


def test_every_event_is_told_as_an_auditor_would_write_it(walked: Walked) -> None:
    assert programmers_words(list(AuditEvent.objects.all())) == set()


def test_the_headline_says_who_and_from_when(walked: Walked) -> None:
    appointed = AuditEvent.objects.filter(event="register.system_manager_appointed")
    told = [entry.what for entry in history_entries(list(appointed))]
    assert told
    assert all(", från 2" in each for each in told)


def test_history_goes_by_the_day_of_the_demonstration(walked: Walked) -> None:
    assert set(AuditEvent.objects.values_list("at__date", flat=True)) == {DAY}
