"""The page of an application: an overview, and tabs that are pages; each asks only for what it shows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.organisations.models import Person, Unit, UnitKind
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.queries import agreements_on, visible_agreements
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
    ResponsibilityRole,
)
from samdrift.records.register.panels import APPLICATION_TABS
from samdrift.records.register.queries import visible_applications, visible_groups
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType
from samdrift.records.spending.queries import lines_of, visible_cost_lines
from tests import factories
from tests.people import LONG_AGO, Society, person

KEYS = [each.key for each in APPLICATION_TABS]


def _line(application: Application, **fields: Any) -> CostLine:
    given = {
        "bearer": application.host,
        "year": 2009,
        "phase": CostPhase.MAINTENANCE,
        "type": CostType.LICENCE,
        "kind": CostKind.BUDGET,
        "amount_ore": 12_300_000,
    }
    return CostLine.objects.create(application=application, **given | fields)


@pytest.fixture
def joint(people: Society) -> Application:
    made = factories.application(people.amal, "Ekonomisystem", product=factories.product())
    for each in (people.amal, people.mellerud):
        factories.participation(made, each, users=70)
    made.responsibilities.create(
        person=people.controller, role=ResponsibilityRole.OWNER, starts_on=LONG_AGO
    )
    factories.agreement_between(people.amal, people.supplier, about=made)
    _line(made)
    return made


def _overview(application: Application) -> str:
    return reverse("application_page", args=[application.pk])


def _tab(application: Application, key: str) -> str:
    return reverse("application_tab", kwargs={"pk": application.pk, "tab": key})


def test_the_strip_says_who_owns_it_how_many_use_it_and_what_it_costs(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    answer = as_person(people.anna).get(_overview(joint))
    strip = {str(each.label): str(each.value) for each in answer.context["strip"]}
    assert strip["Systemägare"] == "Kim"
    assert strip["Används av"] == "140 användare"
    assert "123\xa0000" in strip["Kostnad 2009"]


def test_every_tab_opens_and_counts_what_lies_on_it(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    client = as_person(people.anna)
    links = client.get(_overview(joint)).context["tabs"]
    counts = {str(each.label): each.count for each in links}
    assert [counts[name] for name in ("Användning", "Personer", "Avtal", "Kostnader")] == [
        2,
        1,
        1,
        1,
    ]
    for key in KEYS:
        answer = client.get(_tab(joint, key))
        assert answer.status_code == 200, key
        opened = [each.url for each in answer.context["tabs"] if each.is_open]
        assert opened == [_tab(joint, key)]
    assert "Samverkansavtal" in client.get(_tab(joint, "avtal")).text
    assert "Samverkansavtal" not in client.get(_tab(joint, "kostnader")).text


def test_a_tab_that_one_may_not_see_does_not_exist(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    for group in (FieldGroup.COSTS, FieldGroup.PEOPLE):
        FieldAudience.objects.update_or_create(
            federation=people.federation, group=group, defaults={"audience": Audience.OWN}
        )
    for key in ("kostnader", "personer"):
        assert as_person(people.bo).get(_tab(joint, key)).status_code == 404
        assert as_person(people.anna).get(_tab(joint, key)).status_code == 200
    overview = as_person(people.bo).get(_overview(joint)).text
    for words in ("Kim", "123\xa0000", _tab(joint, "kostnader"), "väntar på attest"):
        assert words not in overview
    assert as_person(people.cilla).get(_tab(joint, "anvandning")).status_code == 404


def test_what_is_lacking_has_its_button_only_for_who_may_mend_it(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    joint.responsibilities.all().delete()
    appoint = reverse("responsibility_add", args=[joint.pk])
    for reader, may in ((people.anna, True), (people.bo, False)):
        lacks = as_person(reader).get(_overview(joint)).context["lacks"]
        said = {str(each.words): each.url for each in lacks}
        assert "Saknar systemägare sedan 2001-01-01" in said
        assert (appoint in said.values()) is may
    waits = [each for each in said if "väntar på attest" in each]
    assert not waits


def test_a_tab_of_another_day_leads_to_the_page_of_that_day(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    answer = as_person(people.anna).get(_tab(joint, "avtal"), {"dag": "2008-06-01"})
    assert answer["Location"] == f"{_overview(joint)}?dag=2008-06-01"


@pytest.mark.parametrize("key", ["", *KEYS])
def test_a_page_asks_as_much_for_many_rows_as_for_few(
    people: Society, joint: Application, as_person: Callable[..., Any], key: str
) -> None:
    client = as_person(people.anna)
    address = _tab(joint, key) if key else _overview(joint)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _grow(people, joint)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 3  # kinds of rows that were not there before
    assert len(many) <= (45 if key == "samverkan" else 36)


def _grow(people: Society, joint: Application) -> None:
    for number in range(12):
        unit = Unit.objects.create(
            organisation=people.amal, kind=UnitKind.DEPARTMENT, name=f"Förvaltning {number}"
        )
        factories.participation(joint, people.amal, unit=unit, users=1)
        factories.agreement_between(people.amal, people.mellerud, about=joint)
        _line(joint, note=f"Rad {number}")
        other = factories.application(people.amal, f"Annat {number}")
        joint.needs.create(needs=other)
        joint.needed_by.create(application=other)
        joint.assessments.create(side="it", on=dt.date(2008, 1, 1 + number), fit=3)
        joint.responsibilities.create(
            person=person(f"Ansvarig {number}", people.amal),
            role=ResponsibilityRole.MANAGER,
            starts_on=LONG_AGO,
        )


def test_small_questions_answer_as_the_large_ones(people: Society, joint: Application) -> None:
    """For everybody, under every audience: of one application what is seen of all."""
    alone = factories.application(people.mellerud, "Bara Mellerud")
    factories.agreement(people.mellerud, "Eget").applications.add(alone)
    factories.agreement_between(people.saffle, people.mellerud, about=joint)
    factories.agreement(people.trollhattan, "Grannens").applications.add(joint)
    _line(alone, kind=CostKind.FORECAST)
    _line(joint, bearer=people.mellerud)
    readers = [
        *(people.anna, people.bo, people.cilla, people.administrator, people.controller),
        *(people.neighbour, people.seller, person("Mia", people.mellerud, Role.IT_MANAGER)),
    ]
    for audience in Audience:
        for group in (FieldGroup.AGREEMENTS, FieldGroup.COSTS):
            FieldAudience.objects.update_or_create(
                federation=people.federation, group=group, defaults={"audience": audience}
            )
        for reader in readers:
            for application in visible_applications(Person.objects.get(pk=reader.pk)):
                _answer_alike(Person.objects.get(pk=reader.pk), application)


def _answer_alike(reader: Person, application: Application) -> None:
    seen = visible_groups(reader, application)
    if FieldGroup.AGREEMENTS in seen:
        small = set(agreements_on(reader, application).values_list("pk", flat=True))
        large = visible_agreements(reader).filter(applications=application)
        assert small == set(large.values_list("pk", flat=True)), (reader, application)
    small = set(lines_of(reader, application).values_list("pk", flat=True))
    large = visible_cost_lines(reader).filter(application=application)
    assert small == set(large.values_list("pk", flat=True)), (reader, application)


def test_an_agreement_says_where_it_stands_and_what_happens_otherwise(
    people: Society, as_person: Callable[..., Any]
) -> None:
    made = factories.agreement(
        people.amal,
        ends_on=dt.date(2009, 12, 31),
        renewal="tacit",
        renews_months=24,
        notice_months=6,
        price_per_year_ore=73_000_000,
    )
    made.parties.create(organisation=people.supplier, role="supplier")
    address = reverse("agreement_page", args=[made.pk])
    answer = as_person(people.anna).get(address)
    strip = {str(each.label): (str(each.value), str(each.note)) for each in answer.context["strip"]}
    assert strip["Läge"] == ("Säg upp eller förläng", "sista dag för uppsägning 2009-06-30")
    assert strip["Parter"] == ("1 part", "Leverantören AB")
    assert "730\xa0000" in strip["Pris per år"][0]
    assert strip["När avtalstiden är slut"][0] == "förlängs 24 månader"
    assert "Säg upp</a>" in " ".join(answer.text.split()).replace(" <", "<")
    assert reverse("agreement_notice", args=[made.pk]) not in as_person(people.bo).get(address).text


def test_an_agreements_history_is_a_tab_that_its_reader_may_open(
    people: Society, as_person: Callable[..., Any]
) -> None:
    made = factories.agreement(people.amal)
    address = reverse("agreement_tab", kwargs={"pk": made.pk, "tab": "historik"})
    assert as_person(people.anna).get(address).status_code == 200
    assert as_person(people.cilla).get(address).status_code == 404
    there = as_person(people.anna).get(address, {"dag": "2008-06-01"})["Location"]
    assert there == reverse("agreement_page", args=[made.pk]) + "?dag=2008-06-01"


def test_an_organisations_units_and_history_are_tabs(
    people: Society, as_person: Callable[..., Any]
) -> None:
    Unit.objects.create(organisation=people.amal, kind=UnitKind.DEPARTMENT, name="Skolan")
    client = as_person(people.anna)
    overview = client.get(reverse("organisation_page", args=[people.amal.pk]))
    counts = {str(each.label): each.count for each in overview.context["tabs"]}
    assert counts == {"Översikt": None, "Enheter": 1, "Historik": None}
    assert "Skolan" not in overview.text
    units, history = (
        reverse("organisation_tab", kwargs={"pk": people.amal.pk, "tab": key})
        for key in ("enheter", "historik")
    )
    assert "Skolan" in client.get(units).text
    assert client.get(history).context["events"] is not None
    outsider = factories.supplier("Utanför AB")
    hidden = reverse("organisation_tab", kwargs={"pk": outsider.pk + 999, "tab": "enheter"})
    assert client.get(hidden).status_code == 404
    then = client.get(units, {"dag": "2008-06-01"})["Location"]
    assert then == reverse("organisation_page", args=[people.amal.pk]) + "?dag=2008-06-01"
