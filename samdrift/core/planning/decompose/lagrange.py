"""The bound: limits and seats are paid for at prices instead of kept, so that each option can be decided alone.

With prices p ≥ 0 on the limits and v on the seats (v ≤ 0 where the member can stay) no plan costs less than

    offset - p · capacity + Σ v + Σ_options min(0, min_t (opening cost_t - Σ_seats max(0, v - cheapest move from t on)))

whatever p and v are: that is what makes every bound valid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning.decompose.grid import Grid, GridChoice, costs_at_prices, from_then_on
from samdrift.core.planning.decompose.tables import Capacity, Tables
from samdrift.core.planning.problem import Numbers

_SLACK = 1e-9  # share of the terms of a bound that rounding can take
_BLOCK = 16_384  # pairs about which are looked at together: what a step works on stays near the processor


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Prices of the limits and of the seats."""

    prices: Tables
    seats: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The bound at a point and what it rests on.

    moves: (periods, pairs) priced cost. onwards: the cheapest from each period on.
    left: (periods, options) what opening then adds to the bound when all who gain by it go over.
    """

    bound: float
    moves: Numbers
    onwards: Numbers
    left: Numbers


def value(grid: Grid, capacity: Capacity, point: Point) -> Value:
    """The bound at a point."""
    moves, onwards, left = _priced_out(grid, point)
    return Value(_bound(grid, capacity, point, left), moves, onwards, left)


def _priced_out(grid: Grid, point: Point) -> tuple[Numbers, Numbers, Numbers]:
    """The arrays of a `Value`."""
    moves, openings = costs_at_prices(grid, point.prices)
    onwards = from_then_on(moves, np.minimum)
    gain = np.maximum(point.seats[grid.seat] - onwards, 0.0)
    return moves, onwards, openings - np.add.reduceat(gain, grid.first_pair, axis=1)


def _bound(grid: Grid, capacity: Capacity, point: Point, left: Numbers) -> float:
    limited = point.prices.vector[capacity.places] * capacity.tables.vector[capacity.places]
    opened = np.minimum(left.min(axis=0), 0.0)
    terms = (opened, point.seats, -limited)
    size = abs(grid.offset) + sum(float(np.abs(term).sum()) for term in terms)
    bound = grid.offset + sum(float(term.sum()) for term in terms)
    return bound - _SLACK * 1e-3 * size


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some options side by side and their pairs; `pair` and `option` are the numbers of the first in the whole."""

    grid: Grid
    pair: int
    option: int


def blocks_of(grid: Grid) -> list[Block]:
    """The grid in blocks; in one where ties name moves by their places in the whole."""
    pairs, options = grid.seat.size, grid.options.size
    if grid.columns.ties.limits or pairs <= _BLOCK:
        return [Block(grid, 0, 0)]
    first = np.unique(np.searchsorted(grid.first_pair, np.arange(0, pairs, _BLOCK))).tolist()
    first = [number for number in first if number < options]
    return [
        _block(grid, begins, ends)
        for begins, ends in zip(first, [*first[1:], options], strict=True)
    ]


def _block(grid: Grid, begins: int, ends: int) -> Block:
    option, pair = slice(begins, ends), int(grid.first_pair[begins])
    pairs = slice(pair, int(grid.first_pair[ends]) if ends < grid.options.size else grid.seat.size)
    part = replace(
        grid,
        seat=grid.seat[pairs],
        option=grid.option[pairs] - begins,
        municipality=grid.municipality[pairs],
        department=grid.department[pairs],
        unit=grid.unit[pairs],
        old_unit=grid.old_unit[pairs],
        load=grid.load[pairs],
        old_load=grid.old_load[pairs],
        days=grid.days[pairs],
        cost=grid.cost[:, pairs],
        investment=grid.investment[:, pairs],
        options=grid.options[option],
        first_pair=grid.first_pair[option] - pair,
        opening_cost=grid.opening_cost[:, option],
        opening_investment=grid.opening_investment[:, option],
        opening_unit=grid.opening_unit[option],
        opening_load=grid.opening_load[option],
        payer=grid.payer[option],
    )
    return Block(part, pair, begins)


def bound_and_choice(
    blocks: Sequence[Block], grid: Grid, capacity: Capacity, point: Point
) -> tuple[float, GridChoice]:
    """The bound at a point and what it rests on: the same as of the whole grid at once, block by block."""
    left, choices = [], []
    for block in blocks:
        moves, onwards, rest = _priced_out(block.grid, point)
        left.append(rest)
        choice = choice_at(block.grid, point, Value(-np.inf, moves, onwards, rest))
        choices.append(
            replace(choice, pair=choice.pair + block.pair, option=choice.option + block.option)
        )
    joined = GridChoice(
        *(
            np.concatenate([getattr(choice, name) for choice in choices])
            for name in ("pair", "period", "option", "opened")
        )
    )
    return _bound(grid, capacity, point, np.concatenate(left, axis=1)), joined


def choice_at(grid: Grid, point: Point, found: Value) -> GridChoice:
    """What the bound rests on: the options that pay at these prices, and all who gain by them."""
    best = found.left.argmin(axis=0)
    opens = found.left[best, np.arange(best.size)] < 0
    start = best[grid.option]
    gains = opens[grid.option] & (
        point.seats[grid.seat] > found.onwards[start, np.arange(start.size)]
    )
    pair = np.flatnonzero(gains)
    late = np.arange(grid.periods)[:, None] >= start[pair]
    period = np.where(late, found.moves[:, pair], np.inf).argmin(axis=0)
    option = np.flatnonzero(opens)
    return GridChoice(pair, period, option, best[option])


def reduced_costs(grid: Grid, point: Point, found: Value) -> tuple[Numbers, Numbers]:
    """By how much the bound rises when a move (periods, pairs) or an opening (periods, options) must be made."""
    free = np.minimum(found.left.min(axis=0), 0.0)
    seat = point.seats[grid.seat]
    with_it = found.left[:, grid.option] + np.maximum(seat - found.onwards, 0.0)
    earliest = np.minimum.accumulate(with_it, axis=0)
    moves = found.moves - seat + earliest - free[grid.option]
    return moves, found.left - free
