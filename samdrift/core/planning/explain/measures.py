"""What each measure saves, what each municipality pays, and the work of each unit."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samdrift.core.planning import objective
from samdrift.core.planning.problem import Area, AreaPlan, Limit, Problem, Rule, limits


@dataclass(frozen=True, slots=True)
class Measure:
    """One municipality that goes over in one area.

    stay_cost: what staying would cost it; None where it can't stay.
    switch_cost: what going over costs it.
    opening_part: its equal part of what opening the option costs, so that measures add up to the plan.
    """

    area: str
    municipality: str
    option: str
    period: str
    stay_cost: float | None
    switch_cost: float
    opening_part: float

    @property
    def saving(self) -> float | None:
        """Against today; None where today can't go on. Negative where the move pays for the others."""
        return (
            None
            if self.stay_cost is None
            else self.stay_cost - self.switch_cost - self.opening_part
        )


@dataclass(frozen=True, slots=True)
class Bill:
    """What one municipality pays to the horizon and takes on along the way.

    before: of the areas where it can stay; after: of the same areas; unavoidable: of those where it can't stay.
    investment, change_days: one number a period.
    """

    municipality: str
    before: float
    after: float
    unavoidable: float
    investment: tuple[float, ...]
    change_days: tuple[float, ...]

    @property
    def saving(self) -> float:
        """Where there is a choice."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """Work at a unit, one number a period, if all stayed and by the plan; capacity None where there is no limit."""

    unit: str
    today: tuple[float, ...]
    planned: tuple[float, ...]
    capacity: tuple[float | None, ...]


def measures(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[Measure, ...]:
    """Every move of a plan with its cost and saving."""
    return tuple(
        measure
        for area, plan in zip(problem.areas, plans, strict=True)
        for measure in _measures(problem, area, plan)
    )


def _measures(problem: Problem, area: Area, plan: AreaPlan) -> Iterator[Measure]:
    users = [move.option for move in plan.moves]
    opening = {one.option: objective.opening_cost(problem, area, one) or 0.0 for one in plan.opened}
    for move in plan.moves:
        cost = objective.move_cost(problem, area, move)
        if cost is None:
            raise objective.BrokenPlanError(f"{area.id}: {move.municipality} may not go over then")
        yield Measure(
            area=area.id,
            municipality=move.municipality,
            option=move.option,
            period=move.period,
            stay_cost=objective.stay_cost(area, move.municipality),
            switch_cost=cost,
            opening_part=opening[move.option] / users.count(move.option),
        )


def bills(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[Bill, ...]:
    """What each municipality pays before and after; openings in equal parts by those who go over to them."""
    used = objective.usage(problem, plans)
    made = measures(problem, plans)
    staying = [
        (member, objective.stay_cost(area, member) or 0.0)
        for area, plan in zip(problem.areas, plans, strict=True)
        for member in plan.stays
    ]
    periods = range(len(problem.periods))
    found = []
    for one in problem.municipalities:
        own = [measure for measure in made if measure.municipality == one.id]
        stays = math.fsum(cost for member, cost in staying if member == one.id)
        free = [measure for measure in own if measure.stay_cost is not None]
        forced = [measure for measure in own if measure.stay_cost is None]
        found.append(
            Bill(
                municipality=one.id,
                before=stays + math.fsum(measure.stay_cost or 0.0 for measure in free),
                after=stays
                + math.fsum(measure.switch_cost + measure.opening_part for measure in free),
                unavoidable=math.fsum(
                    measure.switch_cost + measure.opening_part for measure in forced
                ),
                investment=tuple(used.get(Limit(Rule.BUDGET, one.id, at), 0.0) for at in periods),
                change_days=tuple(
                    used.get(Limit(Rule.CHANGE_DAYS, one.id, at), 0.0) for at in periods
                ),
            )
        )
    return tuple(found)


def unit_loads(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[UnitLoad, ...]:
    """The work of each unit in each period, today and by the plan."""
    today = objective.usage(
        problem, [AreaPlan(area.id, stays=area.members) for area in problem.areas]
    )
    planned = objective.usage(problem, plans)
    amounts = dict(limits(problem))
    periods = range(len(problem.periods))
    return tuple(
        UnitLoad(
            unit=unit.id,
            today=tuple(today.get(key, 0.0) for key in keys),
            planned=tuple(planned.get(key, 0.0) for key in keys),
            capacity=tuple(amounts.get(key) for key in keys),
        )
        for unit in problem.units
        for keys in [[Limit(Rule.UNIT_CAPACITY, unit.id, at) for at in periods]]
    )
