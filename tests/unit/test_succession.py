"""One holder at a time: any sequence of appointments leaves no day with two, and none without whom it had."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.core.periods import Period
from samdrift.core.succession import (
    Held,
    PeriodEffect,
    change_of,
    day_after,
    last_day_of_successor,
    make_way,
    new_gaps,
)

FIRST = dt.date(2009, 1, 1)
LENGTH = 40
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.integers(0, LENGTH))
    end = draw(st.none() | st.integers(start, LENGTH))
    return Period(day(start), None if end is None else day(end))


def holders(line: list[Held]) -> list[int | None]:
    """Who holds each day, counted day by day; two on a day is an error."""
    found: list[int | None] = []
    for number in range(LENGTH + 2):
        here = [held.key for held in line if day(number) in held.period]
        assert len(here) < 2, f"{here} on {day(number)}"
        found.append(here[0] if here else None)
    return found


def appointed(line: list[Held], key: int, wanted: Period) -> list[Held]:
    changes = {change.held: change.kept for change in make_way(line, wanted)}
    kept = [Held(held.key, part) for held in line for part in changes.get(held, (held.period,))]
    return [*kept, Held(key, wanted)]


@calmly
@given(st.lists(periods(), max_size=8))
def test_any_sequence_of_appointments_leaves_one_holder_a_day_as_counted_by_hand(
    wanted: list[Period],
):
    line: list[Held] = []
    by_hand: list[int | None] = [None] * (LENGTH + 2)
    for key, period in enumerate(wanted):
        line = appointed(line, key, period)
        by_hand = [key if day(number) in period else held for number, held in enumerate(by_hand)]
        assert holders(line) == by_hand


@calmly
@given(st.lists(periods(), max_size=6), st.integers(0, LENGTH))
def test_who_follows_without_a_last_day_takes_no_day_that_comes_after_the_former(
    wanted: list[Period], start: int
):
    line: list[Held] = []
    for key, period in enumerate(wanted):
        line = appointed(line, key, period)
    end = last_day_of_successor(line, day(start), None)
    effects = {change.effect for change in make_way(line, Period(day(start), end))}
    assert effects <= {PeriodEffect.HANDS_OVER, PeriodEffect.IS_REPLACED}
    assert len(make_way(line, Period(day(start), end))) <= 1


@calmly
@given(periods(), periods())
def test_what_is_kept_is_every_day_but_the_wanted(held: Period, wanted: Period):
    if held.overlap(wanted) is None:
        return
    kept = change_of(Held(1, held), wanted).kept
    for number in range(LENGTH + 2):
        is_kept = any(day(number) in part for part in kept)
        assert is_kept == (day(number) in held and day(number) not in wanted)


@pytest.mark.parametrize(
    ("held", "wanted", "effect", "is_taken"),
    [
        (Period(day(-9)), Period(day(0)), PeriodEffect.HANDS_OVER, False),
        (Period(day(-9)), Period(day(0), day(5)), PeriodEffect.IS_SPLIT, True),
        (Period(day(0)), Period(day(0), day(5)), PeriodEffect.BEGINS_LATER, True),
        (Period(day(0)), Period(day(0)), PeriodEffect.IS_REPLACED, False),
        (Period(day(-9), day(5)), Period(day(-9)), PeriodEffect.IS_REPLACED, True),
    ],
)
def test_only_handing_over_and_replacing_who_has_not_begun_go_unasked(
    held, wanted, effect, is_taken
):
    change = change_of(Held(1, held), wanted)
    assert (change.effect, change.takes_from_another(day(0))) == (effect, is_taken)


def test_the_calendars_last_day_has_no_day_after():
    assert day_after(dt.date.max) is None
    assert change_of(Held(1, Period(FIRST)), Period(FIRST, dt.date.max)).kept == ()


def test_a_gap_is_new_only_where_somebody_held_the_days():
    life = Period(day(0), day(30))
    before = [Period(day(5), day(20))]
    after = [Period(day(5), day(9))]
    assert new_gaps(life, before, after) == [Period(day(10), day(20))]
    assert new_gaps(life, after, before) == []
