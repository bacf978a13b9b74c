"""Next year's amounts: no öre is lost or made, whatever the index, the days and the number of years."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.budget import equal_parts_ore, indexed_ore, price_of_year_ore
from samdrift.core.periods import add_months

AMOUNTS = st.integers(-(10**12), 10**12)
INDEXES = st.decimals(-100, 300, places=2)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


@given(AMOUNTS, INDEXES)
@settings(max_examples=60)
def test_an_index_is_within_half_an_ore_and_a_credit_is_the_mirror_image(
    amount: int, index: Decimal
) -> None:
    raised = indexed_ore(amount, index)
    assert abs(raised - Fraction(amount) * (1 + Fraction(index) / 100)) <= Fraction(1, 2)
    assert indexed_ore(-amount, index) == -raised
    assert indexed_ore(amount, Decimal(0)) == amount


def test_an_index_can_not_take_more_than_everything() -> None:
    assert indexed_ore(500, Decimal(-100)) == 0
    with pytest.raises(ValueError, match="more than everything"):
        indexed_ore(500, Decimal("-100.01"))


@given(st.integers(0, 10**12), DAYS, st.integers(1, 12))
@settings(max_examples=60)
def test_whole_years_of_an_agreement_sum_to_its_price(
    price: int, starts: dt.date, years: int
) -> None:
    ends = add_months(starts, 12 * years) - dt.timedelta(days=1)
    parts = [
        price_of_year_ore(price, starts, ends, year) or 0
        for year in range(starts.year, ends.year + 1)
    ]
    assert sum(parts) == years * price


@given(st.integers(0, 10**12), DAYS, st.integers(0, 3000), st.integers(1990, 2035))
@settings(max_examples=60)
def test_a_year_costs_as_its_days(price: int, starts: dt.date, length: int, year: int) -> None:
    """Within an öre of the sum of its days, each a part of the agreement's year that it lies in."""
    ends = starts + dt.timedelta(days=length)
    cost = price_of_year_ore(price, starts, ends, year)
    day, exact, some = max(starts, dt.date(year, 1, 1)), Fraction(0), False
    while day <= min(ends, dt.date(year, 12, 31)):
        turns = next(n for n in range(40) if add_months(starts, 12 * (n + 1)) > day)
        of_days = (add_months(starts, 12 * (turns + 1)) - add_months(starts, 12 * turns)).days
        exact, some, day = exact + Fraction(price, of_days), True, day + dt.timedelta(days=1)
    assert (cost is None) == (not some)
    assert abs((cost or 0) - exact) <= 1


def test_an_agreement_that_runs_on_costs_its_price_every_year() -> None:
    assert price_of_year_ore(100_000, dt.date(2006, 1, 1), None, 2009) == 100_000
    assert price_of_year_ore(100_000, dt.date(2006, 1, 1), None, 2005) is None


@given(AMOUNTS, st.integers(1, 40))
@settings(max_examples=30)
def test_equal_parts_are_equal_to_the_ore(amount: int, number: int) -> None:
    parts = equal_parts_ore(amount, number)
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= 1
