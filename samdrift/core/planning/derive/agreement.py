"""What an agreement says of leaving it: not before a day, free when its term ends, else paid to the term's end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samdrift.core.notice import Terms, end_after_months
from samdrift.core.periods import add_months
from samdrift.core.planning.problem import Numbers

Edges = Sequence[tuple[dt.date, dt.date]]
_TERMS = 200  # prolongations looked at


@dataclass(frozen=True, slots=True)
class Binding:
    """The terms that run today.

    ends_on: last day of the term; None for one until notice. renews_months: how far it is prolonged when nobody gives
    notice; 0 it ends. not_before: its mandatory time; it can't be left on that day or before. starts_on, first_ends_on:
    the first term, where it is known: later terms are counted from it.
    """

    ends_on: dt.date | None
    notice_months: int = 0
    renews_months: int = 0
    not_before: dt.date | None = None
    starts_on: dt.date | None = None
    first_ends_on: dt.date | None = None

    def paid_until(self, leaving: dt.date, known: dt.date) -> dt.date | None:
        """The last day that is paid if one leaves on a day and gives notice in time for it; None: nothing more.

        known: the day from which notice can be given.
        """
        earliest = add_months(known, self.notice_months)
        if self.ends_on is None:
            return earliest if earliest > leaving else None
        terms = Terms(self.starts_on, self.ends_on, first_ends_on=self.first_ends_on)
        end = self.ends_on
        for number in range(1, _TERMS):
            if end >= leaving and end >= (earliest if self.renews_months else end):
                return end
            if self.renews_months == 0:
                return None
            end = end_after_months(terms, number * self.renews_months)
        return None


def still_paid(binding: Binding | None, leaving: int, edges: Edges, known: dt.date) -> Numbers:
    """(periods,) share of each period that is paid on by who leaves at the start of period number `leaving`.

    Leaving in the period in which the term ends costs nothing: the move is made when the term is over.
    """
    shares = np.zeros(len(edges))
    end = None if binding is None else binding.paid_until(edges[leaving][0], known)
    if end is None or end < edges[leaving][1]:
        return shares
    for at in range(leaving, len(edges)):
        start, stop = edges[at]
        days = (min(stop, end + dt.timedelta(days=1)) - start).days
        shares[at] = max(0.0, min(1.0, days / (stop - start).days))
    return shares


def may_leave(binding: Binding | None, edges: Edges) -> list[bool]:
    """For each period: is the mandatory time over when it begins?"""
    first = None if binding is None else binding.not_before
    return [first is None or start > first for start, _stop in edges]
