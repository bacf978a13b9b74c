"""A plan by which nobody pays more than if nothing changes.

What each pays depends on who else takes part, so the rule is no row of the program. It is kept by asking again: where
somebody loses, the measures that lose it most are closed to it and the rest is planned anew, until nobody does. Every
answer keeps the rule; the bound is that of the problem without it, which no fair plan can cost less than either.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from samdrift.core.planning import objective
from samdrift.core.planning.explain.measures import measures
from samdrift.core.planning.planner import solve
from samdrift.core.planning.problem import AreaPlan, Plan, Problem, Status

Losses = Callable[[Sequence[AreaPlan]], Mapping[str, float]]
_NOTHING = 0.005  # kronor that nobody calls a loss
_ROUNDS = 50


def solve_fairly(
    problem: Problem, losses: Losses, *, time_limit: float | None = None, **keywords: Any
) -> Plan:
    """The cheapest plan found by which nobody loses, with the bound of the problem without the rule.

    losses: what each municipality pays more by a plan than if nothing changes, kronor; at most nothing is no loss.
    keywords: as `solve`. An answer that somebody must lose by, because it can't stay, is given as NOT_FOUND.
    """
    ends = None if time_limit is None else time.perf_counter() + time_limit
    plan = solve(problem, time_limit=time_limit, **keywords)
    if plan.objective is None:
        return plan
    bound, narrowed, areas = plan.bound, problem, plan.areas
    for _round in range(_ROUNDS):
        losing = {code for code, loss in losses(areas).items() if loss > _NOTHING}
        if not losing:
            return _counted(problem, plan, areas, bound, keywords.get("gap", 0.001))
        closed = _closed(narrowed, areas, losing)
        if closed is None:
            break
        narrowed = closed
        left = None if ends is None else max(0.05, ends - time.perf_counter())
        again = solve(narrowed, time_limit=left, **{**keywords, "start": None})
        if again.objective is None:
            break
        areas = again.areas
    return Plan(Status.NOT_FOUND, None, bound, None, plan.seconds)


def _counted(
    problem: Problem,
    plan: Plan,
    areas: Sequence[AreaPlan],
    bound: float | None,
    gap: float,
) -> Plan:
    """The answer as one to the whole problem."""
    if tuple(areas) == plan.areas or bound is None:
        return plan
    cost = objective.ensure_kept(problem, areas)
    share = (cost - bound) / abs(cost) if cost else 0.0
    status = Status.WITHIN_GAP if share <= gap else Status.FEASIBLE
    return replace(plan, status=status, objective=cost, gap=share, areas=tuple(areas))


def _closed(problem: Problem, areas: Sequence[AreaPlan], losing: set[str]) -> Problem | None:
    """The problem where each who loses keeps today's in the area that it loses most in; None where nobody can."""
    worst: dict[str, tuple[float, str]] = {}
    for each in measures(problem, areas):
        if each.municipality in losing and each.saving is not None:
            found = (each.saving, each.area)
            worst[each.municipality] = min(worst.get(each.municipality, found), found)
    if not worst:
        return None
    shut = {(area, code) for code, (_saving, area) in worst.items()}
    narrowed = []
    for area in problem.areas:
        members = np.array([(area.id, member) in shut for member in area.members], dtype=bool)
        options = tuple(
            replace(option, switch_cost=np.where(members[:, None], np.nan, option.switch_cost))
            for option in area.options
        )
        narrowed.append(replace(area, options=options) if members.any() else area)
    return replace(problem, areas=tuple(narrowed))
