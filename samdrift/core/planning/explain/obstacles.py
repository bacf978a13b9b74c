"""Which limits hold a plan back, and what each municipality would do if it might not do what the plan says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samdrift.core.planning import objective
from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    Limit,
    Move,
    Opening,
    Problem,
    Rule,
    limits,
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A limit that stops at least one cheaper measure, and the best of those.

    used, amount: how much of the limit the plan takes, and what there is.
    saving: what the plan would cost less if `move` could be made and all else stayed as it is.
    """

    limit: Limit
    used: float
    amount: float
    area: str
    move: Move
    saving: float


def obstacles(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[Obstacle, ...]:
    """The limits that hold the plan back, the dearest first.

    For every member, each single step is tried that would cost less - another option or another period, opening
    what it needs - with all else as it is; a limit that such a step would break holds the plan back.
    """
    used = objective.usage(problem, plans)
    amounts = dict(limits(problem))
    worst: dict[Limit, Obstacle] = {}
    for area, plan in zip(problem.areas, plans, strict=True):
        for move, saving, change in _cheaper_steps(problem, area, plan):
            for limit, more in change.items():
                amount = amounts.get(limit)
                if amount is None or more <= 0 or limit.rule is Rule.MUST_LEAVE:
                    continue
                before = used.get(limit, 0.0)
                if objective.breaks(limit, amount, before + more) and (
                    limit not in worst or worst[limit].saving < saving
                ):
                    worst[limit] = Obstacle(limit, before, amount, area.id, move, saving)
    return tuple(sorted(worst.values(), key=lambda one: (-one.saving, one.limit)))


def _cheaper_steps(
    problem: Problem, area: Area, plan: AreaPlan
) -> Iterator[tuple[Move, float, dict[Limit, float]]]:
    """Single moves that would save, with what they save and how they change the use of each limit."""
    opened = {one.option: problem.periods.index(one.period) for one in plan.opened}
    present = {move.municipality: move for move in plan.moves}
    for member in area.members:
        now = present.get(member)
        cost = (
            objective.stay_cost(area, member)
            if now is None
            else objective.move_cost(problem, area, now)
        )
        for option in area.options:
            for at, period in enumerate(problem.periods):
                move = Move(member, option.id, period)
                other = objective.move_cost(problem, area, move)
                if other is None or cost is None or move == now or opened.get(option.id, -1) > at:
                    continue
                opening = None if option.id in opened else Opening(option.id, period)
                extra = 0.0 if opening is None else objective.opening_cost(problem, area, opening)
                if extra is not None and cost - other - extra > 1e-9:
                    yield move, cost - other - extra, _change(problem, area, now, move, opening)


def _change(
    problem: Problem, area: Area, now: Move | None, move: Move, opening: Opening | None
) -> dict[Limit, float]:
    change: dict[Limit, float] = {}
    staying = objective.uses_of_staying(problem, area, move.municipality)
    before = staying if now is None else objective.uses_of_move(problem, area, now)
    for limit, amount in before:
        change[limit] = change.get(limit, 0.0) - amount
    after = [objective.uses_of_move(problem, area, move)]
    if opening is not None:
        after.append(objective.uses_of_opening(problem, area, opening))
    for limit, amount in (use for uses in after for use in uses):
        change[limit] = change.get(limit, 0.0) + amount
    return change
