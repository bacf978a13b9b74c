"""Good plans that differ: the best plan found that does otherwise in some area, for each of some areas."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning import objective
from samdrift.core.planning.planner import solve
from samdrift.core.planning.problem import Area, AreaPlan, Plan, Problem

_TRIES = 4  # areas tried for each plan that is asked for


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan, the area in which it was made to differ, and what it costs more than the first."""

    area: str
    plan: Plan
    dearer: float


def alternatives(
    problem: Problem,
    plan: Plan,
    *,
    within: float = 0.01,
    number: int = 3,
    time_limit: float | None = None,
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
) -> tuple[Alternative, ...]:
    """Plans that cost at most that share more, and in which nobody goes over to what most go over to in one area.

    That area's chosen option is forbidden and the problem solved again from what is left of the plan. Areas are tried
    in the order of what forbidding costs at the least if all else stays; time_limit is for each try, in seconds.
    The cheapest first; none where the plan moves nobody, or all else is dearer.
    """
    if plan.objective is None:
        return ()
    found: list[Alternative] = []
    for place in _in_order(problem, plan.areas)[: number * _TRIES]:
        if len(found) == number or (stop is not None and stop()):
            break
        other = _without(problem, plan.areas[place], place)
        if other is None:
            continue
        start = tuple(
            _staying(problem.areas[place]) if at == place else area
            for at, area in enumerate(plan.areas)
        )
        gap, limit = min(0.001, within / 5), time_limit
        again = solve(other, gap=gap, time_limit=limit, seed=seed, start=start, stop=stop)
        if again.objective is not None:
            dearer = again.objective - plan.objective
            if dearer <= within * abs(plan.objective):
                found.append(Alternative(problem.areas[place].id, _of(problem, again), dearer))
    return tuple(sorted(found, key=lambda one: (one.dearer, one.area)))


def _of(problem: Problem, plan: Plan) -> Plan:
    """The plan counted in the whole problem; its bound is of the problem with one option less."""
    objective.ensure_kept(problem, plan.areas)
    return plan


def _staying(area: Area) -> AreaPlan:
    return AreaPlan(area.id, stays=area.members)


def _most_used(area: AreaPlan) -> str | None:
    """The option that most go over to; the first by name of several."""
    names = [move.option for move in area.moves]
    return max(sorted(set(names)), key=names.count) if names else None


def _in_order(problem: Problem, areas: tuple[AreaPlan, ...]) -> list[int]:
    """The areas that move anybody, those first where the next best costs least more."""
    extra = {
        place: _least_more(problem, problem.areas[place], area)
        for place, area in enumerate(areas)
        if area.moves
    }
    return sorted(extra, key=lambda place: (extra[place], place))


def _least_more(problem: Problem, area: Area, plan: AreaPlan) -> float:
    """What the area costs more if all who use its main option go to the best other one, or stay; limits apart."""
    name = _most_used(plan)
    gone = [move for move in plan.moves if move.option == name]
    now = sum(objective.move_cost(problem, area, move) or 0.0 for move in gone)
    now += sum(
        objective.opening_cost(problem, area, one) or 0.0
        for one in plan.opened
        if one.option == name
    )
    members = [area.members.index(move.municipality) for move in gone]
    ways = [float(np.nansum(area.stay_cost[members]) or np.inf)]
    if np.isnan(area.stay_cost[members]).any():
        ways = []
    for option in area.options:
        if option.id != name:
            switch = np.nanmin(
                np.where(np.isnan(option.switch_cost), np.inf, option.switch_cost), axis=1
            )
            ways.append(float(switch[members].sum() + np.nanmin(option.open_cost)))
    return min(ways, default=float("inf")) - now


def _without(problem: Problem, plan: AreaPlan, place: int) -> Problem | None:
    """The problem without the area's main option; None where somebody would then have no way out."""
    area, name = problem.areas[place], _most_used(plan)
    options = tuple(option for option in area.options if option.id != name)
    stuck = np.isnan(area.stay_cost)
    for option in options:
        openable = np.logical_or.accumulate(~np.isnan(option.open_cost))
        stuck &= ~(~np.isnan(option.switch_cost) & openable).any(axis=1)
    if stuck.any():
        return None
    areas = [
        replace(area, options=options) if at == place else one
        for at, one in enumerate(problem.areas)
    ]
    return replace(problem, areas=tuple(areas))
