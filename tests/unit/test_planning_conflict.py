"""Large problems without a plan: the limits that clash, with none to spare, and how little would do."""

import time
from dataclasses import replace

import numpy as np
import pytest

from samdrift.core.planning import (
    ComputedPlan,
    Limit,
    PlanStatus,
    Problem,
    Rule,
    numbers,
    solve,
)
from samdrift.core.planning.columns import columns
from samdrift.core.planning.conflict.amounts import Amounts
from samdrift.core.planning.conflict.concerned import find_concerned
from samdrift.core.planning.conflict.examine import examine
from samdrift.core.planning.conflict.soft import Asker, impossible
from samdrift.core.planning.objective import ensure_kept
from samdrift.core.planning.problem import limits
from samdrift.core.planning.solver import Effort
from tests.benchmark.planning_instances import instance

YEARS = 10


def must_leave(problem: Problem, town: str, count: int) -> Problem:
    """The problem in which a municipality can't stay in the first areas that it takes part in."""
    areas, left = list(problem.areas), count
    for number, area in enumerate(areas):
        if town in area.members and left:
            stay = area.stay_cost.copy()
            stay[area.members.index(town)] = np.nan
            areas[number] = replace(area, stay_cost=numbers(stay))
            left -= 1
    return replace(problem, areas=tuple(areas))


def limited(problem: Problem, town: str, **changes: object) -> Problem:
    towns = tuple(
        replace(one, **changes) if one.id == town else one for one in problem.municipalities
    )
    return replace(problem, municipalities=towns)


def full(problem: Problem, unit: str, share: float, since: int = 0) -> Problem:
    """The problem in which a unit can do only a share of what it could."""
    units = list(problem.units)
    for number, one in enumerate(units):
        if one.id == unit and one.capacity_fte is not None:
            capacity = one.capacity_fte.copy()
            capacity[since:] *= share
            units[number] = replace(one, capacity_fte=numbers(capacity))
    return replace(problem, units=tuple(units))


def ensure_minimal(problem: Problem, plan: ComputedPlan) -> None:
    """The conflict can't hold, and without any one of its limits it can."""
    asker = Asker(columns(problem), Effort(), np.inf)
    assert plan.status is PlanStatus.INFEASIBLE
    assert plan.conflict_is_minimal
    clash = frozenset(plan.conflict)
    assert impossible(asker.clash(clash))
    for limit in clash:
        assert asker.clash(clash - {limit}).values is not None


def ensure_enough(problem: Problem, plan: ComputedPlan) -> None:
    """With what is said to give, there is a plan."""
    assert plan.relaxation
    relaxed = given_more(problem, {one.limit: one.by for one in plan.relaxation})
    found = solve(relaxed, gap=1.0, time_limit=60)
    assert found.objective is not None


def ensure_would_do(problem: Problem) -> None:
    """The plan that breaks least keeps every limit when those that it breaks give so much."""
    examined = examine(columns(problem), Effort(), time.perf_counter() + 8, 40_000)
    assert examined.areas is not None
    broken = Amounts(problem).broken(examined.areas)
    assert broken
    ensure_kept(given_more(problem, {one.limit: one.by for one in broken}), examined.areas)


def given_more(problem: Problem, by: dict[Limit, float]) -> Problem:
    """The problem whose limits give as much as is said."""

    def more(rule: Rule, of: str, amounts: np.ndarray | None) -> np.ndarray | None:
        if amounts is None:
            return None
        extra = [by.get(Limit(rule, of, at), 0.0) for at in range(len(problem.periods))]
        return numbers(amounts + np.array(extra) * (1 + 1e-6))

    towns = [
        replace(
            one,
            budget=more(Rule.BUDGET, one.id, one.budget),
            change_days=more(Rule.CHANGE_DAYS, one.id, one.change_days),
            max_changes_per_department=_more_changes(one.id, one.max_changes_per_department, by),
        )
        for one in problem.municipalities
    ]
    units = [
        replace(one, capacity_fte=more(Rule.UNIT_CAPACITY, one.id, one.capacity_fte))
        for one in problem.units
    ]
    areas = []
    for area in problem.areas:
        stay = area.stay_cost.copy()
        for at, member in enumerate(area.members):
            if Limit(Rule.MUST_LEAVE, member, 0, area.id) in by:
                stay[at] = 1e6
        areas.append(replace(area, stay_cost=numbers(stay)))
    return replace(problem, municipalities=tuple(towns), units=tuple(units), areas=tuple(areas))


def _more_changes(town: str, most: int | None, by: dict[Limit, float]) -> int | None:
    """One number stands for all departments and years."""
    given = [
        amount
        for limit, amount in by.items()
        if limit.rule is Rule.CHANGES_PER_DEPARTMENT and limit.of == town
    ]
    return most if most is None else most + round(max(given, default=0.0))


def small_budget(problem: Problem) -> Problem:
    broke = limited(problem, "m002", budget=numbers(np.full(YEARS, 20.0)))
    return must_leave(broke, "m002", 3)


def few_days(problem: Problem) -> Problem:
    return must_leave(limited(problem, "m001", change_days=numbers(np.full(YEARS, 2.0))), "m001", 1)


def no_changes(problem: Problem) -> Problem:
    return must_leave(limited(problem, "m002", max_changes_per_department=0), "m002", 100)


def full_from_the_start(problem: Problem) -> Problem:
    return full(problem, problem.units[1].id, 0.2)


def full_in_time(problem: Problem) -> Problem:
    return full(problem, problem.units[1].id, 0.1, since=3)


@pytest.mark.parametrize(
    ("harder", "rules"),
    [
        (few_days, {Rule.CHANGE_DAYS, Rule.MUST_LEAVE}),
        (small_budget, {Rule.BUDGET, Rule.MUST_LEAVE}),
        (no_changes, {Rule.CHANGES_PER_DEPARTMENT, Rule.MUST_LEAVE}),
        pytest.param(
            full_from_the_start,
            {Rule.UNIT_CAPACITY, Rule.CHANGES_PER_DEPARTMENT},
            marks=pytest.mark.deep,
        ),
        pytest.param(
            full_in_time,
            {Rule.UNIT_CAPACITY, Rule.CHANGES_PER_DEPARTMENT},
            marks=pytest.mark.deep,
        ),
    ],
)
def test_a_hundred_areas_name_what_clashes_and_what_would_do(harder, rules) -> None:
    problem = harder(instance(5, 100, YEARS))
    plan = solve(problem, time_limit=20)
    ensure_minimal(problem, plan)
    assert {one.rule for one in plan.conflict} == rules
    assert len({one.of.removeprefix("u") for one in plan.conflict}) == 1
    assert plan.relaxation
    if plan.relaxation_is_least:
        ensure_enough(problem, plan)
    else:
        ensure_would_do(problem)


def test_two_who_need_the_room_of_one_unit_clash_over_it() -> None:
    """Each alone has room at the only unit that takes them; the fixed work and both have not."""
    problem = instance(5, 40, YEARS)
    area = problem.areas[7]
    option = next(one for one in area.options if one.unit is not None)
    first, second = area.members[:2]
    unit = next(one for one in problem.units if one.id == option.unit)
    others = [at for at, name in enumerate(area.members) if name not in {first, second}]
    cost = option.switch_cost.copy()
    cost[others] = np.nan
    load = np.full(len(area.members), 1.0)
    only = replace(option, switch_cost=numbers(cost), load_fte=numbers(load), load_fixed_fte=0.5)
    stay = area.stay_cost.copy()
    stay[:2] = np.nan
    none = tuple(None for _member in area.members)
    lone = replace(area, options=(only,), stay_cost=numbers(stay), current_unit=none)
    areas = tuple(lone if one is area else one for one in problem.areas)
    far = replace(unit, id="far", municipality=None, capacity_fte=numbers(np.full(YEARS, 2.0)))
    areas = tuple(
        replace(one, options=(replace(only, unit="far"),)) if one.id == area.id else one
        for one in areas
    )
    problem = replace(problem, areas=areas, units=(*problem.units, far))
    plan = solve(problem, time_limit=40)
    ensure_minimal(problem, plan)
    assert Limit(Rule.MUST_LEAVE, first, 0, area.id) in plan.conflict
    assert Limit(Rule.MUST_LEAVE, second, 0, area.id) in plan.conflict
    assert {one.of for one in plan.conflict if one.rule is Rule.UNIT_CAPACITY} == {"far"}
    assert plan.relaxation_is_least
    assert sum(one.by for one in plan.relaxation) == pytest.approx(0.5, abs=1e-5)
    ensure_enough(problem, plan)


def test_a_tiny_time_limit_is_kept_though_there_is_no_plan() -> None:
    plan = solve(few_days(instance(5, 100, YEARS)), time_limit=0.5)
    assert plan.status in {PlanStatus.INFEASIBLE, PlanStatus.NOT_FOUND}
    assert plan.seconds < 5


def test_who_stops_it_gets_an_answer_at_once() -> None:
    plan = solve(full_in_time(instance(5, 100, YEARS)), stop=lambda: True)
    assert plan.status is PlanStatus.NOT_FOUND


def test_most_of_a_large_problem_drops_out() -> None:
    problem = few_days(instance(5, 100, YEARS))
    unknown = columns(problem)
    asked = {limit for limit, _amount in limits(problem) if limit.of == "m001"}
    part = find_concerned(unknown, asked)
    seats = np.unique(unknown.moves.seat[part.moves])
    assert seats.size == 1
    assert part.moves.size < 50
