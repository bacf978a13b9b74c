"""What is to be planned, and what a plan is: frozen values, written as `samdrift-plan/1`.

Inside an array NaN stands for the format's null: not allowed, or no limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = "samdrift-plan/1"

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """An IT unit that operates applications.

    municipality: whose unit it is, and so who pays its investments; None for one outside the federation.
    capacity_fte: work it can do, one number a period; NaN or None is no limit.
    """

    id: str
    municipality: str | None = None
    capacity_fte: Numbers | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Municipality:
    """What one municipality can pay and take; budget and change days one number a period. NaN or None is no limit.

    max_cost: the most that it may pay to the horizon over all areas, see `payments`; None is no limit.
    weight: by which it takes its part of what is shared, more than 0.
    """

    id: str
    budget: Numbers | None = None
    change_days: Numbers | None = None
    max_changes_per_department: int | None = None
    max_cost: float | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Paid:
    """Who pays what for an option, where that is not what the plan counts: real money, divided by the key.

    switch: (members, periods) what a member itself pays to the horizon if it goes over then.
    shared: (periods,) in each period divided among those on the option then.
    users: (periods,) once, if it opens then, divided among all who ever go over to it.
    host, host_pays: (periods,) once, if it opens then, by that municipality; None nobody.
    """

    switch: Numbers
    shared: Numbers
    users: Numbers
    host: str | None
    host_pays: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One way an area can be run: a product, operated by a unit, at a level of collaboration.

    unit: None when everyone on the option operates for itself.
    open_cost: (periods,) cost of setting up and operating from that period on; NaN where it can't be opened.
    open_investment: (periods,) one-off spending of the unit's municipality in the period of opening.
    load_fixed_fte: work at the unit from the opening on, however many use it.
    switch_cost: (members, periods) everything a member pays to the horizon if it goes over then; NaN not allowed.
    switch_investment: (members, periods) the member's one-off spending in that period.
    switch_days: (members,) its days of change work in that period.
    load_fte: (members,) work at the operating unit from that period on.
    paid: who pays; None: each member its switch cost, and its part by weight of the cost of opening.
    """

    id: str
    product: str
    unit: str | None
    level: int | None
    open_cost: Numbers
    open_investment: Numbers
    load_fixed_fte: float
    switch_cost: Numbers
    switch_investment: Numbers
    switch_days: Numbers
    load_fte: Numbers
    paid: Paid | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """An application area, its members, what each has today and what each could have.

    department: None when changes here tire no department.
    stay_cost: (members,) cost to the horizon of never going over; NaN where the member can't stay.
    current_unit: who operates for each member today; None nobody that is counted.
    current_load_fte: (members,) work at that unit until the member goes over.
    stay_paid: (members,) what each pays if it stays; None: its stay cost, NaN counts as nothing.
    """

    id: str
    department: str | None
    members: tuple[str, ...]
    stay_cost: Numbers
    current_unit: tuple[str | None, ...]
    current_load_fte: Numbers
    options: tuple[Option, ...]
    stay_paid: Numbers | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Everything the planner knows. All money in one unit, discounted alike.

    min_saving: the least that an option must save against staying, its opening counted, to be opened at all; None any.
        It does not hold for options that a member who can't stay may go over to.
    """

    periods: tuple[str, ...]
    periods_per_year: int
    units: tuple[Unit, ...]
    municipalities: tuple[Municipality, ...]
    areas: tuple[Area, ...]
    min_saving: float | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The number of the year that each period lies in, from 0."""
        return tuple(number // self.periods_per_year for number in range(len(self.periods)))

    def own_unit(self, area: Area, member: int) -> str | None:
        """Who operates for a member on an option without a unit: its present unit if it owns that, else its first."""
        municipality = area.members[member]
        own = [unit.id for unit in self.units if unit.municipality == municipality]
        return (
            area.current_unit[member] if area.current_unit[member] in own else next(iter(own), None)
        )


class Rule(StrEnum):
    """The rules of a plan that somebody can relax."""

    UNIT_CAPACITY = "unit-capacity"
    CHANGE_DAYS = "change-days"
    CHANGES_PER_DEPARTMENT = "changes-per-department"
    BUDGET = "budget"
    MUST_LEAVE = "must-leave"
    MAX_COST = "max-cost"
    MIN_SAVING = "min-saving"


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """One limit by name: the rule, whose it is, when, and for which department or area.

    of: unit for `UNIT_CAPACITY`, option for `MIN_SAVING`, else municipality.
    period: the number of the period; of the year for `CHANGES_PER_DEPARTMENT`; 0 for what holds to the horizon.
    part: department for `CHANGES_PER_DEPARTMENT`, area for `MUST_LEAVE` and `MIN_SAVING`, else empty.
    """

    rule: Rule
    of: str
    period: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """An option that is set up at the start of a period."""

    option: str
    period: str


@dataclass(frozen=True, slots=True)
class Move:
    """A municipality that goes over to an option at the start of a period."""

    municipality: str
    option: str
    period: str


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """What happens in one area."""

    id: str
    opened: tuple[Opening, ...] = ()
    moves: tuple[Move, ...] = ()
    stays: tuple[str, ...] = ()


class PlanStatus(StrEnum):
    """How good a plan is known to be."""

    OPTIMAL = "optimal"  # proven that none is cheaper
    WITHIN_GAP = "within_gap"  # proven to cost at most the asked share more than the cheapest
    FEASIBLE = "feasible"  # keeps every limit; the proof reaches as far as `gap` says
    INFEASIBLE = "infeasible"  # proven that no plan keeps every limit; `conflict` says which
    NOT_FOUND = "not_found"  # stopped before any plan was found, or its absence proven


@dataclass(frozen=True, slots=True)
class Relaxation:
    """How much one limit would have to give."""

    limit: Limit
    by: float


@dataclass(frozen=True, slots=True)
class Price:
    """What one more unit of a limit is worth at the bound: by how much no plan could cost less would sink."""

    limit: Limit
    worth: float


@dataclass(frozen=True, slots=True)
class ComputedPlan:
    """The planner's answer.

    objective, bound, gap: cost of the plan, what no plan can cost less than, and (objective - bound) / objective.
    seconds: the time it took.
    conflict: limits that can't hold together; none of them can be spared from the list where `conflict_is_minimal`.
    relaxation: what would make room for a plan.
    relaxation_is_least: whether that is proven to be the least, each limit counted in shares of itself.
    prices: of the limits that bind, the dearest for the whole limit first.
    """

    status: PlanStatus
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    areas: tuple[AreaPlan, ...] = ()
    conflict: tuple[Limit, ...] = ()
    conflict_is_minimal: bool = True
    relaxation: tuple[Relaxation, ...] = ()
    relaxation_is_least: bool = True
    prices: tuple[Price, ...] = ()


def limits(problem: Problem) -> Iterator[tuple[Limit, float]]:
    """Every limit of a problem with its amount, in a fixed order."""
    for unit in problem.units:
        yield from _per_period(Rule.UNIT_CAPACITY, unit.id, unit.capacity_fte)
    departments = sorted({area.department for area in problem.areas if area.department is not None})
    for municipality in problem.municipalities:
        yield from _of_a_municipality(problem, municipality, departments)
    for area in problem.areas:
        for member, stay_cost in zip(area.members, area.stay_cost, strict=True):
            if np.isnan(stay_cost):
                yield Limit(Rule.MUST_LEAVE, member, 0, area.id), 1.0
        if problem.min_saving is not None:
            for option in area.options:
                if must_save(area, option):
                    yield Limit(Rule.MIN_SAVING, option.id, 0, area.id), float(problem.min_saving)


def _of_a_municipality(
    problem: Problem, one: Municipality, departments: list[str]
) -> Iterator[tuple[Limit, float]]:
    yield from _per_period(Rule.CHANGE_DAYS, one.id, one.change_days)
    yield from _per_period(Rule.BUDGET, one.id, one.budget)
    if one.max_changes_per_department is not None:
        most = float(one.max_changes_per_department)
        for department in departments:
            for year in range(problem.years[-1] + 1):
                yield Limit(Rule.CHANGES_PER_DEPARTMENT, one.id, year, department), most
    if one.max_cost is not None:
        yield Limit(Rule.MAX_COST, one.id), float(one.max_cost)


def must_save(area: Area, option: Option) -> bool:
    """Whether the least saving is asked of an option: nobody who can't stay may go over to it."""
    allowed = ~np.isnan(option.switch_cost).all(axis=1)
    return not bool((np.isnan(area.stay_cost) & allowed).any())


def _per_period(rule: Rule, of: str, amounts: Numbers | None) -> Iterator[tuple[Limit, float]]:
    if amounts is not None:
        for period, amount in enumerate(amounts):
            if not np.isnan(amount):
                yield Limit(rule, of, period), float(amount)


def numbers(values: Any) -> Numbers:
    """An array that can't be written to, null as NaN."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
