"""Who approves what: the owner, the deputy and the delegate, within amount and days; two where the rule says so."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.foundation.organisations.models import Person, Unit, UnitKind
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.spending import actions
from samdrift.records.spending.models import Approval, CostKind, CostLine, CostType
from samdrift.records.spending.queries import (
    approvers_of,
    lines_to_approve,
    may_approve,
    returned_lines,
    waiting_costs,
)
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR = dt.date(2009, 1, 1)


@dataclass
class Costs:
    people: Society
    application: Application
    unit: Unit
    owner: Person
    deputy: Person
    delegate: Person
    clerk: Person
    manager: Person

    def line(
        self, amount_ore: int = 50_000, *, by: Person | None = None, **fields: object
    ) -> CostLine:
        about = {} if "unit" in fields else {"application": self.application}
        line = CostLine(
            **{
                "bearer": self.people.amal,
                "year": 2009,
                "type": CostType.LICENCE,
                **about,
                **fields,
            },
            amount_ore=amount_ore,
        )
        return actions.add_cost_line(by=by or self.people.anna, line=line)


@pytest.fixture
def costs(people: Society) -> Costs:
    """Olle owns, Disa is deputy, Dag a delegate up to 1 000 kr; Klara is another employee, Moa department manager."""
    application = factories.application(people.amal, "Ekonomi")
    unit = Unit.objects.create(organisation=people.amal, kind=UnitKind.IT_UNIT, name="IT-enheten")
    names = {name: person(name, people.amal) for name in ("Olle", "Disa", "Dag", "Klara")}
    manager = person("Moa", people.amal, Role.DEPARTMENT_MANAGER)
    appoint_owner(by=people.anna, application=application, person=names["Olle"], starts_on=LONG_AGO)
    Responsibility.objects.create(
        application=application, person=names["Disa"], role=Role.DEPUTY_OWNER, starts_on=LONG_AGO
    )
    actions.delegate_approval(
        by=names["Olle"],
        delegate=names["Dag"],
        application=application,
        starts_on=NEW_YEAR,
        decision="Delegation 1",
        up_to_ore=100_000,
    )
    return Costs(
        people,
        application,
        unit,
        names["Olle"],
        names["Disa"],
        names["Dag"],
        names["Klara"],
        manager,
    )


def _everyone(costs: Costs) -> list[Person]:
    return list(Person.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("amount_ore", "who"),
    [
        (100_000, {"Olle", "Disa", "Dag"}),
        (-100_000, {"Olle", "Disa", "Dag"}),
        (100_001, {"Olle", "Disa"}),
        (-100_001, {"Olle", "Disa"}),
    ],
)
def test_an_application_cost_is_approved_by_its_own(
    costs: Costs, amount_ore: int, who: set[str]
) -> None:
    line = costs.line(amount_ore)
    assert {each.person.name for each in approvers_of([line])[line.pk]} == who
    for each in _everyone(costs):
        assert may_approve(each, line) == (each.name in who)
        assert lines_to_approve(each).filter(pk=line.pk).exists() == (each.name in who), each
        if each.name not in who:
            with pytest.raises(PermissionDenied):
                actions.approve_cost_lines(by=each, lines=[line])
    assert not Approval.objects.exists()


def test_a_units_own_cost_is_approved_by_its_managers(costs: Costs) -> None:
    line = costs.line(unit=costs.unit)
    who = {"Anna", "Fia", "Moa"}
    assert {each.person.name for each in approvers_of([line])[line.pk]} == who
    for each in _everyone(costs):
        assert lines_to_approve(each).filter(pk=line.pk).exists() == (each.name in who), each
    assert actions.approve_cost_lines(by=costs.manager, lines=[line]) == [line]


def test_a_line_that_also_names_a_unit_is_the_owners(costs: Costs) -> None:
    line = costs.line(application=costs.application, unit=costs.unit)
    with pytest.raises(PermissionDenied):
        actions.approve_cost_lines(by=costs.manager, lines=[line])
    assert actions.approve_cost_lines(by=costs.owner, lines=[line])


def test_days_of_a_delegation(costs: Costs, settings) -> None:
    line = costs.line()
    settings.SAMDRIFT_TODAY = "2008-12-31"
    assert not may_approve(costs.delegate, line)
    settings.SAMDRIFT_TODAY = "2009-01-01"
    delegation = costs.application.approval_delegations.get()
    actions.end_delegation(by=costs.owner, delegation=delegation, ends_on=dt.date(2009, 1, 2))
    settings.SAMDRIFT_TODAY = "2009-01-02"
    assert may_approve(costs.delegate, line)
    settings.SAMDRIFT_TODAY = "2009-01-03"
    assert not may_approve(costs.delegate, line)
    with pytest.raises(ValidationError):
        actions.end_delegation(by=costs.owner, delegation=delegation, ends_on=dt.date(2009, 2, 1))
    with pytest.raises(ValidationError):
        actions.end_delegation(by=costs.owner, delegation=delegation, ends_on=NEW_YEAR)


def test_who_may_delegate(costs: Costs) -> None:
    people = costs.people
    asked = {"application": costs.application, "starts_on": NEW_YEAR, "decision": "2"}
    for other in (
        costs.deputy,
        costs.delegate,
        costs.clerk,
        people.anna,
        people.administrator,
        people.cilla,
    ):
        with pytest.raises(PermissionDenied):
            actions.delegate_approval(by=other, delegate=costs.clerk, **asked)
        with pytest.raises(PermissionDenied):
            actions.end_delegation(
                by=other, delegation=costs.application.approval_delegations.get(), ends_on=NEW_YEAR
            )
    for nobody in (costs.owner, people.seller):
        with pytest.raises(ValidationError):
            actions.delegate_approval(by=costs.owner, delegate=nobody, **asked)


def test_who_has_left_approves_nothing(costs: Costs) -> None:
    costs.deputy.employments.update(ends_on=NEW_YEAR - dt.timedelta(days=1))
    line = costs.line()
    assert not may_approve(costs.deputy, line)


def test_two_where_the_rule_says_so_and_never_ones_own_claim_alone(costs: Costs) -> None:
    """Olle enters the line himself: his own approval is one of the two, however often he gives it."""
    actions.set_approval_rule(
        by=costs.people.administrator, organisation=costs.people.amal, two_from_ore=50_000
    )
    below, line, credit = costs.line(49_999), costs.line(by=costs.owner), costs.line(-50_000)
    lines = [below, line, credit]
    assert actions.approve_cost_lines(by=costs.owner, lines=lines) == [below]
    assert actions.approve_cost_lines(by=costs.owner, lines=lines) == []
    assert not lines_to_approve(costs.owner).exists()
    assert set(actions.approve_cost_lines(by=costs.delegate, lines=lines)) == {line, credit}
    assert Approval.objects.filter(line=line, holds=True).count() == 2


def test_a_rule_that_goes_lets_one_be_enough(costs: Costs) -> None:
    asked = {"by": costs.people.administrator, "organisation": costs.people.amal}
    actions.set_approval_rule(**asked, two_from_ore=1)
    line = costs.line()
    assert actions.approve_cost_lines(by=costs.owner, lines=[line]) == []
    actions.set_approval_rule(**asked, two_from_ore=None)
    assert actions.approve_cost_lines(by=costs.owner, lines=[line]) == [line]
    assert Approval.objects.count() == 1


def test_a_change_after_one_of_two_begins_anew(costs: Costs) -> None:
    actions.set_approval_rule(
        by=costs.people.administrator, organisation=costs.people.amal, two_from_ore=1
    )
    line = costs.line()
    actions.approve_cost_lines(by=costs.owner, lines=[line])
    line.amount_ore = 99_000
    actions.change_cost_line(by=costs.people.anna, line=line, why="Ny offert")
    assert actions.approve_cost_lines(by=costs.deputy, lines=[line]) == []
    assert actions.approve_cost_lines(by=costs.owner, lines=[line]) == [line]


def test_nobody_approves_an_amount_that_has_not_been_seen(costs: Costs) -> None:
    line = costs.line(50_000)
    with pytest.raises(ValidationError) as refused:
        actions.approve_cost_lines(by=costs.owner, lines=[line], seen_ore={line.pk: 40_000})
    assert refused.value.code == "changed"
    assert not Approval.objects.exists()


def test_all_are_approved_or_none(costs: Costs) -> None:
    mine, other = costs.line(), costs.line(unit=costs.unit)
    with pytest.raises(PermissionDenied):
        actions.approve_cost_lines(by=costs.owner, lines=[mine, other])
    assert not CostLine.objects.filter(approved_on__isnull=False).exists()


def test_a_returned_line_goes_back_to_who_entered_it(costs: Costs) -> None:
    line = costs.line()
    actions.approve_cost_lines(by=costs.owner, lines=[line])
    actions.return_cost_lines(by=costs.deputy, lines=[line], note="Fel belopp")
    line.refresh_from_db()
    assert line.approved_on is None
    assert list(returned_lines(costs.people.anna)) == [line]
    assert not lines_to_approve(costs.owner).exists()
    actions.change_cost_line(by=costs.people.anna, line=line)
    assert not returned_lines(costs.people.anna).exists()
    assert lines_to_approve(costs.owner).exists()
    assert [each.holds for each in line.approvals.order_by("pk")] == [False, False]


def test_what_waits_for_whom_names_those_who_may_and_the_ownerless(costs: Costs) -> None:
    costs.line(), costs.line(200_000), costs.line(unit=costs.unit)
    orphan = factories.application(costs.people.amal, "Ägarlös")
    actions.add_cost_line(
        by=costs.people.anna,
        line=CostLine(application=orphan, bearer=costs.people.amal, year=2009, amount_ore=1),
    )
    rows = {row.what: row for row in waiting_costs(costs.people.anna)}
    assert (rows["Ekonomi"].number, rows["Ekonomi"].amount_ore) == (2, 250_000)
    assert "Olle" in rows["Ekonomi"].waits_for
    assert rows["Ägarlös"].approvers == []
    assert "Moa" in rows["Åmål"].waits_for


def test_the_queue_approves_and_returns_in_one_go(costs: Costs, as_person) -> None:
    first, second, third = costs.line(1_000), costs.line(2_000), costs.line(3_000)
    client = as_person(costs.owner)
    page = reverse("cost_approval")
    told = client.post(page, {"gor": "attestera", "rad": [f"{first.pk}:1000", f"{second.pk}:1999"]})
    assert told.status_code == 422
    assert not Approval.objects.exists()
    client.post(page, {"gor": "attestera", "rad": [f"{first.pk}:1000"]})
    empty = client.post(page, {"gor": "aterlamna", "rad": [f"{second.pk}:2000"], "note": ""})
    assert empty.status_code == 422
    client.post(page, {"gor": "aterlamna", "rad": [f"{second.pk}:2000"], "note": "Fel år"})
    said = dict(Approval.objects.values_list("line", "outcome"))
    assert said == {first.pk: "approved", second.pk: "returned"}
    shown = client.get(page).context["rows"]
    assert [row["line"] for row in shown] == [third]
    assert (
        "Fel år"
        in as_person(costs.people.anna)
        .get(reverse("cost_line_page", args=[second.pk]))
        .content.decode()
    )


def test_the_line_tells_who_may_and_why(costs: Costs, as_person) -> None:
    line = costs.line()
    text = (
        as_person(costs.people.anna).get(reverse("cost_line_page", args=[line.pk])).content.decode()
    )
    assert "Dag – " in text
    assert "Delegation 1" in text
    assert (
        as_person(costs.people.cilla).get(reverse("cost_line_page", args=[line.pk])).status_code
        == 404
    )


@pytest.mark.parametrize("kind", [CostKind.BUDGET, CostKind.ACTUAL])
def test_approving_costs_the_same_number_of_queries_whatever_the_lines(
    costs: Costs, kind: str, django_assert_max_num_queries
) -> None:
    lines = [costs.line(1_000 + number, kind=kind) for number in range(30)]
    with django_assert_max_num_queries(22):
        actions.approve_cost_lines(by=costs.owner, lines=lines)


def test_delegations_and_rules_have_pages(costs: Costs, as_person) -> None:
    owner = as_person(costs.owner)
    typed = {
        "subject": f"a{costs.application.pk}",
        "delegate": costs.clerk.pk,
        "up_to_ore": "0",
        "starts_on": "2009-01-01",
        "decision": "3",
    }
    assert owner.post(reverse("delegation_add"), typed).status_code == 422
    typed["up_to_ore"] = "1 000,50"
    assert owner.post(reverse("delegation_add"), typed).status_code == 302
    made = costs.application.approval_delegations.get(delegate=costs.clerk)
    assert made.up_to_ore == 100_050
    assert (
        owner.post(reverse("delegation_end", args=[made.pk]), {"ends_on": "2009-01-01"}).status_code
        == 302
    )
    clerk = as_person(costs.clerk)
    assert clerk.get(reverse("delegation_end", args=[made.pk])).status_code == 200
    assert (
        clerk.post(reverse("delegation_end", args=[made.pk]), {"ends_on": "2009-01-01"}).status_code
        == 403
    )
    rule = reverse("approval_rule_set", args=[costs.people.mellerud.pk])
    assert (
        as_person(costs.people.controller).post(rule, {"two_from_ore": "700 000"}).status_code
        == 302
    )
    assert costs.people.mellerud.approval_rule.two_from_ore == 70_000_000
    assert as_person(costs.people.cilla).get(rule).status_code == 404
    assert as_person(costs.people.anna).get(rule).status_code == 404
