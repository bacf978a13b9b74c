"""The one way a letter leaves: asked for, mailed, tried again, given up, chosen, declined and erased."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.messages import actions as letters
from samdrift.foundation.messages import unsubscribing
from samdrift.foundation.messages.actions import delivering
from samdrift.foundation.messages.actions.delivering import ATTEMPTS, deliver_message
from samdrift.foundation.messages.invitations import INVITATION, post_invitation
from samdrift.foundation.messages.models import Choice, Message, MessageState
from samdrift.foundation.messages.unsubscribing import SALT, unsubscribe_url
from samdrift.foundation.messages.waiting_digest import WAITING_DIGEST
from samdrift.foundation.organisations import waiting
from samdrift.foundation.organisations.actions import erase_person
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries.personal_data import personal_data
from samdrift.foundation.organisations.silent_work import SILENT
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from tests.integration.letter_server import REFUSES, MailServer, mail_server
from tests.people import Society

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SUNDAY, MONDAY = (dt.date(2009, 1, day) for day in (1, 2, 4, 5))
DIGEST = WAITING_DIGEST.name


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", listening.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield listening


@pytest.fixture
def two_things(monkeypatch: pytest.MonkeyPatch) -> list[Waiting]:
    """What waits for everybody in these tests; a test may empty it."""
    found = [
        Waiting("Attestera kostnaden", "/kostnadsrader/1/", due_on=dt.date(2008, 12, 1)),
        Waiting("Läs aviseringen", "/kostnader/aviseringar/2/", behalf="Åmål"),
    ]
    kind = WaitingKind("prov", "Prov", lambda _person, _day: list(found))
    monkeypatch.setattr(waiting, "_KINDS", [kind])
    return found


def deliver_all() -> None:
    """As the worker does."""
    for key in Message.objects.filter(state="waiting").values_list("pk", flat=True):
        deliver_message.call(key)


def wants(person: Person, often: str) -> None:
    letters.choose_letters(by=person, person=person, frequencies={DIGEST: often})


def test_a_letter_leaves_after_the_commit_by_a_real_server(
    server: MailServer, people: Society, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        post_invitation(people.bo, people.administrator)
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.count() == 1
    assert server.letters == []
    deliver_all()
    (letter,) = server.letters
    assert letter["To"] == people.bo.email
    assert letter["Subject"] == "Inbjudan till Samdrift"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] is None
    row = Message.objects.get()
    assert (row.state, row.attempts, row.problem) == (MessageState.SENT, 1, "")
    deliver_message.call(row.pk)  # a task that is worked through twice mails once
    assert len(server.letters) == 1


def test_what_the_server_refuses_is_tried_five_times_and_told_without_names(
    server: MailServer, people: Society, caplog: pytest.LogCaptureFixture, as_person: Any
) -> None:
    Person.objects.filter(pk=people.anna.pk).update(email=REFUSES)
    post_invitation(Person.objects.get(pk=people.anna.pk), people.administrator)
    row = Message.objects.get()
    waits = []
    for _attempt in range(ATTEMPTS):
        before = timezone.now()
        deliver_message.call(row.pk)
        later = DBTaskResult.objects.exclude(run_after=None).order_by("-enqueued_at").first()
        assert later is not None
        waits.append(round((later.run_after - before).total_seconds() / 60))
    assert waits[: ATTEMPTS - 1] == [5, 10, 20, 40]
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MessageState.FAILED, ATTEMPTS)
    assert row.problem == "SMTPRecipientsRefused"
    told = caplog.text
    assert told
    assert not {REFUSES, "Anna", "no such person"} & set(told.split())
    assert REFUSES not in told
    page = as_person(people.anna).get(reverse("message_failed")).content.decode()
    assert "SMTPRecipientsRefused" in page
    Person.objects.filter(pk=people.anna.pk).update(email="anna@kommun.example")
    answered = as_person(people.anna).post(reverse("message_mail_again", args=[row.pk]))
    assert answered.url == reverse("message_failed")
    deliver_all()
    assert [each["To"] for each in server.letters] == ["anna@kommun.example"]


def test_who_mails_again(people: Society, as_person: Any) -> None:
    row = Message.objects.create(person=people.anna, kind=INVITATION.name, state="failed")
    address = reverse("message_mail_again", args=[row.pk])
    for who in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            letters.mail_message_again(by=who, message=row)
        assert as_person(who).post(address).status_code == 404
        assert as_person(who).get(reverse("message_list")).status_code == 200
    assert as_person(people.bo).get(reverse("message_failed")).status_code == 403
    assert "Anna" not in as_person(people.cilla).get(reverse("message_failed")).content.decode()
    again = letters.mail_message_again(by=people.anna, message=row)
    assert (again.state, again.attempts) == (MessageState.WAITING, 0)
    with pytest.raises(ValidationError):
        letters.mail_message_again(by=people.anna, message=row)
    assert AuditEvent.objects.filter(event="messages.mailed_again").count() == 1


def test_a_letter_that_nobody_had_begun_is_queued_again_and_one_that_may_have_left_is_not(
    people: Society,
) -> None:
    long_ago = timezone.now() - 2 * SILENT
    begun, waits = (
        Message.objects.create(
            person=people.anna, kind=INVITATION.name, state=state, beat_at=long_ago
        )
        for state in ("sending", "waiting")
    )
    assert delivering.take_up_lost_letters(timezone.now() - SILENT) == 2
    assert delivering.take_up_lost_letters(timezone.now() - SILENT) == 0
    begun.refresh_from_db()
    assert (begun.state, begun.problem) == (MessageState.FAILED, "avbröts")
    assert [each.args_kwargs["args"] for each in DBTaskResult.objects.all()] == [[waits.pk]]


def test_what_waits_is_one_letter_with_a_way_to_decline_it(
    server: MailServer, people: Society, two_things: list[Waiting], settings: Any
) -> None:
    wants(people.bo, "daily")
    settings.SAMDRIFT_TODAY = str(FRIDAY)
    assert (letters.post_digests(), letters.post_digests()) == (1, 0)
    deliver_all()
    (letter,) = server.letters
    assert letter["Subject"] == "2 saker väntar på dig i Samdrift"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = letter.get_content()
    assert "Attestera kostnaden, försenat: skulle ha gjorts senast 2008-12-01" in body
    assert "Läs aviseringen (Åmål)" in body
    assert f"{settings.SAMDRIFT_URL}/kostnader/aviseringar/2/" in body
    address = letter["List-Unsubscribe"].strip(" <>")
    assert address in body
    path = address.removeprefix(settings.SAMDRIFT_URL)
    browser = Client(enforce_csrf_checks=True)
    seen = browser.get(path)
    assert (seen.status_code, "Avstå" in seen.content.decode()) == (200, True)
    assert Choice.objects.get().frequency == "daily"  # looking declines nothing
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert browser.post(path).status_code == 200
    assert Choice.objects.get().frequency == "never"
    assert AuditEvent.objects.filter(event="messages.letters_chosen").count() == 2


def test_no_letter_when_nothing_waits_or_nobody_has_asked(
    server: MailServer, people: Society, two_things: list[Waiting], settings: Any
) -> None:
    settings.SAMDRIFT_TODAY = str(FRIDAY)
    assert letters.post_digests() == 0
    wants(people.bo, "daily")
    settings.SAMDRIFT_TODAY = str(SUNDAY)
    kept, two_things[:] = list(two_things), []
    assert letters.post_digests() == 0
    settings.SAMDRIFT_TODAY, two_things[:] = str(MONDAY), kept
    assert letters.post_digests() == 1
    two_things.clear()  # done before the letter was mailed
    deliver_all()
    assert server.letters == []
    assert Message.objects.get().state == MessageState.NOT_NEEDED


def test_once_a_week_is_from_monday_and_nobody_who_has_left_gets_one(
    people: Society, two_things: list[Waiting], settings: Any
) -> None:
    wants(people.bo, "weekly")
    wants(people.anna, "weekly")
    people.anna.employments.update(ends_on=FRIDAY)
    counts = []
    for day in (THURSDAY, SUNDAY, MONDAY, MONDAY + dt.timedelta(days=2)):
        settings.SAMDRIFT_TODAY = str(day)
        counts.append(letters.post_digests())
    assert counts == [0, 0, 1, 0]
    assert Message.objects.get().person == people.bo


def test_the_night_posts_what_waits(
    people: Society, two_things: list[Waiting], settings: Any, capsys: Any
) -> None:
    wants(people.bo, "daily")
    settings.SAMDRIFT_TODAY = str(FRIDAY)
    call_command("nightly")
    assert "Brev om vad som väntar: 1" in capsys.readouterr().out


def test_who_chooses(people: Society, as_person: Any) -> None:
    for who in (people.anna, people.cilla):
        with pytest.raises(PermissionDenied):
            letters.choose_letters(by=who, person=people.bo, frequencies={DIGEST: "daily"})
    for wrong in ({INVITATION.name: "never"}, {DIGEST: "hourly"}):
        with pytest.raises(ValidationError):
            letters.choose_letters(by=people.bo, person=people.bo, frequencies=wrong)
    assert not Choice.objects.exists()
    client = as_person(people.bo)
    assert client.post(reverse("message_choices"), {DIGEST: "weekly"}).status_code == 302
    assert "måndagar" in client.get(reverse("message_list")).content.decode()
    of_bo = as_person(people.anna).get(people.bo.get_absolute_url()).content.decode()
    assert "meddelanden valda" not in of_bo  # what somebody wants to read is told to nobody else


def test_an_address_that_is_changed_old_or_of_something_else_declines_nothing(
    people: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(people.bo, "daily")
    wants(people.anna, "daily")
    sound = unsubscribe_url(people.bo, WAITING_DIGEST).rstrip("/").rpartition("/")[2]
    head, _dot, rest = sound.partition(":")
    of_anna = signing.dumps([people.anna.pk, DIGEST], salt=SALT).partition(":")[0]
    wrong = [
        f"{of_anna}:{rest}",  # Bo's signature under Anna's name
        sound[:-1] + ("A" if sound[-1] != "A" else "B"),
        head,
        signing.dumps([people.bo.pk, DIGEST], salt="another"),
        signing.dumps([people.bo.pk, INVITATION.name], salt=SALT),
        signing.dumps([0, DIGEST], salt=SALT),
    ]
    for token in wrong:
        with pytest.raises(ValidationError):
            letters.unsubscribe(token=token)
        assert Client().post(reverse("message_unsubscribe", args=[token])).status_code == 404
    monkeypatch.setattr(unsubscribing, "HOLDS_FOR", dt.timedelta(seconds=-1))
    assert Client().post(reverse("message_unsubscribe", args=[sound])).status_code == 404
    assert set(Choice.objects.values_list("frequency", flat=True)) == {"daily"}
    monkeypatch.undo()
    letters.unsubscribe(token=sound)
    assert Choice.objects.get(person=people.anna).frequency == "daily"


def test_letters_go_with_the_person_and_in_time(people: Society, settings: Any) -> None:
    post_invitation(people.bo, people.administrator)
    post_invitation(people.anna, people.administrator)
    wants(people.bo, "daily")
    held = json.dumps(personal_data(people.bo), default=str)
    assert "outbox.Message.person" in held
    assert "Inbjudan till Samdrift" in held
    people.bo.employments.update(ends_on=dt.date(2008, 12, 31))
    gone = Person.objects.get(pk=people.bo.pk)
    erase_person(by=people.administrator, person=gone, why="Har slutat")
    assert Message.objects.get().person == people.anna
    assert not Choice.objects.exists()
    assert letters.erase_old_messages() == 0
    settings.SAMDRIFT_TODAY = "2010-01-03"
    assert letters.erase_old_messages() == 1


def test_letters_by_api(people: Society, as_person: Any) -> None:
    """One's own with their subject, a failed one of others without; a stranger finds neither."""
    own, failed = (
        Message.objects.create(person=who, kind=DIGEST, subject="Att läsa", link="/att-gora/")
        for who in (people.bo, people.bo)
    )
    Message.objects.filter(pk=failed.pk).update(state=MessageState.FAILED, problem="550")

    def letters_read_by(reader: Person) -> dict[int, tuple[str | None, str]]:
        items = as_person(reader).get("/api/v1/letters").json()["items"]
        return {each["id"]: (each["subject"], each["state"]) for each in items}

    assert letters_read_by(people.bo) == {
        own.pk: ("Att läsa", "waiting"),
        failed.pk: ("Att läsa", "failed"),
    }
    assert letters_read_by(people.administrator) == {failed.pk: (None, "failed")}
    assert letters_read_by(people.cilla) == {}
    again = f"/api/v1/letters/{failed.pk}/mail-again"
    assert as_person(people.cilla).post(again).status_code == 404
    answer = as_person(people.administrator).post(again)
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["subject"]) == ("waiting", None)


def test_frequencies_by_api(people: Society, as_person: Any) -> None:
    client, place = as_person(people.bo), "/api/v1/letters/frequencies"

    def choose(**chosen: str) -> Any:
        return client.post(place, {"frequencies": chosen}, content_type="application/json")

    assert client.get(place).json()["frequencies"][DIGEST] == "never"
    assert choose(**{DIGEST: "weekly"}).json()["frequencies"][DIGEST] == "weekly"
    assert choose(**{INVITATION.name: "never"}).status_code == 409
    assert choose(**{DIGEST: "hourly"}).status_code == 422
    assert client.get(place).json()["frequencies"][DIGEST] == "weekly"
    assert as_person(people.administrator).get(place).json()["frequencies"][DIGEST] == "never"
