"""A federation that was founded a minute ago: every page leads somewhere, though there is nothing yet."""

import html
import re

import pytest
from django.test import Client

from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.foundation.organisations.actions import found_federation
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.roles import Role
from tests import factories
from tests.people import Society, person

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


def _first(client: Client) -> list[tuple[str, str]]:
    steps = client.get("/").context["first_steps"]
    return [(step.label, step.state) for step in steps]


def test_the_administrator_is_told_what_to_begin_with(administrator: Person, as_person) -> None:
    client: Client = as_person(administrator)
    assert [state for _label, state in _first(client)] == ["now", "later", "later", "later"]
    words = client.get("/").content.decode()
    assert "Ingen kommun är medlem ännu." in words
    assert "0 av 0" not in words


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
    assert _first(as_person(people.anna)) == []
    members = (people.amal, people.mellerud)
    person("Mia", people.mellerud, Role.IT_MANAGER)
    for each in members:
        factories.application(each, f"Diarium {each}")
    assert dict(_first(administrator))["Policyn"] == "now"
    adopt_policy(by=people.administrator, federation=people.federation, document=shipped_policy())
    assert _first(administrator) == []
