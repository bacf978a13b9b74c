"""The scenarios, computations and plans that a person may see, and what a scenario can be about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from samdrift.core.swedish import swedish_key
from samdrift.decisions.collaboration.models import Level
from samdrift.decisions.collaboration.queries import (
    federation_applications,
    sees_collaboration,
    sees_whole_register,
)
from samdrift.decisions.governance.models import ProposalStatus
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.planning.models import Plan, Run, Scenario
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import it_units_by_organisation, members_of


def visible_scenarios(person: Person) -> QuerySet[Scenario]:
    """Those of one's federation, for those who work with collaboration and may see everything that plans stand on.

    A scenario holds every member's agreements, costs and assessments. Others see the plans that are proposed.
    """
    sees = sees_collaboration(person) and sees_whole_register(person)
    federations = person.federation_ids if sees else frozenset()
    return Scenario.objects.filter(federation__in=federations).select_related("federation")


def visible_plans(person: Person) -> QuerySet[Plan]:
    """The plans of visible scenarios, and those proposed: a proposal is for everyone in the federation."""
    mine = Plan.objects.filter(scenario__in=visible_scenarios(person))
    proposed = Plan.objects.filter(proposal__in=visible_proposals(person))
    return (mine | proposed).distinct().select_related("scenario__federation", "by", "proposal")


def visible_runs(person: Person) -> QuerySet[Run]:
    return Run.objects.filter(scenario__in=visible_scenarios(person)).select_related(
        "scenario__federation", "start", "plan"
    )


def visible_adopted_plans(person: Person) -> QuerySet[Plan]:
    """Without their documents."""
    adopted = visible_plans(person).filter(proposal__status=ProposalStatus.ADOPTED)
    return adopted.defer(*WITHOUT_DOCUMENTS).order_by("-pk")


def adopted_plan(federation: Organisation) -> Plan | None:
    """The plan that everyone decided for, the latest where there are several."""
    adopted = Plan.objects.filter(
        scenario__federation=federation, proposal__status=ProposalStatus.ADOPTED
    )
    return adopted.select_related("scenario", "proposal").order_by("-pk").first()


MOST_OTHERS = 20
WITHOUT_DOCUMENTS = ("problem_json", "answer_json", "basis_json", "explanation_json")


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario with its latest plan, without the plan's documents."""

    scenario: Scenario
    plan: Plan | None
    run: Run | None


def scenario_rows(scenarios: QuerySet[Scenario]) -> list[ScenarioRow]:
    """Three queries, however many there are."""
    plans = Plan.objects.defer(*WITHOUT_DOCUMENTS).select_related("proposal").order_by("pk")
    runs = Run.objects.defer("progress", "findings").order_by("pk")
    found = scenarios.prefetch_related(
        Prefetch("plans", queryset=plans), Prefetch("runs", queryset=runs)
    )
    return [
        ScenarioRow(
            each,
            _preferred_plan(list(each.plans.all())),
            next((run for run in reversed(each.runs.all()) if run.is_active), None),
        )
        for each in found
    ]


def _preferred_plan(plans: Sequence[Plan]) -> Plan | None:
    """An adopted plan before a proposed one, and that before the latest."""
    return max(
        plans, key=lambda plan: (plan.is_adopted, plan.proposal_id or 0, plan.pk), default=None
    )


def other_plans(person: Person, plan: Plan) -> list[Plan]:
    """The latest solved plan of each of the latest scenarios of the same federation, to compare with."""
    others = visible_scenarios(person).filter(federation=plan.scenario.federation_id)
    rows = scenario_rows(others.exclude(pk=plan.scenario_id)[:MOST_OTHERS])
    return [row.plan for row in rows if row.plan is not None and row.plan.is_solved]


@dataclass(frozen=True)
class ScenarioChoices:
    """What can be settled and limited: the federation's members, IT units, areas and products today."""

    scenario: Scenario
    municipalities: Mapping[str, str]
    units: Mapping[str, str]
    areas: Sequence[str]
    products: Sequence[str]
    levels: Sequence[tuple[int, str]]


def choices_of(scenario: Scenario) -> ScenarioChoices:
    """In a fixed number of queries."""
    members = members_of(scenario.federation)
    own = it_units_by_organisation(members)
    here = federation_applications(scenario.federation, today()).order_by()
    areas = here.filter(area__isnull=False).values_list("area__name", flat=True).distinct()
    products = here.filter(product__isnull=False).values_list("product__name", flat=True).distinct()
    return ScenarioChoices(
        scenario=scenario,
        municipalities={member.code: str(member) for member in members},
        units={
            f"u{unit.pk}": f"{unit.name}, {member}" for member in members for unit in own[member.pk]
        },
        areas=sorted(areas, key=swedish_key),
        products=sorted(products, key=swedish_key),
        levels=[(level.number, str(level)) for level in Level.objects.all()],
    )
