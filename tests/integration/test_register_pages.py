"""The register's pages: a fixed number of queries, filters, export, the search, and refusals that lose nothing."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.records.register import actions
from samdrift.records.register.models import Application
from samdrift.records.register.queries import shipped_products
from tests import factories
from tests.people import Society


def _many(people: Society, number: int) -> None:
    for each in range(number):
        host = people.amal if each % 2 else people.mellerud
        made = factories.application(host, f"Applikation {each:03}", area=factories.area())
        factories.participation(made, host)


LISTS = ["application_list", "product_list", "area_list", "agreement_list", "cost_overview"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_a_fixed_number_of_queries(people, as_person, name) -> None:
    client = as_person(people.anna)
    _many(people, 4)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    _many(people, 44)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name))
    assert len(many) <= len(few)


def test_filters_and_search_narrow_and_the_export_holds_exactly_what_is_shown(
    people, as_person
) -> None:
    _many(people, 6)
    joint = factories.application(people.amal, "Gemensam", area=factories.area("telefoni"))
    for each in (people.amal, people.mellerud):
        factories.participation(joint, each)
    actions.appoint_owner(
        by=people.anna, application=joint, person=people.bo, starts_on=dt.date(2009, 1, 1)
    )
    client, address = as_person(people.anna), reverse("application_list")

    def shown(query: str) -> str:
        return client.get(f"{address}?{query}").content.decode()

    assert "Gemensam" in shown("gemensamma=1")
    assert "Applikation 001" not in shown("gemensamma=1")
    assert "Gemensam<" not in shown("utan_agare=1")
    assert "Applikation 001" in shown(f"kommun={people.amal.pk}")
    assert "Applikation 000" not in shown(f"kommun={people.amal.pk}")
    answer = client.get(f"{address}?gemensamma=1&exportera=csv")
    assert answer["Content-Type"].startswith("text/csv")
    exported = b"".join(answer).decode("utf-8-sig")
    assert "Gemensam" in exported
    assert "Bo" in exported
    assert "Applikation 001" not in exported


def test_retired_ones_are_kept_but_not_shown_unless_asked_for(people, as_person) -> None:
    old = factories.application(people.amal, "Gammal", ends_on=dt.date(2007, 12, 31))
    client, address = as_person(people.bo), reverse("application_list")
    assert "Gammal" not in client.get(address).content.decode()
    assert "Gammal" in client.get(f"{address}?avslutade=1").content.decode()
    assert client.get(reverse("application_page", args=[old.pk])).status_code == 200


def test_an_employee_finds_what_there_is_and_whom_to_ask(people, as_person) -> None:
    made = factories.application(
        people.amal, "Kartportalen", purpose="Visar kartor", how_to_get_access="Ring växeln"
    )
    factories.participation(made, people.amal)
    actions.appoint_owner(
        by=people.anna, application=made, person=people.anna, starts_on=dt.date(2009, 1, 1)
    )
    text = as_person(people.bo).get(reverse("application_search") + "?q=kartor").content.decode()
    assert "Kartportalen" in text
    assert "Anna" in text
    assert "Ring växeln" in text
    ending = as_person(people.bo).get(reverse("application_search") + "?q=karta")
    assert "Kartportalen" in ending.content.decode()
    nothing = as_person(people.cilla).get(reverse("application_search") + "?q=kartor")
    assert "Kartportalen" not in nothing.content.decode()


def test_nobody_is_sent_to_a_system_manager_who_is_not_there(people, as_person) -> None:
    made = factories.application(people.amal, "Kartportalen")
    factories.participation(made, people.amal)
    anna = as_person(people.anna)
    pages = [
        reverse("application_page", args=[made.pk]),
        reverse("application_search") + "?q=kartportalen",
    ]

    def asked() -> list[str]:
        told = [anna.get(page).content.decode() for page in pages]
        words = ("Fråga IT-enheten.", "Fråga systemägaren.", "Fråga systemansvarig.")
        return [each for text in told for each in words if each in text]

    assert asked() == ["Fråga IT-enheten."] * 2
    day = dt.date(2009, 1, 1)
    actions.appoint_owner(by=people.anna, application=made, person=people.anna, starts_on=day)
    assert asked() == ["Fråga systemägaren."] * 2
    actions.appoint_system_manager(
        by=people.anna, application=made, person=people.bo, starts_on=day
    )
    assert asked() == ["Fråga systemansvarig."] * 2


def test_the_shipped_catalogue_tells_its_sources_in_swedish() -> None:
    english = re.compile(r"\b(the|in a|list of|general|knowledge|name|vendor|public|policy|and)\b")
    rows = list(shipped_products())
    assert rows
    assert [row.source for row in rows if english.search(row.source)] == []


def test_what_was_typed_survives_a_refusal(people, as_person) -> None:
    address = reverse("application_add")
    answer = as_person(people.anna).post(address, {"name": "Nytt system", "purpose": "Att prova"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Nytt system" in text
    assert "Att prova" in text
    assert not Application.objects.exists()


def test_a_form_that_holds_adds_and_leads_to_the_page(people, as_person) -> None:
    answer = as_person(people.anna).post(
        reverse("application_add"),
        {
            "name": "Nytt",
            "host": people.amal.pk,
            "starts_on": "2009-01-01",
            "phase": "introduction",
            "without_because": "Ersätter en som lagts ned",
        },
    )
    made = Application.objects.get()
    assert answer.url == reverse("application_page", args=[made.pk])


@pytest.mark.parametrize("day", ["2008-02-30", "i går", "2008"])
def test_a_day_that_is_none_is_told_and_today_is_shown(people, as_person, day) -> None:
    made = factories.application(people.amal)
    answer = as_person(people.anna).get(reverse("application_page", args=[made.pk]), {"dag": day})
    assert answer.status_code == 200
    assert "Skriv dagen som 2009-01-31" in answer.content.decode()


def test_two_owners_on_one_day_are_refused_with_words(people, as_person) -> None:
    made = factories.application(people.amal)
    address = reverse("responsibility_add", args=[made.pk])
    client = as_person(people.anna)
    appointed = {"role": "system_owner", "person": people.bo.pk, "starts_on": "2008-01-01"}
    assert client.post(address, appointed).status_code == 302
    answer = client.post(address, {**appointed, "person": people.anna.pk})
    assert answer.status_code == 422
    assert made.responsibilities.count() == 1
