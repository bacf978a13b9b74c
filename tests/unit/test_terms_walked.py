"""Where an agreement stands, day by day, against a reference that walks the calendar and knows no formulas."""

import calendar
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samdrift.core.agreement_state import Ending, Renewal, State, state_on
from samdrift.core.notice import (
    Terms,
    current_end,
    end_after_months,
    last_notice_day,
    notice_deviations,
)

DAY = dt.timedelta(days=1)
STARTS = st.dates(dt.date(1999, 1, 1), dt.date(2012, 12, 31)) | st.builds(
    dt.date, st.integers(1999, 2012), st.sampled_from([1, 3, 5, 7, 8, 10, 12]), st.just(31)
)
LEAP_DAYS = st.sampled_from([dt.date(year, 2, 29) for year in (2000, 2004, 2008, 2012)])
LENGTHS = st.sampled_from([1, 3, 6, 12, 24, 36]) | st.integers(1, 60)


def same_day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_on(start: dt.date, months: int) -> dt.date:
    """The same day so many months on, always from the day of the start itself: whole years first, then the rest."""
    year, month = start.year + months // 12, start.month
    for _month in range(months % 12):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return same_day(year, month, start.day)


def ends_of(start: dt.date, first: int, more: int) -> Iterator[dt.date]:
    """The last day of each term: the day before the same day, counted from the very first beginning."""
    months = first
    while True:
        yield months_on(start, months) - DAY
        months += more


def notice_by(end: dt.date, months: int) -> dt.date:
    """The last day from which so many months, each to the day of the same number, do not run past the end."""
    day = end - 31 * months * DAY
    while months_on(day + DAY, months) <= end:
        day += DAY
    return day


@pytest.mark.deep
@given(STARTS | LEAP_DAYS, LENGTHS, LENGTHS, st.integers(0, 40), st.integers(0, 1200))
@example(dt.date(2007, 8, 31), 6, 6, 12, 700)  # the notice period is longer than the term
@example(dt.date(2008, 2, 29), 12, 12, 0, 1096)
@settings(max_examples=10_000, deadline=None)
def test_the_running_term_and_its_notice_day_are_those_one_walks_to(
    start: dt.date, first: int, renews: int, notice: int, later: int
) -> None:
    ends = ends_of(start, first, renews)
    end = next(ends)
    terms = Terms(start, end, notice, renews)
    today = start + dt.timedelta(days=later)
    while notice_by(end, notice) < today:
        end = next(ends)
    assert current_end(terms, today) == end
    last = last_notice_day(terms, today)
    assert last == notice_by(end, notice)
    # the very last day keeps the term, the day after has moved it on
    assert current_end(terms, last) == end
    assert current_end(terms, last + DAY) == next(ends)
    assert not list(notice_deviations(terms, last, end))
    assert list(notice_deviations(terms, last + DAY, end))


@given(STARTS | LEAP_DAYS, LENGTHS, LENGTHS, st.integers(1, 6))
@settings(max_examples=2_000, deadline=None)
def test_options_one_by_one_end_where_they_were_promised_to(
    start: dt.date, first: int, months: int, options: int
) -> None:
    ends = ends_of(start, first, months)
    end = begun = next(ends)
    promised = end_after_months(Terms(start, end), options * months)
    for _option in range(options):
        terms = Terms(start, end, first_ends_on=begun)
        end = next(ends)
        assert end_after_months(terms, months) == end
    assert end == promised


@given(
    st.tuples(STARTS | LEAP_DAYS, LENGTHS),
    st.integers(1, 36),
    st.tuples(st.integers(0, 40), st.integers(0, 24)),
    st.integers(0, 3),
    st.sampled_from(list(Renewal)),
)
@settings(max_examples=2_000, deadline=None)
def test_only_what_is_prolonged_by_itself_says_so_and_each_boundary_is_its_own_day(
    term: tuple[dt.date, int], months: int, times: tuple[int, int], options: int, renewal: Renewal
) -> None:
    (start, first), (notice, lead) = term, times
    end = next(ends_of(start, first, months))
    tacit = renewal == Renewal.TACIT
    ending = Ending(
        Terms(
            start, None if renewal == Renewal.UNTIL_NOTICE else end, notice, months if tacit else 0
        ),
        renewal,
        options if renewal == Renewal.OPTION else 0,
        months,
        lead,
    )
    days = {
        start - DAY,
        start,
        end - DAY,
        end,
        end + DAY,
        notice_by(end, notice),
        notice_by(end, notice) + DAY,
    }
    for today in sorted(days):
        standing = state_on(ending, today)
        said = str(standing)
        assert ("otherwise it is prolonged" in said) == (tacit and today >= start)
        if today < start:
            assert (standing.state, standing.day) == (State.NOT_BEGUN, start)
        elif renewal == Renewal.UNTIL_NOTICE:
            assert (standing.state, standing.day) == (State.RUNS, None)
        elif tacit:
            assert standing.state in {State.NOTICE_DUE, State.RUNS}
            assert standing.day is not None
            assert standing.day >= today
        elif today > end:
            assert (standing.state, standing.day) == (State.OVER, end)
        else:
            wanted = {State.RUNS, State.OPTION_OPEN if ending.options else State.PROCUREMENT_DUE}
            assert standing.state in wanted
            assert standing.state == State.RUNS or not ending.options or standing.day <= end


@pytest.mark.parametrize(
    ("renewal", "on_the_day", "the_day_after"),
    [
        (Renewal.TACIT, State.NOTICE_DUE, State.RUNS),
        (Renewal.OPTION, State.OPTION_OPEN, State.OPTION_OPEN),
        (Renewal.ENDS, State.PROCUREMENT_DUE, State.PROCUREMENT_DUE),
    ],
)
def test_the_very_last_notice_day_and_the_day_after(renewal, on_the_day, the_day_after) -> None:
    tacit = renewal == Renewal.TACIT
    terms = Terms(dt.date(2008, 1, 31), dt.date(2009, 1, 30), 3, 12 if tacit else 0)
    ending = Ending(terms, renewal, 2 if renewal == Renewal.OPTION else 0, 6, 9)
    last = notice_by(dt.date(2009, 1, 30), 3)
    assert last == dt.date(2008, 10, 30)
    assert state_on(ending, last).state == on_the_day
    assert state_on(ending, last + DAY).state == the_day_after
