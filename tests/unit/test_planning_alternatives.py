"""What is forbidden first when near-best plans are sought, small enough to count by hand."""

from collections.abc import Sequence
from typing import Any

import pytest

from samdrift.core.planning import (
    ComputedPlan,
    ExpensiveChoice,
    choices,
    read_problem,
    solve,
    without_host,
)
from samdrift.core.planning.objective import ensure_kept
from tests.unit.planning_cases import area, document, option


def two_ways(*others: float) -> dict[str, Any]:
    """Sharing QGIS costs 20 + 50 + 50 = 120; sharing the other system 20 + 50 + `other`, in an area for each."""
    return document(areas=[_area(at, other) for at, other in enumerate(others)])


def _area(at: int, other: float) -> dict[str, Any]:
    rows = [[50, 60], [other, other]]
    return area(id=f"a{at}", options=[option(), option(id="geo", switch_cost=rows)])


def asked(document: dict[str, Any]) -> tuple[ComputedPlan, Sequence[ExpensiveChoice]]:
    problem = read_problem(document)
    plan = solve(problem, gap=0)
    return plan, choices(problem, plan.areas)


def test_what_costs_least_to_do_without_is_asked_first() -> None:
    _plan, found = asked(two_ways(60, 51, 55))
    assert [(one.area, one.option) for one in found] == [
        ("a1", "qgis"),
        ("a2", "qgis"),
        ("a0", "qgis"),
    ]
    assert [one.dearer for one in found] == [pytest.approx(extra) for extra in (1, 5, 10)]


def test_the_best_plan_without_it_costs_what_was_guessed_where_nothing_else_binds() -> None:
    problem = read_problem(two_ways(51))
    plan, (choice,) = asked(two_ways(51))
    other = solve(without_host(problem, choice.area, choice.option), gap=0)
    assert {move.option for move in other.areas[0].moves} == {"geo"}
    assert ensure_kept(problem, other.areas) == other.objective == plan.objective + choice.dearer


def test_staying_is_one_of_the_ways() -> None:
    _plan, (choice,) = asked(document(areas=[area()]))
    assert choice.dearer == pytest.approx(200 - 120)


def test_where_nobody_moves_there_is_nothing_to_do_without() -> None:
    assert asked(document(areas=[area(stay_cost=[10, 10])]))[1] == ()


def test_what_somebody_cannot_do_without_is_left_alone() -> None:
    assert asked(document(areas=[area(stay_cost=[None, None])]))[1] == ()
