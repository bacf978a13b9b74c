"""What a plan says of itself is true and adds up."""

from typing import Any

import pytest
from hypothesis import given, settings

from samdrift.core.planning import Rule, bills, measures, obstacles, read_problem, solve, unit_loads
from tests.unit.planning_cases import area, document, documents


def test_a_measure_saves_its_stay_less_its_switch_and_its_part_of_the_opening() -> None:
    """Each stays for 100, goes over for 50 and pays half of the opening's 20."""
    problem = read_problem(document())
    assert [measure.saving for measure in measures(problem, solve(problem).areas)] == [40, 40]


def test_the_limit_that_turned_a_municipality_away_is_named_with_what_it_costs() -> None:
    """u1438 has room for one of them: the other would have saved 100 - 50."""
    units = [
        {"id": "u1438", "municipality": "1438", "capacity_fte": [2, 2]},
        {"id": "u1460", "municipality": "1460"},
    ]
    problem = read_problem(document(units=units))
    first = obstacles(problem, solve(problem).areas)[0]
    assert (first.limit.rule, first.limit.of, first.move.municipality, first.saving) == (
        Rule.UNIT_CAPACITY,
        "u1438",
        "1460",
        50,
    )


def test_what_cannot_stay_is_counted_apart() -> None:
    """1460 has no today to compare with: its 50 and half of 20 were unavoidable."""
    problem = read_problem(document(areas=[area(stay_cost=[100, None])]))
    by_town = {bill.municipality: bill for bill in bills(problem, solve(problem).areas)}
    assert (by_town["1438"].before, by_town["1438"].after, by_town["1438"].saving) == (100, 60, 40)
    assert (by_town["1460"].before, by_town["1460"].after, by_town["1460"].unavoidable) == (
        0,
        0,
        60,
    )
    assert by_town["1438"].investment == (13, 0)
    assert by_town["1460"].change_days == (12, 0)


def test_the_load_of_each_unit_is_shown_before_and_after() -> None:
    problem = read_problem(document())
    first, second = unit_loads(problem, solve(problem).areas)
    assert (first.today, first.planned, first.capacity) == ((2, 2), (3, 3), (None, None))
    assert (second.today, second.planned) == ((2, 2), (0, 0))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_the_bills_add_up_to_the_plan(problem_document: dict[str, Any]) -> None:
    problem = read_problem(problem_document)
    plan = solve(problem)
    if plan.objective is not None:
        total = sum(bill.after + bill.unavoidable for bill in bills(problem, plan.areas))
        assert total == pytest.approx(plan.objective)
