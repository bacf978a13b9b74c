"""People by their pages: added, invited, changed, appointed; and what is not offered any more."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.invitations import post_invitation
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.actions import add_person, invite_person
from samdrift.foundation.organisations.forms.people import (
    AppointmentForm,
    EmployForm,
    EmploymentForm,
    PersonForm,
)
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitKind
from tests.people import Society

OWN_PASSWORD = "nagot-som-bara-jag-vet"


@pytest.fixture
def newcomer(people: Society) -> Person:
    return add_person(
        by=people.administrator,
        name="Nya Nilsson",
        organisation=people.amal,
        email="nya@amal.example",
    )


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
    assert found is not None
    return found[1]


def choose_password(client: Client, address: str, password: str) -> int:
    """Follow a letter's link and choose a password; returns the status of the page with the form."""
    page = client.get(address, follow=True)
    if page.context is None or "form" not in page.context or not page.redirect_chain:
        return 0
    client.post(
        page.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True
    )
    return page.status_code


def test_whoever_is_invited_chooses_a_password_that_nobody_else_has_seen(
    people: Society, newcomer: Person, django_capture_on_commit_callbacks
) -> None:
    assert not newcomer.has_usable_password()
    with django_capture_on_commit_callbacks(execute=True):
        invite_person(by=people.administrator, person=newcomer)
    deliver_message.call(Message.objects.get().pk)  # as the worker does
    letter = mail.outbox[-1]
    assert letter.to == [newcomer.email]
    assert newcomer.name in letter.body
    browser = Client()
    address = browser.get(link_in(letter), follow=True).redirect_chain[-1][0]
    typed = {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    said = browser.post(address, typed, follow=True).text
    assert "Lösenordet är valt." in said
    assert "Nu kan du logga in med det." in said
    assert "ändrat" not in said
    newcomer.refresh_from_db()
    assert newcomer.check_password(OWN_PASSWORD)
    told = str(list(AuditEvent.objects.values()))
    assert OWN_PASSWORD not in told
    assert link_in(letter) not in told


def test_the_link_of_an_invitation_works_once(people: Society, newcomer: Person) -> None:
    post_invitation(newcomer, people.administrator)
    deliver_message.call(Message.objects.get().pk)
    address = link_in(mail.outbox[-1])
    choose_password(Client(), address, OWN_PASSWORD)
    choose_password(Client(), address, "ett-annat-losenord-12")
    newcomer.refresh_from_db()
    assert newcomer.check_password(OWN_PASSWORD)


def test_a_forgotten_password_is_chosen_anew_by_the_letters_link(people: Society) -> None:
    Client().post(reverse("account_reset_password"), {"email": people.bo.email})
    choose_password(Client(), link_in(mail.outbox[-1]), OWN_PASSWORD)
    people.bo.refresh_from_db()
    assert people.bo.check_password(OWN_PASSWORD)


def test_nobody_is_invited_who_has_no_address_or_has_left(
    people: Society, newcomer: Person
) -> None:
    silent = add_person(by=people.administrator, name="Utan Adress", organisation=people.amal)
    with pytest.raises(ValidationError):
        invite_person(by=people.administrator, person=silent)
    newcomer.employments.update(ends_on="2008-12-31")
    newcomer = Person.objects.get(pk=newcomer.pk)
    with pytest.raises(ValidationError):
        invite_person(by=people.administrator, person=newcomer)
    post_invitation(newcomer, people.administrator)  # asked for, and left before it was mailed
    deliver_message.call(Message.objects.get().pk)
    assert not mail.outbox


def test_who_may_invite(people: Society, newcomer: Person, as_person) -> None:
    address = reverse("person_invite", args=[newcomer.pk])
    for who, status in ((people.bo, 403), (people.cilla, 404)):
        with pytest.raises(PermissionDenied):
            invite_person(by=who, person=newcomer)
        assert as_person(who).post(address).status_code == status
    assert as_person(people.administrator).post(address).status_code == 302
    assert AuditEvent.objects.filter(event="organisations.person_invited").count() == 1


def test_a_person_is_added_and_changed_by_page(people: Society, as_person) -> None:
    add = reverse("person_add", args=[people.amal.pk])
    typed = {"name": "Stina Sten", "email": "stina@amal.example", "starts_on": "2009-01-01"}
    assert as_person(people.bo).post(add, typed).status_code == 403
    assert as_person(people.cilla).post(add, typed).status_code == 404
    client = as_person(people.administrator)
    refused = client.post(add, typed | {"email": "ingen adress"})
    assert refused.status_code == 422
    assert "Stina Sten" in refused.content.decode()
    assert client.post(add, typed).status_code == 302
    stina = Person.objects.get(email="stina@amal.example")
    change = reverse("person_change", args=[stina.pk])
    assert client.post(change, {"name": "Stina Ström", "email": stina.email}).status_code == 302
    stina.refresh_from_db()
    assert stina.name == "Stina Ström"


def test_a_closed_unit_is_offered_to_nobody_but_those_who_sit_there(people: Society) -> None:
    closed = Unit.objects.create(
        organisation=people.amal, kind=UnitKind.DEPARTMENT, name="Nedlagda", ends_on="2008-12-31"
    )
    open_unit = Unit.objects.create(
        organisation=people.amal, kind=UnitKind.DEPARTMENT, name="Öppna", ends_on="2009-01-01"
    )
    members = Organisation.objects.filter(pk=people.amal.pk)
    for form in (
        PersonForm(organisation=people.amal, may_appoint=False),
        EmploymentForm(organisation=people.amal, person=people.anna),
        EmployForm(organisations=members),
        AppointmentForm(person=people.anna, organisation=people.amal),
    ):
        offered = set(form.fields["unit"].queryset)
        assert open_unit in offered, type(form).__name__
        assert closed not in offered, type(form).__name__
    sitting = EmploymentForm(organisation=people.amal, person=people.anna, initial={"unit": closed})
    assert closed in set(sitting.fields["unit"].queryset)


def test_who_is_invited_is_told_as_invited_on_the_page_and_after_the_next_act(
    people: Society, newcomer: Person, as_person
) -> None:
    """When and where to; one that is too old to be used is said so."""
    browser = as_person(people.administrator)
    page = reverse("person_page", args=[newcomer.pk])
    assert "Skicka en inbjudan" in browser.get(page).text
    invite_person(by=people.administrator, person=newcomer)
    words = f"En inbjudan skickades till {newcomer.email} den 2009-01-01."
    shown = browser.get(page).text
    assert words in shown
    assert "Skicka en ny inbjudan" in shown
    typed = {"role": "controller", "unit": "", "starts_on": "2009-01-01", "decision": ""}
    said = browser.post(reverse("appointment_add", args=[newcomer.pk]), typed, follow=True).text
    assert f"har inte valt något lösenord ännu. {words}" in said
    AuditEvent.objects.update(at=dt.datetime(2008, 11, 1, tzinfo=dt.UTC))
    assert "är för gammal: skicka en ny" in browser.get(page).text
