"""Next year's amounts: raised by an index, or out of an agreement's price by days. Whole öre, excluding VAT."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from samdrift.core.periods import add_months
from samdrift.core.sharing import instalments


def indexed_ore(amount_ore: int, index_percent: Decimal) -> int:
    """An amount raised by an index in per cent, half an öre away from zero.

    A credit is the mirror image of a cost. Raises ValueError where the index takes away more than everything.

    >>> indexed_ore(38_000_001, Decimal("2.5"))
    38950001
    """
    factor = 1 + index_percent / 100
    if factor < 0:
        raise ValueError(f"an index of {index_percent} % takes away more than everything")
    return int((amount_ore * factor).quantize(Decimal(1), ROUND_HALF_UP))


def price_of_year_ore(
    price_ore: int, starts_on: dt.date, ends_on: dt.date | None, year: int
) -> int | None:
    """What an agreement costs in a calendar year; None where it does not hold on any day of it.

    price_ore: the price of each of the agreement's own years, counted from `starts_on`. ends_on: its last day, both
    days included; None where it runs on. A part of an agreement's year costs as its days are to the whole of that
    year's. What has been borne up to a day is rounded, and a year costs the difference, so that the years sum to the
    price exactly: nothing is lost or gained where one calendar year takes over from another.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    begins = max(starts_on, first)
    ends = last if ends_on is None else min(ends_on, last)
    if ends < begins:
        return None
    day_after = ends + dt.timedelta(days=1)
    return _borne_ore(price_ore, starts_on, day_after) - _borne_ore(price_ore, starts_on, begins)


def _borne_ore(price_ore: int, starts_on: dt.date, before: dt.date) -> int:
    """What the days from the agreement's first up to, but not with, `before` cost: rounded half up to the öre."""
    years = before.year - starts_on.year
    if add_months(starts_on, 12 * years) > before:
        years -= 1
    turned, turns = add_months(starts_on, 12 * years), add_months(starts_on, 12 * (years + 1))
    exact = price_ore * (years + Fraction((before - turned).days, (turns - turned).days))
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def equal_parts_ore(amount_ore: int, number: int) -> Sequence[int]:
    """A price that covers several things without saying how much each: equal parts, the first ones an öre more.

    >>> equal_parts_ore(1000, 3)
    [334, 333, 333]
    """
    return instalments(amount_ore, number)
