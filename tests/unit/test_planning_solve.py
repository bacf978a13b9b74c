"""Tiny plans that can be checked by hand; the problem of each is in its docstring."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from samdrift.core.planning import PlanStatus, read_areas, read_problem, solve, solve_document
from samdrift.core.planning.objective import BrokenPlanError, ensure_kept
from tests.unit.planning_cases import area, document, option


def test_two_share_what_costs_less_than_two_of_their_own() -> None:
    """Staying costs 100 + 100; sharing 20 + 50 + 50."""
    answer = solve_document(document())
    assert answer["status"] == "optimal"
    assert answer["objective"] == answer["bound"] == 120
    assert answer["gap"] == 0
    assert answer["areas"] == [
        {
            "id": "gis",
            "opened": [{"option": "qgis", "period": "2009"}],
            "moves": [
                {"municipality": "1438", "option": "qgis", "period": "2009"},
                {"municipality": "1460", "option": "qgis", "period": "2009"},
            ],
            "stays": [],
        }
    ]


def test_nobody_moves_where_staying_is_cheapest() -> None:
    """Staying costs 40 + 40; sharing 20 + 50 + 50."""
    answer = solve_document(document(areas=[area(stay_cost=[40, 40])]))
    assert answer["objective"] == 80
    assert answer["areas"][0] == {"id": "gis", "opened": [], "moves": [], "stays": ["1438", "1460"]}


def test_who_cannot_stay_goes_over_though_it_is_dear() -> None:
    """1460 can't stay; for it alone the system costs 20 + 50, and 1438 stays for 40."""
    answer = solve_document(document(areas=[area(stay_cost=[40, None])]))
    assert answer["objective"] == 110
    assert answer["areas"][0]["stays"] == ["1438"]


def test_what_is_not_allowed_yet_waits_for_its_period() -> None:
    """1460 may go over in 2010 at the earliest: 20 + 50 + 60."""
    costs = [[50, 60], [None, 60]]
    answer = solve_document(document(areas=[area(options=[option(switch_cost=costs)])]))
    assert answer["objective"] == 130
    assert [move["period"] for move in answer["areas"][0]["moves"]] == ["2009", "2010"]


@pytest.mark.parametrize(
    ("limits", "cost"),
    [
        ({"change_days": [9, 10]}, 130),  # 10 days at 1438: only in 2010
        ({"change_days": [9, 9]}, 170),  # never: 1438 stays for 100, 1460 goes over for 20 + 50
        ({"budget": [12, 5]}, 130),  # opening takes 8 and moving 5: one in each year
        ({"budget": [7, 7]}, 200),  # its unit can't open at all
        ({"max_changes_per_department": 0}, 170),
    ],
)
def test_each_limit_of_a_municipality_holds(limits: dict[str, object], cost: float) -> None:
    """1438, whose unit operates the system, is limited; 1460 is not."""
    towns = [{"id": "1438", **limits}, {"id": "1460"}]
    assert solve_document(document(municipalities=towns))["objective"] == cost


def test_changes_are_counted_by_year_not_by_period() -> None:
    """Half-years: 1438 may change once a year, and both areas are in one department: 120 + (100 + 20 + 50)."""
    towns = [{"id": "1438", "max_changes_per_department": 1}, {"id": "1460"}]
    areas = [area(), area(id="arkiv")]
    once = solve_document(document(municipalities=towns, areas=areas, periods_per_year=2))
    twice = solve_document(document(municipalities=towns, areas=areas))
    assert (once["objective"], twice["objective"]) == (290, 250)


def test_a_unit_takes_over_when_it_has_released_what_it_ran_before() -> None:
    """u1438 can do 3: its own system of 2 must go before the new one of 1 + 1 + 1 comes, which it does all at once."""
    units = [
        {"id": "u1438", "municipality": "1438", "capacity_fte": [3, 3]},
        {"id": "u1460", "municipality": "1460"},
    ]
    assert solve_document(document(units=units))["objective"] == 120


def test_a_full_unit_turns_the_second_one_away() -> None:
    """u1438 can do 2: the new system takes 1 + 1 for one member only."""
    units = [
        {"id": "u1438", "municipality": "1438", "capacity_fte": [2, 2]},
        {"id": "u1460", "municipality": "1460"},
    ]
    assert solve_document(document(units=units))["objective"] == 170


def test_everyone_on_an_option_without_unit_operates_for_itself() -> None:
    """Each has room for its own 1 but u1438 not for both."""
    units = [
        {"id": f"u{town}", "municipality": town, "capacity_fte": [2, 2]}
        for town in ("1438", "1460")
    ]
    own = option(unit=None, load_fixed_fte=0, open_investment=[0, 0])
    assert solve_document(document(units=units, areas=[area(options=[own])]))["objective"] == 120


def test_limits_that_cannot_hold_together_are_named() -> None:
    """1460 must go over to a unit that can do 2; with the fixed 1, its own 1 and at least 1 for 1438 it would do 3."""
    units = [
        {"id": "u1438", "municipality": "1438", "capacity_fte": [9, 2]},
        {"id": "u1460", "municipality": "1460"},
    ]
    answer = solve_document(document(units=units, areas=[area(stay_cost=[None, None])]))
    assert answer["status"] == "infeasible"
    assert answer["objective"] is answer["gap"] is None
    assert answer["conflict_is_minimal"]
    assert {one["name"] for one in answer["conflict"]} == {
        "capacity of unit u1438 in 2010",
        "municipality 1460 can't stay in area gis",
    }


def test_the_least_that_would_have_to_give_is_said() -> None:
    """Moving takes 12 days, and there are 10 a year: 2 more would do."""
    towns = [{"id": "1438"}, {"id": "1460", "change_days": [10, 10]}]
    answer = solve_document(document(municipalities=towns, areas=[area(stay_cost=[100, None])]))
    assert answer["status"] == "infeasible"
    assert [one["by"] for one in answer["relaxation"]] == [2]


def test_the_same_problem_gets_the_same_answer() -> None:
    first, second = (solve_document(document()) | {"seconds": 0} for _ in range(2))
    assert first == second


def test_the_number_of_threads_may_change_from_one_run_to_the_next() -> None:
    problem = read_problem(document())
    assert [solve(problem, threads=count).objective for count in (1, 2, 1)] == [120, 120, 120]


def test_each_thread_that_solves_may_ask_for_its_own_number_of_threads() -> None:
    problem = read_problem(document())
    assert solve(problem, threads=2).objective == 120
    with ThreadPoolExecutor(1) as another:
        assert another.submit(solve, problem, threads=1).result().objective == 120
    assert solve(problem, threads=1).objective == 120


def test_an_old_plan_can_be_the_start_and_one_that_no_longer_fits_is_not_used() -> None:
    problem = read_problem(document())
    old = solve(problem)
    smaller = read_problem(document(areas=[area(options=[option(id="other")])]))
    assert solve(problem, start=old.areas).objective == 120
    assert solve(smaller, start=old.areas).objective == 120


def test_somebody_can_stop_the_search_and_keeps_the_best_so_far() -> None:
    plan = solve(read_problem(document()), stop=lambda: True)
    assert plan.status in {PlanStatus.OPTIMAL, PlanStatus.WITHIN_GAP, PlanStatus.FEASIBLE}
    assert plan.objective is not None


def test_a_plan_that_breaks_a_limit_is_never_shown() -> None:
    """The plan for two members in a unit that has room for one."""
    answer = solve_document(document())
    full = [
        {"id": "u1438", "municipality": "1438", "capacity_fte": [2, 2]},
        {"id": "u1460", "municipality": "1460"},
    ]
    with pytest.raises(BrokenPlanError, match="limits are broken"):
        ensure_kept(read_problem(document(units=full)), read_areas(answer))


def test_no_options_and_no_areas_are_plans_too() -> None:
    assert solve_document(document(areas=[area(options=[])]))["objective"] == 200
    assert solve_document(document(areas=[]))["objective"] == 0


def test_a_start_beside_an_optimum_that_presolve_finds_is_not_mistaken_for_it() -> None:
    """HiGHS 1.16 answers with the start and the objective of the optimum; the values must cost what is said."""
    document: dict[str, Any] = {
        "format": "samdrift-plan/1",
        "periods": ["p0", "p1"],
        "periods_per_year": 1,
        "areas": [
            {
                "id": "a0",
                "members": ["1438"],
                "stay_cost": [3],
                "options": [
                    {
                        "id": "k0",
                        "product": "P0",
                        "unit": None,
                        "open_cost": [2, 1],
                        "switch_cost": [[0, 1]],
                    }
                ],
            },
            {
                "id": "a1",
                "members": ["1438", "1460"],
                "stay_cost": [2, None],
                "options": [
                    {
                        "id": "k0",
                        "product": "P0",
                        "unit": None,
                        "open_cost": [1, 0],
                        "switch_cost": [[0, None], [None, 0]],
                    }
                ],
            },
        ],
    }
    assert solve_document(document, gap=0)["objective"] == 3.0


def test_one_more_unit_of_a_limit_that_binds_has_a_price() -> None:
    """1438 may change on 5 of the 10 days that moving takes it: half of it gains 100 - 50, so a day is worth 5."""
    towns = [{"id": "1438", "change_days": [5, 0]}, {"id": "1460"}]
    answer = solve_document(document(municipalities=towns))
    assert [(one["where"], round(one["worth"], 6)) for one in answer["prices"]] == [
        ("municipalities[0].change_days[0]", 5),
        ("municipalities[0].change_days[1]", 4),
    ]
    assert "prices" not in solve_document(document())
