"""When an agreement ends, and the last day to give notice. Source: the agreement's own terms."""

import datetime as dt
from dataclasses import dataclass

from samdrift.core.periods import add_months


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says about its end.

    ends_on: last day of the agreed (or last prolonged) term; None for one that runs until somebody gives notice.
    notice_months: how long before the end notice must be given.
    renews_months: how far an agreement that nobody ended is prolonged; 0 when it just ends.
    ended_on: its last day where notice has been given.
    """

    starts_on: dt.date
    ends_on: dt.date | None = None
    notice_months: int = 0
    renews_months: int = 0
    ended_on: dt.date | None = None

    @property
    def rolling(self) -> bool:
        """Runs on, as a whole or term by term, until somebody gives notice."""
        return self.ended_on is None and (self.ends_on is None or self.renews_months > 0)


def current_end(terms: Terms, today: dt.date) -> dt.date | None:
    """Last day of the term that runs today, after the prolongations that nobody stopped; None where there is no end.

    A term is prolonged on the day after the last notice day, so the end moves then, not when the term is over.
    """
    if terms.ended_on is not None or terms.ends_on is None or terms.renews_months <= 0:
        return terms.ended_on or terms.ends_on
    prolonged, end = 0, terms.ends_on
    while add_months(end, -terms.notice_months) < today:
        prolonged += 1
        end = add_months(terms.ends_on, prolonged * terms.renews_months)
    return end


def last_notice_day(terms: Terms, today: dt.date) -> dt.date | None:
    """Last day to give notice so that the agreement ends with the term that runs today.

    None where notice has been given, where the agreement has no term, and where it is over.
    For a fixed term that just ends it is the last day to act: the end less the notice period.
    """
    end = current_end(terms, today)
    if terms.ended_on is not None or end is None or end < today:
        return None
    return add_months(end, -terms.notice_months)


def earliest_end(terms: Terms, today: dt.date) -> dt.date | None:
    """First day on which the agreement can be over if notice is given today; None where it is over already."""
    end = current_end(terms, today)
    if end is not None and end < today:
        return None
    if end is not None:
        return end
    return add_months(today, terms.notice_months)
