"""No question to the database takes more parameters the more there is in the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samdrift.config.long_lists import SHORT
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.register.models import Application, Participation, Responsibility
from samdrift.records.spending.models import CostKind, CostLine
from tests import factories
from tests.integration.entrances import LEFT_OUT, _routes, get_resolver
from tests.people import LONG_AGO, Society

MANY, MOST = 240, 200  # applications; parameters that any one question may have


@contextmanager
def longest_question() -> Iterator[list[tuple[int, str]]]:
    """The question with the most parameters, as (how many, its first words)."""
    longest = [(0, "")]

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and params is not None and len(params) > longest[0][0]:
            longest[0] = (len(params), sql[:400])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield longest


@pytest.fixture
def filled(people: Society) -> Society:
    """Many applications, shared, owned, agreed on and paid for."""
    made = Application.objects.bulk_create(
        Application(
            name=f"System {place:03}",
            host=people.amal,
            starts_on=LONG_AGO,
            area=factories.area(),
            phase="introduction" if place % 3 == 0 else "maintenance",
        )
        for place in range(MANY)
    )
    Participation.objects.bulk_create(
        Participation(application=each, organisation=organisation, starts_on=LONG_AGO)
        for each in made
        for organisation in (people.amal, people.mellerud)
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            application=each, person=people.anna, role="system_owner", starts_on=LONG_AGO
        )
        for each in made
    )
    for each in made:
        factories.agreement(people.amal, f"Avtal {each}").applications.add(each)
    CostLine.objects.bulk_create(
        CostLine(
            application=each,
            bearer=people.amal,
            year=2009,
            kind=CostKind.BUDGET,
            type="licence",
            amount_ore=100_00,
            entered_by=people.anna,
        )
        for each in made
    )
    adopt_policy(by=people.administrator, federation=people.federation, document=shipped_policy())
    return people


def _addresses() -> Iterator[str]:
    """Every page and list that needs no key in its address, as it is, as a file and on an earlier day."""
    for name, route in _routes(get_resolver()):
        if "<" in route or LEFT_OUT.match(name) or route.startswith("konto"):
            continue
        yield f"/{route}"
        if "lista" in name or name.endswith("_list"):
            yield f"/{route}?exportera=csv"
            yield f"/{route}?on=2008-06-01&dag=2008-06-01&q=system"


@pytest.mark.deep
def test_no_page_asks_with_a_parameter_for_each_row(filled: Society) -> None:
    client = Client()
    client.force_login(filled.anna)
    codes = filled.federation.policies.get().clauses.values_list("code", flat=True)
    read = 0
    for address in [*_addresses(), *(f"/policy/{each}/" for each in codes)]:
        with longest_question() as longest:
            answer = client.get(address)
        assert answer.status_code < 500, address
        read += answer.status_code == 200
        assert longest[0][0] <= MOST, (address, longest[0])
    assert read > 100


@pytest.mark.deep
def test_a_list_longer_than_any_database_takes_is_one_parameter(people: Society) -> None:
    one = factories.application(people.amal, "Ett")
    other = factories.application(people.amal, "Två")
    keys = [one.pk, *range(10_000_000, 10_400_000)]
    rows = Application.objects.all()
    assert list(rows.filter(pk__in=keys)) == [one]
    assert list(rows.exclude(pk__in=keys)) == [other]
    assert rows.filter(pk__in=keys).count() == 1
    names = [*(f"x{key}" for key in keys), "Två"]
    assert list(rows.filter(~Q(pk__in=keys) & Q(name__in=names))) == [other]
    assert rows.filter(pk__in=keys).update(name="Tre") == 1
    assert Participation.objects.filter(application__in=keys).count() == 0
    assert Participation.objects.filter(application__host__in=keys).delete()[0] == 0


NAMES = ["Åmål", "o'Brien", 'a"b', "\\", "%s", "é", "ü 1"]


class SameAnswer(TestCase):
    """A long list answers as a short one does, whatever stands in it."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.one_of(st.none(), st.integers(-5, 60)), max_size=4 * SHORT),
        st.lists(st.one_of(st.sampled_from(NAMES), st.integers(0, 99).map(str)), max_size=60),
    )
    def test_as_a_set_in_memory(self, keys: list[int | None], names: list[str]) -> None:
        AuditEvent.objects.all().delete()
        written = NAMES * 4
        some = AuditEvent.objects.bulk_create(
            AuditEvent(event="x", about_name=name, by_id=place)
            for place, name in enumerate(written)
        )
        rows = AuditEvent.objects.order_by("pk")
        asked, named = set(keys), set(names)
        assert list(rows.filter(by_id__in=keys)) == [each for each in some if each.by_id in asked]
        assert list(rows.exclude(by_id__in=keys)) == [
            each for each in some if each.by_id not in asked
        ]
        assert list(rows.filter(about_name__in=names)) == [
            each for each in some if each.about_name in named
        ]
