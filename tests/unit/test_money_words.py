"""How money is written: one minus, estimates no finer than they are known, sums of parts exactly the sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.money import (
    format_change,
    format_estimate,
    format_kronor,
    format_number,
    parse_kronor,
    plain_kronor,
    rounded_estimate,
)
from samdrift.foundation.ui.charts import Flow, FlowChart, flow_chart

ORE = st.integers(-(10**13), 10**13)


@pytest.mark.parametrize(
    ("ore", "told"),
    [
        (4_235_017, "≈ 42 000"),
        (41_523_400, "≈ 415 000"),
        (999_949, "≈ 10 000"),
        (123_450, "≈ 1 200"),
        (4_900, "≈ 0"),
        (-4_235_017, "≈ −42 000"),
        (0, "≈ 0"),
    ],
)
def test_an_estimate_is_told_in_thousands_or_hundreds(ore: int, told: str) -> None:
    assert format_estimate(ore, thousands=" ") == told


@given(ORE)
def test_an_estimate_is_off_by_at_most_half_its_step(ore: int) -> None:
    step = 100_000 if abs(ore) >= 1_000_000 else 10_000
    assert abs(rounded_estimate(ore) * 100 - ore) <= step / 2


@given(ORE)
def test_minus_is_one_sign_in_words_and_plain_for_machines(ore: int) -> None:
    for words in (format_kronor(ore), format_change(ore), format_number(ore), format_estimate(ore)):
        assert "-" not in words
    assert parse_kronor(format_kronor(ore)) == ore
    assert "−" not in plain_kronor(ore)


def test_a_flow_picture_sums_what_it_is_given_and_rounds_last() -> None:
    parts = [7_903_538, 7_903_538, 7_903_538]  # three times 79 035,38 is 237 106,14
    chart = FlowChart(
        name="x",
        title="x",
        description="x",
        sources=["Dals-Ed"],
        targets=["a", "b", "c"],
        flows=[Flow(0, place, ore) for place, ore in enumerate(parts)],
        unit="kronor",
        scale=100,
    )
    drawn = flow_chart(chart)
    assert "237\u00a0106 kronor" in drawn
    assert "237\u00a0105" not in drawn
    assert "79\u00a0035,38" in drawn  # the table has every öre
