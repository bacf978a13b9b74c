"""Working days in Sweden: Monday to Friday, less public holidays and the three eves that nobody works.

Source: the library `holidays`, which keeps to the Public Holidays Act (SFS 1989:253) and to what held before it.
The Annual Leave Act (SFS 1977:480, section 3 a) puts Midsummer Eve, Christmas Eve and New Year's Eve beside them.
"""

import datetime as dt
from functools import cache

import holidays
import numpy as np

FIRST_YEAR, LAST_YEAR = 1990, 2079  # outside these, Monday to Friday alone
_EVES = frozenset({"Midsommarafton", "Julafton", "Nyårsafton"})


def red_days(year: int) -> tuple[dt.date, ...]:
    """The year's public holidays and the three eves, on whatever weekday they fall, in order."""
    public = holidays.country_holidays("SE", years=year, language="sv")
    eves = holidays.country_holidays("SE", years=year, language="sv", categories=(holidays.BANK,))
    return tuple(sorted({*public, *(day for day, name in eves.items() if name in _EVES)}))


@cache
def _week() -> np.busdaycalendar:
    days = [day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in red_days(year)]
    return np.busdaycalendar(weekmask="1111100", holidays=days)


def on_or_after(day: dt.date) -> dt.date:
    """The day itself if it is a working day, else the next one."""
    return _shift_by_working_days(day, 0, "forward")


def on_or_before(day: dt.date) -> dt.date:
    """The day itself if it is a working day, else the last one before it."""
    return _shift_by_working_days(day, 0, "backward")


def day_after(day: dt.date) -> dt.date:
    """The first working day after a day."""
    return _shift_by_working_days(day, 1, "backward")


def last_day_of(starts_on: dt.date, days: int) -> dt.date:
    """The last of `days` working days, the first of them on or after `starts_on`."""
    return _shift_by_working_days(starts_on, days - 1, "forward")


def first_day_of(ends_on: dt.date, days: int) -> dt.date:
    """The first of `days` working days, the last of them on or before `ends_on`."""
    return _shift_by_working_days(ends_on, 1 - days, "backward")


def working_days(first: dt.date, last: dt.date) -> int:
    """How many working days there are from a day to a day, both included; 0 where the last is before the first."""
    return max(0, int(np.busday_count(first, last + dt.timedelta(days=1), busdaycal=_week())))


def _shift_by_working_days(day: dt.date, days: int, roll: str) -> dt.date:
    moved: dt.date = np.busday_offset(day, days, roll=roll, busdaycal=_week()).astype(dt.date)  # type: ignore[call-overload]  # NumPy types days only as arrays
    return moved
