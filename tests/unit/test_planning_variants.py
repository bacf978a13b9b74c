"""Pins narrow the problem; variants tell what else a plan could be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samdrift.core.planning import (
    Pin,
    PinKind,
    PlanStatus,
    Problem,
    Rule,
    apply_pins,
    changes,
    nearest,
    read_pins,
    read_problem,
    relaxable,
    runners_up,
    solve,
    without_host,
    without_limit,
)
from samdrift.core.planning.objective import cost, ensure_kept
from tests.unit.planning_cases import area, document, documents, option


def problem(**limits: object) -> Problem:
    """Two who could share QGIS at the first's unit from 2009 or 2010; together it saves 80 of 200."""
    return read_problem(
        document(
            areas=[area(options=[option(switch_days=[1, 1])])],
            municipalities=[{"id": "1438", **limits}, {"id": "1460", **limits}],
        )
    )


def test_what_is_wrong_with_pins_is_said_all_at_once() -> None:
    _pins, findings = read_pins(
        [
            {"kind": "stays_out"},
            {"kind": "vet_inte"},
            {"kind": "lowest_level", "area": "gis", "level": 12},
            {"kind": "not_before", "period": 2009},
            {"kind": "not_before", "period": "2009", "vem": "alla"},
        ]
    )
    assert {each.rule for each in findings} == {
        "pin-needs-municipality",
        "pin-kind",
        "pin-level",
        "pin-text",
        "pin-field",
    }
    assert [each.rule for each in read_pins("nej")[1]] == ["not-pins"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
FIELDS = st.sampled_from(
    ["kind", "area", "municipality", "unit", "product", "period", "level", "x"]
)
ROWS = st.dictionaries(FIELDS, ANYTHING | st.sampled_from(list(PinKind)), max_size=4)


@given(ANYTHING | st.lists(ROWS, max_size=3))
def test_no_document_of_pins_breaks_the_reader(drawn: object) -> None:
    read_pins(drawn)


@pytest.mark.parametrize(
    ("pin", "moves"),
    [
        (Pin(PinKind.STAYS_OUT, municipality="1460"), {}),
        (Pin(PinKind.STAYS_OUT, municipality="1460", area="annat"), None),
        (Pin(PinKind.NOT_BEFORE, period="2010"), {"1438": "2010", "1460": "2010"}),
        (Pin(PinKind.NOT_AFTER, period="2009"), {"1438": "2009", "1460": "2009"}),
        (Pin(PinKind.FORBID_HOST, unit="u1438"), {}),
        (Pin(PinKind.KEEP_PRODUCT, area="gis", product="QGIS"), {"1438": "2009", "1460": "2009"}),
    ],
)
def test_a_pin_narrows_the_plan(pin: Pin, moves: dict[str, str] | None) -> None:
    narrowed, findings = apply_pins(problem(), [pin])
    if moves is None:
        assert [each.rule for each in findings] == ["pin-nowhere"]
        return
    assert findings == ()
    plan = solve(narrowed, gap=0)
    found = {move.municipality: move.period for move in plan.areas[0].moves}
    if moves:
        assert found == moves
    else:
        assert "1460" not in found


def test_who_may_neither_stay_nor_go_is_named() -> None:
    pins = [
        Pin(PinKind.GOES_OVER, area="gis", municipality="1460"),
        Pin(PinKind.FORBID_HOST, unit="u1438"),
    ]
    _narrowed, findings = apply_pins(problem(), pins)
    assert [(each.rule, each.values["municipality"]) for each in findings] == [
        ("pin-no-way", "1460")
    ]


def test_a_floor_on_levels_makes_those_below_go_over() -> None:
    pin = Pin(PinKind.LOWEST_LEVEL, area="gis", level=0)
    narrowed, _findings = apply_pins(problem(), [pin])
    assert not np.isnan(narrowed.areas[0].stay_cost).any()
    higher = Pin(PinKind.LOWEST_LEVEL, area="gis", level=2)
    narrowed, findings = apply_pins(problem(), [higher], {("gis", "1438"): 3})
    assert dict(
        zip(narrowed.areas[0].members, np.isnan(narrowed.areas[0].stay_cost), strict=True)
    ) == {"1438": False, "1460": True}
    assert findings == ()
    assert {move.municipality for move in solve(narrowed, gap=0).areas[0].moves} >= {"1460"}


def test_pins_on_areas_that_are_joint_already_are_kept() -> None:
    pin = Pin(PinKind.OPERATED_BY, area="telefoni", unit="u1438")
    assert apply_pins(problem(), [pin], joint=["telefoni"])[1] == ()
    assert apply_pins(problem(), [pin])[1] != ()


@given(documents())
@examples(max_examples=25, deadline=None)
def test_a_pin_never_makes_a_plan_cheaper(drawn: dict) -> None:
    free = read_problem(drawn)
    plan = solve(free, gap=0)
    for code in {one.id for one in free.municipalities}:
        narrowed, findings = apply_pins(free, [Pin(PinKind.STAYS_OUT, municipality=code)])
        if plan.objective is None or findings:
            continue
        other = solve(narrowed, gap=0)
        if other.objective is not None:
            assert other.objective >= plan.objective - 1e-6 * max(1, abs(plan.objective))


def test_the_next_best_of_the_second_is_to_stay() -> None:
    """1460 saves 50 with all else as it is; 1438 as much."""
    plan = solve(problem(), gap=0)
    found = {each.municipality: each for each in runners_up(problem(), plan.areas)}
    assert found["1460"].instead is None
    assert found["1460"].dearer == pytest.approx(50)


def test_a_limit_that_a_move_would_not_fit_within_is_looked_at() -> None:
    tight = problem(change_days=[0.5, 0.5])
    plan = solve(tight, gap=0)
    assert plan.areas[0].moves == ()
    assert set(relaxable(tight, plan.areas)) == {
        (Rule.CHANGE_DAYS, "1438"),
        (Rule.CHANGE_DAYS, "1460"),
    }
    free = without_limit(without_limit(tight, Rule.CHANGE_DAYS, "1438"), Rule.CHANGE_DAYS, "1460")
    assert solve(free, gap=0).objective == pytest.approx(120)
    wide = problem(change_days=[9, 9])
    assert relaxable(wide, solve(wide, gap=0).areas) == ()


def test_without_a_host_nobody_goes_there() -> None:
    plan = solve(problem(), gap=0)
    other = solve(without_host(problem(), "gis", plan.areas[0].moves[0].option), gap=0)
    assert other.objective == pytest.approx(200)
    assert {(each.municipality, each.after) for each in changes(plan.areas, other.areas)} == {
        ("1438", None),
        ("1460", None),
    }


@given(documents(), documents())
@examples(max_examples=20, deadline=None)
def test_the_nearest_plan_is_kept_and_no_dearer(drawn: dict, other: dict) -> None:
    case = read_problem(drawn)
    plan = solve(case, gap=0)
    if plan.status is not PlanStatus.OPTIMAL:
        return
    liked = solve(read_problem(other), gap=0).areas
    found = nearest(case, plan.areas, liked)
    assert ensure_kept(case, found) <= cost(case, plan.areas) + 1e-6 * max(
        1, abs(plan.objective or 0)
    )
    assert nearest(case, plan.areas, plan.areas) == plan.areas
