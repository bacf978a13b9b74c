"""What a few limits are about: the seats and moves that matter to them; the rest of a large problem drops out.

Who may stay and takes nothing of the limits by that stays, and a move that takes no less than another way of the same
seat is not needed: leaving those out changes nothing in whether the limits can hold together.
"""

from collections.abc import Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import NO_TIES, Indices, ModelColumns, Ties, restrict
from samdrift.core.planning.decompose.tables import Tables, TableShape, named_places, shape_of
from samdrift.core.planning.problem import Limit, Numbers, Rule

Mask = NDArray[np.bool_]
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Concerned:
    """The columns that matter, and their places among all."""

    columns: ModelColumns
    moves: Indices
    openings: Indices


def find_concerned(
    variables: ModelColumns,
    limits: Set[Limit],
    relieved: Set[str] | None = None,
    each: int | None = None,
) -> Concerned:
    """Moves and openings that can matter to whether these limits hold together.

    relieved: the units that those who may stay can leave to make room there; None is all.
    each: moves of each seat, those that take least in each period; None is all, and only then nothing is lost.
    """
    asked, tied = _inverse_amounts(variables, limits), _tied(variables, limits)
    leaves = _must_leave(variables, limits)
    free_from = _free_from(variables, asked, tied)
    taken = variables.moves
    full = np.array(asked.capacity.any(axis=0))
    for number, unit in enumerate(variables.problem.units):
        full[number] = full[number] and (relieved is None or unit.id in relieved)
    relieves = (taken.old_load > 0) & full[taken.old_unit]
    helps = np.zeros(leaves.size, dtype=bool)
    helps[taken.seat[tied.move[tied.move_value < 0]]] = True
    candidates = np.flatnonzero((leaves | helps)[taken.seat] | relieves)
    begins = np.flatnonzero(np.diff(taken.seat[candidates], prepend=-1))
    moves = [
        _without_dominated_moves(
            variables, (asked, tied), places, free_from, must=bool(leaves[taken.seat[places[0]]])
        )[:each]
        for places in np.split(candidates, begins[1:])
        if places.size
    ]
    chosen = np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *moves]))
    openings = np.union1d(
        _openings(variables, chosen, free_from), tied.opening[tied.opening_value < 0]
    )
    return Concerned(restrict(variables, chosen, openings), chosen, openings)


def _inverse_amounts(variables: ModelColumns, limits: Set[Limit]) -> Tables:
    """One divided by the amount of each limit that is asked for, nothing elsewhere; never anything in nobody's rows."""
    shape = shape_of(variables)
    asked = Tables(shape, np.zeros(sum(shape.sizes)))
    for limit, amount, place in named_places(variables):
        if limit in limits:
            asked.vector[place] = 1.0 / (amount or 1.0)
    return asked


def _tied(variables: ModelColumns, limits: Set[Limit]) -> Ties:
    """The rows asked for, their entries in the order of the moves."""
    ties = variables.ties
    rows = np.array([limit in limits for limit in ties.limits], dtype=bool)
    if not rows.any():
        return NO_TIES
    move, opening = rows[ties.move_row], rows[ties.opening_row]
    order = np.flatnonzero(move)[np.argsort(ties.move[move], kind="stable")]
    return replace(
        ties,
        move_row=ties.move_row[order],
        move=ties.move[order],
        move_value=ties.move_value[order],
        opening_row=ties.opening_row[opening],
        opening=ties.opening[opening],
        opening_value=ties.opening_value[opening],
    )


def _tied_use(tied: Ties, places: Indices) -> Numbers:
    """(moves, rows that they are in) what one seat's moves add to the rows asked for."""
    begins = np.searchsorted(tied.move, places[0])
    here = slice(begins, np.searchsorted(tied.move, places[-1], side="right"))
    rows, column = np.unique(tied.move_row[here], return_inverse=True)
    use = np.zeros((places.size, rows.size))
    np.add.at(use, (np.searchsorted(places, tied.move[here]), column), tied.move_value[here])
    return use


def _must_leave(variables: ModelColumns, limits: Set[Limit]) -> Mask:
    """The seats that a limit asked for forbids to stay."""
    leaves = np.zeros(variables.seats.area.size, dtype=bool)
    named = [limit in limits for limit, _amount in variables.limits_by_rule[Rule.MUST_LEAVE]]
    leaves[np.flatnonzero(np.isnan(variables.seats.stay_cost))[np.array(named, dtype=bool)]] = True
    return leaves


def _free_from(variables: ModelColumns, asked: Tables, tied: Ties) -> Indices:
    """For each option the first period in which it can open and take nothing of the limits; `periods` where none is."""
    openings = variables.openings
    later = np.logical_or.accumulate(asked.capacity[::-1] > 0, axis=0)[::-1]
    loads = later[openings.period, openings.unit] & (openings.load > 0)
    spends = (asked.budget[openings.period, openings.payer] > 0) & (openings.investment > 0)
    costs = np.zeros(openings.option.size, dtype=bool)
    costs[tied.opening[tied.opening_value > 0]] = True
    free = ~loads & ~spends & ~costs
    options = sum(len(area.options) for area in variables.problem.areas)
    first = np.full(options, variables.periods)
    np.minimum.at(first, openings.option[free], openings.period[free])
    return first


def _openings(variables: ModelColumns, moves: Indices, free_from: Indices) -> Indices:
    """The openings of the options used: only the first free one where everybody comes after that."""
    openings, taken = variables.openings, variables.moves
    earliest = np.full(free_from.size, variables.periods)
    np.minimum.at(earliest, taken.option[moves], taken.period[moves])
    latest = np.full(free_from.size, -1)
    np.maximum.at(latest, taken.option[moves], taken.period[moves])
    option, period = openings.option, openings.period
    alone = free_from[option] <= earliest[option]
    within = np.where(alone, period == free_from[option], period <= latest[option])
    return np.flatnonzero(within & (latest[option] >= 0))


def _without_dominated_moves(
    variables: ModelColumns,
    asked: tuple[Tables, Ties],
    places: Indices,
    free_from: Indices,
    *,
    must: bool,
) -> Indices:
    """One seat's moves without those that take no less of any limit than another that is possible whenever they are."""
    taken = variables.moves
    use = np.concatenate([_use(variables, asked[0], places), _tied_use(asked[1], places)], axis=1)
    option, period = taken.option[places], taken.period[places]
    free = period >= free_from[option]
    if not must:  # staying takes nothing
        helps = (use < -_ROUNDING).any(axis=1)
        places, use = places[helps], use[helps]
        option, period, free = option[helps], period[helps], free[helps]
    waiting = np.lexsort((taken.cost[places], use.sum(axis=1), ~free))
    kept: list[int] = []
    while waiting.size:
        best = int(waiting[0])
        kept.append(best)
        rest = waiting[1:]
        same = (option[rest] == option[best]) & (period[rest] <= period[best])
        spared = (free[best] | same) & (use[best] <= use[rest] + _ROUNDING).all(axis=1)
        waiting = rest[~spared]
    return places[_by_turns(np.array(kept, dtype=np.int64), period)]


def _by_turns(kept: Indices, period: Indices) -> Indices:
    """First the best of each period, then the second best of each, and so on."""
    at = period[kept]
    turn = np.array([np.count_nonzero(at[:number] == at[number]) for number in range(at.size)])
    ordered: Indices = kept[np.argsort(turn, kind="stable")]
    return ordered


def _use(variables: ModelColumns, asked: Tables, places: Indices) -> Numbers:
    """(moves, limits of the seat's municipality and of the units it leaves or comes to) what one seat's moves take."""
    taken, shape = variables.moves, asked.shape
    town, department = taken.municipality[places[0]], taken.department[places[0]]
    row, period = np.arange(places.size), taken.period[places]
    days, budget = np.zeros((2, places.size, shape.periods))
    days[row, period] = taken.days[places] * asked.days[period, town]
    budget[row, period] = taken.investment[places] * asked.budget[period, town]
    changes = np.zeros((places.size, int(shape.year[-1]) + 1))
    changes[row, shape.year[period]] = asked.changes[shape.year[period], town, department]
    parts = [days, budget, changes, *_loads(shape, asked, variables, places)]
    whole = np.concatenate(parts, axis=1)
    return whole[:, (whole != 0).any(axis=0)]


def _loads(
    shape: TableShape, asked: Tables, variables: ModelColumns, places: Indices
) -> list[Numbers]:
    """(moves, periods) what the moves add to each limited unit, less what they release."""
    taken = variables.moves
    since = np.arange(shape.periods) >= taken.period[places][:, None]
    loads = []
    for unit in np.union1d(taken.unit[places], taken.old_unit[places]).tolist():
        limited = asked.capacity[:, unit]
        if unit >= 0 and limited.any():
            comes = np.where(taken.unit[places] == unit, taken.load[places], 0.0)
            goes = np.where(taken.old_unit[places] == unit, taken.old_load[places], 0.0)
            loads.append(since * (comes - goes)[:, None] * limited)  # shares of the limit
    return loads
