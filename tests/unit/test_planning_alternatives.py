"""Near-best plans that differ, small enough to count by hand."""

from typing import Any

from samdrift.core.planning import alternatives, read_problem, solve
from samdrift.core.planning.objective import ensure_kept
from tests.unit.planning_cases import area, document, option


def two_ways(other: float) -> dict[str, Any]:
    """Sharing QGIS costs 20 + 50 + 50 = 120; sharing the other system 20 + 50 + `other`."""
    rows = [[50, 60], [other, other]]
    return document(areas=[area(options=[option(), option(id="geo", switch_cost=rows)])])


def test_the_other_system_is_told_when_it_costs_hardly_more() -> None:
    problem = read_problem(two_ways(51))
    plan = solve(problem, gap=0)
    (other,) = alternatives(problem, plan, within=0.01)
    assert (other.area, other.dearer) == ("gis", 1)
    assert {move.option for move in other.plan.areas[0].moves} == {"geo"}
    assert ensure_kept(problem, other.plan.areas) == other.plan.objective == 121


def test_what_costs_more_than_allowed_is_no_alternative() -> None:
    problem = read_problem(two_ways(60))
    plan = solve(problem, gap=0)
    assert alternatives(problem, plan, within=0.01) == ()
    assert [one.dearer for one in alternatives(problem, plan, within=0.10)] == [10]


def test_where_nobody_moves_there_is_nothing_to_differ_in() -> None:
    problem = read_problem(document(areas=[area(stay_cost=[10, 10])]))
    assert alternatives(problem, solve(problem)) == ()


def test_who_cannot_stay_and_has_one_way_only_is_left_alone() -> None:
    problem = read_problem(document(areas=[area(stay_cost=[None, None])]))
    assert alternatives(problem, solve(problem), within=1.0) == ()
