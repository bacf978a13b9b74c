"""What became of each recipient's letter is kept when letters move to the outbox."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samdrift.decisions.notices.actions import draft_notice
from samdrift.decisions.notices.models import Acknowledgement, Mailed
from tests.integration.notice_told import Told, notice
from tests.migrating import migrate_fully, migrate_to

BEFORE = [("notices", "0001_initial")]
#: What a row said before, whether its letter stands in the queue, and what it says after.
STATES = [
    ("not", False, Mailed.NOT),
    ("no_address", False, Mailed.NO_ADDRESS),
    ("sent", False, Mailed.SENT),
    ("failed", False, Mailed.FAILED),
    ("waiting", True, Mailed.WAITING),
    ("waiting", False, Mailed.FAILED),  # its worker died: it may have left
]


@pytest.mark.django_db(transaction=True)
def test_every_row_says_afterwards_what_it_said(told: Told) -> None:
    made = [draft_notice(by=told.people.anna, notice=notice(told, title=str(n))) for n in range(6)]
    try:
        _write(migrate_to(*BEFORE), told, [each.pk for each in made])
    finally:
        migrate_fully()
    rows = Acknowledgement.objects.order_by("notice_id").select_related("message")
    assert [row.mail_state for row in rows] == [after for _before, _queued, after in STATES]
    failed = rows[3].message
    assert failed is not None
    assert (failed.attempts, failed.problem, failed.kind) == (5, "TimeoutError", "notices.notice")
    assert failed.subject == "Avisering: 3"
    assert failed.link == reverse("notice_page", args=[made[3].pk])


def _write(apps: Any, told: Told, notices: list[int]) -> None:
    old = apps.get_model("notices", "Acknowledgement")
    for key, (mailed, queued, _after) in zip(notices, STATES, strict=True):
        row = old.objects.create(
            notice_id=key,
            organisation_id=told.people.amal.pk,
            person_id=told.people.anna.pk,
            sent_on=dt.date(2009, 1, 1),
            mailed=mailed,
            mail_beat_at=timezone.now(),
            mail_attempts=5 if mailed == "failed" else 0,
            mail_problem="TimeoutError" if mailed == "failed" else "",
        )
        if queued:
            DBTaskResult.objects.create(
                task_path="samdrift.decisions.notices.actions.mailing.mail_recipient",
                args_kwargs={"args": [row.pk, "notice"], "kwargs": {}},
                queue_name="default",
                backend_name="default",
                run_after=timezone.now(),
            )
