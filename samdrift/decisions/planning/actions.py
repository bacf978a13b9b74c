"""Everything that can happen to scenarios and plans."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.findings import InvalidInput
from samdrift.core.planning import solve, write_plan, write_problem, yearly_costs
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.planning.convert import in_ore, problem_of, terms_of
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.decisions.planning.told import plan_content, today_cost
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import members_of

CLAUSES = ("P1.2", "P2.20", "P6.6")
SECONDS = 15.0


@transaction.atomic
def add_scenario(*, by: Person, scenario: Scenario) -> Scenario:
    """Keep a question with its assumptions."""
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    scenario.made_by = by
    scenario.full_clean()
    scenario.save(force_insert=True)
    record("planning.scenario_added", scenario, by=by, after=facts(scenario))
    return scenario


@transaction.atomic
def change_scenario(*, by: Person, scenario: Scenario) -> Scenario:
    """Ask otherwise; plans already computed keep the problem that they answered."""
    stored = Scenario.objects.get(pk=scenario.pk)
    require_in_group(by, Permission.MAKE_PLAN, stored.federation)
    before = facts(stored)
    scenario.federation = stored.federation
    scenario.full_clean()
    scenario.save()
    record("planning.scenario_changed", scenario, by=by, before=before, after=facts(scenario))
    return scenario


def compute_plan(
    *,
    by: Person,
    scenario: Scenario,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """Solve a scenario on today's register and keep the answer with its problem.

    The solving itself holds no transaction: it takes up to `seconds`.
    """
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    problem, basis, installed = problem_of(scenario, today())
    if not problem.areas:
        raise ValidationError(
            _("There is nothing to plan: no area has two installations that could become one.")
        )
    try:
        answer = solve(problem, time_limit=seconds, stop=stop)
    except InvalidInput as wrong:
        raise ValidationError([_(each.what) % each.values for each in wrong.findings]) from wrong
    if answer.areas:
        terms = terms_of(scenario)
        nobody = [replace(area, moves=()) for area in answer.areas]
        basis.running_today = in_ore(yearly_costs(installed, terms, nobody))
        basis.running_planned = in_ore(yearly_costs(installed, terms, answer.areas))
    plan = Plan(
        scenario=scenario,
        computed_on=today(),
        by=by,
        problem_json=json.dumps(write_problem(problem), ensure_ascii=False),
        answer_json=json.dumps(write_plan(problem, answer), ensure_ascii=False),
        basis_json=json.dumps(basis.as_values(), ensure_ascii=False),
        status=str(answer.status),
        objective_ore=None if answer.objective is None else round(answer.objective * 100),
        today_ore=round(today_cost(problem) * 100),
        gap=answer.gap,
    )
    with transaction.atomic():
        plan.full_clean(exclude=["proposal"])
        plan.save(force_insert=True)
        after = {"status": plan.status, "objective_ore": plan.objective_ore, "gap": plan.gap}
        record("planning.plan_computed", plan, by=by, after=after, parent=scenario)
    return plan


@transaction.atomic
def propose_plan(
    *, by: Person, plan: Plan, text: str = "", organisations: Iterable[Organisation] | None = None
) -> Proposal:
    """Freeze a plan and put it to the members, or to those named, for decision."""
    stored = Plan.objects.select_for_update().select_related("scenario__federation").get(pk=plan.pk)
    if stored.proposal_id is not None:
        raise ValidationError(_("The plan has been proposed already."))
    if not stored.is_solved:
        raise ValidationError(_("No plan keeps every limit: there is nothing to propose."))
    federation = stored.scenario.federation
    with override(settings.LANGUAGE_CODE):
        content = plan_content(stored)
        words = text.strip() or _("The changes are made in the order that the table says.")
    proposal = propose(
        by=by,
        federation=federation,
        kind=ProposalKind.PLAN,
        title=str(stored),
        text=words,
        organisations=organisations or members_of(federation),
        content=content,
        serves=CLAUSES,
        source_path=f"/planer/{stored.pk}/",
    )
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    record("planning.plan_proposed", stored, by=by, after={"digest": proposal.digest})
    return proposal
