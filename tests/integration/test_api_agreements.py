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
        client = as_person(by)
        read = client.get("/".join(address.split("/")[:5])).headers.get("ETag")
        version = {"If-Match": read} if read else None
        sent = json.dumps(body)
        answer = client.post(address, sent, content_type="application/json", headers=version)
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


@pytest.fixture
def change(as_person):
    """PATCH with the version read first; `version` says another, None none at all."""

    def patch(by, agreement: Agreement, version: str | None = "read", **body):
        client, address = as_person(by), f"{API}/{agreement.pk}"
        read = client.get(address).headers.get("ETag", '"x"') if version == "read" else version
        headers = {} if read is None else {"If-Match": read}
        answer = client.patch(
            address, json.dumps(body), content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()

    return patch


def test_an_agreement_is_changed_by_who_may_and_is_not_there_for_others(
    people: Society, change
) -> None:
    agreement = factories.agreement(people.amal, ends_on="2009-06-30")
    status, told = change(people.anna, agreement, ends_on="2010-06-30", note="Förlängt i styrelsen")
    assert (status, told["ends_on"], told["renewal"], told["note"]) == (
        200,
        "2010-06-30",
        "ends",
        "Förlängt i styrelsen",
    )
    assert change(people.bo, agreement, title="Annat")[0] == 403
    assert change(people.cilla, agreement, title="Annat")[0] == 404


def test_a_change_carries_its_version_and_the_second_is_told_what_the_first_changed(
    people: Society, change, as_person
) -> None:
    agreement = factories.agreement(people.amal, ends_on="2009-06-30")
    seen = as_person(people.anna).get(f"{API}/{agreement.pk}").headers["ETag"]
    assert change(people.anna, agreement, None, title="Annat")[0] == 428
    assert change(people.anna, agreement, seen, title="Först")[0] == 200
    status, told = change(people.anna, agreement, seen, title="Sedan")
    assert status == 412
    assert any("Först" in line for line in told["fields"][""])
    assert change(people.anna, agreement, ends_on="i fjol")[0] == 422
    assert change(people.anna, agreement, renews_months=601)[0] == 422
    assert change(people.anna, agreement, renewal="tacit")[0] == 409
    assert Agreement.objects.get().title == "Först"


def test_terms_follow_the_days_and_null_empties_what_can_be_empty(people: Society, change) -> None:
    agreement = factories.agreement(people.amal, ends_on="2009-06-30", price_per_year_ore=100)
    told = change(people.anna, agreement, ends_on=None, price_per_year_ore=None)[1]
    assert (told["renewal"], told["ends_on"], told["price_per_year_ore"]) == (
        "until_notice",
        None,
        None,
    )
    told = change(people.anna, agreement, ends_on="2009-12-31", renews_months=12)[1]
    assert (told["renewal"], told["renews_months"]) == ("tacit", 12)


def test_what_it_covers_is_changed_and_what_the_caller_cannot_see_of_it_stays(
    people: Society, change
) -> None:
    agreement = factories.agreement(people.amal)
    own, strange = factories.application(people.amal), factories.application(people.saffle, "Dold")
    agreement.applications.set([strange])
    assert change(people.anna, agreement, application_ids=[own.pk])[0] == 200
    assert set(agreement.applications.values_list("pk", flat=True)) == {own.pk, strange.pk}
    assert change(people.anna, agreement, application_ids=[10**9])[0] == 404


def test_parties_are_added_and_removed_by_the_same_verbs(people: Society, send) -> None:
    agreement = factories.agreement(people.amal)
    address = f"{API}/{agreement.pk}/parties"
    status, told = send(people.anna, address, organisation_id=people.supplier.pk, role="supplier")
    assert status == 201
    (party,) = told["parties"]
    assert (party["organisation_id"], party["role"]) == (people.supplier.pk, "supplier")
    assert send(people.bo, address, organisation_id=people.supplier.pk, role="supplier")[0] == 403
    assert send(people.cilla, address, organisation_id=people.supplier.pk, role="member")[0] == 404
    assert send(people.anna, address, organisation_id=people.supplier.pk, role="friend")[0] == 422
    gone = f"{address}/{party['id']}/remove"
    assert send(people.bo, gone)[0] == 403
    assert send(people.anna, gone, why="Fel part")[1]["parties"] == []
    assert send(people.anna, gone)[0] == 404
