"""A role over a unit sees that unit's money and what lies in it: not its municipality's, and nobody else's."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samdrift.foundation.organisations.actions import appoint
from samdrift.foundation.organisations.models import Appointment, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.spending.actions import approve_cost_lines
from samdrift.records.spending.models import BudgetFrame, CostLine
from samdrift.records.spending.queries import (
    approvers_of,
    lines_to_approve,
    visible_cost_lines,
    visible_frames,
)
from tests import factories
from tests.people import LONG_AGO, Society, person


@dataclass
class Departments:
    """A department with a part, another beside it, and the manager of the first."""

    manager: Person
    lines: dict[str, CostLine]


@pytest.fixture
def departments(people: Society) -> Departments:
    social = Unit.objects.create(organisation=people.mellerud, name="Social")
    care = Unit.objects.create(organisation=people.mellerud, name="Hemtjänst", parent=social)
    school = Unit.objects.create(organisation=people.mellerud, name="Skola")
    abroad = Unit.objects.create(organisation=people.amal, name="Skola")
    manager = person("Moa", people.mellerud)
    Appointment.objects.create(
        person=manager,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.mellerud,
        unit=social,
        starts_on=LONG_AGO,
    )
    finance = factories.application(people.mellerud)
    lines = {
        name: CostLine.objects.create(bearer=bearer, year=2009, amount_ore=100, **of)
        for name, bearer, of in (
            ("own", people.mellerud, {"unit": social}),
            ("part", people.mellerud, {"unit": care}),
            ("beside", people.mellerud, {"unit": school}),
            ("application", people.mellerud, {"application": finance}),
            ("other member", people.amal, {"unit": abroad}),
        )
    }
    for unit in (social, care, school, abroad):
        BudgetFrame.objects.create(unit=unit, year=2009, amount_ore=1_000)
    return Departments(manager, lines)


def test_a_manager_of_a_unit_sees_the_units_money_alone(departments: Departments) -> None:
    lines = departments.lines
    assert set(visible_cost_lines(departments.manager)) == {lines["own"], lines["part"]}
    assert {str(each.unit) for each in visible_frames(departments.manager)} == {
        str(lines["own"].unit),
        str(lines["part"].unit),
    }


def test_a_manager_of_a_unit_approves_its_costs_and_no_other_units(
    departments: Departments,
) -> None:
    lines = departments.lines
    assert set(lines_to_approve(departments.manager)) == {lines["own"], lines["part"]}
    named = approvers_of(CostLine.objects.select_related("unit").filter(application=None))
    assert departments.manager in [each.person for each in named[lines["part"].pk]]
    assert departments.manager not in [each.person for each in named[lines["beside"].pk]]
    approve_cost_lines(
        by=departments.manager, lines=[lines["own"]], seen_ore={lines["own"].pk: 100}
    )
    lines["own"].refresh_from_db()
    assert lines["own"].approved_on == dt.date(2009, 1, 1)


def test_the_pages_of_a_manager_of_a_unit(departments: Departments, people, as_person) -> None:
    client = as_person(departments.manager)
    own = departments.lines["own"].unit
    beside = departments.lines["beside"].unit
    assert client.get(reverse("department_page", args=[own.pk])).status_code == 200
    assert client.get(reverse("department_page", args=[beside.pk])).status_code == 404
    assert client.get(reverse("municipality_page", args=[people.mellerud.pk])).status_code == 404
    followed = client.get(reverse("cost_follow_up"))
    assert [row.budget_ore for row in followed.context["listing"].rows] == [100, 100]
    assert client.get("/api/v1/cost-lines").json()["items"][0]["unit_id"] == own.pk


def test_a_controller_sees_the_own_municipality_whole_and_no_other_members_units(
    departments: Departments, people
) -> None:
    seen = set(visible_cost_lines(people.controller))
    assert seen == set(departments.lines.values()) - {departments.lines["other member"]}


def test_the_role_of_department_manager_is_given_for_a_department(people, as_person) -> None:
    """By the verb as on the page; one given earlier for the whole municipality sees what it saw."""
    given = {
        "by": people.administrator,
        "person": people.bo,
        "role": Role.DEPARTMENT_MANAGER,
        "organisation": people.mellerud,
        "starts_on": LONG_AGO,
    }
    with pytest.raises(ValidationError) as refusal:
        appoint(**given)
    assert refusal.value.message_dict == {"unit": ["Välj vilken förvaltning rollen gäller."]}
    form, client = reverse("appointment_add", args=[people.bo.pk]), as_person(people.administrator)
    assert client.get(form).context["form"]["starts_on"].value() == dt.date(2009, 1, 1)
    typed = {"role": "department_manager", "unit": "", "starts_on": "2009-01-01", "decision": ""}
    answer = client.post(form, typed)
    assert answer.context["form"].errors["unit"] == ["Välj vilken förvaltning rollen gäller."]
    assert not people.bo.appointments.exists()
    school = Unit.objects.create(organisation=people.mellerud, name="Skola")
    said = client.post(form, typed | {"unit": school.pk}, follow=True).content.decode()
    assert "Förvaltningschef, Skola, Mellerud" in said
    everything = CostLine.objects.create(
        bearer=people.mellerud,
        year=2009,
        amount_ore=1,
        application=factories.application(people.mellerud),
    )
    assert not visible_cost_lines(Person.objects.get(pk=people.bo.pk)).exists()
    Appointment.objects.filter(person=people.bo).update(unit=None)
    assert list(visible_cost_lines(Person.objects.get(pk=people.bo.pk))) == [everything]
