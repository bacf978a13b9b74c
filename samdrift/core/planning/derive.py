"""From what is known of installations → a problem to plan: who could go over to whose installation, and at what cost.

Costs are in kronor, discounted to the first year. docs/methods/planning.md tells where each figure comes from.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.problem import Area, Municipality, Numbers, Option, Problem, Unit

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


def derive_problem(
    areas: Mapping[str, Sequence[Installed]],
    units: Mapping[str, str],
    terms: Terms,
    departments: Mapping[str, str] | None = None,
) -> Problem:
    """The problem of going over to one another's installations.

    areas: by id, at most one installation for each municipality. units: municipality by unit.
    An area where all share one installation has nothing to plan and is left out.
    """
    worth = np.power(1 + terms.discount, -np.arange(terms.years, dtype=float))
    planned = {
        name: rows for name, rows in areas.items() if len({row.installation for row in rows}) > 1
    }
    named = departments or {}
    return Problem(
        periods=tuple(str(terms.first_year + number) for number in range(terms.years)),
        periods_per_year=1,
        units=tuple(_unit(name, of, planned, terms) for name, of in units.items()),
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


def _level(value: float | None, years: int) -> Numbers | None:
    return None if value is None else np.full(years, value)


def _work(row: Installed, terms: Terms) -> float:
    """Full-time employees at the unit, this municipality's part."""
    return OWN_WORK * row.annual / (terms.day_cost * DAYS_PER_YEAR) if terms.day_cost else 0.0


def _unit(name: str, of: str, areas: Mapping[str, Sequence[Installed]], terms: Terms) -> Unit:
    if terms.spare is None:
        return Unit(name, of)
    today = math.fsum(
        _work(row, terms) for rows in areas.values() for row in rows if row.unit == name
    )
    return Unit(name, of, np.full(terms.years, today * (1 + terms.spare)))


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
        current_load_fte=np.array([_work(row, terms) for row in members]),
        options=tuple(_option(row, members, terms, worth) for row in by_installation.values()),
    )


def _option(host: Installed, members: Sequence[Installed], terms: Terms, worth: Numbers) -> Option:
    missing = max(0, SPECIALISTS - (SPECIALISTS if host.specialists is None else host.specialists))
    set_up = (SET_UP_DAYS + missing * SPECIALIST_DAYS) * terms.day_cost
    days = np.array([MOVE_DAYS[row.product == host.product] for row in members])
    return Option(
        id=f"{host.product} @ {host.unit} ({host.installation})",
        product=host.product,
        unit=host.unit,
        level=None,
        open_cost=set_up * worth,
        open_investment=np.full(terms.years, set_up),
        load_fixed_fte=0.0,
        switch_cost=np.array([_switch(row, host, terms, worth) for row in members]),
        switch_investment=np.outer(days * terms.day_cost, np.ones(terms.years)),
        switch_days=days,
        load_fte=np.array([_work(row, terms) * (1 - _saved(row, host, terms)) for row in members]),
    )


def _saved(row: Installed, host: Installed, terms: Terms) -> float:
    return terms.same_product_saved if row.product == host.product else terms.other_product_saved


def _switch(row: Installed, host: Installed, terms: Terms, worth: Numbers) -> Numbers:
    """To the horizon, for each year of going over: today until then, the move, what is still bound, and the joint."""
    if row.installation == host.installation:
        return np.full(terms.years, np.nan)
    years = np.arange(terms.years)
    today = _a_year(row) * worth
    joint = row.annual * (1 - _saved(row, host, terms)) * worth
    move = MOVE_DAYS[row.product == host.product] * terms.day_cost * worth
    # who leaves before its agreement ends pays on, without the price of working badly
    bound = np.where(years < row.bound_years, row.annual * worth * (1 - OWN_WORK), 0.0)
    before = np.concatenate(([0.0], np.cumsum(today)[:-1]))
    after = np.cumsum(joint[::-1])[::-1]
    still_bound = np.cumsum(bound[::-1])[::-1]
    total: Numbers = before + move + still_bound + after
    return total
