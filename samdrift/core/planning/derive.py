"""From what is known of installations → a problem to plan: who could go over to whose installation, and at what cost.

Costs are in kronor, discounted to the first year. docs/methods/planning.md tells where each figure comes from.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    Municipality,
    Numbers,
    Option,
    Problem,
    Unit,
)

DAYS_PER_YEAR = 200.0  # working days of one full-time employee
OWN_WORK = 0.25  # share of an installation's cost that is work at the unit that operates it
SET_UP_DAYS = 10.0  # for the unit that makes its installation joint
SPECIALIST_DAYS = 10.0  # training of one missing specialist
SPECIALISTS = 2
MOVE_DAYS = {True: 10.0, False: 25.0}  # for who goes over: with the same product, with another
BAD_FIT = 2
BAD_PRICE = 0.15  # a year, of the cost of what works badly
FRAGILE_PRICE = 0.10  # a year, of the cost of what fewer than two master


@dataclass(frozen=True, slots=True)
class Installed:
    """What one municipality uses in one area today.

    installation: the same for all who share it. unit: who operates it. annual: its part of the cost, kronor a year.
    bound_years: whole years from the first during which its agreement must be paid all the same.
    """

    municipality: str
    installation: str
    product: str
    unit: str | None
    annual: float
    bound_years: int = 0
    fit: int | None = None
    specialists: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures that a scenario sets. saved: shares, with the same product and with another."""

    first_year: int
    years: int
    discount: float
    day_cost: float
    same_product_saved: float
    other_product_saved: float
    change_days: float | None = None
    max_changes: int | None = None
    budget: float | None = None
    spare: float | None = None


@dataclass(frozen=True, slots=True)
class ItUnit:
    """An IT unit. capacity: full-time employees for what is planned here; None where the register says none."""

    municipality: str
    capacity: float | None = None


def derive_problem(
    areas: Mapping[str, Sequence[Installed]],
    units: Mapping[str, ItUnit],
    terms: Terms,
    departments: Mapping[str, str] | None = None,
) -> Problem:
    """The problem of sharing installations.

    areas: by id, at most one installation for each municipality. An area where all share one installation has nothing
    to plan and is left out.
    """
    worth = np.power(1 + terms.discount, -np.arange(terms.years, dtype=float))
    planned = {
        name: rows for name, rows in areas.items() if len({row.installation for row in rows}) > 1
    }
    named = departments or {}
    return Problem(
        periods=tuple(str(terms.first_year + number) for number in range(terms.years)),
        periods_per_year=1,
        units=tuple(_unit(name, unit, planned, terms) for name, unit in units.items()),
        municipalities=tuple(
            Municipality(
                code,
                _level(terms.budget, terms.years),
                _level(terms.change_days, terms.years),
                terms.max_changes,
            )
            for code in sorted({row.municipality for rows in planned.values() for row in rows})
        ),
        areas=tuple(
            _area(name, rows, terms, worth, named.get(name)) for name, rows in planned.items()
        ),
    )


def work_of(annual: float, day_cost: float) -> float:
    """Full-time employees that an installation's cost a year keeps busy at the unit that operates it."""
    return OWN_WORK * annual / (day_cost * DAYS_PER_YEAR) if day_cost else 0.0


def _level(value: float | None, years: int) -> Numbers | None:
    return None if value is None else np.full(years, value)


def _unit(name: str, unit: ItUnit, areas: Mapping[str, Sequence[Installed]], terms: Terms) -> Unit:
    """Never less room than what is operated today takes."""
    here = [row.annual for rows in areas.values() for row in rows if row.unit == name]
    today = work_of(math.fsum(here), terms.day_cost)
    if unit.capacity is not None:
        return Unit(name, unit.municipality, np.full(terms.years, max(today, unit.capacity)))
    if terms.spare is None:
        return Unit(name, unit.municipality)
    return Unit(name, unit.municipality, np.full(terms.years, today * (1 + terms.spare)))


def _a_year(row: Installed) -> float:
    """What today costs a year, with the price of working badly and of hanging on one person."""
    bad = row.fit is not None and row.fit <= BAD_FIT
    fragile = row.specialists is not None and row.specialists < SPECIALISTS
    return row.annual * (1 + (BAD_PRICE if bad else 0.0) + (FRAGILE_PRICE if fragile else 0.0))


def _area(
    name: str,
    rows: Sequence[Installed],
    terms: Terms,
    worth: Numbers,
    department: str | None,
) -> Area:
    members = sorted(rows, key=lambda row: row.municipality)
    by_installation: dict[str, Installed] = {}
    for row in members:
        if row.unit is not None and row.product:
            by_installation.setdefault(row.installation, row)
    return Area(
        id=name,
        department=department,
        members=tuple(row.municipality for row in members),
        stay_cost=np.array([_a_year(row) * worth.sum() for row in members]),
        current_unit=tuple(row.unit for row in members),
        current_load_fte=np.array([work_of(row.annual, terms.day_cost) for row in members]),
        options=tuple(_option(row, members, terms, worth) for row in by_installation.values()),
    )


def _dearest(members: Sequence[Installed]) -> float:
    """What the dearest installation costs a year, among all who share it."""
    totals: dict[str, float] = {}
    for row in members:
        totals[row.installation] = totals.get(row.installation, 0.0) + row.annual
    return max(totals.values())


def _option(host: Installed, members: Sequence[Installed], terms: Terms, worth: Numbers) -> Option:
    """One installation made joint: its fixed cost is paid once, and everyone on it pays what follows use."""
    missing = max(0, SPECIALISTS - (SPECIALISTS if host.specialists is None else host.specialists))
    set_up = (SET_UP_DAYS + missing * SPECIALIST_DAYS) * terms.day_cost
    fixed = terms.same_product_saved * _dearest(members)
    from_then_on = np.cumsum((fixed * worth)[::-1])[::-1]
    days = np.array([_move_days(row, host) for row in members])
    return Option(
        id=_option_name(host),
        product=host.product,
        unit=host.unit,
        level=None,
        open_cost=set_up * worth + from_then_on,
        open_investment=np.full(terms.years, set_up),
        load_fixed_fte=work_of(fixed, terms.day_cost),
        switch_cost=np.array([_switch(row, host, terms, worth) for row in members]),
        switch_investment=np.outer(days * terms.day_cost, np.ones(terms.years)),
        switch_days=days,
        load_fte=np.array(
            [work_of(_following_use(row, host, terms), terms.day_cost) for row in members]
        ),
    )


def _option_name(host: Installed) -> str:
    return f"{host.product} @ {host.unit} ({host.installation})"


def _move_days(row: Installed, host: Installed) -> float:
    """Who is on the installation already moves nothing."""
    if row.installation == host.installation:
        return 0.0
    return MOVE_DAYS[row.product == host.product]


def _following_use(row: Installed, host: Installed, terms: Terms) -> float:
    """What remains to pay each year beside the fixed cost."""
    same = row.product == host.product
    return row.annual * (1 - (terms.same_product_saved if same else terms.other_product_saved))


def _switch(row: Installed, host: Installed, terms: Terms, worth: Numbers) -> Numbers:
    """To the horizon, for each year of going over: today until then, the move, what is still bound, and the joint."""
    today = _a_year(row) * worth
    joint = _following_use(row, host, terms) * worth
    move = _move_days(row, host) * terms.day_cost * worth
    before = np.concatenate(([0.0], np.cumsum(today)[:-1]))
    after = np.cumsum(joint[::-1])[::-1]
    total: Numbers = before + move + after
    if row.installation != host.installation:
        # who leaves before its agreement ends pays it on, but no longer its own work
        bound = np.arange(terms.years) < row.bound_years
        left = np.where(bound, row.annual * worth * (1 - OWN_WORK), 0.0)
        total += np.cumsum(left[::-1])[::-1]
    return total


def yearly_costs(
    areas: Mapping[str, Sequence[Installed]], terms: Terms, plans: Sequence[AreaPlan]
) -> dict[str, tuple[float, ...]]:
    """What each municipality pays for running the planned areas, kronor each year, not discounted.

    areas, terms: as the problem was derived from. A joint installation's fixed cost is divided equally among its users.
    Moves and set-up are one-off and not in here; with no moves in `plans` this is today.
    """
    paid: dict[str, list[float]] = {}
    for plan in plans:
        rows = {row.municipality: row for row in areas[plan.id]}
        hosts = {_option_name(row): row for row in rows.values() if row.unit and row.product}
        gone = {move.municipality: move for move in plan.moves}
        fixed = terms.same_product_saved * _dearest(list(rows.values()))
        for number in range(terms.years):
            year = str(terms.first_year + number)
            on = {code: move.option for code, move in gone.items() if move.period <= year}
            for code, row in rows.items():
                cost = row.annual
                if code in on:
                    together = sum(option == on[code] for option in on.values())
                    cost = _following_use(row, hosts[on[code]], terms) + fixed / together
                paid.setdefault(code, [0.0] * terms.years)[number] += cost
    return {code: tuple(years) for code, years in sorted(paid.items())}
