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


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later (or earlier); the last of a shorter month where the day does not exist."""
    moved: dt.date = day + relativedelta(months=months)
    return moved
