"""The menu holds every page in one place, shows each person what they may open, and says where one is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from samdrift.entrances.portal.context import page_context
from samdrift.foundation.organisations.menu import (
    Menu,
    MenuGroup,
    entry_at,
    menu_entries,
)
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.reading import RememberWhileReading
from tests.contracts.addresses import House, make_house
from tests.journey.conftest import Walked

pytestmark = pytest.mark.reads_pages

#: Pages about the site and its accounts, led to from the foot of every page and from sign-in.
OUTSIDE = ("/om/", "/konto/", "/glomt/", "/logga-", "/api/", "/utseende/", "/sprak/")
GOVERNING = ["Mitt arbete", "Vad vi har", "Vad vi gör ihop", "Pengar", "Styrning"]
#: What those see who see less than all five groups.
FEWER = {
    "employee": ["Mitt arbete", "Hitta system", "Hjälp", "Om vår IT"],
    "supplier": ["Mitt arbete", "Vad vi har"],
}


@pytest.fixture(scope="module")
def house(walked: Walked, django_db_blocker: Any) -> Iterator[House]:
    """What is prepared for these tests is taken back before the next file's."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_house(walked)
        transaction.set_rollback(True)


def _seen(person: Person, path: str) -> Menu:
    request = RequestFactory().get(path)
    request.user = Person.objects.get(pk=person.pk)
    menu: Menu = page_context(request)["menu"]
    return menu


def _frame(request: HttpRequest) -> HttpResponse:
    page_context(request)
    return HttpResponse()


def test_every_page_lies_in_one_entry_of_the_menu(house: House) -> None:
    lost = [each.path for each in house.addresses if entry_at(each.path) is None]
    assert [path for path in lost if not path.startswith(OUTSIDE)] == []
    beginnings = [each for entry in menu_entries() for each in entry.beginnings]
    assert sorted(set(beginnings)) == sorted(beginnings)


def test_each_sees_their_groups_and_every_link_opens(house: House) -> None:
    rights = {each.path: each.rights for each in house.addresses}
    closed = []
    for kind, person in house.people.items():
        groups = _seen(person, "/").groups
        expected = FEWER.get(kind, GOVERNING)
        said = [str(group.label) for group in groups]
        assert said == expected or (kind == "neighbour" and set(said) < set(GOVERNING)), kind
        for group in groups:
            menu = _seen(person, group.url)
            assert [each.label for each in menu.groups if each.current] == [group.label]
            assert [each.url for each in menu.entries if each.current] == [group.url]
            closed += [
                f"{kind} {each.url}" for each in menu.entries if rights[each.url][kind] != "yes"
            ]
    assert closed == []


@pytest.mark.parametrize(
    ("path", "group", "entry"),
    [
        ("/applikationer/2/ansvar/", MenuGroup.HAVE, "application_list"),
        ("/applikationer/leverantorer/2/", MenuGroup.HAVE, "supplier_list"),
        ("/kostnader/kommun/2/", MenuGroup.MONEY, "cost_overview"),
        ("/kostnader/andelar/rad/2/", MenuGroup.MONEY, "sharing_rule_list"),
        ("/kostnadsrader/attestera/vantar/", MenuGroup.WORK, "cost_approval"),
        ("/policy/P1.9/", MenuGroup.GOVERNING, "policy"),
    ],
)
@pytest.mark.usefixtures("walked")
def test_a_page_below_a_list_lies_where_the_list_does(
    path: str, group: MenuGroup, entry: str
) -> None:
    found = entry_at(path)
    assert found is not None
    assert (found.group, found.page) == (group, entry)


def test_the_frame_costs_few_queries_wherever_one_is(house: House) -> None:
    for kind, person in house.people.items():
        request = RequestFactory().get("/kostnader/kommun/2/")
        request.user = Person.objects.select_related("organisation").get(pk=person.pk)
        with CaptureQueriesContext(connection) as asked:
            RememberWhileReading(_frame)(request)
        assert len(asked) <= 9, (kind, [each["sql"] for each in asked])
