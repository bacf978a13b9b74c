"""The planner against every plan of small random problems, with every kind of limit."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.planning import (
    ComputedPlan,
    Limit,
    PlanStatus,
    Problem,
    Rule,
    planner,
    read_areas,
    read_problem,
    solve,
    solve_document,
    write_plan,
)
from samdrift.core.planning.conflict.amounts import Amounts
from samdrift.core.planning.objective import broken_limits, ensure_kept, usage
from samdrift.core.planning.problem import limits
from tests.unit.planning_bruteforce import as_areas, cheapest, plans
from tests.unit.planning_cases import documents


@settings(max_examples=150, deadline=None)
@given(documents())
def test_the_planner_finds_the_cheapest_plan_or_none_as_trying_them_all_does(
    document: dict[str, Any],
) -> None:
    best, answer = cheapest(document), solve_document(document, gap=0)
    assert answer["status"] == ("infeasible" if best is None else "optimal")
    if best is None:
        assert answer["conflict"]
    else:
        assert abs(answer["objective"] - best) < 1e-6
        assert best - 1e-4 <= answer["bound"] <= answer["objective"]
        problem = read_problem(document)
        assert ensure_kept(problem, read_areas(answer)) == answer["objective"]


@settings(max_examples=100, deadline=None)
@given(documents(), st.booleans())
def test_a_conflict_is_infeasible_and_every_part_of_it_needed(
    document: dict[str, Any], is_large: bool
) -> None:
    problem = read_problem(document)
    plan = _solved(problem, is_large)
    if plan.status is not PlanStatus.INFEASIBLE or not plan.conflict_is_minimal:
        return
    named = [one["where"] for one in write_plan(problem, plan)["conflict"]]
    assert cheapest(_with_only(document, named)) is None
    if _says_more(problem, plan.conflict):
        return
    for spared in named:
        assert (
            cheapest(_with_only(document, [where for where in named if where != spared]))
            is not None
        )


def _solved(problem: Problem, is_large: bool) -> ComputedPlan:
    """The answer, when even this problem is taken as a large one where that is asked."""
    with pytest.MonkeyPatch.context() as patch:
        if is_large:
            patch.setattr(planner, "SINGLE", 0)
        return solve(problem, gap=0)


@settings(max_examples=100, deadline=None)
@given(documents(), st.booleans())
def test_no_plan_breaks_less_than_what_is_said_to_do(
    document: dict[str, Any], is_large: bool
) -> None:
    problem = read_problem(document)
    plan = _solved(problem, is_large)
    if plan.status is not PlanStatus.INFEASIBLE:
        return
    amounts = Amounts(problem)
    least = min(
        amounts.shares(amounts.broken(as_areas(document, one)))
        for one in plans(_with_only(document, []))
    )
    assert plan.relaxation_is_least
    assert abs(amounts.shares(plan.relaxation) - least) < 1e-5


@settings(max_examples=60, deadline=None)
@given(documents(), st.booleans())
def test_what_gives_way_is_enough_to_make_a_plan(document: dict[str, Any], is_large: bool) -> None:
    problem = read_problem(document)
    plan = _solved(problem, is_large)
    assert bool(plan.relaxation) == (plan.status is PlanStatus.INFEASIBLE)
    if plan.status is not PlanStatus.INFEASIBLE:
        assert broken_limits(problem, usage(problem, plan.areas)) == ()
        return
    relaxed = _with_only(document, None)
    for one in write_plan(problem, plan)["relaxation"]:
        _give(relaxed, one["where"], one["by"])
    assert cheapest(relaxed) is not None


def _says_more(problem: Problem, conflict: Sequence[Limit]) -> bool:
    """Does one number of the document stand for limits of several years, of which the conflict needs only some?"""
    yearly = {(each.of, each.part) for each in conflict if each.rule is Rule.CHANGES_PER_DEPARTMENT}
    return any(
        each.rule is Rule.CHANGES_PER_DEPARTMENT
        and any(each.of == of for of, _part in yearly)
        and each not in conflict
        for each, _amount in limits(problem)
    )


def _with_only(document: dict[str, Any], kept: list[str] | None) -> dict[str, Any]:
    """The problem with these named limits alone (None: with all)."""

    def some(amounts: list[float | None] | None, where: str) -> list[float | None] | None:
        keep = [kept is None or f"{where}[{at}]" in kept for at in range(len(amounts or []))]
        return amounts and [
            one if stays else None for one, stays in zip(amounts, keep, strict=True)
        ]

    def changes(most: int | None, where: str) -> int | None:
        return most if kept is None or where in kept else None

    return {
        **document,
        "units": [
            {**one, "capacity_fte": some(one["capacity_fte"], f"units[{at}].capacity_fte")}
            for at, one in enumerate(document["units"])
        ],
        "municipalities": [
            {
                "id": one["id"],
                "budget": some(one["budget"], f"municipalities[{at}].budget"),
                "change_days": some(one["change_days"], f"municipalities[{at}].change_days"),
                "max_changes_per_department": changes(
                    one["max_changes_per_department"],
                    f"municipalities[{at}].max_changes_per_department",
                ),
            }
            for at, one in enumerate(document["municipalities"])
        ],
        "areas": [
            {
                **one,
                "stay_cost": [
                    1000
                    if cost is None
                    and kept is not None
                    and f"areas[{at}].stay_cost[{seat}]" not in kept
                    else cost
                    for seat, cost in enumerate(one["stay_cost"])
                ],
            }
            for at, one in enumerate(document["areas"])
        ],
    }


def _give(document: dict[str, Any], where: str, by: float) -> None:
    """Let one limit give."""
    kind, rest = where.split("[", 1)
    number, field = rest.split("].", 1)
    owner = document[kind][int(number)]
    if "[" not in field:
        owner[field] += round(by)
        return
    name, at = field.rstrip("]").split("[")
    owner[name][int(at)] = 1000 if name == "stay_cost" else owner[name][int(at)] + by + 1e-6
