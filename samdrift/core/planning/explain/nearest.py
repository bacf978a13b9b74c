"""Among plans that cost the same, the one most like another: so that a comparison tells only what matters."""

from collections.abc import Sequence

from samdrift.core.planning import objective
from samdrift.core.planning.problem import AreaPlan, Problem

_SAME = 1e-7  # share of the cost within which two plans cost the same


def nearest(
    problem: Problem, plans: Sequence[AreaPlan], liked: Sequence[AreaPlan]
) -> tuple[AreaPlan, ...]:
    """`plans`, with each area as in `liked` where that keeps every limit and costs no more.

    Areas are taken in order, again until nothing changes; so it ends with a plan that is no dearer than `plans`.
    """
    chosen = tuple(plans)
    cost = objective.ensure_kept(problem, chosen)
    old = {plan.id: plan for plan in liked}
    while True:
        before = chosen
        for number, plan in enumerate(chosen):
            other = old.get(plan.id)
            if other is None or other == plan:
                continue
            tried = (*chosen[:number], other, *chosen[number + 1 :])
            amount = _cost_if_kept(problem, tried)
            if amount is not None and amount <= cost + _SAME * max(1.0, abs(cost)):
                chosen, cost = tried, min(cost, amount)
        if chosen == before:
            return chosen


def _cost_if_kept(problem: Problem, plans: Sequence[AreaPlan]) -> float | None:
    try:
        return objective.ensure_kept(problem, plans)
    except (objective.BrokenPlanError, ValueError):
        return None
