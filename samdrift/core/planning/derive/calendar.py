"""The periods of a plan: whole years, or quarters."""

import datetime as dt
from itertools import pairwise

import numpy as np

from samdrift.core.planning.problem import Numbers


def period_names(first_year: int, years: int, periods_per_year: int = 1) -> tuple[str, ...]:
    """``2009`` where a period is a year, else ``2009-1`` and on: names that sort in order of time.

    >>> period_names(2009, 1, 4)
    ('2009-1', '2009-2', '2009-3', '2009-4')
    """
    if periods_per_year == 1:
        return tuple(str(first_year + number) for number in range(years))
    width = len(str(periods_per_year))
    return tuple(
        f"{first_year + year}-{part:0{width}}"
        for year in range(years)
        for part in range(1, periods_per_year + 1)
    )


def first_day(period: str, periods_per_year: int = 1) -> dt.date:
    """The day that a period named by `period_names` begins.

    >>> first_day("2009-3", 4)
    datetime.date(2009, 7, 1)
    """
    year, _dash, part = period.partition("-")
    months = (int(part) - 1) * 12 // periods_per_year if part else 0
    return dt.date(int(year), 1 + months, 1)


def edges(names: tuple[str, ...], periods_per_year: int) -> list[tuple[dt.date, dt.date]]:
    """(first day, the day after the last) of each period."""
    days = [first_day(name, periods_per_year) for name in names]
    last = dt.date(int(names[-1].partition("-")[0]) + 1, 1, 1)
    return list(pairwise([*days, last]))


def growing(rate: float, periods: int, periods_per_year: int) -> Numbers:
    """(periods,) how a yearly rate has grown by the start of each period."""
    return np.power(1.0 + rate, np.arange(periods, dtype=float) / periods_per_year)
