"""Work that dies is taken up while the service runs: files, plans and letters, once each, and never half."""

import datetime as dt
import time

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samdrift.decisions.notices.actions.mailing import NOTICE, post_letters
from samdrift.decisions.notices.actions.notices import draft_notice
from samdrift.decisions.notices.models import Acknowledgement, Mailed, ToldBy
from samdrift.decisions.planning.actions import computing
from samdrift.decisions.planning.models import Run, Scenario
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.organisations.silent_work import (
    MOST_ATTEMPTS,
    SILENT,
    signs_of_life,
    take_up_silent_work,
)
from samdrift.records.intake.actions import add_upload, approve_upload, stop_work, work
from samdrift.records.intake.actions.progress import StoppedError
from samdrift.records.intake.actions.steps import STEPS, work_in_background
from samdrift.records.intake.models import Status, Upload
from samdrift.records.register.models import Application
from tests.integration.notice_told import Told, notice
from tests.people import Society

pytestmark = pytest.mark.django_db(transaction=True)
FILE = "System;Leverantör\n" + "\n".join(f"System {number};Bolag" for number in range(20))


@pytest.fixture
def writing(people: Society) -> Upload:
    """A file that is being brought in by a worker that was killed before it had written anything."""
    by = people.anna
    upload = add_upload(by=by, organisation=people.amal, file_name="r.csv", content=FILE.encode())
    work(upload.pk)
    Upload.objects.filter(pk=upload.pk).update(status=Status.COMPARING)
    work(upload.pk)
    return approve_upload(by=by, upload=upload, only_sound=False)


def later() -> dt.datetime:
    return timezone.now() + SILENT + dt.timedelta(seconds=1)


def test_a_file_whose_worker_is_gone_is_taken_up_once_and_written_once(writing: Upload) -> None:
    assert take_up_silent_work() == {}
    assert take_up_silent_work(later()) == {"uploads": 1}
    assert take_up_silent_work(later()) == {}  # it stands in the queue
    assert DBTaskResult.objects.filter(task_path=work_in_background.module_path).count() == 1
    work(writing.pk)
    work(writing.pk)
    writing.refresh_from_db()
    assert (writing.status, writing.created, Application.objects.count()) == (Status.DONE, 20, 20)


def test_a_file_that_ends_every_worker_is_broken_off_and_can_be_confirmed_again(
    writing: Upload, as_person
) -> None:
    for _each in range(MOST_ATTEMPTS):
        take_up_silent_work(later())
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    writing.refresh_from_db()
    assert (writing.status, writing.is_broken_off) == (Status.PREVIEW, True)
    assert not Application.objects.exists()
    approve_upload(by=writing.by, upload=writing, only_sound=False)
    work(writing.pk)
    assert Application.objects.count() == 20


@pytest.mark.parametrize("status", [Status.WRITING, Status.COMPARING, Status.MATCHING])
def test_a_silent_file_has_a_button_that_frees_it_at_once(
    writing: Upload, as_person, status: str
) -> None:
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Upload.objects.filter(pk=writing.pk).update(status=status, beat_at=long_ago)
    page = as_person(writing.by).get(f"/inlasning/{writing.pk}/").content.decode()
    assert f"/inlasning/{writing.pk}/stoppa/" in page
    stop_work(by=writing.by, upload=writing)
    writing.refresh_from_db()
    assert writing.is_waiting


def test_a_worker_that_was_only_slow_stores_nothing_after_it_was_taken_up(writing: Upload) -> None:
    Upload.objects.filter(pk=writing.pk).update(status=Status.COMPARING)
    slow = Upload.objects.get(pk=writing.pk)
    take_up_silent_work(later())
    work(writing.pk)
    rows = set(writing.rows.values_list("pk", flat=True))
    with pytest.raises(StoppedError):
        STEPS[Status.COMPARING](slow)
    assert set(writing.rows.values_list("pk", flat=True)) == rows


def test_a_database_that_does_not_answer_for_a_moment_breaks_nothing_off(
    writing: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite while another writes for long, PostgreSQL while it starts again: the work is taken up."""

    def locked(*_given: object) -> None:
        raise OperationalError("database is locked")

    scenario = Scenario.objects.create(
        federation=writing.organisation, name="Vägen", first_year=2009, made_by=writing.by
    )
    run = Run.objects.create(scenario=scenario, by=writing.by)
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(STEPS, Status.WRITING, locked)
        meanwhile.setattr(computing, "_compute", locked)
        work(writing.pk)
        computing.compute(run.pk)
    writing.refresh_from_db()
    run.refresh_from_db()
    assert (writing.status, writing.is_broken_off, run.state) == (Status.WRITING, False, "reading")
    assert take_up_silent_work(later()) == {"uploads": 1, "plans": 1}
    work(writing.pk)
    writing.refresh_from_db()
    assert (writing.status, writing.created) == (Status.DONE, 20)


def test_a_letter_that_may_have_left_is_not_sent_twice_and_can_be_mailed_again(told: Told) -> None:
    row = Acknowledgement.objects.create(
        notice=draft_notice(by=told.people.anna, notice=notice(told)),
        organisation=told.people.amal,
        person=told.people.anna,
        role="owner",
        sent_on=dt.date(2009, 1, 1),
        told_by=ToldBy.MAIL,
    )
    post_letters([row], NOTICE, told.people.anna)
    assert take_up_silent_work(later()) == {}  # it waits in the queue
    DBTaskResult.objects.filter(task_path=deliver_message.module_path).update(
        status=TaskResultStatus.RUNNING
    )
    Message.objects.update(state=MessageState.SENDING)
    assert take_up_silent_work(later()) == {"letters": 1}
    row = Acknowledgement.objects.get()
    assert row.message is not None
    assert (row.mail_state, row.message.problem, mail.outbox) == (Mailed.FAILED, "avbröts", [])
    deliver_message.call(row.message_id)  # the task was only slow: what is given up is not mailed
    assert mail.outbox == []


def test_long_thinking_gives_signs_of_life() -> None:
    beats: list[int] = []
    with signs_of_life(lambda: beats.append(1), every=0.01):
        time.sleep(0.2)
    assert len(beats) > 2
