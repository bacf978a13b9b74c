"""The bound: limits and seats are paid for at prices instead of kept, so that each option can be decided alone.

With prices p ≥ 0 on the limits and v on the seats (v ≤ 0 where the member can stay) no plan costs less than

    offset - p · room + Σ v + Σ_options min(0, min_t (opening cost_t - Σ_seats max(0, v - cheapest move from t on)))

whatever p and v are: that is what makes every bound valid.
"""

from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.decompose.grid import Choice, Grid, from_then_on, priced
from samdrift.core.planning.decompose.tables import Room, Tables
from samdrift.core.planning.problem import Numbers

_SLACK = 1e-9  # share of the terms of a bound that rounding can take


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


def value(grid: Grid, room: Room, point: Point) -> Value:
    """The bound at a point."""
    moves, openings = priced(grid, point.prices)
    onwards = from_then_on(moves, np.minimum)
    gain = np.maximum(point.seats[grid.seat] - onwards, 0.0)
    left = openings - np.add.reduceat(gain, grid.first_pair, axis=1)
    limited = point.prices.vector[room.places] * room.tables.vector[room.places]
    opened = np.minimum(left.min(axis=0), 0.0)
    terms = (opened, point.seats, -limited)
    size = abs(grid.offset) + sum(float(np.abs(term).sum()) for term in terms)
    bound = grid.offset + sum(float(term.sum()) for term in terms)
    return Value(bound - _SLACK * 1e-3 * size, moves, onwards, left)


def choice_at(grid: Grid, point: Point, found: Value) -> Choice:
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
    return Choice(pair, period, option, best[option])


def reduced_costs(grid: Grid, point: Point, found: Value) -> tuple[Numbers, Numbers]:
    """By how much the bound rises when a move (periods, pairs) or an opening (periods, options) must be made."""
    free = np.minimum(found.left.min(axis=0), 0.0)
    seat = point.seats[grid.seat]
    with_it = found.left[:, grid.option] + np.maximum(seat - found.onwards, 0.0)
    earliest = np.minimum.accumulate(with_it, axis=0)
    moves = found.moves - seat + earliest - free[grid.option]
    return moves, found.left - free
