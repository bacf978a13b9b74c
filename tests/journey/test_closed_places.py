"""A closed unit and a closed organisation are offered by no form and listed by no page: they stand in history alone."""

import datetime as dt
from collections import defaultdict, deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from samdrift.foundation.organisations.actions import (
    add_organisation,
    close_organisation,
    close_unit,
    save_unit,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Person, Unit, UnitKind
from samdrift.records.register.models import Application
from tests.journey.conftest import Walked
from tests.journey.test_doors import Links

pytestmark = pytest.mark.reads_pages

NAMES = ("Nedlagda driften", "Nedlagda kansliet", "Nedlagda bolaget")
WHO = ("forbund", "it.amal", "controller")
MOST_OF_A_KIND = 1  # what a form offers is the same for every row of a kind
#: Where what is closed stands, with its last day and who took over, and what tells what has happened.
HISTORY = {
    "organisationer/<int:pk>/enheter/",
    "organisationer/<int:pk>/historik/",
    "organisationer/<int:pk>/enhet/<int:unit>/",
}


def _close_three(walked: Walked) -> None:
    society = walked.society
    by, amal = society.administrator, society.organisations["amal"]
    yesterday = today() - dt.timedelta(days=1)
    for name, kind in zip(NAMES[:2], (UnitKind.IT_UNIT, UnitKind.DEPARTMENT), strict=True):
        unit = save_unit(
            by=by, unit=Unit(organisation=amal, kind=kind, name=name), functions=["Drift"]
        )
        if kind == UnitKind.IT_UNIT:
            application = Application.objects.filter(host=amal).order_by("pk")[0]
            application.operating_unit = unit
            application.save()
        close_unit(by=by, unit=unit, ends_on=yesterday, successor=society.it_units["amal"])
    firm = add_organisation(by=by, federation=society.federation, kind=Kind.SUPPLIER, name=NAMES[2])
    close_organisation(by=by, organisation=firm, ends_on=yesterday, why="Konkurs")


def _where_it_stands(person: Person) -> set[tuple[str, str]]:
    """(route, name) of every page, reached by links, that names something closed."""
    client = Client()
    client.force_login(person)
    seen: set[str] = set()
    visited: dict[str, int] = defaultdict(int)
    found: set[tuple[str, str]] = set()
    queue = deque(["/"])
    while queue:
        url = queue.popleft()
        try:
            route = resolve(urlsplit(url).path).route
        except Resolver404:
            continue
        if url in seen or visited[route] >= MOST_OF_A_KIND or route == "logga-ut/":
            continue
        seen.add(url)
        visited[route] += 1
        answer = client.get(url)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        found |= {(route, name) for name in NAMES if name in answer.text}
        links = Links()
        links.feed(answer.text)
        whole = [urljoin(url, each).partition("#")[0] for each in links.opened]
        queue.extend(each for each in whole if each.startswith("/") and "/static" not in each)
    return found


def test_what_is_closed_stands_in_history_alone(walked: Walked) -> None:
    _close_three(walked)
    for who in WHO:
        person = Person.objects.get(email=f"{who}@demo.example")
        found = _where_it_stands(person)
        assert {route for route, _name in found} <= HISTORY, found
    client = Client()
    client.force_login(Person.objects.get(email="forbund@demo.example"))
    amal = walked.society.organisations["amal"]
    page = client.get(f"/organisationer/{amal.pk}/enheter/").text
    assert all(name in page for name in NAMES[:2])
    assert NAMES[2] in client.get("/organisationer/?stangda=1").text


@pytest.mark.usefixtures("walked")
def test_the_api_tells_when_a_unit_was_closed_and_leaves_it_out_of_a_later_day(
    walked: Walked,
) -> None:
    _close_three(walked)
    client = Client()
    client.force_login(walked.society.administrator)

    def names(path: str) -> set[str]:
        return {each["name"] for each in client.get(f"/api/v1/{path}limit=1000").json()["items"]}

    assert not set(NAMES[:2]) & names(f"units?on={today()}&")
    assert NAMES[2] not in names(f"organisations?on={today()}&")
    told = client.get("/api/v1/units?limit=1000").json()["items"]
    assert {each["ends_on"] for each in told if each["name"] in NAMES} == {"2008-12-31"}
