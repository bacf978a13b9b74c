"""The second best: what a municipality would do instead of a measure, all else as the plan says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samdrift.core.planning import objective
from samdrift.core.planning.problem import Area, AreaPlan, Move, Opening, Problem


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """What one municipality's measure was chosen before.

    instead: the option and period that come next; None to stay as today. dearer: what the whole plan would cost more;
    below nothing where only a limit stops the other way.
    """

    area: str
    municipality: str
    instead: Move | None
    dearer: float


def runners_up(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[RunnerUp, ...]:
    """The next best for each move of a plan: another option, or staying.

    What only its user needs need not be opened then; what was not open is opened. Limits are not asked: the next best
    tells what the measure itself is worth, `obstacles` what limits stop.
    """
    return tuple(
        found
        for area, plan in zip(problem.areas, plans, strict=True)
        for move in plan.moves
        if (found := _runner_up(problem, area, plan, move)) is not None
    )


def _runner_up(problem: Problem, area: Area, plan: AreaPlan, move: Move) -> RunnerUp | None:
    now = (objective.move_cost(problem, area, move) or 0.0) + _cost_avoided(
        problem, area, plan, move
    )
    ways = sorted(
        _other_ways(problem, area, plan, move),
        key=lambda way: (way[0], way[1].option if way[1] else "", way[1].period if way[1] else ""),
    )
    if not ways:
        return None
    cost, instead = ways[0]
    return RunnerUp(area.id, move.municipality, instead, cost - now)


def _cost_avoided(problem: Problem, area: Area, plan: AreaPlan, move: Move) -> float:
    """What opening costs that nobody else needs."""
    if sum(other.option == move.option for other in plan.moves) > 1:
        return 0.0
    opening = next(one for one in plan.opened if one.option == move.option)
    return objective.opening_cost(problem, area, opening) or 0.0


def _other_ways(
    problem: Problem, area: Area, plan: AreaPlan, move: Move
) -> Iterator[tuple[float, Move | None]]:
    staying = objective.stay_cost(area, move.municipality)
    if staying is not None:
        yield staying, None
    opened = {one.option: one.period for one in plan.opened}
    for option in area.options:
        if option.id == move.option:
            continue
        for period in problem.periods:
            other = Move(move.municipality, option.id, period)
            cost = objective.move_cost(problem, area, other)
            if cost is None or opened.get(option.id, period) > period:
                continue
            extra: float | None = 0.0
            if option.id not in opened:
                extra = objective.opening_cost(problem, area, Opening(option.id, period))
            if extra is not None:
                yield cost + extra, other
