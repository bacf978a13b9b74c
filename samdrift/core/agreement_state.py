"""Where an agreement stands on a day, the day that matters next, and why. Source: docs/methods/notice.md."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samdrift.core.findings import choose_by_count, gettext_noop
from samdrift.core.notice import Terms, current_end, end_after_months, last_notice_day, notice_day
from samdrift.core.periods import add_months, months_after_end

NOTICE_WARNING_MONTHS = 6  # how long before the last notice day one is told of it


class Renewal(StrEnum):
    """What happens when a term is over."""

    TACIT = "tacit"  # prolonged unless somebody gives notice
    OPTION = "option"  # ends, unless an option that is left is used
    ENDS = "ends"  # just ends
    UNTIL_NOTICE = "until_notice"  # has no term


class State(StrEnum):
    """Where an agreement stands, the most pressing first."""

    EXPIRED_IN_USE = "expired_in_use"  # over, and what it covers is used without another
    NOTICE_DUE = "notice_due"  # prolonged soon, unless notice is given
    OPTION_OPEN = "option_open"  # ends soon, and an option can be used
    PROCUREMENT_DUE = "procurement_due"  # ends, and what replaces it should be procured now
    RUNS = "runs"
    NOT_BEGUN = "not_begun"
    NOTICE_GIVEN = "notice_given"  # runs until the day that notice ended it on
    OVER = "over"


TO_ACT_ON = (State.EXPIRED_IN_USE, State.NOTICE_DUE, State.OPTION_OPEN, State.PROCUREMENT_DUE)


@dataclass(frozen=True, slots=True)
class LeadTime:
    """From a day on: how many months before the end procurement begins when nothing else is said of an agreement.

    by_price: (lowest price a year in whole öre, months), the highest price first; the last holds for a price that is
    not known. renegotiated: kinds that are agreed anew between the parties instead of procured, with their months.
    """

    starts_on: dt.date
    by_price: tuple[tuple[int, int], ...]
    renegotiated: Mapping[str, int] = field(default_factory=dict)


LEAD_TIMES = (
    LeadTime(
        dt.date(1990, 1, 1),
        ((100_000_000, 18), (30_000_000, 12), (0, 9)),
        {"operating": 6, "collaboration": 6, "data_processing": 3},
    ),
)


def usual_procurement_months(
    kind: str,
    price_per_year_ore: int | None,
    on: dt.date,
    lead_times: Sequence[LeadTime] = (),
) -> int:
    """Months before the end that procurement begins when the agreement itself says nothing.

    lead_times: what the federation has settled; before the first of them, and without any, the usual ones hold.

    >>> usual_procurement_months("supplier", 40_000_000, dt.date(2009, 1, 1))
    12
    """
    holding = max(
        [each for each in lead_times if each.starts_on <= on]
        or [each for each in LEAD_TIMES if each.starts_on <= on],
        key=lambda each: each.starts_on,
        default=LEAD_TIMES[0],
    )
    if kind in holding.renegotiated:
        return holding.renegotiated[kind]
    price = price_per_year_ore or 0
    return next(months for lowest, months in holding.by_price if price >= lowest or lowest == 0)


@dataclass(frozen=True, slots=True)
class Ending:
    """All that decides where an agreement stands, beside the day.

    options: extension options left, of `option_months` each. procurement_months: how long before the end procurement
    begins. uncovered: is something that it covers in use, with no other agreement of its kind in force?
    """

    terms: Terms
    renewal: Renewal
    options: int = 0
    option_months: int = 0
    procurement_months: int = 0
    uncovered: bool = False


@dataclass(frozen=True, slots=True)
class StateOnDay:
    """Where an agreement stands.

    day: the day that the state is about, None where there is none ahead or behind.
    reason: an English message with places named as in `values`, marked for translation.
    """

    state: State
    day: dt.date | None
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def needs_action(self) -> bool:
        return self.state in TO_ACT_ON

    def __str__(self) -> str:
        return self.reason % self.values


def state_on(ending: Ending, today: dt.date) -> StateOnDay:
    """Where an agreement stands on a day, the day that matters next, and why."""
    terms = ending.terms
    if terms.starts_on is not None and terms.starts_on > today:
        reason = gettext_noop("Begins %(day)s")
        return StateOnDay(State.NOT_BEGUN, terms.starts_on, reason, {"day": terms.starts_on})
    end = current_end(terms, today)
    if end is not None and end < today:
        return _state_when_over(ending, end)
    if terms.ended_on is not None:
        reason = gettext_noop("Notice has been given: it ends %(day)s")
        return StateOnDay(State.NOTICE_GIVEN, terms.ended_on, reason, {"day": terms.ended_on})
    if end is None:
        reason = choose_by_count(
            terms.notice_months,
            gettext_noop("Runs until notice, with one month's notice"),
            gettext_noop("Runs until notice, with %(months)s months' notice"),
        )
        return StateOnDay(State.RUNS, None, reason, {"months": terms.notice_months})
    if ending.renewal == Renewal.TACIT:
        return _state_when_rolled_on(ending, end, today)
    return (
        _state_with_option(ending, end, today)
        if ending.options
        else _state_when_ending(ending, end, today)
    )


def _state_when_over(ending: Ending, end: dt.date) -> StateOnDay:
    values = {"day": end}
    if ending.uncovered:
        reason = gettext_noop("Ended %(day)s, but what it covers is still in use without agreement")
        return StateOnDay(State.EXPIRED_IN_USE, end, reason, values)
    return StateOnDay(State.OVER, end, gettext_noop("Ended %(day)s"), values)


def _state_when_rolled_on(ending: Ending, end: dt.date, today: dt.date) -> StateOnDay:
    """Tacit renewal: pressing when the last notice day is near."""
    last = last_notice_day(ending.terms, today)
    values = {"day": last, "end": end, "months": ending.terms.renews_months}
    reason = choose_by_count(
        ending.terms.renews_months,
        gettext_noop(
            "Last day for notice %(day)s, to end %(end)s; otherwise it is prolonged by one month"
        ),
        gettext_noop(
            "Last day for notice %(day)s, to end %(end)s; otherwise it is prolonged by %(months)s months"
        ),
    )
    near = last is not None and last <= add_months(today, NOTICE_WARNING_MONTHS)
    return StateOnDay(State.NOTICE_DUE if near else State.RUNS, last, reason, values)


def _state_with_option(ending: Ending, end: dt.date, today: dt.date) -> StateOnDay:
    """An option is left: it is time to use it, or to procure, when procurement would have to begin."""
    last = notice_day(end, ending.terms.notice_months)
    day = last if last >= today else end
    values = {
        "day": day,
        "end": end,
        "options": ending.options,
        "months": ending.option_months,
        "latest": end_after_months(ending.terms, ending.options * ending.option_months),
    }
    reason = choose_by_count(
        ending.option_months,
        gettext_noop(
            "Ends %(end)s unless an option is used no later than %(day)s: %(options)s left of one month,"
            " until %(latest)s at most"
        ),
        gettext_noop(
            "Ends %(end)s unless an option is used no later than %(day)s: %(options)s left of %(months)s months,"
            " until %(latest)s at most"
        ),
    )
    begins = min(months_after_end(end, -ending.procurement_months), last)
    return StateOnDay(State.OPTION_OPEN if begins <= today else State.RUNS, day, reason, values)


def _state_when_ending(ending: Ending, end: dt.date, today: dt.date) -> StateOnDay:
    """It ends: pressing when what replaces it should be procured."""
    begins = months_after_end(end, -ending.procurement_months)
    values = {"day": begins, "end": end}
    if begins <= today:
        reason = gettext_noop("Ends %(end)s: procurement should have begun %(day)s")
        return StateOnDay(State.PROCUREMENT_DUE, end, reason, values)
    reason = gettext_noop("Ends %(end)s; procurement should begin %(day)s")
    return StateOnDay(State.RUNS, begins, reason, values)
