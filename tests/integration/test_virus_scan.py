"""What is attached is scanned by ClamAV itself: nobody fetches it before, and what is infected is erased."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.files.actions.scanning import scan_content, take_up_unscanned
from samdrift.foundation.files.models import Attachment, Content, ScanState
from samdrift.foundation.files.storing import place_of
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.models import Message
from samdrift.records.agreements.models import Agreement
from tests import factories
from tests.attached import EICAR, PDF, a_file, attachment
from tests.clamav import clamd, free_port, needs_clamav
from tests.people import Society

LATER = timezone.now() + dt.timedelta(days=1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A scanner that runs: its address and its folder."""
    folder = tmp_path_factory.mktemp("clamav")
    with clamd(folder, free_port()) as address:
        yield address, folder


@pytest.fixture
def scanner(running: tuple[str, Path], settings: Any) -> str:
    settings.CLAMAV = running[0]
    return running[0]


@pytest.fixture
def agreement(people: Society) -> Agreement:
    return factories.agreement(people.amal)


def _fetched(client: Any, made: Attachment) -> Any:
    return client.get(reverse("attachment_fetch", args=[made.pk]))


@needs_clamav
def test_a_file_can_be_fetched_when_it_has_been_found_clean(
    scanner: str, people: Society, agreement: Agreement, as_person: Any
) -> None:
    client, made = as_person(people.anna), attachment(people.anna, agreement)
    refused = _fetched(client, made)
    assert refused.status_code == 409
    assert "inte viruskontrollerats än" in refused.content.decode()
    page = client.get(reverse("agreement_page", args=[agreement.pk])).content.decode()
    assert "Väntar på viruskontroll" in page
    assert reverse("attachment_fetch", args=[made.pk]) + '"' not in page
    scan_content.call(made.content_id)
    assert b"".join(_fetched(client, made).streaming_content) == PDF
    page = client.get(reverse("agreement_page", args=[agreement.pk])).content.decode()
    assert "Kontrollerad, inget virus" in page


@needs_clamav
def test_an_infected_file_is_erased_told_of_and_never_taken_again(
    scanner: str,
    people: Society,
    agreement: Agreement,
    as_person: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = attachment(people.anna, agreement, file=a_file("faktura.txt", EICAR))
    with django_capture_on_commit_callbacks(execute=True):
        scan_content.call(made.content_id)
    assert Content.objects.get().scan_state == ScanState.INFECTED
    assert not default_storage.exists(place_of(made.content.digest))
    client = as_person(people.anna)
    assert _fetched(client, made).status_code == 409
    page = client.get(reverse("agreement_page", args=[agreement.pk])).content.decode()
    assert "Virus hittades, innehållet raderat" in page
    assert "Virus hittat i bilaga" in page
    told = AuditEvent.objects.get(event="files.virus_found")
    assert told.parent_id == str(agreement.pk)
    letter = Message.objects.get(kind="files.infected")
    assert letter.person == people.anna
    deliver_message.call(letter.pk)
    assert "faktura.txt" in mail.outbox[-1].body
    assert reverse("agreement_page", args=[agreement.pk]) in mail.outbox[-1].body
    other = factories.agreement(people.amal, "Ett annat")
    with pytest.raises(ValidationError, match="Ett virus har hittats i den här filen"):
        attachment(people.anna, other, file=a_file("igen.txt", EICAR))
    scan_content.call(made.content_id)  # a task that is worked through twice tells once
    assert Message.objects.count() == 1


@needs_clamav
def test_what_the_scanner_does_not_take_can_not_be_fetched(
    tmp_path: Path, people: Society, agreement: Agreement, as_person: Any, settings: Any
) -> None:
    with clamd(tmp_path, free_port(), most="1M") as address:
        settings.CLAMAV = address
        made = attachment(people.anna, agreement, file=a_file("stor.txt", b"x" * 3_000_000))
        scan_content.call(made.content_id)
    assert Content.objects.get().scan_state == ScanState.FAILED
    refused = _fetched(as_person(people.anna), made)
    assert "kunde inte viruskontrolleras" in refused.content.decode()


@needs_clamav
def test_the_scanner_is_asked_by_its_socket_too(
    running: tuple[str, Path], people: Society, agreement: Agreement, settings: Any
) -> None:
    settings.CLAMAV = str(running[1] / "clamd.sock")
    made = attachment(people.anna, agreement)
    scan_content.call(made.content_id)
    assert Content.objects.get().scan_state == ScanState.CLEAN


def test_while_the_scanner_is_away_the_file_waits_and_is_tried_again(
    people: Society, agreement: Agreement, as_person: Any, settings: Any
) -> None:
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    made = attachment(people.anna, agreement)
    for waits in (1, 2, 4):
        scan_content.call(made.content_id)
        task = DBTaskResult.objects.order_by("-enqueued_at").first()
        assert task is not None
        assert task.run_after is not None
        wait = (task.run_after - timezone.now()).total_seconds() / 60
        assert wait == pytest.approx(waits, abs=0.2)
    assert _fetched(as_person(people.anna), made).status_code == 409
    assert take_up_unscanned(LATER) == 0  # it stands in the queue


def test_what_has_lost_its_worker_or_came_before_the_scanner_is_taken_up(
    people: Society, agreement: Agreement, settings: Any, as_person: Any
) -> None:
    made = attachment(people.anna, agreement)
    removed = attachment(people.anna, agreement, file=a_file("a.txt", b"a"))
    Attachment.objects.filter(pk=removed.pk).update(
        removed_by=people.anna, removed_at=timezone.now()
    )
    assert take_up_unscanned(LATER) == 0  # there is no scanner
    assert _fetched(as_person(people.anna), made).status_code == 200
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    assert _fetched(as_person(people.anna), made).status_code == 409
    assert take_up_unscanned(LATER) == 1
    assert take_up_unscanned(LATER) == 0


def test_the_scan_is_asked_for_when_the_act_is_over(
    people: Society, agreement: Agreement, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    with django_capture_on_commit_callbacks(execute=True):
        made = attachment(people.anna, agreement)
    task = DBTaskResult.objects.get(task_path=scan_content.module_path)
    assert task.args_kwargs["args"] == [made.content_id]
