"""What a controller, an owner, a department and a neighbour see of a year, and how each amount is explained."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.decisions.settlement import actions as settlement
from samdrift.decisions.settlement.models import Charge
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.models import (
    DepartmentKey,
    DepartmentLine,
    DepartmentRule,
    ShareLine,
)
from samdrift.foundation.organisations.models import Appointment, Unit
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Responsibility, ResponsibilityRole
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import (
    CostKind,
    CostType,
    InitiativeKind,
    JointInitiative,
)
from tests import factories
from tests.integration.money_year import NEW_YEAR, Year, begin, many_more
from tests.people import Society, person


@pytest.fixture
def year(people: Society) -> Year:
    return begin(people)


def _states(answer) -> list[str]:
    return [step.state for step in answer.context["guides"][0]["steps"]]


def test_the_guide_follows_the_year_from_budget_to_settlement(year: Year, as_person) -> None:
    controller = as_person(year.people.controller)
    start = reverse("start")
    assert _states(controller.get(start))[:4] == ["done", "now", "later", "later"]
    assert "Anna (1)" in controller.get(start).content.decode()
    year.approve()
    assert _states(controller.get(start))[:4] == ["done", "done", "now", "later"]
    sharing.share_all(by=year.people.controller, federation=year.people.federation, year=2009)
    assert _states(controller.get(start))[2:5] == ["done", "now", "later"]
    year.charge()
    assert _states(controller.get(start))[3:6] == ["done", "now", "later"]
    year.enter(kind=CostKind.ACTUAL, amount_ore=39_900_000)
    assert _states(controller.get(start))[4:7] == ["done", "done", "now"]
    year.settle()
    assert _states(controller.get(start))[6] == "done"


def test_nothing_is_counted_of_no_lines(year: Year, as_person) -> None:
    words = as_person(year.people.controller).get(reverse("cost_overview")).content.decode()
    assert "Ingen rad är inlagd ännu." in words
    assert "0 av 0" not in words


def test_a_budget_that_changes_has_to_be_approved_and_shared_anew(year: Year, as_person) -> None:
    year.approve()
    sharing.share_all(by=year.people.controller, federation=year.people.federation, year=2009)
    year.enter(type=CostType.TRAINING, amount_ore=100)
    answer = as_person(year.people.controller).get(reverse("cost_overview"))
    assert [step.state for step in answer.context["guide"]["steps"]][:3] == ["done", "done", "now"]


def test_the_guide_is_for_who_settles(year: Year, as_person) -> None:
    for other in (year.people.anna, year.people.bo, year.people.cilla):
        assert as_person(other).get(reverse("start")).context["guides"] == []


def test_what_is_approved_is_shared_from_a_page(year: Year, as_person) -> None:
    year.approve()
    page = reverse("share_all") + "?ar=2009&slag=budget"
    assert as_person(year.people.bo).post(page).status_code == 403
    assert as_person(year.people.cilla).post(page).status_code == 403
    assert as_person(year.people.controller).post(page).status_code == 302
    assert [line.code for line in ShareLine.objects.order_by("code")] == ["1461", "1492", "1785"]


def test_what_a_municipality_pays(year: Year, as_person) -> None:
    year.approve()
    year.charge()
    year.enter(type=CostType.INTERNAL_COMMUNICATION, amount_ore=5_000, bearer=year.people.amal)
    page = reverse("municipality_page", args=[year.people.mellerud.pk]) + "?ar=2009"
    answer = as_person(year.people.controller).get(page)
    assert answer.context["joint_ore"] == 9_700_000
    assert [(each.other, each.total_ore) for each in answer.context["paid"]] == [
        (year.people.amal, 9_700_000)
    ]
    amal = as_person(year.people.anna).get(reverse("municipality_page", args=[year.people.amal.pk]))
    assert [(each.amount_ore, each.never_shared) for each in amal.context["own"]] == [(5_000, True)]
    assert amal.context["paid_ore"] == -(9_700_000 + 15_800_001)
    assert as_person(year.people.bo).get(page).status_code == 403
    assert as_person(year.people.cilla).get(page).status_code == 404


def test_a_neighbour_sees_its_own_year_alone(year: Year, as_person) -> None:
    year.approve()
    year.charge()
    neighbour = as_person(year.people.neighbour)
    own = neighbour.get(reverse("municipality_page", args=[year.people.saffle.pk]))
    assert own.context["joint_ore"] == 15_800_001
    assert list(own.context["others"]) == []
    other = reverse("municipality_page", args=[year.people.mellerud.pk])
    assert neighbour.get(other).status_code == 404
    mine = Charge.objects.filter(payer=year.people.saffle)[0]
    theirs = Charge.objects.filter(payer=year.people.mellerud)[0]
    assert neighbour.get(reverse("charge_page", args=[mine.pk])).status_code == 200
    assert neighbour.get(reverse("charge_page", args=[theirs.pk])).status_code == 404


def test_an_amount_is_explained_to_the_ore(year: Year, as_person) -> None:
    """380 000,01 by 9 700, 12 500 and 15 800 of 38 000: the öre left over goes to Säffle's remainder of 0,41…"""
    year.approve()
    year.charge()
    line = ShareLine.objects.get(code="1785")
    page = reverse("share_line_page", args=[line.pk])
    told = as_person(year.people.controller).get(page).context["told"]
    assert [(each.line.code, each.line.extra_ore) for each in told.ranking] == [
        ("1785", 1),
        ("1492", 0),
        ("1461", 0),
    ]
    assert (told.place, told.left_ore, told.whole) == (1, 1, 38_000)
    assert as_person(year.people.neighbour).get(page).status_code == 200
    assert as_person(year.people.bo).get(page).status_code == 404
    assert as_person(year.people.cilla).get(page).status_code == 404


def test_days_of_taking_part_are_shown_in_the_workings(year: Year, as_person) -> None:
    part = year.telephony.participations.get(organisation=year.people.mellerud)
    part.starts_on = dt.date(2009, 7, 2)
    part.save()
    year.approve()
    year.charge()
    page = reverse("share_line_page", args=[ShareLine.objects.get(code="1461").pk])
    assert "183/365" in as_person(year.people.controller).get(page).content.decode()


def test_a_charge_is_explained_by_share_claim_and_period(year: Year, as_person) -> None:
    year.approve()
    made = year.charge()
    charge = made.charges.get(payer=year.people.saffle, period=1)
    told = as_person(year.people.controller).get(reverse("charge_page", args=[charge.pk]))
    assert told.context["told"].periods == (
        (1, 3_950_001),
        (2, 3_950_000),
        (3, 3_950_000),
        (4, 3_950_000),
    )
    assert told.context["told"].claim_ore == 15_800_001
    assert charge.amount_ore == 3_950_001


def test_a_difference_and_a_correction_are_explained(year: Year, as_person) -> None:
    year.approve()
    year.charge()
    outcome = year.enter(kind=CostKind.ACTUAL, amount_ore=39_900_000)
    settled = year.settle()
    outcome.amount_ore = 39_520_000
    spending.change_cost_line(by=year.people.anna, line=outcome)
    spending.approve_cost_lines(by=year.people.anna, lines=[outcome])
    corrected = settlement.correct_settlement(
        by=year.people.controller, settlement=settled, why="Fel faktura"
    )
    client = as_person(year.people.controller)
    for made in (settled, corrected):
        charge = made.charges.get(payer=year.people.mellerud)
        answer = client.get(reverse("charge_page", args=[charge.pk]))
        assert answer.context["before_ore"] == charge.charged_ore
        assert charge.amount_ore == charge.outcome_ore - answer.context["before_ore"]
    assert "Fel faktura" in answer.content.decode()
    rows = client.get(reverse("settlement_page", args=[corrected.pk])).context["participants"]
    assert {row.organisation: (row.budget_ore, row.share_ore) for row in rows} == {
        year.people.amal: (12_500_000, 13_000_000),
        year.people.mellerud: (9_700_000, 10_088_000),
        year.people.saffle: (15_800_001, 16_432_000),
    }
    assert sum(row.amount_ore for row in rows) == 0


def test_several_who_have_paid_are_paid_by_those_who_have_not(year: Year, as_person) -> None:
    """Mellerud has paid 100 000 of the 480 000,01: more than nothing, less than its share of 122 526,32."""
    spending.add_cost_line(
        by=year.people.controller,
        line=year.line(bearer=year.people.mellerud, type=CostType.STAFF, amount_ore=10_000_000),
    )
    spending.approve_cost_lines(by=year.people.anna, lines=list(year.telephony.cost_lines.all()))
    made = year.charge(periods=1)
    paid = {(each.payer.code, each.payee.code): each.amount_ore for each in made.charges.all()}
    mellerud = ShareLine.objects.get(code="1461").amount_ore - 10_000_000
    saffle = ShareLine.objects.get(code="1785").amount_ore
    assert paid == {("1461", "1492"): mellerud, ("1785", "1492"): saffle}
    charge = made.charges.get(payer=year.people.mellerud)
    told = as_person(year.people.controller).get(reverse("charge_page", args=[charge.pk]))
    owes = {each.organisation.code: each.owes_ore for each in told.context["told"].balances}
    assert owes["1461"] == mellerud
    assert sum(owes.values()) == 0


def test_next_years_population_changes_nothing(year: Year, as_person) -> None:
    year.approve()
    made = year.charge()
    pages = [
        reverse("settlement_page", args=[made.pk]),
        reverse("share_line_page", args=[ShareLine.objects.get(code="1461").pk]),
        reverse("municipality_page", args=[year.people.mellerud.pk]),
    ]
    client = as_person(year.people.controller)
    before = [client.get(page).content.count(b"9\xc2\xa0700") for page in pages]
    Population.objects.update(value=77)
    assert [client.get(page).content.count(b"9\xc2\xa0700") for page in pages] == before
    assert client.get(pages[0]).context["holds_again"]


def test_what_it_costs_a_department(year: Year, as_person) -> None:
    people = year.people
    units = [
        Unit.objects.create(organisation=people.mellerud, name=name) for name in ("Skola", "Vård")
    ]
    rule = DepartmentRule(
        organisation=people.mellerud,
        key=DepartmentKey.FIXED,
        starts_on=NEW_YEAR,
        weights={str(units[0].pk): 1, str(units[1].pk): 2},
    )
    sharing.split_by_department(by=people.controller, rule=rule)
    year.approve()
    year.charge()
    page = reverse("department_page", args=[units[1].pk])
    answer = as_person(people.controller).get(page)
    assert answer.context["parts_ore"] == 6_466_667
    assert "2 av 3" in answer.content.decode()  # what the figure counts, not a bare 2
    assert DepartmentLine.objects.filter(unit=units[1]).count() == 1
    for other, status in ((people.bo, 403), (people.cilla, 404), (people.neighbour, 404)):
        assert as_person(other).get(page).status_code == status
    elsewhere = Unit.objects.create(organisation=people.amal, name="Skola")
    why = reverse("share_line_page", args=[ShareLine.objects.get(code="1461").pk])
    for unit, status in ((units[1], 200), (elsewhere, 404)):
        manager = person(f"Chef {unit.pk}", unit.organisation)
        Appointment.objects.create(
            person=manager,
            role=Role.DEPARTMENT_MANAGER,
            organisation=unit.organisation,
            unit=unit,
            starts_on=NEW_YEAR,
        )
        answer = as_person(manager).get(why)
        assert answer.status_code == status
        if status == 200:  # its own part is explained, and the other departments' in one sum
            assert why in as_person(manager).get(page).text
            assert "Övriga förvaltningar sammanlagt" in answer.text


def test_an_owner_of_many_is_shown_some_with_a_way_to_all(year: Year, as_person) -> None:
    people = year.people
    rows = [factories.application(people.amal, name=f"Prov {number:02}") for number in range(25)]
    for row in [*rows[1:], factories.application(people.mellerud, name="Någon annans")]:
        Responsibility.objects.create(
            application=row,
            person=people.anna if row.host_id == people.amal.pk else people.bo,
            role=ResponsibilityRole.OWNER,
            starts_on=NEW_YEAR,
        )
    client = as_person(people.anna)
    page = client.get(reverse("start"))
    assert len(page.context["mine"]) < page.context["mine_count"] == len(rows)
    every = reverse("application_list") + "?mina=1"
    assert f'href="{every}"' in page.content.decode()
    listed = client.get(every).content.decode()
    assert f"{len(rows)} rader" in listed
    assert "Någon annans" not in listed
    assert "Prov 00" not in listed
    shown = [
        row["application"].pk
        for number in (1, 2)
        for row in client.get(f"{reverse('own_applications')}?sida={number}").context[
            "applications"
        ]
    ]
    assert len(set(shown)) == len(shown) == len(rows)


def test_an_owner_sees_the_own_applications(year: Year, as_person) -> None:
    answer = as_person(year.people.anna).get(reverse("own_applications"))
    assert [row["total_ore"] for row in answer.context["applications"]] == [38_000_001]
    assert answer.context["applications"][0]["waiting"] == 1
    for other in (year.people.bo, year.people.cilla):
        assert as_person(other).get(reverse("own_applications")).status_code == 403


@pytest.mark.parametrize(
    "page", ["start", "cost_overview", "municipality_page", "settlement_page", "share_all"]
)
def test_pages_cost_as_many_queries_for_many_applications(year: Year, as_person, page) -> None:
    year.approve()
    many_more(year, 2)
    made = year.charge(periods=1)
    arguments = {"municipality_page": [year.people.mellerud.pk], "settlement_page": [made.pk]}
    address = reverse(page, args=arguments.get(page, []))
    client = as_person(year.people.controller)
    counted = []
    for more in (0, 40):
        many_more_from(year, more)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted.append(len(asked))
    assert counted[1] <= counted[0]


def many_more_from(year: Year, number: int) -> None:
    """More applications, kept as shares but not charged: the pages show them all the same."""
    if not number:
        return
    many_more(year, number)
    sharing.share_all(by=year.people.controller, federation=year.people.federation, year=2009)


def test_several_applications_are_shared_as_one_down_to_departments(year: Year, as_person) -> None:
    """A project of two applications: a cost of its own, whose departments are those that use the applications."""
    people = year.people
    school, care = (
        Unit.objects.create(organisation=people.mellerud, name=name) for name in ("Skola", "Vård")
    )
    mail = factories.application(people.amal, "E-post")
    for unit, users in ((school, 30), (care, 10)):
        factories.participation(mail, people.mellerud, unit=unit, users=users)
    year.telephony.participations.filter(organisation=people.mellerud).update(unit=care, users=20)
    made = spending.start_initiative(
        by=people.anna,
        initiative=JointInitiative(
            federation=people.federation,
            name="Ny plattform",
            kind=InitiativeKind.APPLICATIONS,
            owner=people.anna,
            starts_on=NEW_YEAR,
        ),
        participants=[people.amal, people.mellerud],
        applications=[mail, year.telephony],
    )
    line = spending.add_cost_line(
        by=people.anna, line=year.line(application=None, initiative=made, amount_ore=22_200_000)
    )
    spending.approve_cost_lines(by=people.anna, lines=[line])
    sharing.share_all(by=people.controller, federation=people.federation, year=2009)
    mellerud = ShareLine.objects.get(share__initiative=made, code="1461")
    assert mellerud.amount_ore == 9_700_000
    assert {part.name: part.amount_ore for part in mellerud.departments.all()} == {
        "Skola": 4_850_000,
        "Vård": 4_850_000,
    }
    client = as_person(people.controller)
    assert client.get(reverse("initiative_cost_page", args=[made.pk])).status_code == 200
    shown = client.get(reverse("department_page", args=[school.pk]))
    assert shown.context["parts_ore"] == 4_850_000
    assert re.search(r"[\d\s]+ användardagar", shown.content.decode())
