"""Who pays what by a plan, in real money: not discounted, prices grown by the index, nothing for working badly.

`yearly` tells the same of one plan year by year; here it is said of every move that could be made, so that the planner
can see to it that nobody pays more than if nothing changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning.derive.agreement import still_paid
from samdrift.core.planning.derive.calendar import growing
from samdrift.core.planning.derive.problem import (
    Time,
    annual_of,
    dearest,
    following_use,
    move_days,
    option_name,
    set_up_days,
    time_of,
)
from samdrift.core.planning.derive.values import CostTerms, Installed, ItUnit
from samdrift.core.planning.problem import Area, Numbers, Option, Paid, Problem, numbers


def nobody_pays_more(
    problem: Problem,
    areas: Mapping[str, Sequence[Installed]],
    units: Mapping[str, ItUnit],
    terms: CostTerms,
    weights: Mapping[str, float] | None = None,
) -> Problem:
    """The derived problem with the rule that nobody pays more to the horizon than if nothing changes.

    areas, units, terms: what it was derived from. weights: by which joint costs are divided; None equally.
    """
    time = time_of(terms)
    grown = growing(terms.index, terms.periods, terms.periods_per_year)
    around = _Around(time, grown, {name: unit.municipality for name, unit in units.items()})
    today: dict[str, float] = {}
    changed = []
    for area in problem.areas:
        rows = sorted(areas[area.id], key=lambda row: row.municipality)
        stays = np.array([annual_of(row, terms) * around.part.sum() for row in rows])
        for row, amount in zip(rows, stays.tolist(), strict=True):
            today[row.municipality] = today.get(row.municipality, 0.0) + amount
        changed.append(_area(area, rows, stays, around))
    towns = tuple(
        replace(
            one,
            max_cost=today.get(one.id, 0.0),
            weight=1.0 if weights is None else float(weights[one.id]),
        )
        for one in problem.municipalities
    )
    return replace(problem, municipalities=towns, areas=tuple(changed))


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """grown: (periods,) prices. owners: whose each unit is."""

    time: Time
    grown: Numbers
    owners: Mapping[str, str | None]

    @property
    def part(self) -> Numbers:
        """(periods,) what a krona a year is in each."""
        part: Numbers = self.grown / self.time.terms.periods_per_year
        return part


def _area(area: Area, rows: Sequence[Installed], stays: Numbers, around: _Around) -> Area:
    hosts = {option_name(row): row for row in reversed(rows) if row.unit and row.product}
    options = tuple(
        replace(option, paid=_paid(option, rows, hosts.get(option.id), around))
        for option in area.options
    )
    return replace(area, stay_paid=numbers(stays), options=options)


def _paid(
    option: Option, rows: Sequence[Installed], host: Installed | None, around: _Around
) -> Paid:
    terms, nothing = around.time.terms, np.zeros(len(around.grown))
    if host is None:
        same = [row for row in rows if row.product == option.product and row.retired_on is None]
        use = [annual_of(row, terms) * (1 - terms.coordinated_saved) for row in rows]
        fixed = terms.coordinated_saved * dearest(same, terms)
        set_up = terms.coordination_days * terms.day_cost * around.grown
    else:
        use = [following_use(row, host, terms) for row in rows]
        fixed = terms.same_product_saved * dearest(rows, terms)
        set_up = set_up_days(host, terms) * terms.day_cost * around.grown
    return Paid(
        switch=numbers(
            [_switch(row, host, each, around) for row, each in zip(rows, use, strict=True)]
        ),
        shared=numbers(fixed * around.part),
        users=numbers(set_up if host is None else nothing),
        host=None if host is None else around.owners.get(host.unit or "") or host.municipality,
        host_pays=numbers(nothing if host is None else set_up),
    )


def _switch(row: Installed, host: Installed | None, use: float, around: _Around) -> Numbers:
    """(periods,) today until then, the move, what an old agreement still costs, and what follows use from then on."""
    terms, time = around.time.terms, around.time
    before = np.concatenate(([0.0], np.cumsum(annual_of(row, terms) * around.part)[:-1]))
    after = np.cumsum((use * around.part)[::-1])[::-1]
    days = terms.coordination_days if host is None else move_days(row, host, terms)
    total: Numbers = before + after + days * terms.day_cost * around.grown
    if host is not None and row.installation != host.installation:
        paid_on = annual_of(row, terms) * (1 - terms.own_work) * around.part
        for at in range(len(time.names)):
            total[at] += float(still_paid(row.binding, at, time.edges, terms.known_on) @ paid_on)
    return total
