"""The problem of sharing installations: what staying, opening and going over cost, and how much work each is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.derive.agreement import Edges, may_leave, still_paid
from samdrift.core.planning.derive.calendar import edges, growing, period_names
from samdrift.core.planning.derive.values import (
    BAD_FIT,
    COORDINATED_LEVEL,
    JOINT_LEVEL,
    SPECIALISTS,
    CostTerms,
    Installed,
    ItUnit,
)
from samdrift.core.planning.problem import (
    Area,
    Municipality,
    Numbers,
    Option,
    Problem,
    Rule,
    Unit,
)


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """terms with its periods. worth: (periods,) what a cost of one krona a year costs in each, discounted; once: a
    krona paid once then."""

    terms: CostTerms
    names: tuple[str, ...]
    edges: Edges
    worth: Numbers
    once: Numbers


def time_of(terms: CostTerms) -> Time:
    """The periods of a scenario and what money in each is worth in the first."""
    names = period_names(terms.first_year, terms.years, terms.periods_per_year)
    grown = growing(terms.index, terms.periods, terms.periods_per_year)
    once = grown / growing(terms.discount, terms.periods, terms.periods_per_year)
    return Time(
        terms, names, edges(names, terms.periods_per_year), once / terms.periods_per_year, once
    )


def derive_problem(
    areas: Mapping[str, Sequence[Installed]],
    units: Mapping[str, ItUnit],
    terms: CostTerms,
    departments: Mapping[str, str] | None = None,
) -> Problem:
    """The problem of sharing installations.

    areas: by id, at most one installation for each municipality. An area where all share one installation has nothing
    to plan and is left out.
    """
    time = time_of(terms)
    planned = {
        name: rows for name, rows in areas.items() if len({row.installation for row in rows}) > 1
    }
    named = departments or {}
    return Problem(
        periods=time.names,
        periods_per_year=terms.periods_per_year,
        units=tuple(_unit(name, unit, planned, time) for name, unit in units.items()),
        municipalities=tuple(
            _municipality(code, time)
            for code in sorted({row.municipality for rows in planned.values() for row in rows})
        ),
        areas=tuple(_area(name, rows, time, named.get(name)) for name, rows in planned.items()),
    )


def _municipality(code: str, time: Time) -> Municipality:
    terms = time.terms
    own = [
        each.amount
        for each in terms.own_limits
        if (each.rule, each.of) == (Rule.CHANGES_PER_DEPARTMENT, code)
    ]
    return Municipality(
        code,
        _amounts(Rule.BUDGET, code, terms.budget, time),
        _amounts(Rule.CHANGE_DAYS, code, terms.change_days, time),
        int(own[-1]) if own else terms.max_changes,
    )


def _amounts(rule: Rule, of: str, otherwise: float | None, time: Time) -> Numbers | None:
    """One amount a period: that of the year, else that of every year, else what holds for all."""
    own = [each for each in time.terms.own_limits if (each.rule, each.of) == (rule, of)]
    if not own and otherwise is None:
        return None
    amounts = np.full(len(time.names), np.nan if otherwise is None else otherwise)
    for each in sorted(own, key=lambda one: one.year or 0):
        for at, name in enumerate(time.names):
            if each.year is None or name.startswith(str(each.year)):
                amounts[at] = each.amount
    return amounts


def _unit(name: str, unit: ItUnit, areas: Mapping[str, Sequence[Installed]], time: Time) -> Unit:
    """Never less room than what is operated today takes, unless the scenario says so."""
    here = [annual_of(row, time.terms) for rows in areas.values() for row in rows]
    own = [row.unit == name for rows in areas.values() for row in rows]
    today = time.terms.work(math.fsum(a for a, is_own in zip(here, own, strict=True) if is_own))
    spare = time.terms.spare
    room = None if spare is None or unit.municipality is None else today * (1 + spare)
    if unit.capacity is not None:
        room = max(today, unit.capacity)
    return Unit(name, unit.municipality, _amounts(Rule.UNIT_CAPACITY, name, room, time))


def annual_of(row: Installed, terms: CostTerms) -> float:
    """What an installation costs one of its users a year, kronor of the first year."""
    return row.annual * (terms.estimated if row.estimated else 1.0)


def _a_year(row: Installed, terms: CostTerms) -> float:
    """What today costs a year, with the price of working badly and of hanging on one person."""
    bad = row.fit is not None and row.fit <= BAD_FIT
    fragile = row.specialists is not None and row.specialists < SPECIALISTS
    extra = (terms.bad_price if bad else 0.0) + (terms.fragile_price if fragile else 0.0)
    return annual_of(row, terms) * (1 + extra)


def _area(name: str, rows: Sequence[Installed], time: Time, department: str | None) -> Area:
    members = sorted(rows, key=lambda row: row.municipality)
    options = (*_joint_options(members, time), *_coordinated_options(members, time))
    stay = np.array([_a_year(row, time.terms) * time.worth.sum() for row in members])
    for at, row in enumerate(members):
        ends = row.retired_on is not None and row.retired_on < time.edges[-1][1]
        if ends and any(not np.isnan(option.switch_cost[at]).all() for option in options):
            stay[at] = np.nan
    return Area(
        id=name,
        department=department,
        members=tuple(row.municipality for row in members),
        stay_cost=stay,
        current_unit=tuple(row.unit for row in members),
        current_load_fte=np.array([time.terms.work(annual_of(row, time.terms)) for row in members]),
        options=options,
    )


def _joint_options(members: Sequence[Installed], time: Time) -> list[Option]:
    """Each installation that could be made joint."""
    hosts: dict[str, Installed] = {}
    for row in members:
        if row.unit is not None and row.product and row.can_host and row.retired_on is None:
            hosts.setdefault(row.installation, row)
    return [_joint(row, members, time) for row in hosts.values()]


def dearest(members: Sequence[Installed], terms: CostTerms) -> float:
    """What the dearest installation costs a year, among all who share it."""
    totals: dict[str, float] = {}
    for row in members:
        totals[row.installation] = totals.get(row.installation, 0.0) + annual_of(row, terms)
    return max(totals.values())


def _joint(host: Installed, members: Sequence[Installed], time: Time) -> Option:
    """One installation made joint: its fixed cost is paid once, and everyone on it pays what follows use."""
    terms = time.terms
    set_up = set_up_days(host, terms) * terms.day_cost
    fixed = terms.same_product_saved * dearest(members, terms)
    days = np.array([move_days(row, host, terms) for row in members])
    use = [following_use(row, host, terms) for row in members]
    return Option(
        id=option_name(host),
        product=host.product,
        unit=host.unit,
        level=max(JOINT_LEVEL, host.level or 0),
        open_cost=set_up * time.once + fixed * _from_then_on(time.worth),
        open_investment=np.full(len(time.names), set_up),
        load_fixed_fte=terms.work(fixed),
        switch_cost=np.array(
            [
                _switch(row, each, day, row.installation != host.installation, time)
                for row, each, day in zip(members, use, days, strict=True)
            ]
        ),
        switch_investment=np.outer(days * terms.day_cost, np.ones(len(time.names))),
        switch_days=days,
        load_fte=np.array([terms.work(each) for each in use]),
    )


def _coordinated_options(members: Sequence[Installed], time: Time) -> list[Option]:
    """What several have of one product, bought and agreed together while each operates its own."""
    products: dict[str, list[Installed]] = {}
    for row in members:
        if row.product and row.retired_on is None:
            products.setdefault(row.product, []).append(row)
    return [
        _coordinated_option(product, rows, members, time)
        for product, rows in products.items()
        if len({row.installation for row in rows}) > 1
    ]


def _coordinated_option(
    product: str, rows: Sequence[Installed], members: Sequence[Installed], time: Time
) -> Option:
    """From when one's own agreement is over. The saved share of the dearest is paid once: nobody saves alone."""
    terms = time.terms
    once = terms.coordinated_saved * dearest(rows, terms)
    days, set_up = terms.coordination_days, terms.coordination_days * terms.day_cost
    use = [annual_of(row, terms) * (1 - terms.coordinated_saved) for row in members]
    taking_part = [row.product == product and row.retired_on is None for row in members]
    switch = np.full((len(members), len(time.names)), np.nan)
    for at, row in enumerate(members):
        if taking_part[at]:
            cost = _switch(row, use[at], days, leaves=False, time=time)
            switch[at] = np.where(_is_free(row, time), cost, np.nan)
    return Option(
        id=f"{product} @ own",
        product=product,
        unit=None,
        level=COORDINATED_LEVEL,
        open_cost=set_up * time.once + once * _from_then_on(time.worth),
        open_investment=np.zeros(len(time.names)),
        load_fixed_fte=0.0,
        switch_cost=switch,
        switch_investment=np.outer(np.where(taking_part, set_up, 0.0), np.ones(len(time.names))),
        switch_days=np.where(taking_part, days, 0.0),
        load_fte=np.array([terms.work(annual_of(row, terms)) for row in members]),
    )


def _is_free(row: Installed, time: Time) -> list[bool]:
    """For each period: has what was agreed run out by then, so that something new can be agreed?"""
    allowed = may_leave(row.binding, time.edges)
    return [
        allowed[at] and not still_paid(row.binding, at, time.edges, time.terms.known_on).any()
        for at in range(len(time.names))
    ]


def option_name(host: Installed) -> str:
    """The id of the option of going over to an installation."""
    return f"{host.product} @ {host.unit} ({host.installation})"


def move_days(row: Installed, host: Installed, terms: CostTerms) -> float:
    """Who is on the installation already moves nothing."""
    if row.installation == host.installation:
        return 0.0
    return terms.same_product_days if row.product == host.product else terms.other_product_days


def set_up_days(host: Installed, terms: CostTerms) -> float:
    """To make an installation joint: the work itself, and to train the specialists that are missing."""
    masters = SPECIALISTS if host.specialists is None else host.specialists
    return terms.set_up_days + max(0, SPECIALISTS - masters) * terms.specialist_days


def following_use(row: Installed, host: Installed, terms: CostTerms) -> float:
    """What remains to pay each year beside the fixed cost."""
    same = row.product == host.product
    saved = terms.same_product_saved if same else terms.other_product_saved
    return annual_of(row, terms) * (1 - saved)


def _from_then_on(worth: Numbers) -> Numbers:
    total: Numbers = np.cumsum(worth[::-1])[::-1]
    return total


def _switch(row: Installed, use: float, days: float, leaves: bool, time: Time) -> Numbers:
    """(periods,) to the horizon: today until then, the move, what is still bound, and the joint. NaN: not then."""
    today = _a_year(row, time.terms) * time.worth
    before = np.concatenate(([0.0], np.cumsum(today)[:-1]))
    move = days * time.terms.day_cost * time.once
    total: Numbers = before + move + use * _from_then_on(time.worth)
    if leaves:
        paid_on = annual_of(row, time.terms) * (1 - time.terms.own_work)
        allowed = may_leave(row.binding, time.edges)
        for at, (start, _stop) in enumerate(time.edges):
            late = row.retired_on is not None and start > row.retired_on
            shares = still_paid(row.binding, at, time.edges, time.terms.known_on)
            total[at] = (
                total[at] + paid_on * float(shares @ time.worth)
                if allowed[at] and not late
                else np.nan
            )
    return total
