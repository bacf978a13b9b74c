"""Working days: Monday to Friday. Public holidays are not taken out; lengths are set with room for them."""

import datetime as dt

import numpy as np

_WEEK = np.busdaycalendar(weekmask="1111100")


def on_or_after(day: dt.date) -> dt.date:
    """The day itself if it is a working day, else the next one."""
    return _moved(day, 0, "forward")


def on_or_before(day: dt.date) -> dt.date:
    """The day itself if it is a working day, else the last one before it."""
    return _moved(day, 0, "backward")


def day_after(day: dt.date) -> dt.date:
    """The first working day after a day."""
    return _moved(day, 1, "backward")


def last_day_of(starts_on: dt.date, days: int) -> dt.date:
    """The last of `days` working days, the first of them on or after `starts_on`."""
    return _moved(starts_on, days - 1, "forward")


def first_day_of(ends_on: dt.date, days: int) -> dt.date:
    """The first of `days` working days, the last of them on or before `ends_on`."""
    return _moved(ends_on, 1 - days, "backward")


def working_days(first: dt.date, last: dt.date) -> int:
    """How many working days there are from a day to a day, both included; 0 where the last is before the first."""
    return max(0, int(np.busday_count(first, last + dt.timedelta(days=1), busdaycal=_WEEK)))


def _moved(day: dt.date, days: int, roll: str) -> dt.date:
    moved: dt.date = np.busday_offset(day, days, roll=roll, busdaycal=_WEEK).astype(dt.date)  # type: ignore[call-overload]  # NumPy types days only as arrays
    return moved
