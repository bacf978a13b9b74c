"""From when an application of a row lives, in which phase, and whether the row says that it is introduced now."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from samdrift.records.register.models import Phase


def last_day(values: Mapping[str, Any]) -> dt.date | None:
    """The end of the year in which the row says that it ends."""
    return dt.date(values["end_year"], 12, 31) if "end_year" in values else None


def phase_of(values: Mapping[str, Any], today: dt.date) -> Phase:
    """The phase that the row says; else what its years say."""
    if "phase" in values:
        return Phase(values["phase"])
    end = last_day(values)
    if end is not None:
        return Phase.RETIRED if end < today else Phase.PHASE_OUT
    return Phase.INTRODUCTION if values.get("start_year", 0) > today.year else Phase.MAINTENANCE


def said_to_be_introduced(values: Mapping[str, Any], today: dt.date) -> bool:
    """Whether the row itself says that it is not in use yet, by its phase or by a year to come."""
    return phase_of(values, today) == Phase.INTRODUCTION or values.get("start_year", 0) > today.year


def begins(values: Mapping[str, Any], today: dt.date) -> dt.date:
    """The day that decides whether a new row comes into use now.

    A list tells what is in use: a row without a year, or with an earlier one, began before today. One that began this
    year may have done so before or after today, and is asked about.
    """
    year = values.get("start_year")
    if year is None:
        return today - dt.timedelta(days=1)
    return today if year == today.year else dt.date(year, 1, 1)
