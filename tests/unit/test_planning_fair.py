"""Nobody pays more than it may, and what is opened saves enough: rules of the program, proven like the rest."""

import math
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.planning import (
    planner,
    read_areas,
    read_problem,
    solve,
    solve_document,
    write_problem,
)
from samdrift.core.planning.payments import paid
from tests.unit.planning_bruteforce import kept_cost, plans
from tests.unit.planning_cases import area, document, documents, option

TOWNS = ("1438", "1460")


def limited(
    *most: float | None, weights: tuple[float, float] = (1.0, 1.0), **changes: Any
) -> dict[str, Any]:
    """The small document whose municipalities may pay so much."""
    towns = [
        {"id": town, "max_cost": amount, "weight": weight}
        for town, amount, weight in zip(TOWNS, most, weights, strict=True)
    ]
    return document(municipalities=towns, **changes)


def test_who_would_pay_for_the_other_stays() -> None:
    """Together 95 + 10 + 20 instead of 200, but 1438 pays 105 of it: fair is that 1460 goes over alone, for 30."""
    shared = option(open_cost=[20, 20], switch_cost=[[95, 95], [10, 10]])
    case = limited(100, 100, areas=[area(options=[shared])])
    assert solve_document(document(areas=[area(options=[shared])]))["objective"] == 125
    fair = solve(read_problem(case), gap=0)
    assert [move.municipality for move in fair.areas[0].moves] == ["1460"]
    assert (fair.status, fair.objective, fair.bound) == ("optimal", 130, 130)


def test_the_key_decides_who_loses() -> None:
    """With three times the weight of the other, 1438 pays 95 + 5 of the same plan: no more than if it stays."""
    shared = option(open_cost=[20, 20], switch_cost=[[95, 95], [10, 10]])
    case = limited(100, 100, weights=(1, 3), areas=[area(options=[shared])])
    fair = solve(read_problem(case), gap=0)
    assert (fair.status, fair.objective) == ("optimal", 125)
    assert paid(read_problem(case), fair.areas) == {"1438": 100.0, "1460": 25.0}


def test_what_one_wins_in_one_area_it_may_lose_in_another() -> None:
    shared = option(open_cost=[20, 20], switch_cost=[[95, 95], [10, 10]])
    won = option(id="other", open_cost=[2, 2], switch_cost=[[90, 90], [None, None]])
    areas = [area(options=[shared]), area(id="post", options=[won])]
    fair = solve(read_problem(limited(200, 200, areas=areas)), gap=0)
    assert (fair.status, fair.objective) == ("optimal", 125 + 92 + 100)


def test_each_period_is_shared_by_those_on_it_then() -> None:
    """1460 joins a year late: 1438 pays the whole 40 of the first year and half of the second."""
    pays = {"switch": [[10, 20], [15, 25]], "shared": [40, 40], "host": "1460", "host_pays": [6, 6]}
    late = option(switch_cost=[[50, 60], [None, 60]], paid=pays)
    problem = read_problem(document(areas=[area(options=[late])]))
    plan = solve(problem, gap=0)
    assert [move.period for move in plan.areas[0].moves] == ["2009", "2010"]
    assert paid(problem, plan.areas) == {"1438": 10 + 40 + 20, "1460": 25 + 20 + 6}


def test_nobody_can_pay_less_than_it_must() -> None:
    """1438 can't stay and may pay 40, but goes over for 50: both limits are named, and the relaxation would do."""
    answer = solve_document(limited(40, None, areas=[area(stay_cost=[None, 100])]))
    assert answer["status"] == "infeasible"
    assert {one["where"] for one in answer["conflict"]} == {
        "municipalities[0].max_cost",
        "areas[0].stay_cost[0]",
    }


def test_what_saves_too_little_is_not_opened() -> None:
    """Together they save 80; of two options that save 15 and 80 only the second is worth 20."""
    assert solve_document(document(min_saving=80))["objective"] == 120
    assert solve_document(document(min_saving=81))["objective"] == 200
    both = [area(), area(id="post", options=[option(switch_cost=[[85, 85], [80, 80]])])]
    assert solve_document(document(areas=both))["objective"] == 120 + 185
    assert solve_document(document(areas=both, min_saving=20))["objective"] == 120 + 200


def test_the_least_saving_is_not_asked_where_somebody_cannot_stay() -> None:
    case = document(areas=[area(stay_cost=[None, 100])], min_saving=1000)
    assert solve_document(case)["objective"] == 120


def test_numbers_that_no_sum_can_hold_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_problem(limited(5, 5, weights=(1e-300, 1e300), min_saving=1e300))
    assert {(one.where, one.rule) for one in caught.value.findings} == {
        ("min_saving", "too-large"),
        ("municipalities[0].weight", "too-small"),
        ("municipalities[1].weight", "too-large"),
    }


def test_faults_are_all_said_with_their_places() -> None:
    wrong = limited(-1, "much", weights=(0, 1), min_saving=-5)
    wrong["areas"][0]["stay_paid"] = [1]
    wrong["areas"][0]["options"][0]["paid"] = {
        "switch": [[1, 2], [None, 3]],
        "shared": [-1, 0],
        "host": "9999",
        "user": 1,
    }
    with pytest.raises(InvalidInput) as caught:
        read_problem(wrong)
    assert {one.where for one in caught.value.findings} == {
        "min_saving",
        "municipalities[0].max_cost",
        "municipalities[0].weight",
        "municipalities[1].max_cost",
        "areas[0].stay_paid",
        "areas[0].options[0].paid.switch[1][0]",
        "areas[0].options[0].paid.shared[0]",
        "areas[0].options[0].paid.host",
    }


@st.composite
def limited_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Random problems in which the municipalities may pay so much and options must save so much."""
    drawn = draw(documents())
    periods = len(drawn["periods"])
    amounts = st.integers(0, 12)
    drawn["min_saving"] = draw(st.none() | st.integers(0, 10))
    for town in drawn["municipalities"]:
        town["max_cost"] = draw(st.none() | st.integers(5, 60))
        town["weight"] = draw(st.integers(1, 4))
    for one in drawn["areas"]:
        size = len(one["members"])
        if draw(st.booleans()):
            one["stay_paid"] = draw(st.lists(amounts, min_size=size, max_size=size))
        for choice in one["options"]:
            if draw(st.booleans()):
                row = st.lists(amounts, min_size=periods, max_size=periods)
                choice["paid"] = {
                    "switch": draw(st.lists(row, min_size=size, max_size=size)),
                    "shared": draw(row),
                    "users": draw(row),
                    "host": draw(st.none() | st.sampled_from(TOWNS)),
                    "host_pays": draw(row),
                }
    return drawn


def pays_by_trying(case: dict[str, Any], plan: Any) -> dict[str, float]:
    """What each pays, from the words of the format."""
    weight = {town["id"]: town["weight"] for town in case["municipalities"]}
    pays: defaultdict[str, float] = defaultdict(float)
    for one, (choices, openings) in zip(case["areas"], plan, strict=True):
        for member, choice in enumerate(choices):
            code = one["members"][member]
            if choice is None:
                pays[code] += (one.get("stay_paid") or one["stay_cost"])[member] or 0
        for number, option_ in enumerate(one["options"]):
            on = {
                one["members"][m]: (m, c[1])
                for m, c in enumerate(choices)
                if c is not None and c[0] == number
            }
            if not on:
                continue
            opened, own = openings[number], option_.get("paid")
            whole = sum(weight[code] for code in on)
            for code, (member, at) in on.items():
                if own is None:
                    pays[code] += option_["switch_cost"][member][at]
                    pays[code] += option_["open_cost"][opened] * weight[code] / whole
                    continue
                pays[code] += (
                    own["switch"][member][at] + own["users"][opened] * weight[code] / whole
                )
                for later in range(at, len(case["periods"])):
                    with_it = sum(weight[c] for c, (_m, since) in on.items() if since <= later)
                    pays[code] += own["shared"][later] * weight[code] / with_it
            if own is not None and own["host"] is not None:
                pays[own["host"]] += own["host_pays"][opened]
    return pays


def saves_enough(case: dict[str, Any], plan: Any) -> bool:
    least = case["min_saving"]
    if least is None:
        return True
    for one, (choices, openings) in zip(case["areas"], plan, strict=True):
        for number, opened in enumerate(openings):
            costs = one["options"][number]["switch_cost"]
            stuck = [
                member
                for member, cost in enumerate(one["stay_cost"])
                if cost is None and costs[member].count(None) < len(costs[member])
            ]
            if opened is None or stuck:
                continue
            saved = -one["options"][number]["open_cost"][opened]
            for member, choice in enumerate(choices):
                if choice is not None and choice[0] == number:
                    saved += one["stay_cost"][member] - costs[member][choice[1]]
            if saved < least:
                return False
    return True


def cheapest(case: dict[str, Any]) -> float | None:
    most = {town["id"]: town["max_cost"] for town in case["municipalities"]}
    costs = []
    for plan in plans(case):
        cost = kept_cost(case, plan)
        if cost is None or not saves_enough(case, plan):
            continue
        pays = pays_by_trying(case, plan)
        if all(most[code] is None or pays[code] <= most[code] + 1e-9 for code in most):
            costs.append(cost)
    return min(costs, default=None)


@examples(max_examples=120, deadline=None)
@given(limited_documents(), st.booleans())
def test_the_rules_are_proven_as_trying_every_plan_would(
    case: dict[str, Any], by_areas: bool
) -> None:
    best = cheapest(case)
    with pytest.MonkeyPatch.context() as patch:
        if by_areas:
            patch.setattr(planner, "SINGLE", 0)
        answer = solve_document(case, gap=0)
    assert answer["status"] == ("infeasible" if best is None else "optimal")
    if best is None:
        assert answer["conflict"]
        return
    assert math.isclose(answer["objective"], best, abs_tol=1e-6)
    assert answer["bound"] <= answer["objective"]
    assert read_areas(answer)


@given(limited_documents())
def test_what_is_written_is_what_was_read(case: dict[str, Any]) -> None:
    problem = read_problem(case)
    assert write_problem(read_problem(write_problem(problem))) == write_problem(problem)
