"""Two members with an installation each, and the plan by which one goes over to the other's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Body, Outcome
from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import (
    Introduction,
    Move,
    Step,
    StepKind,
)
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitKind
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import assess_value
from samdrift.records.register.models import (
    Conclusion,
    ValueAssessment,
)
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import Society, person

TODAY = dt.date(2009, 1, 1)


@dataclass
class Place:
    """Two members with an installation each of one product; Åmål goes over to Mellerud's, or the other way round."""

    people: Society
    plan: Plan
    magnus: Person  # IT manager in Mellerud

    @property
    def introduction(self) -> Introduction:
        return Introduction.objects.get()

    def step(self, kind: StepKind) -> Step:
        return Step.objects.select_related("move").get(kind=kind)

    @property
    def move(self) -> Move:
        """The one that goes over; the other is the host."""
        return Move.objects.select_related("target", "old", "organisation").get(is_host=False)

    @property
    def mover(self) -> Person:
        """The IT manager of whoever goes over."""
        return self.people.anna if self.move.organisation == self.people.amal else self.magnus

    @property
    def host(self) -> Person:
        return self.magnus if self.mover == self.people.anna else self.people.anna


def fill_register(people: Society) -> Person:
    """The two installations, with users, costs and agreements; the IT manager of the second municipality."""
    area, product = factories.area("gis"), factories.product("ArcGIS", "Esri", status="approved")
    for code, value in (("1492", 12_500), ("1461", 9_700)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    for organisation in (people.amal, people.mellerud):
        unit = Unit.objects.create(
            organisation=organisation, kind=UnitKind.IT_UNIT, name="IT-enheten"
        )
        own = factories.application(
            organisation, f"ArcGIS {organisation}", area=area, product=product, operating_unit=unit
        )
        factories.participation(own, organisation, users=12)
        CostLine.objects.create(
            application=own,
            bearer=organisation,
            year=2009,
            type=CostType.LICENCE,
            kind=CostKind.BUDGET,
            amount_ore=20_000_000,
            approved_on=TODAY,
        )
        agreement = factories.agreement(
            organisation, f"Avtal {organisation}", kind="operating", notice_months=3
        )
        agreement.applications.add(own)
    return person("Magnus", people.mellerud, Role.IT_MANAGER)


def make_place(people: Society) -> Place:
    magnus = fill_register(people)
    scenario = planning.add_scenario(
        by=people.anna,
        scenario=Scenario(
            federation=people.federation, name="Vägen", first_year=2009, made_by=people.anna
        ),
    )
    plan = planning.compute_plan(by=people.anna, scenario=scenario)
    planning.propose_plan(by=people.anna, plan=plan)
    plan.refresh_from_db()
    return Place(people, plan, magnus)


def adopt(place: Place, *who: Organisation) -> None:
    assert place.plan.proposal is not None
    for organisation in who:
        record_decision(
            by=place.people.administrator,
            proposal=place.plan.proposal,
            organisation=organisation,
            body=Body.BOARD,
            outcome=Outcome.ADOPTED,
            on=TODAY,
            paragraph="§ 7",
        )


def introduce(place: Place) -> Place:
    adopt(place, place.people.amal, place.people.mellerud)
    actions.make_introduction(by=place.people.anna, plan=place.plan)
    return place


def assess(place: Place, conclusion: Conclusion = Conclusion.NEIGHBOUR, **more: Any) -> None:
    move = place.move
    assess_value(
        by=place.mover,
        assessment=ValueAssessment(
            organisation=move.organisation,
            application=move.target,
            what="ArcGIS",
            on=TODAY,
            need="Kartor",
            benefit="Fler kan det",
            year_ore=1,
            neighbour="Grannens",
            conclusion=conclusion,
            **more,
        ),
    )


def through(place: Place, *kinds: StepKind) -> None:
    """Complete the steps, each by whoever has the say."""
    for kind in kinds:
        by = place.host if kind == StepKind.SETUP else place.mover
        actions.complete_step(by=by, step=place.step(kind), on=TODAY, evidence="Dnr 1")
