"""What agreements cost to leave, what is estimated, how installations lie in lanes, what limits and quarters do."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import Severity
from samdrift.core.planning import (
    Binding,
    CostTerms,
    Installed,
    ItUnit,
    Known,
    OwnLimit,
    Register,
    Rule,
    derive_problem,
    emptiness,
    estimate_costs,
    first_day,
    in_lanes,
    period_names,
    solve,
    yearly,
)
from samdrift.core.planning.derive.agreement import still_paid
from samdrift.core.planning.derive.calendar import edges

NEW_YEAR = dt.date(2009, 1, 1)
YEARS = edges(period_names(2009, 4), 1)
UNITS = {"u1": ItUnit("1492"), "u2": ItUnit("1461")}


def terms(**changes: object) -> CostTerms:
    usual = {
        "first_year": 2009,
        "years": 4,
        "discount": 0.0,
        "day_cost": 0.0,
        "same_product_saved": 0.4,
        "other_product_saved": 0.3,
    }
    return CostTerms(**(usual | changes))


def installed(code: str, number: str, annual: float, **more: object) -> Installed:
    unit = {"1492": "u1", "1461": "u2"}[code]
    fields = {"product": "GIS", "unit": unit, **more}
    return Installed(code, number, annual=annual, **fields)


@pytest.mark.parametrize(
    ("binding", "leaving", "shares"),
    [
        (Binding(dt.date(2010, 12, 31)), 0, [1, 1, 0, 0]),  # to the end of its term
        (Binding(dt.date(2010, 12, 31)), 1, [0, 0, 0, 0]),  # free in the year that it ends
        (Binding(dt.date(2010, 12, 31)), 2, [0, 0, 0, 0]),  # over, and not prolonged
        (Binding(dt.date(2010, 6, 30)), 0, [1, 181 / 365, 0, 0]),
        (Binding(dt.date(2010, 12, 31), renews_months=24), 2, [0, 0, 1, 1]),  # prolonged to 2012
        (Binding(None, notice_months=18), 0, [1, 182 / 365, 0, 0]),  # until notice
        (Binding(None, notice_months=18), 1, [0, 0, 0, 0]),  # the notice runs out in 2010
        (Binding(dt.date(2009, 3, 31), notice_months=6, renews_months=12), 0, [1, 90 / 365, 0, 0]),
        (None, 0, [0, 0, 0, 0]),
    ],
)
def test_who_leaves_early_pays_to_the_end_of_the_term(
    binding: Binding | None, leaving: int, shares: list[float]
) -> None:
    assert still_paid(binding, leaving, YEARS, NEW_YEAR) == pytest.approx(shares)


@given(st.dates(dt.date(2009, 1, 1), dt.date(2020, 1, 1)), st.integers(0, 24), st.integers(0, 36))
def test_what_is_still_paid_is_a_share_that_never_grows(
    end: dt.date, notice: int, renews: int
) -> None:
    binding = Binding(end, notice, renews)
    for leaving in range(4):
        shares = still_paid(binding, leaving, YEARS, NEW_YEAR)
        assert ((shares >= 0) & (shares <= 1)).all()
        assert not shares[:leaving].any()
        assert (np.diff(shares[leaving:]) <= 0).all()


def test_nobody_leaves_in_its_mandatory_time() -> None:
    bound = Binding(None, not_before=dt.date(2010, 12, 31))
    rows = [installed("1492", "a", 200), installed("1461", "b", 100, binding=bound)]
    area = derive_problem({"karta": rows}, UNITS, terms()).areas[0]
    host = next(option for option in area.options if option.unit == "u1")
    assert list(np.isnan(host.switch_cost[area.members.index("1461")])) == [
        True,
        True,
        False,
        False,
    ]


def test_what_is_retired_must_be_left_and_takes_on_nobody() -> None:
    rows = [
        installed("1492", "a", 200),
        installed("1461", "b", 100, retired_on=dt.date(2010, 12, 31)),
    ]
    area = derive_problem({"karta": rows}, UNITS, terms()).areas[0]
    assert [option.unit for option in area.options] == ["u1"]
    leaving = area.members.index("1461")
    assert np.isnan(area.stay_cost[leaving])
    assert not np.isnan(area.options[0].switch_cost[leaving]).all()


def test_buying_together_saves_only_with_somebody() -> None:
    """Apart by a ceiling on levels: 10 % of the smaller is saved, and nobody saves alone."""
    rows = [installed("1492", "a", 200), installed("1461", "b", 100)]
    area = derive_problem({"karta": rows}, UNITS, terms(years=1)).areas[0]
    together = next(option for option in area.options if option.unit is None)
    assert together.level == 3
    costs = dict(zip(area.members, together.switch_cost[:, 0], strict=True))
    assert costs == pytest.approx({"1461": 90, "1492": 180})
    assert together.open_cost[0] == pytest.approx(20)


def test_quarters_have_a_quarter_of_the_cost_and_their_own_discount() -> None:
    rows = [installed("1492", "a", 200), installed("1461", "b", 100)]
    yearly_problem = derive_problem({"karta": rows}, UNITS, terms())
    quarterly = derive_problem({"karta": rows}, UNITS, terms(periods_per_year=4))
    assert quarterly.periods[:5] == ("2009-1", "2009-2", "2009-3", "2009-4", "2010-1")
    assert first_day("2010-4", 4) == dt.date(2010, 10, 1)
    for one, other in zip(yearly_problem.areas, quarterly.areas, strict=True):
        assert one.stay_cost == pytest.approx(other.stay_cost)
    year, quarter = solve(yearly_problem, gap=0), solve(quarterly, gap=0)
    assert year.objective == pytest.approx(quarter.objective)
    discounted = derive_problem({"karta": rows}, UNITS, terms(periods_per_year=4, discount=0.1))
    assert (discounted.areas[0].stay_cost < quarterly.areas[0].stay_cost).all()


def test_prices_grow_by_the_index() -> None:
    rows = [installed("1492", "a", 200), installed("1461", "b", 100)]
    area = derive_problem({"karta": rows}, UNITS, terms(years=2, index=0.5)).areas[0]
    assert sum(area.stay_cost) == pytest.approx(300 + 450)


def test_an_own_limit_goes_before_the_common_one() -> None:
    own = (
        OwnLimit(Rule.BUDGET, "1492", 5.0),
        OwnLimit(Rule.BUDGET, "1492", 7.0, 2010),
        OwnLimit(Rule.CHANGES_PER_DEPARTMENT, "1461", 1.0),
        OwnLimit(Rule.UNIT_CAPACITY, "u1", 0.5, 2012),
    )
    rows = [installed("1492", "a", 200), installed("1461", "b", 100)]
    limited = terms(budget=9.0, max_changes=3, own_limits=own)
    problem = derive_problem({"karta": rows}, UNITS, limited)
    by_code = {one.id: one for one in problem.municipalities}
    assert list(by_code["1492"].budget) == [5, 7, 5, 5]
    assert list(by_code["1461"].budget) == [9, 9, 9, 9]
    assert by_code["1461"].max_changes_per_department == 1
    assert by_code["1492"].max_changes_per_department == 3
    capacity = problem.units[0].capacity_fte
    assert capacity is not None
    assert list(np.isnan(capacity)) == [True, True, True, False]


def test_costs_are_estimated_from_the_nearest_like_cases() -> None:
    known = [
        Known("a", "GIS", "karta", 1_000, 100.0),
        Known("b", "GIS", "karta", 2_000, 400.0),
        Known("c", "Lön", "lön", 1_000, 900.0),
    ]
    asked = [
        Known("x", "GIS", "karta", 4_000, None),  # median of 0.1 and 0.2 an inhabitant
        Known("y", "Annat", "lön", 500, None),
        Known("z", "Tredje", "tredje", 0, None),  # no size: the median of all
    ]
    found = estimate_costs([*known, *asked])
    assert {key: (each.annual, each.like, each.cases) for key, each in found.items()} == {
        "x": (pytest.approx(600), "product", 2),
        "y": (pytest.approx(450), "area", 1),
        "z": (400, "all", 3),
    }
    assert estimate_costs(asked) == {}


def test_a_register_is_too_empty_below_half() -> None:
    full = Register(10, 10, 10, 10, 10, 10, 10)
    assert emptiness(full) == ()
    half = Register(10, 5, 5, 5, 5, 5, 5)
    assert emptiness(half) == ()
    poor = emptiness(Register(10, 4, 4, 4, 4, 4, 4))
    stopping = {each.rule for each in poor if each.severity is Severity.ERROR}
    assert stopping == {"few-with-area", "few-with-cost"}
    assert len(poor) == 6
    assert [each.rule for each in emptiness(Register(0, 0, 0, 0, 0, 0, 0))] == ["register-empty"]


def test_several_installations_lie_in_lanes_by_what_they_have_in_common() -> None:
    rows = [
        installed("1492", "a", 900, product="Foto"),
        installed("1492", "b", 100),
        installed("1461", "c", 100),
    ]
    lanes = in_lanes({"karta": rows})
    assert {lane: [row.installation for row in each] for lane, each in lanes.areas.items()} == {
        "karta": ["c", "b"],
        "karta (2)": ["a"],
    }
    assert lanes.names == {"karta": "karta", "karta (2)": "karta"}


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("XYZ"), st.integers(1, 9)), max_size=9
    )
)
def test_every_installation_lies_in_one_lane_and_no_municipality_twice(
    drawn: list[tuple[str, str, int]],
) -> None:
    rows = [
        Installed(code, str(number), product, None, float(cost))
        for number, (code, product, cost) in enumerate(drawn)
    ]
    lanes = in_lanes({"karta": rows} if rows else {})
    laid = [row for each in lanes.areas.values() for row in each]
    assert sorted(row.installation for row in laid) == sorted(row.installation for row in rows)
    for each in lanes.areas.values():
        codes = [row.municipality for row in each]
        assert len(codes) == len(set(codes))


def test_the_years_add_up_to_the_objective_without_discount() -> None:
    """What the plan costs is what everyone pays: running, moves, set-up and old agreements."""
    bound = Binding(dt.date(2010, 6, 30))
    rows = [installed("1492", "a", 2_000), installed("1461", "b", 1_000, binding=bound)]
    limits = terms(day_cost=1.0, spare=9.0)
    plan = solve(derive_problem({"karta": rows}, UNITS, limits), gap=0)
    years = yearly({"karta": rows}, limits, plan.areas, {"1492": 2.0, "1461": 1.0}, UNITS)
    paid = sum(
        float((each.running + each.transition + each.investment + each.leaving).sum())
        for each in years.values()
    )
    assert plan.objective == pytest.approx(paid)
    assert sum(float(each.today.sum()) for each in years.values()) == pytest.approx(12_000)
