"""A good plan for one area alone: open, close and exchange options as long as that saves (Teitz and Bart, 1968).

Limits are not looked at; where there are none that matter, little is left for the proof to rule out.
"""

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import Indices
from samdrift.core.planning.decompose.grid import from_then_on
from samdrift.core.planning.decompose.partial_plan import SearchContext, Selection
from samdrift.core.planning.problem import Numbers

_ROUNDING = 1e-9


def improve_by_interchange(context: SearchContext, opened: Selection) -> Selection:
    """The plan of a single area that exchanging finds from what is opened at first."""
    grid, columns = context.grid, context.columns
    onwards = from_then_on(grid.cost, np.minimum)
    period, option = np.nonzero(np.isfinite(grid.opening_cost))
    fixed = grid.opening_cost[period, option]
    finite = onwards[np.isfinite(onwards)]
    never = 2.0 * (float(np.abs(finite).sum()) + float(fixed.sum()) + 1.0)
    seats, row = np.unique(grid.seat, return_inverse=True)
    cost = np.full((seats.size, fixed.size), never)
    for place in range(fixed.size):
        pairs = np.flatnonzero(grid.option == option[place])
        cost[row[pairs], place] = np.minimum(onwards[period[place], pairs], never)
    stay = np.where(grid.must_leave[seats], never, 0.0)
    columns_opened = columns.openings.option * columns.periods + columns.openings.period
    numbers = columns_opened[opened.openings]
    first = np.isin(grid.options[option] * columns.periods + period, numbers)
    best = _descend(cost, fixed, stay, first)
    return _plan(context, (period[best], option[best]), seats[stay >= never])


def _descend(cost: Numbers, fixed: Numbers, stay: Numbers, first: NDArray[np.bool_]) -> Indices:
    """Which to open, from `first`: the best opening, closing or exchange, again and again."""
    opened = first.copy()
    while True:
        now = np.flatnonzero(opened)
        near, second, who = _nearest(cost, stay, now)
        gain = np.maximum(near[:, None] - cost, 0.0).sum(axis=0) - fixed
        gain[now] = -np.inf
        best, into, out = float(gain.max(initial=-np.inf)), int(np.argmax(gain)), -1
        for place, number in enumerate(now):
            mine = who == place
            lost = np.minimum(second[mine, None], cost[mine]) - np.minimum(
                near[mine, None], cost[mine]
            )
            swap = gain + fixed[number] - lost.sum(axis=0)
            drop = fixed[number] - float((second[mine] - near[mine]).sum())
            if drop > best:
                best, into, out = drop, -1, int(number)
            if float(swap.max()) > best:
                best, into, out = float(swap.max()), int(np.argmax(swap)), int(number)
        if best <= _ROUNDING * (1.0 + float(np.abs(near).sum())):
            return now
        if into >= 0:
            opened[into] = True
        if out >= 0:
            opened[out] = False


def _nearest(cost: Numbers, stay: Numbers, now: Indices) -> tuple[Numbers, Numbers, Indices]:
    """For each seat the cheapest way, the second cheapest, and which of the opened the cheapest is (-1 to stay)."""
    ways = np.concatenate([cost[:, now], stay[:, None]], axis=1)
    who = ways.argmin(axis=1)
    rows = np.arange(stay.size)
    near = ways[rows, who].copy()
    ways[rows, who] = np.inf
    second = np.where(np.isinf(ways).all(axis=1), near, ways.min(axis=1))
    return near, second, np.where(who == now.size, -1, who)


def _plan(context: SearchContext, opened: tuple[Indices, Indices], must: Indices) -> Selection:
    """Each seat goes over where and when that is cheapest among what is opened, if that saves or it must."""
    grid, columns = context.grid, context.columns
    start = np.full(grid.options.size, columns.periods)
    np.minimum.at(start, opened[1], opened[0])
    late = np.arange(columns.periods)[:, None] >= start[grid.option]
    cost = np.where(late, grid.cost, np.inf)[columns.moves.period, grid.pair_of_move]
    order = np.lexsort((np.arange(cost.size), cost, columns.moves.seat))
    _seats, first = np.unique(columns.moves.seat[order], return_index=True)
    best = order[first]
    forced = np.isin(columns.moves.seat[best], must)
    moves = np.sort(best[(cost[best] < 0) | (forced & np.isfinite(cost[best]))])
    place = np.searchsorted(grid.options, columns.openings.option)
    place = np.minimum(place, grid.options.size - 1)
    here = (grid.options[place] == columns.openings.option) & (
        start[place] == columns.openings.period
    )
    used = np.isin(columns.openings.option, columns.moves.option[moves])
    return Selection(moves, np.flatnonzero(here & used))
