"""The history of the demonstration is written for an auditor: no ids, no field names, on the demonstration's day."""

import re

from django.utils.translation import gettext

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_entries
from samdrift.journey import DAY
from tests.journey.conftest import Walked

# A label of the code's own: «line id», «is_late», «total ore»; a value of the code's own: «not_before».
CODE = re.compile(r"_|\b(?:id|ids|ore)\b")
RAW = re.compile(r"[a-z]+_[a-z_]+")
#: What columns of a spreadsheet were taken as is told by the names of the fields.
FIELD_NAMES = {"intake.columns_chosen"}


def test_every_event_has_its_words(walked: Walked) -> None:
    names = set(AuditEvent.objects.values_list("event", flat=True))
    assert {name for name in names if gettext(name) == name} == set()


def test_no_label_and_no_value_is_of_the_code(walked: Walked) -> None:
    events = list(AuditEvent.objects.exclude(event__in=FIELD_NAMES))
    wrong = {
        (event.event, change.label, change.after)
        for event, entry in zip(events, history_entries(events), strict=True)
        for change in entry.changes
        if CODE.search(change.label) or RAW.fullmatch(change.after or "")
    }
    assert wrong == set()


def test_history_goes_by_the_day_of_the_demonstration(walked: Walked) -> None:
    assert set(AuditEvent.objects.values_list("at__date", flat=True)) == {DAY}
