"""A figure that stands in two places is the same figure, on every page of the demonstration, whoever looks."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from samdrift.foundation.organisations.models import Person
from tests.journey.conftest import Walked
from tests.journey.reading import Reader, walk_pages, wrong_sums

PEOPLE = ["it.mellerud", "controller", "chef", "agare", "it.saffle"]


@dataclass(frozen=True)
class Seen:
    """A page as somebody saw it."""

    who: str
    address: str
    page: Reader


@pytest.fixture(scope="module")
def pages(walked: Walked, django_db_blocker: Any) -> list[Seen]:
    """What each of several people can reach from the start page."""
    found = []
    with django_db_blocker.unblock():
        for who in PEOPLE:
            client = Client()
            client.force_login(Person.objects.get(email=f"{who}@demo.example"))
            found += [Seen(who, address, page) for address, page in walk_pages(client)]
    return found


def test_a_figure_in_two_places_has_one_value(pages: list[Seen]) -> None:
    values: dict[str, dict[str, str]] = defaultdict(dict)
    places: dict[str, set[str]] = defaultdict(set)
    for seen in pages:
        for what, value in seen.page.figures:
            name = f"{what} as {seen.who}" if what.startswith("seen.") else what
            values[name].setdefault(value, f"{seen.address} ({seen.who})")
            places[name].add(seen.address)
    assert {name: found for name, found in values.items() if len(found) > 1} == {}
    assert sum(len(where) > 1 for where in places.values()) > 100


def test_every_sum_is_the_sum_of_its_rows(pages: list[Seen]) -> None:
    wrong = {
        (seen.address, each)
        for seen in pages
        for table in seen.page.tables
        for each in wrong_sums(table)
    }
    assert wrong == set()


def test_a_count_leads_to_exactly_what_it_counts(pages: list[Seen], walked: Walked) -> None:
    wrong = []
    for seen in pages:
        for value, address in seen.page.kpis:
            if not re.fullmatch(r"[\d\s]+", value) or not address.startswith("/"):
                continue
            client = Client()
            client.force_login(Person.objects.get(email=f"{seen.who}@demo.example"))
            total = Reader(client.get(address).content.decode()).total
            if total is not None and total != int(re.sub(r"\s", "", value)):
                wrong.append(f"{seen.address} ({seen.who}): {value} → {address} with {total}")
    assert wrong == []


def test_minus_is_one_sign(pages: list[Seen]) -> None:
    hyphens = {
        (seen.address, found[0])
        for seen in pages
        for found in re.finditer(r"(?:^|(?<=[\s(>:→]))-\d[\d\s.,]*", " ".join(seen.page.words))
    }
    assert hyphens == set()
