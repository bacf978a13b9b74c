"""From installations to a problem, with figures that can be counted by hand."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.planning import (
    Binding,
    CostTerms,
    Installed,
    ItUnit,
    PlanStatus,
    derive_problem,
    solve,
    yearly_costs,
)

PAID_ON = Binding(ends_on=dt.date(2010, 6, 30))
UNITS = {"u1": ItUnit("1492"), "u2": ItUnit("1461")}


def terms(**changes: float) -> CostTerms:
    usual = {
        "first_year": 2009,
        "years": 1,
        "discount": 0.0,
        "day_cost": 0.0,
        "same_product_saved": 0.4,
        "other_product_saved": 0.3,
    }
    return CostTerms(**(usual | changes))


def installed(
    code: str, number: str, annual: float, product: str = "GIS", **more: object
) -> Installed:
    unit = {"1492": "u1", "1461": "u2"}[code]
    return Installed(code, number, product, unit, annual, **more)


def cheapest(*rows: Installed, **changes: float) -> float:
    plan = solve(derive_problem({"karta": list(rows)}, UNITS, terms(**changes)), gap=0)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.objective is not None
    return plan.objective


def test_joint_saves_what_the_opportunity_says() -> None:
    """200 and 100 apart; joint the dearest is kept and 40 % of the other is saved: 260."""
    assert cheapest(installed("1492", "a", 200), installed("1461", "b", 100)) == pytest.approx(260)


def test_nobody_saves_by_swapping() -> None:
    """The fixed cost is paid by whatever is open: going over to one another costs more than staying."""
    assert cheapest(installed("1492", "a", 100), installed("1461", "b", 100)) == pytest.approx(160)


def test_another_product_saves_less() -> None:
    """The dearest keeps its 40 % fixed and 60 % of use; the other pays 70 % of 100: 120 + 80 + 70 - the unused."""
    rows = installed("1492", "a", 200), installed("1461", "b", 100, product="Karta")
    assert cheapest(*rows) == pytest.approx(200 + 70)


def test_the_move_costs_working_days() -> None:
    """10 days to set up and 10 to move with the same product, 1 krona each: 260 + 20."""
    got = cheapest(
        installed("1492", "a", 200), installed("1461", "b", 100), day_cost=1.0, spare=9.0
    )
    assert got == pytest.approx(280)


def test_an_agreement_that_binds_is_paid_on() -> None:
    """Leaving, 75 of the 100 would be paid on beside the joint 60, and the other way costs more still: all stay."""
    rows = (
        installed("1492", "a", 200, binding=PAID_ON),
        installed("1461", "b", 100, binding=PAID_ON),
    )
    assert cheapest(*rows) == pytest.approx(300)


def test_working_badly_has_a_price() -> None:
    apart = derive_problem(
        {"karta": [installed("1492", "a", 100, fit=2), installed("1461", "b", 100, specialists=1)]},
        UNITS,
        terms(),
    )
    assert list(apart.areas[0].stay_cost) == pytest.approx([110, 115])  # in order of code


def test_what_is_joint_already_is_not_planned() -> None:
    shared = [installed("1492", "a", 100), installed("1461", "a", 80)]
    assert derive_problem({"karta": shared}, UNITS, terms()).areas == ()


def test_running_costs_before_and_after_the_move() -> None:
    """Joint: 80 fixed, half each, and 60 % of use: 40 + 120 and 40 + 60; together what the objective says."""
    areas = {"karta": [installed("1492", "a", 200), installed("1461", "b", 100)]}
    plan = solve(derive_problem(areas, UNITS, terms()), gap=0)
    assert yearly_costs(areas, terms(), plan.areas) == {
        "1461": (pytest.approx(100),),
        "1492": (pytest.approx(160),),
    }


@given(
    st.lists(st.integers(1, 1_000), min_size=2, max_size=2), st.integers(1, 6), st.floats(0, 0.1)
)
def test_a_plan_never_costs_more_than_today(costs: list[int], years: int, discount: float) -> None:
    rows = [installed("1492", "a", costs[0]), installed("1461", "b", costs[1])]
    problem = derive_problem({"karta": rows}, UNITS, terms(years=years, discount=discount))
    plan = solve(problem, gap=0)
    assert plan.objective is not None
    today = math.fsum(problem.areas[0].stay_cost)
    assert plan.objective <= today * (1 + 1e-9)
