"""Moments as the API reads them: whatever a machine may write, a database can be asked about it."""

import datetime as dt

import pytest
from pydantic import TypeAdapter

from samdrift.entrances.api.answers import Moment

MOMENT = TypeAdapter(Moment)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2009-01-31T12:00:00+01:00", dt.datetime(2009, 1, 31, 11, tzinfo=dt.UTC)),
        ("2009-01-31T12:00:00-19:52", dt.datetime(2009, 2, 1, 7, 52, tzinfo=dt.UTC)),
        ("9999-12-31T23:59:59-12:00", dt.datetime(9000, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_a_moment_is_read_in_utc_within_the_reach_of_clocks(
    written: str, read: dt.datetime
) -> None:
    moment = MOMENT.validate_python(written)
    assert (moment, moment.utcoffset()) == (read, dt.timedelta(0))
