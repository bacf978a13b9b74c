"""Large problems area by area: the same answers as trying everything, and bounds that are never above the optimum."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.planning import planner, read_areas, read_problem, solve, solve_document
from samdrift.core.planning.columns import columns
from samdrift.core.planning.decompose import lagrange
from samdrift.core.planning.decompose.ascent import ascend, start_point
from samdrift.core.planning.decompose.candidate_filter import CandidateFilter
from samdrift.core.planning.decompose.grid import Grid, grid_of
from samdrift.core.planning.decompose.lagrange import Point, choice_at, value
from samdrift.core.planning.decompose.partial_plan import (
    excess_over_limits,
    keeps_limits,
    search_context,
)
from samdrift.core.planning.decompose.tables import Capacity, Tables, capacity_of
from samdrift.core.planning.model import read_plan, values_of
from samdrift.core.planning.objective import broken_limits, ensure_kept, usage
from samdrift.core.planning.problem import ComputedPlan, PlanStatus
from tests.benchmark.planning_instances import instance
from tests.unit.planning_bruteforce import cheapest
from tests.unit.planning_cases import document, documents


def by_areas(document: dict[str, Any]) -> dict[str, Any]:
    """The answer when even the smallest problem is taken area by area."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner, "SINGLE", 0)
        return solve_document(document, gap=0)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_area_by_area_finds_the_cheapest_plan_as_trying_them_all_does(
    document: dict[str, Any],
) -> None:
    best, answer = cheapest(document), by_areas(document)
    assert answer["status"] == ("infeasible" if best is None else "optimal")
    if best is not None:
        assert abs(answer["objective"] - best) < 1e-6
        assert best - 1e-4 <= answer["bound"] <= answer["objective"]
        assert ensure_kept(read_problem(document), read_areas(answer)) == answer["objective"]


@settings(max_examples=60, deadline=None)
@given(documents(), st.integers(0, 2**32 - 1))
def test_no_prices_whatever_give_a_bound_above_the_optimum(
    document: dict[str, Any], seed: int
) -> None:
    best = cheapest(document)
    unknown = columns(read_problem(document))
    if best is None or not unknown.moves.seat.size:
        return
    grid, room = grid_of(unknown), capacity_of(unknown)
    assert value(grid, room, _anywhere(grid, room, seed)).bound <= best + 1e-9
    ascent = ascend(grid, room, steps=40, stop=lambda _bound: False)
    assert value(grid, room, start_point(grid)).bound <= ascent.bound <= best + 1e-9


@pytest.mark.parametrize("size", [1, 40, 10**6])
def test_a_bound_and_its_choice_are_the_same_in_blocks_as_whole(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    unknown = columns(instance(7, 5, 3))
    grid, room = grid_of(unknown), capacity_of(unknown)
    point = _anywhere(grid, room, 3)
    whole = value(grid, room, point)
    expected = choice_at(grid, point, whole)
    monkeypatch.setattr(lagrange, "_BLOCK", size)
    blocks = lagrange.blocks_of(grid)
    assert (len(blocks) == 1) == (size == 10**6)
    bound, choice = lagrange.bound_and_choice(blocks, grid, room, point)
    assert bound == whole.bound
    for name in ("pair", "period", "option", "opened"):
        np.testing.assert_array_equal(getattr(choice, name), getattr(expected, name))


@settings(max_examples=40, deadline=None)
@given(documents(), st.integers(0, 2**32 - 1))
def test_what_the_sieve_takes_away_is_in_no_plan_that_cheap(
    document: dict[str, Any], seed: int
) -> None:
    """With any prices: the cheapest plan is found among what adds no more to the bound than it costs above it."""
    best = cheapest(document)
    unknown = columns(read_problem(document))
    if best is None or not unknown.moves.seat.size:
        return
    grid, room = grid_of(unknown), capacity_of(unknown)
    sieve = CandidateFilter(search_context(grid, room), _anywhere(grid, room, seed))
    kept = sieve.within(best - sieve.bound + 1e-6)
    thinned = _without_moves(document, unknown, kept.moves)
    left = cheapest(thinned)
    assert left is not None
    assert abs(left - best) < 1e-6


def _anywhere(grid: Grid, room: Capacity, seed: int) -> Point:
    chance = np.random.default_rng(seed)
    point = start_point(grid)
    vector = point.prices.vector.copy()
    vector[room.places] = chance.uniform(0, 8, room.places.size) * chance.integers(
        0, 2, room.places.size
    )
    seats = chance.normal(0, 20, point.seats.size)
    return Point(
        Tables(point.prices.shape, vector),
        np.where(grid.must_leave, seats, np.minimum(seats, 0)),
    )


def _without_moves(document: dict[str, Any], unknown: Any, kept: Any) -> dict[str, Any]:
    moves = unknown.moves
    stays = set(zip(moves.seat[kept], moves.option[kept], moves.period[kept], strict=True))
    areas, seat, option = [], 0, 0
    for area in document["areas"]:
        options = []
        for choice in area["options"]:
            costs = [
                [
                    cost if (seat + member, option, at) in stays else None
                    for at, cost in enumerate(row)
                ]
                for member, row in enumerate(choice["switch_cost"])
            ]
            options.append({**choice, "switch_cost": costs})
            option += 1
        areas.append({**area, "options": options})
        seat += len(area["members"])
    return {**document, "areas": areas}


@pytest.mark.parametrize("seed", range(3))
def test_one_program_and_area_by_area_agree_within_what_is_proven(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = instance(4, 3, 3, seed)
    monkeypatch.setattr(planner, "SINGLE", 10**9)
    whole = solve(problem, gap=0)
    monkeypatch.setattr(planner, "SINGLE", 0)
    split = solve(problem, gap=0.001)
    assert whole.status is PlanStatus.OPTIMAL
    assert _figure(split.bound) <= _figure(whole.objective) * (1 + 1e-6)
    assert _figure(whole.objective) <= _figure(split.objective) * (1 + 1e-6)
    assert _figure(split.gap) <= 0.001
    assert broken_limits(problem, usage(problem, split.areas)) == ()


def test_groups_of_areas_make_a_plan_that_keeps_every_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where all areas together are too many for one program, and the groups share tight limits."""
    from samdrift.core.planning.decompose import pipeline

    monkeypatch.setattr(pipeline, "_WHOLE_SEATS", 0)
    monkeypatch.setattr(pipeline, "_IDLE_ROUNDS", 4)
    problem = instance(6, 6, 2)
    first, second = solve(problem, gap=0.05), solve(problem, gap=0.05)
    assert _figure(first.gap) <= 0.05
    assert (first.areas, first.bound) == (second.areas, second.bound)


def test_a_second_is_enough_for_a_plan_with_its_gap() -> None:
    plan = solve(instance(6, 30, 6), time_limit=1.0)
    assert plan.status is PlanStatus.FEASIBLE
    assert 0 < _figure(plan.gap) < 1


def test_a_plan_is_begun_even_when_numbering_took_all_the_time() -> None:
    plan = solve(instance(13, 20, 5), time_limit=1e-6)
    assert plan.status is PlanStatus.FEASIBLE
    assert any(area.moves for area in plan.areas)


def test_values_of_a_plan_read_back_are_the_plan() -> None:
    problem = instance(6, 8, 3)
    unknown = columns(problem)
    areas = solve(problem, time_limit=1.0).areas
    assert any(area.moves for area in areas)
    values = values_of(unknown, areas)
    assert read_plan(unknown, values) == areas
    assert values[unknown.move].sum() == sum(len(area.moves) for area in areas)


def test_progress_tells_of_bound_and_plan_closing_in() -> None:
    told: list[Any] = []
    plan = solve(instance(5, 6, 4), progress=told.append)
    assert told
    assert all(one.bound is None or one.bound <= _figure(plan.objective) + 1e-6 for one in told)


def _figure(value: float | None) -> float:
    assert value is not None
    return value


def test_over_and_keeps_say_the_same() -> None:
    problem = instance(4, 3, 3)
    unknown = columns(problem)
    ground = search_context(grid_of(unknown), capacity_of(unknown))
    plan: ComputedPlan = solve(problem)
    places = planner._places(unknown, plan.areas)
    assert keeps_limits(ground, places)
    assert not excess_over_limits(ground, places).any()


@pytest.mark.parametrize(
    ("days", "prices", "seats", "bound"),
    [([None, None], [0, 0], [-40, -40], 120), ([5, 0], [5, 4], [0, -30], 145)],
)
def test_the_bound_is_as_counted_by_hand(
    days: list[int | None], prices: list[int], seats: list[int], bound: float
) -> None:
    """Both examples of docs/methods/planning.md."""
    towns = [{"id": "1438", "change_days": days}, {"id": "1460"}]
    unknown = columns(read_problem(document(municipalities=towns)))
    grid, room = grid_of(unknown), capacity_of(unknown)
    point = start_point(grid)
    point.prices.days[:, 0] = prices
    point = Point(point.prices, np.array(seats, dtype=float))
    assert value(grid, room, point).bound == pytest.approx(bound, rel=1e-9)
