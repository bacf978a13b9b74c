"""Better prices step by step: a subgradient method that scales each price by how its own direction has wavered.

The scaling is Adam's (D. P. Kingma and J. Ba, 2015) with steps that die out; every point visited gives a valid bound.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import Indices
from samdrift.core.planning.decompose.grid import Grid, GridChoice, use_of
from samdrift.core.planning.decompose.lagrange import Point, blocks_of, bound_and_choice
from samdrift.core.planning.decompose.tables import Capacity, Tables, empty, shape_of
from samdrift.core.planning.problem import Numbers

_LENGTH = 0.2  # of the first step, in the stakes of a seat
_DYING = 2  # power by which steps shorten
_MEMORY, _SQUARED_MEMORY = 0.9, 0.99
_AVERAGED = 0.5  # last share of the steps whose choices are averaged


@dataclass(frozen=True, slots=True, eq=False)
class Ascent:
    """The best bound found and its point, and how often each move and opening was chosen at the last points."""

    bound: float
    point: Point
    often: GridChoice


def start_point(grid: Grid) -> Point:
    """No prices, and seats that pay for nothing yet."""
    cheapest = np.full(grid.must_leave.size, np.inf)
    np.minimum.at(cheapest, grid.seat, grid.cost.min(axis=0))
    known = np.isfinite(cheapest)
    seats = np.where(known, np.where(grid.must_leave, cheapest, np.minimum(cheapest, 0.0)), 0.0)
    return Point(empty(shape_of(grid.columns)), seats)


def ascend(
    grid: Grid,
    capacity: Capacity,
    *,
    steps: int,
    stop: Callable[[float], bool],
    start: Point | None = None,
) -> Ascent:
    """Prices that give a good bound. `stop` is told the best bound after each step."""
    point = best = start or start_point(grid)
    bound = -np.inf
    stakes = _stakes(grid)
    scale = np.concatenate([price_scale(grid).vector[capacity.places], stakes])
    mean, square = np.zeros(scale.size), np.zeros(scale.size)
    often, opened = np.zeros(grid.cost.shape), np.zeros(grid.opening_cost.shape)
    weight, blocks = 0.0, blocks_of(grid)
    for step in range(steps):
        found, choice = bound_and_choice(blocks, grid, capacity, point)
        if found > bound:
            best, bound = point, found
        length = _LENGTH * (1 - step / steps) ** _DYING
        if step >= steps * (1 - _AVERAGED):
            often[choice.period, choice.pair] += length
            opened[choice.opened, choice.option] += length
            weight += length
        aim = _direction(grid, capacity, point, choice) * scale
        mean = _MEMORY * mean + (1 - _MEMORY) * aim
        square = _SQUARED_MEMORY * square + (1 - _SQUARED_MEMORY) * aim**2
        flat = np.sqrt(square / (1 - _SQUARED_MEMORY ** (step + 1)))
        ahead = mean / (1 - _MEMORY ** (step + 1)) / np.maximum(flat, 1e-300)
        point = _step_along(grid, capacity, point, length * ahead * scale)
        if stop(bound):
            break
    period, pair = np.nonzero(often)
    at, option = np.nonzero(opened)
    shares = often[period, pair] / weight, opened[at, option] / weight
    return Ascent(bound, best, GridChoice(pair, period, option, at, *shares))


def _direction(grid: Grid, capacity: Capacity, point: Point, choice: GridChoice) -> Numbers:
    """What is used beyond the capacity, and seats not yet placed; nothing where the sign of a price forbids."""
    over = use_of(grid, choice).vector[capacity.places] - capacity.tables.vector[capacity.places]
    placed = np.bincount(grid.seat[choice.pair], minlength=point.seats.size)
    direction = np.concatenate([over, 1.0 - placed])
    direction[_find_blocked(grid, capacity, point, direction)] = 0.0
    return direction


def _find_blocked(
    grid: Grid, capacity: Capacity, point: Point, direction: Numbers
) -> NDArray[np.bool_]:
    rows = capacity.places.size
    prices = point.prices.vector[capacity.places]
    at_zero = ~grid.must_leave & (point.seats >= 0)
    blocked: NDArray[np.bool_] = np.concatenate(
        [(prices <= 0) & (direction[:rows] < 0), at_zero & (direction[rows:] > 0)]
    )
    return blocked


def _step_along(grid: Grid, capacity: Capacity, point: Point, step: Numbers) -> Point:
    rows = capacity.places.size
    vector = point.prices.vector.copy()
    vector[capacity.places] = np.maximum(vector[capacity.places] + step[:rows], 0.0)
    seats = point.seats + step[rows:]
    return Point(
        Tables(point.prices.shape, vector),
        np.where(grid.must_leave, seats, np.minimum(seats, 0.0)),
    )


def _stakes(grid: Grid) -> Numbers:
    """What is at stake for each seat: the most that going over could save, or what it must cost."""
    stakes = np.abs(start_point(grid).seats)
    least: Numbers = np.maximum(stakes, 0.01 * stakes.mean() + 1e-9)
    return least


def price_scale(grid: Grid) -> Tables:
    """What a price is when a typical move pays its stakes for its use of one limit."""
    scale = empty(shape_of(grid.columns))
    shape = scale.shape
    money = _stakes(grid)[grid.seat]
    town = _mean(grid.municipality, money, shape.municipalities + 1)
    scale.days[:] = town / _mean(grid.municipality, grid.days, shape.municipalities + 1)
    spent = grid.investment.mean(axis=0)
    scale.budget[:] = town / _mean(grid.municipality, spent, shape.municipalities + 1)
    scale.changes[:] = town[:, None]
    unit = _mean(grid.unit, money, shape.units + 1)
    scale.ties[:] = 1.0  # money for money
    scale.capacity[:] = unit / _mean(grid.unit, grid.load, shape.units + 1) / shape.periods
    return scale


def _mean(group: Indices, amounts: Numbers, size: int) -> Numbers:
    """The mean of each group, the last for nobody; of all where a group has nothing, one where nobody has."""
    total = np.bincount(group + 1, weights=amounts, minlength=size)
    count = np.bincount(group + 1, minlength=size)
    everyone = float(amounts.mean()) if amounts.any() else 1.0
    return np.roll(np.where(total > 0, total / np.maximum(count, 1), everyone), -1)
