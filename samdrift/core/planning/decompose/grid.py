"""All areas side by side as arrays: who may go over to which option (a *pair*), in which period, and what it uses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import Indices, ModelColumns
from samdrift.core.planning.decompose.tables import Tables, empty, shape_of
from samdrift.core.planning.problem import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Pairs are sorted by option, so that all who could use an option stand side by side; periods come first.

    Only pairs and options that are possible at all are here: memory follows who may go where.
    cost: (periods, pairs) of going over less that of staying, infinite where not allowed.
    opening_cost: (periods, options) infinite where not allowed.
    """

    columns: ModelColumns
    pair_of_move: Indices
    seat: Indices
    option: Indices  # by pair, numbered among `options`
    municipality: Indices
    department: Indices
    unit: Indices
    old_unit: Indices
    load: Numbers
    old_load: Numbers
    days: Numbers
    cost: Numbers
    investment: Numbers
    options: Indices  # the number of each in `columns`
    first_pair: Indices  # by option
    opening_cost: Numbers
    opening_investment: Numbers
    opening_unit: Indices
    opening_load: Numbers
    payer: Indices
    must_leave: NDArray[np.bool_]  # by seat
    offset: float  # everyone who may stays

    @property
    def periods(self) -> int:
        return self.columns.periods


def grid_of(columns: ModelColumns) -> Grid:
    """The grid of a problem's columns."""
    moves, openings, periods = columns.moves, columns.openings, columns.periods
    first = np.unique(columns.pair)
    order = np.argsort(moves.option[first], kind="stable")
    first = first[order]
    rank = np.empty(moves.seat.size, dtype=np.int64)
    rank[first] = np.arange(first.size)
    pair_of_move = rank[columns.pair]
    stay = np.nan_to_num(columns.seats.stay_cost, nan=0.0)
    cost = np.full((periods, first.size), np.inf)
    cost[moves.period, pair_of_move] = moves.cost - stay[moves.seat]
    investment = np.zeros((periods, first.size))
    investment[moves.period, pair_of_move] = moves.investment
    options, first_pair, option = np.unique(
        moves.option[first], return_index=True, return_inverse=True
    )
    here = np.isin(openings.option, options)
    place = np.searchsorted(options, openings.option[here])
    opening_cost = np.full((periods, options.size), np.inf)
    opening_cost[openings.period[here], place] = openings.cost[here]
    opening_investment = np.zeros((periods, options.size))
    opening_investment[openings.period[here], place] = openings.investment[here]
    unit, load, payer = (np.zeros(options.size, kind) for kind in (np.int64, float, np.int64))
    unit[place], load[place] = openings.unit[here], openings.load[here]
    payer[place] = openings.payer[here]
    return Grid(
        columns=columns,
        pair_of_move=pair_of_move,
        seat=moves.seat[first],
        option=option,
        municipality=moves.municipality[first],
        department=moves.department[first],
        unit=moves.unit[first],
        old_unit=moves.old_unit[first],
        load=moves.load[first],
        old_load=moves.old_load[first],
        days=moves.days[first],
        cost=cost,
        investment=investment,
        options=options,
        first_pair=first_pair,
        opening_cost=opening_cost,
        opening_investment=opening_investment,
        opening_unit=unit,
        opening_load=load,
        payer=payer,
        must_leave=np.isnan(columns.seats.stay_cost),
        offset=float(stay.sum()),
    )


def costs_at_prices(grid: Grid, prices: Tables) -> tuple[Numbers, Numbers]:
    """What going over (periods, pairs) and opening (periods, options) cost when limits are paid for at these prices."""
    moves, openings = grid.cost.copy(), grid.opening_cost.copy()
    if prices.capacity.any():
        onwards = from_then_on(prices.capacity, np.add)
        moves += onwards[:, grid.unit] * grid.load
        moves -= onwards[:, grid.old_unit] * grid.old_load
        openings += onwards[:, grid.opening_unit] * grid.opening_load
    if prices.days.any():
        moves += prices.days[:, grid.municipality] * grid.days
    if prices.budget.any():
        moves += prices.budget[:, grid.municipality] * grid.investment
        openings += prices.budget[:, grid.payer] * grid.opening_investment
    if prices.changes.any():
        changes = prices.changes[:, grid.municipality, grid.department]
        moves += changes[prices.shape.year]
    if prices.ties.any():
        ties = grid.columns.ties
        np.add.at(moves, _tied_moves(grid), prices.ties[ties.move_row] * ties.move_value)
        dearer = prices.ties[ties.opening_row] * ties.opening_value
        period, option, known = _tied_openings(grid)
        np.add.at(openings, (period, option), dearer[known])
    return moves, openings


def _tied_moves(grid: Grid) -> tuple[Indices, Indices]:
    """(period, pair) of each entry of the ties' moves."""
    move = grid.columns.ties.move
    return grid.columns.moves.period[move], grid.pair_of_move[move]


def _tied_openings(grid: Grid) -> tuple[Indices, Indices, NDArray[np.bool_]]:
    """(period, option) of each entry of the ties' openings that anybody can use, and which these are."""
    opening = grid.columns.ties.opening
    option = grid.columns.openings.option[opening]
    known = np.isin(option, grid.options)
    place = np.searchsorted(grid.options, option[known])
    return grid.columns.openings.period[opening[known]], place, known


def from_then_on(amounts: Numbers, operation: np.ufunc) -> Numbers:
    """(periods, …) accumulated from each period to the last."""
    accumulated: Numbers = operation.accumulate(amounts[::-1], axis=0)[::-1]
    return accumulated


@dataclass(frozen=True, slots=True, eq=False)
class GridChoice:
    """Moves as pairs with their periods, openings as options of the grid with theirs; shares where not whole."""

    pair: Indices
    period: Indices
    option: Indices
    opened: Indices
    share: Numbers | float = 1.0
    opened_share: Numbers | float = 1.0


def use_of(grid: Grid, choice: GridChoice) -> Tables:
    """How much a choice takes of each limit beyond what today takes."""
    share, opened_share = choice.share, choice.opened_share
    use = empty(shape_of(grid.columns))
    pair, period = choice.pair, choice.period
    town = grid.municipality[pair]
    np.add.at(use.capacity, (period, grid.unit[pair]), grid.load[pair] * share)
    np.add.at(use.capacity, (period, grid.old_unit[pair]), -grid.old_load[pair] * share)
    unit = grid.opening_unit[choice.option]
    np.add.at(use.capacity, (choice.opened, unit), grid.opening_load[choice.option] * opened_share)
    np.cumsum(use.capacity, axis=0, out=use.capacity)
    np.add.at(use.days, (period, town), grid.days[pair] * share)
    np.add.at(use.budget, (period, town), grid.investment[period, pair] * share)
    spent = grid.opening_investment[choice.opened, choice.option]
    spent = spent * opened_share
    np.add.at(use.budget, (choice.opened, grid.payer[choice.option]), spent)
    np.add.at(use.changes, (use.shape.year[period], town, grid.department[pair]), share)
    if use.shape.ties:
        _add_ties(grid, choice, use)
    return use


def _add_ties(grid: Grid, choice: GridChoice, use: Tables) -> None:
    ties = grid.columns.ties
    gone, opened = np.zeros(grid.cost.shape), np.zeros(grid.opening_cost.shape)
    np.add.at(gone, (choice.period, choice.pair), choice.share)
    np.add.at(opened, (choice.opened, choice.option), choice.opened_share)
    np.add.at(use.ties, ties.move_row, ties.move_value * gone[_tied_moves(grid)])
    period, option, known = _tied_openings(grid)
    np.add.at(use.ties, ties.opening_row[known], ties.opening_value[known] * opened[period, option])
