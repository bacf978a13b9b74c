"""A federation that was founded a minute ago: every page leads somewhere, though there is nothing yet."""

import datetime as dt
import html
import re

import pytest
from django.test import Client

from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.models import Policy
from samdrift.foundation.organisations.actions import found_federation
from samdrift.foundation.organisations.models import Appointment, Person, Unit
from samdrift.foundation.organisations.roles import Role
from tests import factories
from tests.people import Society, person
from tests.policy_place import let_adopt

NOTHING_OF_NOTHING = re.compile(r"\b0 av 0\b")
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


@pytest.fixture
def administrator(db: None) -> Person:
    _federation, person = found_federation(
        name="Ett nytt förbund",
        administrator_name="Ada",
        administrator_email="ada@forbund.example",
        password=None,
    )
    return person


def test_no_page_of_an_empty_installation_links_to_what_is_not_there(
    administrator: Person, as_person
) -> None:
    client: Client = as_person(administrator)
    waiting, seen, wrong = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code not in {200, 302}:
            wrong.append((address, answer.status_code))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        if NOTHING_OF_NOTHING.search(answer.content.decode()):
            wrong.append((address, "0 av 0"))
        found = {html.unescape(link) for link in LINK.findall(answer.content.decode())}
        new = {link for link in found if link.partition("?")[0] not in seen}
        seen |= {link.partition("?")[0] for link in new}
        waiting += sorted(new)
    assert not wrong
    assert len(seen) > 50


def _filled(client: Client, address: str, **typed: str) -> dict[str, object]:
    """What the browser sends of a form as it opens, with what is typed."""
    form = client.get(address).context["form"]
    stood = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in stood.items() if value} | typed


def _first(client: Client) -> list[tuple[str, str]]:
    steps = client.get("/").context["first_steps"]
    return [(step.label, step.state) for step in steps]


def test_the_administrator_is_told_what_to_begin_with(administrator: Person, as_person) -> None:
    client: Client = as_person(administrator)
    assert [state for _label, state in _first(client)] == ["now", "later", "later", "later"]
    words = client.get("/").content.decode()
    assert "Ingen kommun är medlem ännu." in words
    assert "0 av 0" not in words


def test_the_first_step_leads_to_members_and_their_people(administrator: Person, as_person) -> None:
    """Each step is taken as it stands, nothing filled in but what is asked for."""
    client: Client = as_person(administrator)
    for code in ("1284", "1292"):
        address = client.get("/").context["first_steps"][0].url
        added = client.post(address, _filled(client, address, municipality_code=code))
        assert added.status_code == 302
    assert _first(client)[:2] == [("Kommunerna", "done"), ("IT-chefer", "now")]
    for name in ("Örjan Ahl", "Östen Bo"):
        address = client.get("/").context["first_steps"][1].url
        made = client.post(address, _filled(client, address, name=name), follow=True)
        assert made.status_code == 200
        assert name in made.content.decode()
    assert _first(client)[1:3] == [("IT-chefer", "done"), ("Kommunernas register", "now")]
    managers = Appointment.objects.filter(role=Role.IT_MANAGER)
    assert sorted(each.person.name for each in managers) == ["Örjan Ahl", "Östen Bo"]


@pytest.mark.parametrize("kind", ["municipality", "supplier", "company", "authority"])
def test_who_adds_somebody_elsewhere_sees_whom_she_added(
    administrator: Person, as_person, kind: str
) -> None:
    client: Client = as_person(administrator)
    code = "1276" if kind == "municipality" else ""
    address = "/organisationer/ny/"
    sent = _filled(client, address, kind=kind, name="Grannen", municipality_code=code)
    added = client.post(address, sent, follow=True)
    told = "inte som medlem i förbundet" in added.content.decode()
    assert told == (kind == "municipality")
    organisation = added.redirect_chain[-1][0]
    address = f"{organisation}person/"
    made = client.post(address, _filled(client, address, name="Siv Krook"), follow=True)
    assert made.status_code == 200
    assert client.get(f"{made.redirect_chain[-1][0]}andra/").status_code == 200


def test_nothing_is_told_to_be_well_where_there_is_nothing(
    administrator: Person, as_person
) -> None:
    kpis = as_person(administrator).get("/").context["kpis"]
    assert "success" not in {each["tone"] for each in kpis}


def test_the_beginning_is_over_when_all_is_there_and_is_nobody_elses(
    people: Society, as_person
) -> None:
    administrator: Client = as_person(people.administrator)
    states = dict(_first(administrator))
    assert (states["Kommunerna"], states["IT-chefer"]) == ("done", "now")
    assert "Kommunerna" not in dict(_first(as_person(people.anna)))
    members = (people.amal, people.mellerud)
    person("Mia", people.mellerud, Role.IT_MANAGER)
    for each in members:
        factories.application(each, f"Diarium {each}")
    assert dict(_first(administrator))["Policyn"] == "now"
    made = adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    assert dict(_first(administrator))["Policyn"] == "now"  # read in, adopted by nobody
    let_adopt(people.anna, made)
    assert _first(administrator) == []
    Policy.objects.update(valid_from=dt.date(2005, 1, 1), valid_until=dt.date(2008, 12, 31))
    assert dict(_first(administrator))["Policyn"] == "now"  # its time is over


def test_a_members_it_manager_is_led_on_until_the_own_register_is_there(
    people: Society, as_person
) -> None:
    client = as_person(people.anna)
    assert dict(_first(client)) == {
        "Ert register": "now",
        "Er IT-enhet": "later",
        "Era kollegor": "later",
    }
    assert "Läs in ert register" in client.get("/").content.decode()
    for nobody in (people.bo, people.controller):
        assert _first(as_person(nobody)) == []
    factories.application(people.amal)
    Unit.objects.create(organisation=people.amal, name="IT-enheten", kind="it_unit")
    assert dict(_first(client))["Era kollegor"] == "now"
    person("Siv", people.amal)
    assert _first(client) == []
