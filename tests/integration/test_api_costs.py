"""Costs through the API: the same verbs, the same refusals."""

import datetime as dt
import json

import pytest

from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostLine, JointInitiative
from tests import factories
from tests.people import LONG_AGO, Society

API = "/api/v1/cost-lines"


@pytest.fixture
def finance(people: Society) -> Application:
    application = factories.application(people.amal, "Ekonomi")
    appoint_owner(by=people.anna, application=application, person=people.anna, starts_on=LONG_AGO)
    return application


def _send(client, address: str, body: dict[str, object], method: str = "POST"):
    headers = {"If-Match": client.get(address).get("ETag", "-")} if method == "PATCH" else {}
    return client.generic(
        method, address, json.dumps(body), content_type="application/json", headers=headers
    )


def test_a_line_is_written_changed_approved_and_returned(
    people: Society, finance: Application, as_person
) -> None:
    client = as_person(people.anna)
    new = {
        "application_id": finance.pk,
        "bearer_id": people.amal.pk,
        "year": 2009,
        "amount_ore": 123_450,
    }
    made = _send(client, API, new)
    assert made.status_code == 201
    line = f"{API}/{made.json()['id']}"
    assert [each["person"] for each in made.json()["approvers"]] == ["Anna"]
    assert (
        _send(client, line, {"amount_ore": 500, "why": "Fel"}, "PATCH").json()["amount_ore"] == 500
    )
    assert _send(client, f"{line}/approve", {"amount_ore": 123_450}).status_code == 409
    assert (
        _send(client, f"{line}/approve", {"amount_ore": 500}).json()["approved_on"] == "2009-01-01"
    )
    assert _send(client, f"{line}/return", {"note": ""}).status_code == 409
    assert _send(client, f"{line}/return", {"note": "Fel år"}).json()["approved_on"] is None
    assert client.get(f"{API}?year=2009&kind=budget").json()["items"][0]["amount_ore"] == 500
    assert client.get(f"{API}?kind=actual").json()["items"] == []


def test_others_are_refused_and_strangers_do_not_know_it(
    people: Society, finance: Application, as_person
) -> None:
    line = CostLine.objects.create(application=finance, bearer=people.amal, year=2009, amount_ore=1)
    new = {"application_id": finance.pk, "bearer_id": people.amal.pk, "year": 2009, "amount_ore": 1}
    for person, status in ((people.controller, 403), (people.cilla, 404), (people.seller, 404)):
        client = as_person(person)
        assert _send(client, API, new).status_code == status
        assert _send(client, f"{API}/{line.pk}", {"amount_ore": 2}, "PATCH").status_code == status
        assert _send(client, f"{API}/{line.pk}/approve", {"amount_ore": 1}).status_code == status
    line.refresh_from_db()
    assert (line.amount_ore, line.approved_on) == (1, None)


def test_communication_inside_a_municipality_is_refused_in_words(
    people: Society, finance: Application, as_person
) -> None:
    joint = JointInitiative.objects.create(
        federation=people.federation, name="Nät", owner=people.anna, starts_on=dt.date(2009, 1, 1)
    )
    told = _send(
        as_person(people.anna),
        API,
        {
            "initiative_id": joint.pk,
            "bearer_id": people.amal.pk,
            "year": 2009,
            "amount_ore": 1,
            "type": "internal_communication",
        },
    )
    assert told.status_code == 409
    assert "delas aldrig" in told.content.decode()
