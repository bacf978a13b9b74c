"""Where an agreement stands: one state a day, with the day that matters and why, told by what happens at its end."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.agreement_state import (
    Ending,
    Renewal,
    State,
    state_on,
    usual_procurement_months,
)
from samdrift.core.notice import Terms

TODAY = dt.date(2009, 1, 1)
END = dt.date(2009, 12, 31)


def _tacit(**changes) -> Ending:
    terms = {"starts_on": None, "ends_on": END, "notice_months": 6, "renews_months": 24} | changes
    return Ending(Terms(**terms), Renewal.TACIT)


def _fixed(end: dt.date = END, **changes) -> Ending:
    return Ending(Terms(None, end), Renewal.ENDS, **({"procurement_months": 9} | changes))


@pytest.mark.parametrize(
    ("ending", "today", "state", "day"),
    [
        (_tacit(), TODAY, State.NOTICE_DUE, dt.date(2009, 6, 30)),
        (_tacit(), dt.date(2008, 12, 1), State.RUNS, dt.date(2009, 6, 30)),
        (_tacit(), dt.date(2009, 7, 1), State.RUNS, dt.date(2011, 6, 30)),
        (_tacit(ended_on=END), TODAY, State.NOTICE_GIVEN, END),
        (_tacit(starts_on=dt.date(2009, 2, 1)), TODAY, State.NOT_BEGUN, dt.date(2009, 2, 1)),
        (_fixed(), TODAY, State.RUNS, dt.date(2009, 3, 31)),
        (_fixed(), dt.date(2009, 3, 31), State.PROCUREMENT_DUE, END),
        (_fixed(), END, State.PROCUREMENT_DUE, END),
        (_fixed(), dt.date(2010, 1, 1), State.OVER, END),
        (_fixed(uncovered=True), dt.date(2010, 1, 1), State.EXPIRED_IN_USE, END),
        (_fixed(options=2, option_months=12), TODAY, State.RUNS, END),
        (_fixed(options=2, option_months=12), dt.date(2009, 4, 1), State.OPTION_OPEN, END),
        (
            _fixed(options=2, option_months=12, uncovered=True),
            dt.date(2010, 1, 1),
            State.EXPIRED_IN_USE,
            END,
        ),
        (Ending(Terms(None, None, 3), Renewal.UNTIL_NOTICE), TODAY, State.RUNS, None),
    ],
)
def test_an_agreement_stands(ending, today, state, day) -> None:
    standing = state_on(ending, today)
    assert (standing.state, standing.day) == (state, day)
    assert str(standing)


def test_what_is_otherwise_prolonged_is_told_only_of_what_is() -> None:
    told = [str(state_on(each, TODAY)) for each in (_fixed(), _fixed(options=1, option_months=12))]
    assert not any("otherwise it is prolonged" in reason for reason in told)
    assert "otherwise it is prolonged by 24 months" in str(state_on(_tacit(), TODAY))


@given(
    st.dates(dt.date(2005, 1, 1), dt.date(2015, 1, 1)),
    st.integers(0, 4),
    st.integers(0, 12),
    st.integers(0, 24),
)
@settings(max_examples=300, deadline=None)
def test_an_agreement_that_ends_never_becomes_less_pressing_until_it_is_over(
    today, options, notice, lead
) -> None:
    ending = Ending(Terms(None, END, notice), Renewal.ENDS, options, 12, lead)
    order = [State.RUNS, State.OPTION_OPEN, State.PROCUREMENT_DUE, State.OVER]
    now, later = (state_on(ending, day).state for day in (today, today + dt.timedelta(days=40)))
    assert order.index(now) <= order.index(later)


def test_procurement_takes_longer_the_dearer_and_a_renegotiation_less() -> None:
    months = [
        usual_procurement_months("supplier", kronor * 100, TODAY)
        for kronor in (0, 299_999, 300_000, 1_000_000)
    ]
    assert months == [9, 9, 12, 18]
    assert usual_procurement_months("data_processing", 10**9, TODAY) == 3
    assert usual_procurement_months("licence", None, TODAY) == 9
