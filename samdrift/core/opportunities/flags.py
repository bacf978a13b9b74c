"""Facts as columns, and the three triggers that one installation sets off by itself, for all at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samdrift.core.opportunities.facts import ApplicationFact, Assumptions
from samdrift.core.periods import add_months

Flags = NDArray[np.bool_]
Days = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max  # a day that is not known, where the first is sought
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class FactColumns:
    """One array for each thing asked of every fact. Days count from year 1; money is whole öre."""

    expires: Flags
    works_badly: Flags
    competence_is_hard: Flags
    cost_ore: NDArray[np.int64]  # UNKNOWN where not said
    notice_day: Days  # NEVER where none lies ahead
    free_day: Days  # first day it can be over; today where nothing binds
    agreement_unknown: Flags
    product: NDArray[np.int64]  # number of the product; every unnamed product is one of its own
    area: NDArray[np.int64]  # number of the area; UNKNOWN where not said
    party: NDArray[np.int64]  # number of the group of municipalities that use it
    is_shared: Flags  # by several municipalities

    @property
    def own_trigger(self) -> Flags:
        """Does the installation set off any trigger by itself?"""
        return self.expires | self.works_badly | self.competence_is_hard


def columns_of(facts: Sequence[ApplicationFact], assumed: Assumptions) -> FactColumns:
    """Read the facts once; all that follows is arithmetic on arrays."""
    today = assumed.today.toordinal()
    horizon = add_months(assumed.today, assumed.horizon_months).toordinal()
    ends = _days(fact.agreement_ends_on for fact in facts)
    notice = _days(fact.last_notice_on for fact in facts)
    notice = np.where(notice >= today, notice, NEVER)
    binding = _days(fact.binding_until for fact in facts)
    binding = np.where(binding == NEVER, today, binding)
    until_notice = np.array([fact.until_notice for fact in facts], dtype=bool)
    leave = _leave_days(facts, until_notice, assumed.today)
    ahead = (ends >= today) & (ends != NEVER)
    free = np.maximum(np.where(ahead, ends, leave), binding)
    parties = [frozenset(fact.participants) for fact in facts]
    numbers = {party: number for number, party in enumerate(dict.fromkeys(parties))}
    return FactColumns(
        expires=(notice <= horizon) | (ahead & (ends <= horizon)),
        works_badly=_works_badly(facts, assumed),
        competence_is_hard=_competence_is_hard(facts, assumed),
        cost_ore=_integers(fact.annual_cost_ore for fact in facts),
        notice_day=notice,
        free_day=np.maximum(free, today),
        agreement_unknown=(ends == NEVER) & ~until_notice,
        product=_products(facts),
        area=_number_names([fact.area for fact in facts])[1],
        party=np.array([numbers[party] for party in parties], dtype=np.int64),
        is_shared=np.array([len(party) > 1 for party in parties], dtype=bool),
    )


def _leave_days(facts: Sequence[ApplicationFact], until_notice: Flags, today: dt.date) -> Days:
    """Today, and for agreements until notice the day their notice runs out if given today."""
    by_months = np.array([add_months(today, months).toordinal() for months in range(121)])
    months = np.array([min(fact.notice_months, 120) for fact in facts], dtype=np.int64)
    return np.where(until_notice, by_months[months], today.toordinal())


def _works_badly(facts: Sequence[ApplicationFact], assumed: Assumptions) -> Flags:
    fits = np.array([(fact.it_fit or 9, fact.operation_fit or 9) for fact in facts], dtype=np.int64)
    bad = frozenset(assumed.bad_verdicts)
    verdicts = [fact.it_verdict in bad or fact.operation_verdict in bad for fact in facts]
    graded = np.any(fits.reshape(-1, 2) <= assumed.bad_fit, axis=1)
    bad_in_all: Flags = np.logical_or(graded, np.array(verdicts, dtype=bool))
    return bad_in_all


def _competence_is_hard(facts: Sequence[ApplicationFact], assumed: Assumptions) -> Flags:
    specialists = _integers(fact.specialists for fact in facts)
    few = np.logical_and(specialists != UNKNOWN, specialists < assumed.specialists_needed)
    reported = np.array([fact.competence_reported for fact in facts], dtype=bool)
    hard: Flags = np.logical_or(few, reported)
    return hard


def _days(days: Iterable[dt.date | None]) -> Days:
    return np.array([NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)


def _integers(values: Iterable[int | None]) -> NDArray[np.int64]:
    return np.array([UNKNOWN if value is None else value for value in values], dtype=np.int64)


def _number_names(names: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Different names in order, and each one's number; the empty name is UNKNOWN."""
    known = tuple(sorted(set(names) - {""}))
    numbers: dict[str, Any] = {name: number for number, name in enumerate(known)} | {"": UNKNOWN}
    return known, np.array([numbers[name] for name in names], dtype=np.int64)


def _products(facts: Sequence[ApplicationFact]) -> NDArray[np.int64]:
    known, numbers = _number_names([fact.product for fact in facts])
    unnamed = numbers == UNKNOWN
    numbers[unnamed] = len(known) + np.arange(int(unnamed.sum()))
    return numbers
