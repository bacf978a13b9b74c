"""What to forbid when other good plans are sought: the choices of a plan, those first that cost least to do without."""

from dataclasses import dataclass

import numpy as np

from samdrift.core.planning import objective
from samdrift.core.planning.problem import Area, AreaPlan, Numbers, Problem


@dataclass(frozen=True, slots=True)
class ExpensiveChoice:
    """An option that somebody goes over to, and what it costs more, in the problem's money, to do without it.

    dearer: if all who use it go over to one other option together, or all stay; limits apart. An estimate to sort by.
    """

    area: str
    option: str
    dearer: float


def choices(problem: Problem, areas: tuple[AreaPlan, ...]) -> tuple[ExpensiveChoice, ...]:
    """Every option that a plan uses and could do without, the least dear first; of equals, the most used.

    An option that somebody can't do without, having no other way and no way to stay, is left out.
    """
    found: list[tuple[float, int, ExpensiveChoice]] = []
    for area, plan in zip(problem.areas, areas, strict=True):
        for name in sorted({move.option for move in plan.moves}):
            if not _is_needed(area, name):
                users = sum(move.option == name for move in plan.moves)
                dearer = _least_more(problem, area, plan, name)
                found.append((dearer, -users, ExpensiveChoice(area.id, name, dearer)))
    return tuple(one for *_order, one in sorted(found, key=_order))


def _order(one: tuple[float, int, ExpensiveChoice]) -> tuple[float, int, str, str]:
    return round(one[0], 2), one[1], one[2].area, one[2].option


def _least_more(problem: Problem, area: Area, plan: AreaPlan, name: str) -> float:
    """What the area costs more if all who use an option go to the best other one, or stay; limits apart.

    Each goes over when it does now, or where it can't then, as soon as it can: now is when limits let it. What is open
    already costs nothing to open. Infinite where they have no way that they can go together.
    """
    gone = [move for move in plan.moves if move.option == name]
    opened = [one for one in plan.opened if one.option == name]
    now = sum(objective.move_cost(problem, area, move) or 0.0 for move in gone)
    now += sum(objective.opening_cost(problem, area, one) or 0.0 for one in opened)
    members = [area.members.index(move.municipality) for move in gone]
    periods = [problem.periods.index(move.period) for move in gone]
    is_open = {one.option for one in plan.opened}
    ways = [float(area.stay_cost[members].sum())]  # not a number where somebody can't stay
    for option in area.options:
        if option.id != name:
            extra = 0.0 if option.id in is_open else _from(option.open_cost, min(periods))
            rows = zip(members, periods, strict=True)
            ways.append(extra + sum(_from(option.switch_cost[one], at) for one, at in rows))
    return min((way for way in ways if not np.isnan(way)), default=float("inf")) - now


def _from(costs: Numbers, period: int) -> float:
    """The first known cost from a period on; infinite where there is none."""
    later = costs[period:]
    known = later[~np.isnan(later)]
    return float(known[0]) if known.size else float("inf")


def _is_needed(area: Area, name: str) -> bool:
    """Would somebody who can't stay have no way out without the option?"""
    stuck = np.isnan(area.stay_cost)
    for option in area.options:
        if option.id != name:
            openable = np.logical_or.accumulate(~np.isnan(option.open_cost))
            stuck = stuck & ~(~np.isnan(option.switch_cost) & openable).any(axis=1)
    return bool(stuck.any())
