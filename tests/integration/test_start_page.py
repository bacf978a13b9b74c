"""The start page is of another kind for each kind of person, and asks for no more than that kind is shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samdrift.entrances.portal.reader_kinds import ReaderKind, reader_kind
from samdrift.foundation.organisations.kept_facts import FactName, compute_and_keep, fact_now
from samdrift.foundation.organisations.models import KeptFact, Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.ahead import AHEAD
from samdrift.records.register.actions import add_application
from samdrift.records.register.models import Responsibility, ResponsibilityRole
from tests import factories
from tests.people import LONG_AGO, Society, person

pytestmark = pytest.mark.django_db


def _everybody(people: Society) -> dict[ReaderKind, Person]:
    owner = person("Ola", people.mellerud)
    Responsibility.objects.create(
        application=factories.application(people.mellerud, "Eget"),
        person=owner,
        role=ResponsibilityRole.OWNER,
        starts_on=LONG_AGO,
    )
    return {
        ReaderKind.ADMINISTRATOR: people.administrator,
        ReaderKind.IT_MANAGER: people.anna,
        ReaderKind.CONTROLLER: people.controller,
        ReaderKind.AUDITOR: person("Rut", people.amal, Role.AUDITOR),
        ReaderKind.OWNER: owner,
        ReaderKind.NEIGHBOUR: people.neighbour,
        ReaderKind.SUPPLIER: people.seller,
        ReaderKind.EMPLOYEE: people.bo,
    }


def test_everybody_has_a_page_of_the_own_kind(people: Society, as_person) -> None:
    for kind, reader in _everybody(people).items():
        assert reader_kind(Person.objects.get(pk=reader.pk)) is kind
        page = as_person(reader).get("/")
        with translation.override("sv"):
            assert f"{kind.heading}</h1>" in page.content.decode()


def test_only_who_governs_gets_figures_and_only_who_owns_applications_what_they_lack(
    people: Society, as_person
) -> None:
    for kind, reader in _everybody(people).items():
        shown = as_person(reader).get("/").context
        assert ("kpis" in shown) == kind.governs
        assert ("mine" in shown) == (kind is ReaderKind.OWNER)


def _many(people: Society, number: int) -> None:
    for each in range(number):
        system = factories.application(people.amal, f"System {number} {each}")
        made = factories.agreement(
            people.amal,
            f"Avtal {number} {each}",
            starts_on=dt.date(2006, 1, 1),
            ends_on=dt.date(2009, 5, 31),
            renewal="ends",
        )
        made.applications.add(system)


def test_more_of_everything_costs_no_more_questions(people: Society, as_person) -> None:
    for kind, reader in _everybody(people).items():
        client, counted = as_person(reader), []
        for more in (2, 9):
            _many(people, more)
            client.get("/")
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/").status_code == 200
            counted.append(len(asked))
        assert counted[0] == counted[1], kind


def test_what_is_kept_is_taken_only_where_nothing_has_happened_since(people: Society) -> None:
    _many(people, 2)
    name = FactName(AHEAD, people.anna.pk, people.anna.pk)
    compute_and_keep(name)
    KeptFact.objects.filter(name=str(name)).update(value={"number": -1})
    kept = KeptFact.objects.filter(name=str(name)).exists()
    assert (fact_now(name).value["number"] == -1) == kept
    add_application(
        by=people.anna, name="Nytt", host=people.amal, starts_on=LONG_AGO, phase="maintenance"
    )
    assert fact_now(name).value["number"] == 2
