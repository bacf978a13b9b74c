"""What is said of every move that could be made is what the years of the plan that is made add up to."""

import datetime as dt
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samdrift.core.planning import (
    AreaPlan,
    Binding,
    CostTerms,
    Installed,
    ItUnit,
    Move,
    Opening,
    Problem,
    derive_problem,
    nobody_pays_more,
    paid,
    solve,
    yearly,
)

UNITS = {"u1": ItUnit("1492"), "u2": ItUnit("1461"), "supplier": ItUnit(None)}
PEOPLE = {"1492": 12_500.0, "1461": 9_700.0, "1438": 4_800.0}


@st.composite
def registers(draw: st.DrawFn) -> tuple[dict[str, list[Installed]], CostTerms]:
    """Three municipalities, two areas, and a scenario."""
    terms = CostTerms(
        first_year=2009,
        years=draw(st.integers(1, 3)),
        periods_per_year=draw(st.sampled_from([1, 4])),
        discount=0.03,
        index=draw(st.sampled_from([0.0, 0.02])),
        day_cost=4000.0,
        same_product_saved=0.4,
        other_product_saved=0.3,
        estimated=draw(st.sampled_from([1.0, 1.25])),
    )
    ends = st.none() | st.dates(dt.date(2008, 1, 1), dt.date(2012, 12, 31))
    areas = {}
    for area in ("karta", "post"):
        known: dict[str, dict[str, Any]] = {}
        rows = []
        for code in PEOPLE:
            number = f"{area}-{draw(st.sampled_from([code, '1492']))}"
            known.setdefault(
                number,
                {
                    "product": draw(st.sampled_from(["A", "B"])),
                    "unit": draw(st.sampled_from([*UNITS, None])),
                    "specialists": draw(st.sampled_from([None, 0, 1, 3])),
                },
            )
            binding = Binding(draw(ends), renews_months=draw(st.sampled_from([0, 12])))
            rows.append(
                Installed(
                    code,
                    number,
                    annual=float(draw(st.integers(1, 200)) * 1000),
                    estimated=draw(st.booleans()),
                    binding=draw(st.none() | st.just(binding)),
                    **known[number],
                )
            )
        areas[area] = rows
    return areas, terms


def any_plan(draw: Any, problem: Problem) -> list[AreaPlan]:
    """Some go over to something that they may, when it is open."""
    plans = []
    for area in problem.areas:
        moves, opened = [], {}
        for at, member in enumerate(area.members):
            ways = [
                (option, period)
                for option in area.options
                for period in np.flatnonzero(~np.isnan(option.switch_cost[at])).tolist()
            ]
            if ways and draw(st.booleans()):
                option, period = draw(st.sampled_from(ways))
                moves.append(Move(member, option.id, problem.periods[period]))
                opened[option.id] = min(period, opened.get(option.id, period))
        gone = {move.municipality for move in moves}
        stays = tuple(member for member in area.members if member not in gone)
        openings = tuple(Opening(name, problem.periods[at]) for name, at in sorted(opened.items()))
        plans.append(AreaPlan(area.id, openings, tuple(moves), stays))
    return plans


@settings(max_examples=150, deadline=None)
@given(registers(), st.sampled_from([None, PEOPLE]), st.data())
def test_what_each_pays_is_the_sum_of_its_years(
    register: tuple[dict[str, list[Installed]], CostTerms],
    weights: dict[str, float] | None,
    data: Any,
) -> None:
    areas, terms = register
    problem = derive_problem(areas, UNITS, terms)
    ruled = nobody_pays_more(problem, areas, UNITS, terms, weights)
    plans = any_plan(data.draw, problem)
    pays = paid(ruled, plans)
    planned = {area.id: areas[area.id] for area in problem.areas}
    years = yearly(planned, terms, plans, weights, UNITS)
    for code, each in years.items():
        whole = each.running + each.transition + each.investment + each.leaving
        assert abs(pays[code] - float(whole.sum())) < 1e-6 * max(1.0, float(whole.sum()))
    for one in ruled.municipalities:
        assert one.max_cost is not None
        assert abs(one.max_cost - float(years[one.id].today.sum())) < 1e-6 * max(1.0, one.max_cost)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_nobody_pays_more_by_the_plan_and_the_rule_costs_what_it_costs(
    register: tuple[dict[str, list[Installed]], CostTerms],
) -> None:
    areas, terms = register
    problem = derive_problem(areas, UNITS, terms)
    assume(
        problem.areas
    )  # where all share already there is nothing to plan, and nobody is in the problem
    ruled = nobody_pays_more(problem, areas, UNITS, terms, PEOPLE)
    fair, free = solve(ruled, gap=0), solve(problem, gap=0)
    assert fair.status == "optimal"
    assert fair.objective is not None
    assert free.objective is not None
    assert fair.objective >= free.objective - 1e-6 * free.objective
    pays = paid(ruled, fair.areas)
    assert all(pays[one.id] <= (one.max_cost or 0.0) * (1 + 2e-6) for one in ruled.municipalities)
