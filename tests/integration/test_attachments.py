"""What is attached to an agreement: who may, who may not, who does not know; what is kept, shown and erased."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.files import actions, storing
from samdrift.foundation.files.models import Attachment, Content, SeenBy
from samdrift.foundation.files.queries import attachment_seen, attachments_of
from samdrift.foundation.files.storing import erase_forgotten_contents, place_of
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from tests import factories
from tests.attached import PDF, a_file, an_upload, attachment
from tests.people import Society


@pytest.fixture
def agreement(people: Society) -> Agreement:
    """One that Åmål keeps, over an application that Mellerud uses."""
    application = factories.application(people.amal)
    factories.participation(application, people.mellerud)
    made = factories.agreement(people.amal, price_per_year_ore=100_00)
    made.applications.add(application)
    made.parties.create(organisation=people.mellerud, role="member")
    return made


def test_who_keeps_the_agreement_attaches_renames_and_removes(
    people: Society, agreement: Agreement
) -> None:
    made = attachment(people.anna, agreement)
    assert (made.name, made.file_name, made.kind_label) == ("avtal", "avtal.pdf", "PDF")
    actions.rename_attachment(by=people.anna, attachment=made, name="  Undertecknat   avtal ")
    made.refresh_from_db()
    assert made.name == "Undertecknat avtal"
    actions.remove_attachment(by=people.anna, attachment=made)
    assert not attachments_of(people.anna, agreement).exists()
    told = list(AuditEvent.objects.about("agreements.agreement", agreement.pk))
    assert [each.event for each in told] == [
        "files.attachment_removed",
        "files.attachment_renamed",
        "files.file_attached",
    ]


def test_who_only_sees_the_agreement_may_do_none_of_it(
    people: Society, agreement: Agreement
) -> None:
    made = attachment(people.anna, agreement)
    assert attachment_seen(people.bo, made.pk) == made
    with pytest.raises(PermissionDenied):
        attachment(people.bo, agreement, file=a_file("b.txt", b"b"))
    with pytest.raises(PermissionDenied):
        actions.rename_attachment(by=people.bo, attachment=made, name="x")
    with pytest.raises(PermissionDenied):
        actions.remove_attachment(by=people.bo, attachment=made)


def test_who_does_not_know_the_agreement_does_not_know_the_file(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    made = attachment(people.anna, agreement)
    assert attachment_seen(people.cilla, made.pk) is None
    with pytest.raises(PermissionDenied):
        actions.remove_attachment(by=people.cilla, attachment=made)
    pages = {name: as_person(person) for name, person in _three(people).items()}
    for name in ("attachment_fetch", "attachment_rename", "attachment_remove"):
        address = reverse(name, args=[made.pk])
        answers = {who: client.get(address).status_code for who, client in pages.items()}
        may_not = 200 if name == "attachment_fetch" else 403
        assert answers == {"may": 200, "may not": may_not, "does not know": 404}, name
    address = reverse("attachment_add", args=["avtal", agreement.pk])
    answers = {who: client.get(address).status_code for who, client in pages.items()}
    assert answers == {"may": 200, "may not": 403, "does not know": 404}
    assert pages["may"].get("/bilagor/nagot/1/ny/").status_code == 404


def _three(people: Society) -> dict[str, Any]:
    return {"may": people.anna, "may not": people.bo, "does not know": people.cilla}


def test_a_removed_file_can_neither_be_fetched_nor_changed(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    made = attachment(people.anna, agreement)
    actions.remove_attachment(by=people.anna, attachment=made)
    client = as_person(people.anna)
    assert client.get(reverse("attachment_fetch", args=[made.pk])).status_code == 404
    for act in (
        lambda: actions.remove_attachment(by=people.anna, attachment=made),
        lambda: actions.rename_attachment(by=people.anna, attachment=made, name="x"),
    ):
        with pytest.raises(ValidationError, match="redan borttagen"):
            act()


def test_a_file_of_costs_is_seen_by_who_sees_them_and_one_of_keepers_by_keepers(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    FieldAudience.objects.update_or_create(
        federation=people.federation,
        group=FieldGroup.COSTS,
        defaults={"audience": Audience.OWN},
    )
    agreement.parties.all().delete()
    shown = attachment(people.anna, agreement, name="Text")
    costs = attachment(people.anna, agreement, file=a_file("pris.txt", b"1"), seen_by=SeenBy.COSTS)
    own = attachment(people.anna, agreement, file=a_file("eget.txt", b"2"), seen_by=SeenBy.KEEPERS)
    assert set(attachments_of(people.anna, agreement)) == {shown, costs, own}
    assert set(attachments_of(people.bo, agreement)) == {shown}
    page = as_person(people.bo).get(reverse("agreement_page", args=[agreement.pk]))
    text = page.content.decode()
    assert "avtal.pdf" in text
    assert "pris" not in text.partition("bilagor")[2]
    assert "eget.txt" not in text
    for hidden in (costs, own):
        fetched = as_person(people.bo).get(reverse("attachment_fetch", args=[hidden.pk]))
        assert fetched.status_code == 404


def test_the_file_is_fetched_as_it_was_sent_and_nothing_in_it_can_run(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    made = attachment(people.anna, agreement, file=a_file("Avtal Åmål 2009.pdf"))
    answer = as_person(people.bo).get(reverse("attachment_fetch", args=[made.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Avtal%20")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    told = AuditEvent.objects.get(event="organisations.file_taken_out")
    assert "Avtal Åmål 2009.pdf" in str(told.after)


def test_the_same_content_lies_once_and_goes_with_the_last(
    people: Society, agreement: Agreement, django_capture_on_commit_callbacks: Any
) -> None:
    other = factories.agreement(people.amal, "Supportavtal")
    first, second = attachment(people.anna, agreement), attachment(people.anna, other)
    assert Content.objects.count() == 1
    place = place_of(first.content.digest)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_attachment(by=people.anna, attachment=first)
    assert default_storage.exists(place)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_attachment(by=people.anna, attachment=second)
    assert not default_storage.exists(place)
    assert Attachment.objects.count() == 2
    again = attachment(people.anna, agreement)
    assert default_storage.exists(place)
    assert again.content == first.content


def test_a_removal_holds_though_the_storage_does_not_answer_and_the_night_erases(
    people: Society,
    agreement: Agreement,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = attachment(people.anna, agreement)
    place = place_of(made.content.digest)

    def refuse(_name: str) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "delete", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove_attachment(by=people.anna, attachment=made)
    assert Attachment.objects.get().removed_at is not None
    assert default_storage.exists(place)
    monkeypatch.setattr(storing, "ON_ITS_WAY", dt.timedelta(seconds=-1))
    erase_forgotten_contents()
    assert not default_storage.exists(place)


def test_the_same_file_is_attached_to_a_thing_once(people: Society, agreement: Agreement) -> None:
    attachment(people.anna, agreement)
    with pytest.raises(ValidationError, match="redan bifogad"):
        attachment(people.anna, agreement, file=a_file("annat namn.pdf"))


def test_an_act_that_is_taken_back_leaves_no_row_and_its_content_is_swept(
    people: Society, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        made = attachment(people.anna, agreement, file=a_file("a.txt", b"tas tillbaka"))
        place = place_of(made.content.digest)
        transaction.set_rollback(True)
    assert not Content.objects.exists()
    assert default_storage.exists(place)
    kept = attachment(people.anna, agreement)
    assert erase_forgotten_contents() == 0  # it may be on its way
    monkeypatch.setattr(storing, "ON_ITS_WAY", dt.timedelta(seconds=-1))
    assert erase_forgotten_contents() >= 1
    assert not default_storage.exists(place)
    assert default_storage.exists(place_of(kept.content.digest))


def test_what_a_broken_write_has_left_is_written_anew(
    people: Society, agreement: Agreement
) -> None:
    made = attachment(people.anna, agreement)
    place = place_of(made.content.digest)
    default_storage.delete(place)
    default_storage.save(place, a_file(content=PDF[:5]))
    attachment(people.anna, factories.agreement(people.amal, "Annat"))
    with default_storage.open(place) as stored:
        assert stored.read() == PDF


def test_a_content_that_the_storage_has_lost_is_told_in_words(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    made = attachment(people.anna, agreement)
    default_storage.delete(place_of(made.content.digest))
    answer = as_person(people.anna).get(reverse("attachment_fetch", args=[made.pk]))
    assert answer.status_code == 409
    assert "Filens innehåll saknas" in answer.content.decode()


def test_an_agreement_is_not_deleted_while_files_are_attached(
    people: Society, agreement: Agreement
) -> None:
    made = attachment(people.anna, agreement)
    with pytest.raises(ProtectedError), transaction.atomic():
        agreement.delete()
    actions.remove_attachment(by=people.anna, attachment=made)
    agreement.delete()


def test_a_form_that_is_refused_keeps_what_was_typed_and_asks_for_the_file(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    client, address = (
        as_person(people.anna),
        reverse("attachment_add", args=["avtal", agreement.pk]),
    )
    sent = {"file": an_upload(), "name": "Prisbilaga", "seen_by": "ingen"}
    answer = client.post(address, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Prisbilaga"' in text
    assert "Välj filen igen" in text
    answer = client.post(address, sent | {"file": an_upload("a.exe", b"MZ"), "seen_by": "costs"})
    assert answer.status_code == 422
    assert "de kan köra något" in answer.content.decode()
    answer = client.post(address, sent | {"file": an_upload(), "seen_by": "costs"}, follow=True)
    assert "Fil bifogad" in answer.content.decode()
    answer = client.post(address, sent | {"file": an_upload(), "seen_by": "costs"})
    assert answer.status_code == 422
    assert "redan bifogad" in answer.content.decode()
    assert Attachment.objects.get().name == "Prisbilaga"


def test_the_panel_says_who_attached_what_and_when(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    attachment(people.anna, agreement, name="Undertecknat avtal")
    text = as_person(people.bo).get(reverse("agreement_page", args=[agreement.pk])).content.decode()
    panel = text.partition('id="bilagor"')[2].partition("</section>")[0]
    for words in ("Undertecknat avtal", "avtal.pdf", "PDF", "byte", "Anna", "2009-01-01"):
        assert words in panel, words
    assert "Filer viruskontrolleras inte här" in panel
    assert "Bifoga en fil" not in panel


def test_the_page_costs_the_same_for_one_file_and_for_many(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    client, address = as_person(people.bo), reverse("agreement_page", args=[agreement.pk])
    attachment(people.anna, agreement)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for number in range(20):
        attachment(people.anna, agreement, file=a_file(f"{number}.txt", f"{number}".encode()))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(one)
