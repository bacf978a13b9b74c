"""The balance of responsibility, today and by the plan."""

import pytest
from django.urls import reverse

from samdrift.decisions.introduction.convert import joint_now, joint_planned
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.introduction.queries import (
    balance_sides,
)
from samdrift.decisions.introduction.views.balance import parts
from samdrift.records.register.models import (
    Application,
)
from tests import factories
from tests.integration.introduction_place import TODAY, Place, assess, through


def test_the_balance_follows_the_plan(introduced: Place, as_person) -> None:
    sides = balance_sides(introduced.people.bo)
    assert sides is not None
    assert sides.now.known.joint == []
    assert sides.planned is not None
    assert len(sides.planned.known.joint) == 1
    host = introduced.host.organisation
    assert host is not None
    assert sides.planned.found.of(host.code).operates == 1
    shared = factories.application(introduced.people.amal, "Ekonomi", area=factories.area())
    for organisation in (introduced.people.amal, introduced.people.mellerud):
        factories.participation(shared, organisation)
    text = as_person(introduced.people.bo).get(reverse("balance_page")).content.decode()
    assert "varken äger eller driftar något gemensamt" in text
    assert Application.objects.filter(pk=shared.pk).exists()


def test_what_becomes_joint_is_operated_by_whoever_the_plan_says(introduced: Place) -> None:
    """Also where the register does not name a unit, and the plan took the host's own."""
    target = introduced.move.target
    assert target is not None
    Application.objects.filter(pk=target.pk).update(operating_unit=None)
    found = balance_sides(introduced.people.administrator).planned
    assert found is not None
    (joint,) = found.known.joint
    assert target.host is not None
    assert joint.operator == target.host.code


def test_what_is_carried_out_is_not_laid_on_once_more(introduced: Place) -> None:
    """When every step is done, nothing of the plan is left to add to the work of today."""
    before = balance_sides(introduced.people.administrator)
    assert before.planned is not None
    assert before.planned.known.beside != before.now.known.beside
    assess(introduced)
    through(introduced, *(step.kind for step in Step.objects.order_by("ends_on", "pk")))
    known = joint_now(introduced.people.federation, TODAY)
    assert len(known.joint) == 1
    then = joint_planned(known, introduced.plan, TODAY)
    assert then.beside == pytest.approx(known.beside)
    assert [each.users for each in then.joint] == [each.users for each in known.joint]


def test_the_parts_of_the_picture_are_the_table(introduced: Place, as_person) -> None:
    """Per cent as owner and as operator are what stands in the table, however they are rounded."""
    shared = factories.application(introduced.people.amal, "Ekonomi", area=factories.area())
    for organisation in (introduced.people.amal, introduced.people.mellerud):
        factories.participation(shared, organisation)
    response = as_person(introduced.people.bo).get(reverse("balance_page"))
    sides = balance_sides(introduced.people.bo)
    assert sides is not None
    assert sides.planned is not None
    for row in response.context["rows"]:
        assert sum(parts(sides.planned, row["municipality"].code)) == row["planned"]["share"]
