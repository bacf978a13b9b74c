"""Among plans that cost the same, the one most like another: so that a comparison tells only what matters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samdrift.core.planning import objective
from samdrift.core.planning.problem import AreaPlan, Limit, Problem, Rule, limits

_SAME = 1e-7  # share of the cost within which two plans cost the same


@dataclass(frozen=True, slots=True)
class _Part:
    """What one area's plan costs, and what it uses of every limit."""

    plan: AreaPlan
    cost: float
    used: Mapping[Limit, float]


def nearest(
    problem: Problem, plans: Sequence[AreaPlan], liked: Sequence[AreaPlan]
) -> tuple[AreaPlan, ...]:
    """`plans`, with each area as in `liked` where that keeps every limit and costs no more.

    Areas are taken in order, again until nothing changes; so it ends with a plan that is no dearer than `plans`.
    """
    amounts = dict(limits(problem))
    old = {plan.id: plan for plan in liked}
    chosen = [_part(problem, number, plan) for number, plan in enumerate(plans)]
    others = [
        _possible(problem, number, plan, old.get(plan.id)) for number, plan in enumerate(plans)
    ]
    used: defaultdict[Limit, float] = defaultdict(float)
    for part in chosen:
        for limit, amount in part.used.items():
            used[limit] += amount
    slack = _SAME * max(1.0, abs(sum(part.cost for part in chosen)))
    changed = True
    while changed:
        changed = False
        for number, other in enumerate(others):
            now = chosen[number]
            if other is None or other.plan == now.plan or other.cost > now.cost + slack:
                continue
            if _fits(used, now, other, amounts):
                for limit in now.used.keys() | other.used.keys():
                    used[limit] += other.used.get(limit, 0.0) - now.used.get(limit, 0.0)
                slack -= max(0.0, other.cost - now.cost)
                chosen[number], changed = other, True
    return tuple(part.plan for part in chosen)


def _part(problem: Problem, number: int, plan: AreaPlan) -> _Part:
    """Raises BrokenPlanError or ValueError where the area's plan is none."""
    alone = replace(problem, areas=(problem.areas[number],))
    return _Part(plan, objective.cost(alone, [plan]), objective.usage(alone, [plan]))


def _possible(
    problem: Problem, number: int, plan: AreaPlan, other: AreaPlan | None
) -> _Part | None:
    if other is None or other == plan:
        return None
    try:
        return _part(problem, number, other)
    except (objective.BrokenPlanError, ValueError):
        return None


def _fits(
    used: Mapping[Limit, float], now: _Part, other: _Part, amounts: Mapping[Limit, float]
) -> bool:
    """Does everything still keep within what there is if one area is planned otherwise?"""
    return not any(
        objective.breaks(
            limit,
            amounts[limit],
            used.get(limit, 0.0) + other.used.get(limit, 0.0) - now.used.get(limit, 0.0),
        )
        for limit in now.used.keys() | other.used.keys()
        if limit in amounts and (limit.rule is not Rule.MIN_SAVING or limit in other.used)
    )
