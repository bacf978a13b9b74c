"""Ends and notice days: nothing drifts, whatever the start, the length and the order in which options are used."""

import calendar
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.notice import (
    Deviation,
    Terms,
    current_end,
    earliest_end,
    end_after_months,
    first_notice_day,
    last_notice_day,
    notice_day,
    notice_deviations,
)
from samdrift.core.periods import add_months, term_end

DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(1996, 1, 1), dt.date(2036, 12, 31))
MONTHS = st.integers(1, 48)


def _walk(year: int, month: int, steps: int) -> tuple[int, int]:
    """So many months on, one at a time."""
    for _step in range(abs(steps)):
        month += 1 if steps > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        elif month == 0:
            year, month = year - 1, 12
    return year, month


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def slow_term_end(starts_on: dt.date, months: int) -> dt.date:
    """The day before the same day so many months on, walked to."""
    year, month = _walk(starts_on.year, starts_on.month, months)
    return dt.date(year, month, min(starts_on.day, _last(year, month))) - DAY


def slow_end(terms: Terms, months: int) -> dt.date:
    """The rule in words: from the first term's beginning where it is whole months, else from its end."""
    first = terms.first_ends_on or terms.ends_on
    assert first is not None
    assert terms.ends_on is not None
    if terms.starts_on is not None:
        whole, ends_on = 1, slow_term_end(terms.starts_on, 1)
        while ends_on < first:
            whole, ends_on = whole + 1, slow_term_end(terms.starts_on, whole + 1)
        if ends_on == first:
            while ends_on < terms.ends_on:
                whole, ends_on = whole + 1, slow_term_end(terms.starts_on, whole + 1)
            return slow_term_end(terms.starts_on, whole + months)
    passed, (year, month) = 0, (first.year, first.month)
    while (year, month) != (terms.ends_on.year, terms.ends_on.month):
        passed, (year, month) = passed + 1, _walk(year, month, 1)
    year, month = _walk(first.year, first.month, passed + months)
    last = _last(year, month)
    was_last = first.day == _last(first.year, first.month)
    return dt.date(year, month, last if was_last else min(first.day, last))


@pytest.mark.deep
@given(DAYS, MONTHS, MONTHS, st.booleans())
@settings(max_examples=10_000, deadline=None)
def test_a_term_of_whole_months_ends_as_when_one_walks_month_by_month(
    starts_on: dt.date, first: int, more: int, known: bool
) -> None:
    ends_on = term_end(starts_on, first)
    assert ends_on == slow_term_end(starts_on, first)
    terms = Terms(starts_on if known else None, ends_on)
    assert end_after_months(terms, more) == slow_end(terms, more)


@given(DAYS, st.none() | DAYS, st.integers(1, 4), st.integers(1, 24))
@settings(max_examples=300, deadline=None)
def test_options_in_sequence_equal_the_latest_end_promised(
    ends_on: dt.date, starts_on: dt.date | None, options: int, months: int
) -> None:
    terms = Terms(min(starts_on, ends_on) if starts_on else None, ends_on, first_ends_on=ends_on)
    promised = end_after_months(terms, options * months)
    assert promised == slow_end(terms, options * months)
    for _option in range(options):
        terms = replace(terms, ends_on=end_after_months(terms, months))
    assert terms.ends_on == promised


@given(DAYS, st.none() | DAYS, MONTHS, st.integers(0, 12), DAYS)
@settings(max_examples=300, deadline=None)
def test_the_term_that_runs_is_the_first_whose_notice_day_is_not_passed(
    ends_on: dt.date, starts_on: dt.date | None, renews: int, notice: int, today: dt.date
) -> None:
    terms = Terms(min(starts_on, ends_on) if starts_on else None, ends_on, notice, renews)
    times = 0
    while notice_day(slow_end(terms, times * renews), notice) < today:
        times += 1
    assert current_end(terms, today) == slow_end(terms, times * renews)
    last = last_notice_day(terms, today)
    assert last is not None
    assert last >= today


@given(DAYS, st.integers(0, 36))
@settings(max_examples=300, deadline=None)
def test_the_last_notice_day_is_the_last_from_which_the_notice_period_does_not_run_past_the_end(
    ends_on: dt.date, notice: int
) -> None:
    day = notice_day(ends_on, notice)
    assert add_months(day, notice) <= ends_on < add_months(day + DAY, notice)
    first = first_notice_day(ends_on, notice)
    assert add_months(first - DAY, notice) < ends_on <= add_months(first, notice)


@given(DAYS.map(lambda day: day.replace(day=_last(day.year, day.month))), st.none() | DAYS, MONTHS)
@settings(max_examples=300, deadline=None)
def test_the_last_day_of_a_month_stays_the_last_day_of_a_month(
    ends_on: dt.date, starts_on: dt.date | None, months: int
) -> None:
    terms = Terms(min(starts_on, ends_on) if starts_on else None, ends_on)
    assert (end_after_months(terms, months) + DAY).day == 1


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "renews", "today", "end"),
    [
        (None, (2008, 9, 30), 6, (2009, 1, 1), (2009, 3, 31)),
        ((2008, 1, 1), (2008, 6, 30), 6, (2008, 7, 1), (2008, 12, 31)),
        ((2008, 3, 1), (2009, 2, 28), 12, (2011, 6, 1), (2012, 2, 29)),
        ((2007, 8, 31), (2008, 8, 30), 6, (2008, 9, 1), (2009, 2, 27)),
        ((2007, 8, 31), (2008, 8, 30), 6, (2009, 3, 1), (2009, 8, 30)),
        ((2008, 1, 15), (2008, 4, 14), 3, (2008, 12, 1), (2009, 1, 14)),
    ],
)
def test_an_agreement_nobody_ended_runs_to(starts_on, ends_on, renews, today, end) -> None:
    terms = Terms(dt.date(*starts_on) if starts_on else None, dt.date(*ends_on), 0, renews)
    assert current_end(terms, dt.date(*today)) == dt.date(*end)


@pytest.mark.parametrize(
    ("ends_on", "months", "day"),
    [
        ((2009, 9, 30), 3, (2009, 6, 30)),
        ((2009, 12, 31), 1, (2009, 11, 30)),
        ((2009, 2, 28), 3, (2008, 11, 30)),
        ((2008, 2, 29), 12, (2007, 2, 28)),
        ((2009, 9, 30), 1, (2009, 8, 31)),
        ((2009, 3, 30), 1, (2009, 2, 28)),
        ((2009, 1, 14), 2, (2008, 11, 14)),
    ],
)
def test_notice_so_many_months_before_an_end_is_given_no_later_than(ends_on, months, day) -> None:
    assert notice_day(dt.date(*ends_on), months) == dt.date(*day)


def test_an_agreement_that_just_ends_has_no_last_notice_day() -> None:
    assert last_notice_day(Terms(None, dt.date(2009, 12, 31), 3), dt.date(2009, 1, 1)) is None


def test_notice_that_keeps_the_terms_deviates_in_nothing() -> None:
    tacit = Terms(None, dt.date(2009, 12, 31), 3, 12)
    assert not [*notice_deviations(tacit, dt.date(2009, 9, 30), dt.date(2009, 12, 31))]
    rolling = Terms(None, None, 6)
    assert not [*notice_deviations(rolling, dt.date(2009, 1, 1), dt.date(2009, 7, 1))]


@pytest.mark.parametrize(
    ("terms", "given_on", "ends_on", "kind", "day"),
    [
        (
            Terms(None, dt.date(2009, 12, 31), 3, 12),
            (2009, 10, 15),
            (2009, 12, 31),
            Deviation.AFTER_LAST_DAY,
            (2009, 9, 30),
        ),
        (
            Terms(None, dt.date(2009, 12, 31), 3, 12),
            (2009, 1, 1),
            (2009, 10, 1),
            Deviation.BEFORE_TERM_ENDS,
            (2009, 12, 31),
        ),
        (
            Terms(None, dt.date(2009, 12, 31), 6, 12),
            (2009, 1, 1),
            (2009, 1, 2),
            Deviation.TOO_SHORT,
            (2009, 12, 31),
        ),
        (Terms(None, None, 6), (2009, 1, 1), (2009, 6, 30), Deviation.TOO_SHORT, (2009, 7, 1)),
        (
            Terms(None, dt.date(2009, 6, 30)),
            (2009, 1, 1),
            (2009, 7, 31),
            Deviation.AFTER_FIXED_END,
            (2009, 6, 30),
        ),
        (
            Terms(None, dt.date(2008, 6, 30)),
            (2009, 1, 1),
            (2009, 7, 31),
            Deviation.OVER_ALREADY,
            (2008, 6, 30),
        ),
    ],
)
def test_notice_that_differs_from_the_terms_is_told(terms, given_on, ends_on, kind, day) -> None:
    found = [*notice_deviations(terms, dt.date(*given_on), dt.date(*ends_on))]
    assert [(each.kind, each.day) for each in found] == [(kind, dt.date(*day))]


def test_notice_today_ends_an_agreement_no_earlier_than_its_term() -> None:
    assert earliest_end(Terms(None, dt.date(2009, 12, 31), 3, 12), dt.date(2009, 10, 1)) == dt.date(
        2010, 12, 31
    )
    assert earliest_end(Terms(None, None, 3), dt.date(2008, 11, 30)) == dt.date(2009, 2, 28)
    assert earliest_end(Terms(None, dt.date(2008, 12, 31)), dt.date(2009, 1, 1)) is None
