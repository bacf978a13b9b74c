"""For the controller who does not believe it: the cost counted anew, the bound, and the problem to take away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from samdrift.core.planning import read_areas, read_problem
from samdrift.core.planning.objective import BrokenPlanError, broken_limits, cost, usage
from samdrift.core.planning.problem import limits
from samdrift.decisions.planning.convert.tables import cell_in_words
from samdrift.decisions.planning.convert.terms import ore
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.views.access import plan_context, visible_plan
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.ui.page import page


def plan_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Counted anew from the documents that are kept, by the part of the planner that knows nothing of the solver."""
    plan = visible_plan(signed_in(request), pk)
    counted = recount(plan) if plan.is_solved else None
    context = plan_context(request, plan, "plan_proof") | {
        "lead": _("How the plan can be checked by somebody who does not trust it."),
        "counted": counted,
        "gap_words": _gap_words(plan),
        "gap_percent": None if plan.gap is None else cell_in_words(plan.gap, "percent"),
        "command": f"samdrift solve plan-{plan.pk}.json --gap 0",
        "limit_count": counted["limits"] if counted else 0,
    }
    return page(request, "planning/plan_proof.html", context)


def recount(plan: Plan) -> dict[str, Any]:
    """The plan's cost and limits from its own documents; agrees is False where it is not what is kept."""
    problem = read_problem(plan.problem_document)
    areas = read_areas(plan.answer_document)
    try:
        objective_ore = ore(cost(problem, areas))
    except BrokenPlanError as wrong:
        return {"objective_ore": None, "agrees": False, "broken": [str(wrong)], "limits": 0}
    broken = broken_limits(problem, usage(problem, areas))
    return {
        "objective_ore": objective_ore,
        "agrees": objective_ore == plan.objective_ore and not broken,
        "broken": [str(each) for each in broken],
        "limits": sum(1 for _limit in limits(problem)),
    }


def _gap_words(plan: Plan) -> str:
    if plan.gap_ore is None:
        return ""
    if plan.gap_ore == 0:
        return _("No plan is cheaper: that is proven.")
    return _("No plan can be more than %(amount)s kronor cheaper.") % {
        "amount": cell_in_words(plan.gap_ore, "kronor")
    }


def plan_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """The problem that the plan answers, for whoever wants to solve it anew."""
    plan = visible_plan(signed_in(request), pk)
    return _download(plan, plan.problem_document, "plan")


def plan_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer as `samdrift solve --json` gives it."""
    plan = visible_plan(signed_in(request), pk)
    return _download(plan, plan.answer_document, "svar")


def _download(plan: Plan, document: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}-{plan.pk}.json"'
    return response
