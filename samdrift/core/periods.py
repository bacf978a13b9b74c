"""Periods between two days, both included; an end of None is «until further notice»."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `starts_on` to `ends_on`, both days included; `ends_on` None means until further notice."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError(f"a period can't end {self.ends_on} before it starts {self.starts_on}")

    def __contains__(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlap(self, other: "Period") -> "Period | None":
        """The days that both hold, or None."""
        starts_on = max(self.starts_on, other.starts_on)
        ends = [end for end in (self.ends_on, other.ends_on) if end is not None]
        ends_on = min(ends) if ends else None
        return None if ends_on is not None and ends_on < starts_on else Period(starts_on, ends_on)

    def days_within(self, starts_on: dt.date, ends_on: dt.date) -> int:
        """Number of days of this period in [starts_on, ends_on]."""
        both = self.overlap(Period(starts_on, ends_on))
        return (
            0 if both is None or both.ends_on is None else (both.ends_on - both.starts_on).days + 1
        )


def gaps(whole: Period, parts: Iterable[Period]) -> list[Period]:
    """The periods of `whole` that no part covers, in order."""
    day, found = whole.starts_on, []
    for part in sorted(parts):
        if part.starts_on > day:
            before = part.starts_on - dt.timedelta(days=1)
            gap = whole.overlap(Period(day, before))
            if gap is not None:
                found.append(gap)
        if part.ends_on is None:
            return found
        day = max(day, part.ends_on + dt.timedelta(days=1))
    if whole.ends_on is None or day <= whole.ends_on:
        found.append(Period(day, whole.ends_on))
    return found


#: Days that a register is asked about; terms are counted on from them, and the calendar has an end.
FIRST_DAY, LAST_DAY = dt.date(1800, 1, 1), dt.date(2300, 12, 31)


def is_within_reach(day: dt.date) -> bool:
    """Is it a day that a register can be asked about?"""
    return FIRST_DAY <= day <= LAST_DAY


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later (or earlier); the last of a shorter month where the day does not exist."""
    moved: dt.date = day + relativedelta(months=months)
    return moved


def is_month_end(day: dt.date) -> bool:
    """Is it the last day of its month?"""
    return (day + dt.timedelta(days=1)).day == 1 if day < dt.date.max else True


def month_number(day: dt.date) -> int:
    """The months since year 0: two days in the same month have the same number."""
    return 12 * day.year + day.month - 1


def term_end(starts_on: dt.date, months: int) -> dt.date:
    """Last day of a term of so many months: the day before the same day so many months on.

    >>> term_end(dt.date(2008, 7, 1), 12), term_end(dt.date(2008, 8, 31), 12)
    (datetime.date(2009, 6, 30), datetime.date(2009, 8, 30))
    """
    return add_months(starts_on, months) - dt.timedelta(days=1)


def months_after_end(ends_on: dt.date, months: int) -> dt.date:
    """The end so many months after (or, negative, before) an end; the last day of a month stays the last day.

    >>> months_after_end(dt.date(2009, 2, 28), 36), months_after_end(dt.date(2009, 9, 30), -1)
    (datetime.date(2012, 2, 29), datetime.date(2009, 8, 31))
    """
    if not is_month_end(ends_on):
        return add_months(ends_on, months)
    first_day = add_months(ends_on.replace(day=1), months)
    return add_months(first_day, 1) - dt.timedelta(days=1)
