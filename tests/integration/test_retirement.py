"""Retiring is the owner's, and what it touches is told before it is done."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samdrift.foundation.audit.queries import history
from samdrift.foundation.organisations.models import Person
from samdrift.records.register import actions
from samdrift.records.register.models import Application, Phase, Responsibility
from tests import factories
from tests.people import LONG_AGO, Society, person

TODAY = dt.date(2009, 1, 1)


@pytest.fixture
def application(people: Society) -> Application:
    made = factories.application(people.amal)
    for organisation in (people.amal, people.mellerud):
        factories.participation(made, organisation)
    return made


def holder(people: Society, application: Application, role: str) -> Person:
    held = person(role, people.mellerud)
    Responsibility.objects.create(
        application=application, person=held, role=role, starts_on=LONG_AGO
    )
    return held


def by_page_verb(by: Person, application: Application) -> None:
    actions.retire_application(by=by, application=application, ends_on=TODAY, decision="KS § 1")


def by_changing(by: Person, application: Application) -> None:
    application.participations.all().delete()
    application.responsibilities.exclude(person=by).delete()
    application.responsibilities.update(ends_on=TODAY)
    application.ends_on, application.phase = TODAY, Phase.RETIRED
    actions.change_application(by=by, application=application)


def by_event(by: Person, application: Application) -> None:
    actions.record_lifecycle_event(by=by, application=application, kind="retired", on=TODAY)


WAYS = [by_page_verb, by_changing, by_event]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["system_manager", "deputy_owner"])
def test_neither_system_manager_nor_deputy_retires_it_in_any_way(people, application, role, way):
    held = holder(people, application, role)
    with pytest.raises(PermissionDenied):
        way(held, application)


@pytest.mark.parametrize("way", WAYS)
def test_its_owner_retires_it(people, application, way):
    way(holder(people, application, "system_owner"), application)


def test_the_system_manager_is_not_offered_to_retire_it(people, application, as_person):
    manager, owner = (
        holder(people, application, role) for role in ("system_manager", "system_owner")
    )
    address = reverse("application_retire", args=[application.pk])
    page = reverse("application_page", args=[application.pk])
    assert as_person(manager).get(address).status_code == 403
    assert address not in as_person(manager).get(page).content.decode()
    assert as_person(owner).get(address).status_code == 200
    assert address in as_person(owner).get(page).content.decode()
    assert as_person(people.cilla).get(address).status_code == 404


def test_what_retiring_touches_is_told_before(people, application, as_person):
    agreement = factories.agreement(people.amal, "Licens Raindance")
    agreement.applications.add(application)
    needy = factories.application(people.amal, "Faktura")
    actions.add_dependency(by=people.anna, application=needy, needs=application)
    holder(people, application, "system_owner")
    text = (
        as_person(people.anna)
        .get(reverse("application_retire", args=[application.pk]))
        .content.decode()
    )
    assert "2 kommuner slutar använda den: Mellerud, Åmål." in text
    assert "1 ansvarsuppdrag avslutas." in text
    assert "Licens Raindance gäller tills vidare och är inte uppsagt." in text
    assert "Faktura behöver den." in text


def test_what_was_to_begin_after_the_last_day_stays_in_the_history(people, application):
    later = dt.date(2009, 6, 1)
    factories.participation(application, people.saffle, starts_on=later)
    by_page_verb(people.anna, application)
    event = history(application).get(event="register.called_off_by_retirement")
    assert event.before["starts_on"] == later.isoformat()
