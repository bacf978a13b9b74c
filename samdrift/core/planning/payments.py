"""What each municipality pays by a plan, joint costs divided by weight among those who share them.

What one pays depends on who else takes part, so this is no sum over the moves of a plan; `ties` bounds it by such sums.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from samdrift.core.planning.problem import Area, AreaPlan, Numbers, Option, Paid, Problem

Part = tuple[str, float]  # a municipality and what it pays


def paid_of(area: Area, option: Option) -> Paid:
    """Who pays what for an option: as it says, else each its switch cost and a part of the cost of opening."""
    if option.paid is not None:
        return option.paid
    nothing = np.zeros_like(option.open_cost)
    return Paid(option.switch_cost, nothing, option.open_cost, None, nothing)


def stay_paid(area: Area) -> Numbers:
    """(members,) what each pays if it stays; nothing for one that can't."""
    return np.nan_to_num(area.stay_cost if area.stay_paid is None else area.stay_paid, nan=0.0)


def paid(problem: Problem, plans: Sequence[AreaPlan]) -> dict[str, float]:
    """What each municipality pays to the horizon, over all areas, in the money of the problem."""
    parts: defaultdict[str, list[float]] = defaultdict(list)
    for area, plan in zip(problem.areas, plans, strict=True):
        for code, amount in paid_in(problem, area, plan):
            parts[code].append(amount)
    return {one.id: math.fsum(parts[one.id]) for one in problem.municipalities}


def paid_in(problem: Problem, area: Area, plan: AreaPlan) -> Iterator[Part]:
    """What is paid in one area, part by part."""
    weight = {one.id: one.weight for one in problem.municipalities}
    staying = stay_paid(area)
    for code in plan.stays:
        yield code, float(staying[area.members.index(code)])
    since = {move.municipality: problem.periods.index(move.period) for move in plan.moves}
    for option in area.options:
        users = [move.municipality for move in plan.moves if move.option == option.id]
        who_pays = paid_of(area, option)
        for code in users:
            yield code, float(who_pays.switch[area.members.index(code), since[code]])
        for at, amount in enumerate(who_pays.shared.tolist()):
            yield from _divide(amount, [code for code in users if since[code] <= at], weight)
        for opening in plan.opened:
            if opening.option == option.id:
                at = problem.periods.index(opening.period)
                yield from _divide(float(who_pays.users[at]), users, weight)
                if who_pays.host is not None:
                    yield who_pays.host, float(who_pays.host_pays[at])


def _divide(amount: float, users: Sequence[str], weight: dict[str, float]) -> Iterator[Part]:
    whole = math.fsum(weight[code] for code in users)
    for code in users:
        yield code, amount * weight[code] / whole
