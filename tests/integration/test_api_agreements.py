"""Agreements through the API: the same verbs, the same refusals, and where each stands."""

import json

import pytest

from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Responsibility, ResponsibilityRole
from tests import factories
from tests.people import LONG_AGO, Society, person

API = "/api/v1/agreements"


@pytest.fixture
def send(as_person):
    def post(by, address: str, **body):
        answer = as_person(by).post(address, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    return post


def _new(people: Society, **more) -> dict:
    return {"kind": "supplier", "title": "Avtal", "responsible_id": people.amal.pk, **more}


def test_an_agreement_added_is_told_with_where_it_stands_and_an_unknown_start(
    people: Society, send
) -> None:
    status, told = send(
        people.anna, API, **_new(people, ends_on="2009-06-30", renews_months=12, notice_months=3)
    )
    assert status == 201
    assert (told["state"], told["next_day"], told["renewal"]) == (
        "notice_due",
        "2009-03-31",
        "tacit",
    )
    assert told["starts_on"] is None


def test_an_owner_adds_for_the_own_application_alone(people: Society, send) -> None:
    hers, other = factories.application(people.amal), factories.application(people.amal, "Palett")
    olga = person("Olga", people.amal)
    Responsibility.objects.create(
        application=hers, person=olga, role=ResponsibilityRole.OWNER, starts_on=LONG_AGO
    )
    assert send(olga, API, **_new(people, application_ids=[hers.pk]))[0] == 201
    assert send(olga, API, **_new(people, application_ids=[hers.pk, other.pk]))[0] == 403
    assert send(people.bo, API, **_new(people, application_ids=[hers.pk]))[0] == 403
    assert send(people.cilla, API, **_new(people, application_ids=[hers.pk]))[0] == 404


def test_notice_that_deviates_is_refused_without_a_reason_and_given_once(
    people: Society, send
) -> None:
    agreement = factories.agreement(people.amal, notice_months=6)
    address, days = (
        f"{API}/{agreement.pk}/notice",
        {"given_on": "2009-01-01", "ends_on": "2009-03-01"},
    )
    assert send(people.anna, address, **days)[0] == 409
    status, told = send(people.anna, address, **days, why="Överenskommet")
    assert (status, told["state"], told["deviates_because"]) == (
        200,
        "notice_given",
        "Överenskommet",
    )
    assert send(people.anna, address, **days, why="Överenskommet")[0] == 409
    assert send(people.bo, address, **days)[0] == 403
    assert send(people.cilla, address, **days)[0] == 404


def test_an_option_that_is_not_there_is_refused(people: Society, send) -> None:
    agreement = factories.agreement(
        people.amal, ends_on="2009-06-30", extension_options=1, extension_months=12
    )
    agreement.refresh_from_db()
    address = f"{API}/{agreement.pk}/option"
    assert send(people.anna, address)[1]["ends_on"] == "2010-06-30"
    assert send(people.anna, address)[0] == 409
    assert Agreement.objects.get().extension_options == 0
