"""What each municipality pays year by year, today and by a plan: running, transition, investment, old agreements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
from samdrift.core.planning.problem import AreaPlan, Numbers


@dataclass(slots=True)
class Yearly:
    """Kronor each year, not discounted, prices grown by the index.

    today: running cost if nothing changes. running: by the plan. transition: the moves. investment: what is set up.
    leaving: what an agreement that was left still costs.
    """

    years: int
    today: Numbers = field(init=False)
    running: Numbers = field(init=False)
    transition: Numbers = field(init=False)
    investment: Numbers = field(init=False)
    leaving: Numbers = field(init=False)

    def __post_init__(self) -> None:
        for name in ("today", "running", "transition", "investment", "leaving"):
            setattr(self, name, np.zeros(self.years))

    def as_values(self) -> dict[str, list[float]]:
        return {
            name: [float(each) for each in getattr(self, name)]
            for name in ("today", "running", "transition", "investment", "leaving")
        }


def yearly(
    areas: Mapping[str, Sequence[Installed]],
    terms: CostTerms,
    plans: Sequence[AreaPlan],
    weights: Mapping[str, float] | None = None,
    units: Mapping[str, ItUnit] | None = None,
) -> dict[str, Yearly]:
    """What each municipality pays in the planned areas, by code.

    areas, terms: as the problem was derived from. weights: by which a joint installation's fixed cost is divided among
    its users, and what it costs to begin buying together; equally where there are none. Setting up falls on the
    municipality of the unit that operates it, or of a user where that is a supplier.
    """
    time = time_of(terms)
    grown = growing(terms.index, terms.periods, terms.periods_per_year)
    paid: dict[str, Yearly] = {}
    owners = {name: unit.municipality for name, unit in (units or {}).items()}
    for plan in plans:
        for row in areas[plan.id]:
            paid.setdefault(row.municipality, Yearly(terms.years))
        rows = sorted(areas[plan.id], key=lambda row: row.municipality)
        _add_area(paid, rows, plan, _Surroundings(time, grown, weights, owners))
    return dict(sorted(paid.items()))


@dataclass(frozen=True, slots=True, eq=False)
class _Surroundings:
    time: Time
    grown: Numbers
    weights: Mapping[str, float] | None
    owners: Mapping[str, str | None]

    def share(self, code: str, together: Sequence[str]) -> float:
        weight = self.weights
        whole = sum(weight.get(each, 0.0) for each in together) if weight else 0.0
        return weight.get(code, 0.0) / whole if weight and whole else 1 / len(together)


def _add_area(
    paid: dict[str, Yearly], rows: Sequence[Installed], plan: AreaPlan, around: _Surroundings
) -> None:
    terms, names = around.time.terms, around.time.names
    hosts = {option_name(row): row for row in reversed(rows) if row.unit and row.product}
    gone = {move.municipality: (move.option, names.index(move.period)) for move in plan.moves}
    for at in range(len(names)):
        year = at // terms.periods_per_year
        grown = float(around.grown[at])
        on = {code: option for code, (option, since) in gone.items() if since <= at}
        for row in rows:
            mine, part = paid[row.municipality], grown / terms.periods_per_year
            mine.today[year] += annual_of(row, terms) * part
            option = on.get(row.municipality)
            cost = annual_of(row, terms)
            if option is not None:
                together = [code for code, other in on.items() if other == option]
                cost = _joint_cost(row, rows, hosts.get(option), together, around)
            mine.running[year] += cost * part
            if option is not None and gone[row.municipality][1] == at:
                _add_move(mine, row, hosts.get(option), at, around)
    _add_openings(paid, hosts, plan, around)


def _joint_cost(
    row: Installed,
    rows: Sequence[Installed],
    host: Installed | None,
    together: Sequence[str],
    around: _Surroundings,
) -> float:
    """A year on a joint installation, or, without a host, with what is bought together."""
    terms = around.time.terms
    share = around.share(row.municipality, together)
    if host is None:
        same = [each for each in rows if each.product == row.product and each.retired_on is None]
        fixed = terms.coordinated_saved * dearest(same, terms)
        return annual_of(row, terms) * (1 - terms.coordinated_saved) + fixed * share
    fixed = terms.same_product_saved * dearest(rows, terms)
    return following_use(row, host, terms) + fixed * share


def _add_move(
    mine: Yearly, row: Installed, host: Installed | None, at: int, around: _Surroundings
) -> None:
    terms, time = around.time.terms, around.time
    days = terms.coordination_days if host is None else move_days(row, host, terms)
    mine.transition[at // terms.periods_per_year] += days * terms.day_cost * float(around.grown[at])
    if host is None or row.installation == host.installation:
        return
    shares = still_paid(row.binding, at, time.edges, terms.known_on)
    paid_on = annual_of(row, terms) * (1 - terms.own_work) / terms.periods_per_year
    for later in range(at, len(time.names)):
        cost = paid_on * float(shares[later] * around.grown[later])
        mine.leaving[later // terms.periods_per_year] += cost


def _add_openings(
    paid: dict[str, Yearly], hosts: Mapping[str, Installed], plan: AreaPlan, around: _Surroundings
) -> None:
    terms = around.time.terms
    for opening in plan.opened:
        at = around.time.names.index(opening.period)
        host = hosts.get(opening.option)
        if host is None:
            payers = [move.municipality for move in plan.moves if move.option == opening.option]
            days = terms.coordination_days
        else:
            payers = [around.owners.get(host.unit or "") or host.municipality]
            days = set_up_days(host, terms)
        for code in payers:
            cost = days * terms.day_cost * float(around.grown[at]) * around.share(code, payers)
            mine = paid.setdefault(code, Yearly(terms.years))
            mine.investment[at // terms.periods_per_year] += cost


def yearly_costs(
    areas: Mapping[str, Sequence[Installed]], terms: CostTerms, plans: Sequence[AreaPlan]
) -> dict[str, tuple[float, ...]]:
    """What each municipality pays for running the planned areas, kronor each year, not discounted.

    A joint installation's fixed cost is divided equally among its users. Moves and set-up are one-off and not in here;
    with no moves in `plans` this is today.
    """
    return {code: tuple(each.running) for code, each in yearly(areas, terms, plans).items()}
