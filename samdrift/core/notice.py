"""When an agreement ends, and the last day to give notice, by its own terms; docs/methods/notice.md."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samdrift.core.periods import add_months, month_number, months_after_end, term_end

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says about its end.

    starts_on: its first day; None where nobody knows.
    ends_on: last day of the agreed (or by option prolonged) term; None for one that runs until somebody gives notice.
    notice_months: how long before the end notice must be given.
    renews_months: how far an agreement that nobody ended is prolonged; 0 when it just ends.
    ended_on: its last day where notice has been given.
    first_ends_on: last day of the first term, before any option was used; None where it is `ends_on`.
    """

    starts_on: dt.date | None
    ends_on: dt.date | None = None
    notice_months: int = 0
    renews_months: int = 0
    ended_on: dt.date | None = None
    first_ends_on: dt.date | None = None

    @property
    def rolling(self) -> bool:
        """Runs on, as a whole or term by term, until somebody gives notice."""
        return self.ended_on is None and (self.ends_on is None or self.renews_months > 0)


def end_after_months(terms: Terms, months: int) -> dt.date:
    """Last day when the term that `terms` tells of is prolonged by so many months. Raises ValueError without a term.

    Counted from the beginning of the first term where that term is a whole number of months, otherwise from its end,
    never from an end that was itself counted: so nothing drifts, and it does not matter in how many steps it is done.
    """
    if terms.ends_on is None:
        raise ValueError("an agreement until notice has no term to prolong")
    if terms.starts_on is not None:
        length = _whole_months(terms.starts_on, terms.first_ends_on or terms.ends_on)
        now = _whole_months(terms.starts_on, terms.ends_on)
        if length and now:
            return term_end(terms.starts_on, now + months)
    if terms.first_ends_on is not None:
        passed = month_number(terms.ends_on) - month_number(terms.first_ends_on)
        if months_after_end(terms.first_ends_on, passed) == terms.ends_on:
            return months_after_end(terms.first_ends_on, passed + months)
    return months_after_end(terms.ends_on, months)


def _whole_months(starts_on: dt.date, ends_on: dt.date) -> int:
    """The number of months of a term that is a whole number of them; 0 where it is not."""
    months = month_number(ends_on + ONE_DAY) - month_number(starts_on)
    return months if months > 0 and term_end(starts_on, months) == ends_on else 0


def notice_day(ends_on: dt.date, notice_months: int) -> dt.date:
    """The last day on which notice leaves so many months before an end: the last from which they don't run past it.

    >>> notice_day(dt.date(2009, 9, 30), 3), notice_day(dt.date(2009, 2, 28), 3), notice_day(dt.date(2009, 1, 15), 2)
    (datetime.date(2009, 6, 30), datetime.date(2008, 11, 30), datetime.date(2008, 11, 15))
    """
    return months_after_end(ends_on, -notice_months)


def first_notice_day(over_on: dt.date, notice_months: int) -> dt.date:
    """The first day on which notice of so many months runs out on `over_on` or later."""
    day = add_months(over_on, -notice_months)
    return day if add_months(day, notice_months) >= over_on else day + ONE_DAY


def current_end(terms: Terms, today: dt.date) -> dt.date | None:
    """Last day of the term that runs today, after the prolongations that nobody stopped; None where there is no end.

    A term is prolonged on the day after the last notice day, so the end moves then, not when the term is over.
    """
    if terms.ended_on is not None or terms.ends_on is None or terms.renews_months <= 0:
        return terms.ended_on or terms.ends_on
    if notice_day(terms.ends_on, terms.notice_months) >= today:
        return terms.ends_on
    passed = month_number(today) + terms.notice_months - month_number(terms.ends_on)
    times = max(0, passed // terms.renews_months - 1)
    while True:
        end = end_after_months(terms, times * terms.renews_months)
        if notice_day(end, terms.notice_months) >= today:
            return end
        times += 1


def last_notice_day(terms: Terms, today: dt.date) -> dt.date | None:
    """Last day to give notice so that the agreement ends with the term that runs today.

    None where it needs no notice to end: it has a fixed end, notice has been given, or it has no term at all.
    """
    if terms.ended_on is not None or terms.ends_on is None or terms.renews_months <= 0:
        return None
    end = current_end(terms, today)
    return None if end is None else notice_day(end, terms.notice_months)


def earliest_end(terms: Terms, on: dt.date) -> dt.date | None:
    """Last day of the agreement if notice is given on a day; None where it is over already."""
    end = current_end(terms, on)
    if end is None:
        return add_months(on, terms.notice_months)
    return None if end < on else end


class Deviation(StrEnum):
    """How a notice differs from the terms of its agreement."""

    OVER_ALREADY = "over_already"  # the agreement had ended when notice was given
    AFTER_LAST_DAY = "after_last_day"  # too late for the term that it ends with
    TOO_SHORT = "too_short"  # ends before the notice period is over
    BEFORE_TERM_ENDS = "before_term_ends"  # the notice period is kept, but the term binds longer
    AFTER_FIXED_END = "after_fixed_end"  # the agreement would have ended earlier by itself


@dataclass(frozen=True, slots=True)
class NoticeDeviation:
    """One way in which a notice differs from the terms, with the day that the terms say."""

    kind: Deviation
    day: dt.date


def notice_deviations(
    terms: Terms, given_on: dt.date, ends_on: dt.date
) -> Iterator[NoticeDeviation]:
    """What differs from the terms when notice is given on one day and the agreement ends on another."""
    allowed = earliest_end(terms, given_on)
    fixed = terms.ends_on if not terms.rolling else None
    if allowed is None:
        assert fixed is not None
        yield NoticeDeviation(Deviation.OVER_ALREADY, fixed)
        return
    if fixed is not None and ends_on > fixed:
        yield NoticeDeviation(Deviation.AFTER_FIXED_END, fixed)
    if ends_on >= allowed:
        return
    last = notice_day(ends_on, terms.notice_months)
    if given_on <= last:
        yield NoticeDeviation(Deviation.BEFORE_TERM_ENDS, allowed)
    elif terms.ends_on is not None and _is_an_end(terms, ends_on):
        yield NoticeDeviation(Deviation.AFTER_LAST_DAY, last)
    else:
        yield NoticeDeviation(Deviation.TOO_SHORT, allowed)


def _is_an_end(terms: Terms, day: dt.date) -> bool:
    """Does a term of the agreement end on that day?"""
    if terms.ends_on is None or day < terms.ends_on or terms.renews_months <= 0:
        return day == terms.ends_on
    passed = month_number(day) - month_number(terms.ends_on)
    return passed % terms.renews_months == 0 and end_after_months(terms, passed) == day
