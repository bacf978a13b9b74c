"""A plan as places among the columns, and the programs that decide some of it anew."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import NOBODY, Columns, Indices, restricted
from samdrift.core.planning.decompose.grid import Choice, Grid, use_of
from samdrift.core.planning.decompose.tables import Room
from samdrift.core.planning.model import Model, Program, model_of
from samdrift.core.planning.problem import Limit, Numbers, Rule

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The moves and openings of a plan, as rising places in the columns."""

    moves: Indices
    openings: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What every part of the search stands on.

    area_of_option: by number of the option in the columns. place: of each named limit in the room's vector.
    town_of_seat: the municipality of each seat that may go over somewhere, -1 for the rest.
    """

    grid: Grid
    room: Room
    area_of_option: Indices
    place: dict[Limit, int]
    town_of_seat: Indices

    @property
    def columns(self) -> Columns:
        return self.grid.columns


def ground_of(grid: Grid, room: Room) -> Ground:
    """The ground of a grid and its limits."""
    areas = grid.columns.problem.areas
    sizes = [len(area.options) for area in areas]
    place = dict(zip(room.names, room.places.tolist(), strict=True))
    town = np.full(grid.must_leave.size, NOBODY)
    town[grid.seat] = grid.municipality
    return Ground(grid, room, np.repeat(np.arange(len(areas)), sizes), place, town)


def cost_of(ground: Ground, chosen: Chosen) -> float:
    """What a plan costs, in the money of the problem."""
    columns = ground.columns
    stay = np.nan_to_num(columns.seats.stay_cost, nan=0.0)
    moves = columns.moves.cost[chosen.moves] - stay[columns.moves.seat[chosen.moves]]
    return ground.grid.offset + float(moves.sum() + columns.openings.cost[chosen.openings].sum())


def choice_of(ground: Ground, chosen: Chosen) -> Choice:
    """The same in the numbers of the grid."""
    grid, columns = ground.grid, ground.columns
    options = columns.openings.option[chosen.openings]
    return Choice(
        pair=grid.pair_of_move[chosen.moves],
        period=columns.moves.period[chosen.moves],
        option=np.searchsorted(grid.options, options),
        opened=columns.openings.period[chosen.openings],
    )


def over(ground: Ground, chosen: Chosen) -> Numbers:
    """By how much a plan breaks each named limit."""
    used = use_of(ground.grid, choice_of(ground, chosen)).vector[ground.room.places]
    return np.maximum(used - ground.room.tables.vector[ground.room.places], 0.0)


def keeps(ground: Ground, chosen: Chosen) -> bool:
    """Whether a plan keeps every limit, and everyone who must has gone over."""
    placed = np.zeros(ground.grid.must_leave.size, dtype=bool)
    placed[ground.columns.moves.seat[chosen.moves]] = True
    within = bool((over(ground, chosen) <= 1e-7 * ground.room.grain).all())
    return within and bool(placed[ground.grid.must_leave].all())


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A program that decides some seats anew, the rest standing still, and where its columns stand."""

    model: Model
    program: Program
    moves: Indices
    openings: Indices
    start: Numbers


def part_of(ground: Ground, kept: Chosen, now: Chosen, free: Mask, *, tight: bool = False) -> Part:
    """Decide the free seats anew among the kept moves and openings, what is now chosen included.

    Options that others use stay open as they are; what the others use is taken from the limits.
    """
    columns = ground.columns
    stands = now.moves[~free[columns.moves.seat[now.moves]]]
    areas = np.zeros(len(columns.problem.areas), dtype=bool)
    areas[columns.seats.area[free]] = True
    moves = _among(kept.moves, now.moves, free[columns.moves.seat])
    here = areas[ground.area_of_option[columns.openings.option]]
    used = np.unique(columns.moves.option[stands])
    fixed = np.isin(columns.openings.option, used)
    held = np.zeros(columns.openings.option.size, dtype=bool)
    held[now.openings] = True
    openings = _among(kept.openings, now.openings, here & (~fixed | held))
    elsewhere = Chosen(stands, now.openings[~here[now.openings]])
    model = model_of(restricted(columns, moves, openings), tight=tight)
    program = _less(ground, model, use_of(ground.grid, choice_of(ground, elsewhere)).vector, free)
    lower = program.lower.copy()
    first = moves.size
    lower[first : first + openings.size][fixed[openings]] = 1.0
    start = np.zeros(model.columns.count)
    start[: moves.size] = np.isin(moves, now.moves)
    start[first : first + openings.size] = np.isin(openings, now.openings)
    return Part(model, replace(program, lower=lower), moves, openings, start)


def _among(kept: Indices, now: Indices, allowed: Mask) -> Indices:
    both = np.union1d(kept, now)
    return both[allowed[both]]


def _less(ground: Ground, model: Model, used: Numbers, free: Mask) -> Program:
    """The program whose limits have less room by what is used elsewhere, and whose other seats need not leave."""
    upper, lower = model.program.row_upper.copy(), model.program.row_lower.copy()
    leave = [one.row for one in model.limit_rows if one.limit.rule is Rule.MUST_LEAVE]
    lower[np.array(leave, dtype=np.int64)[~free[np.flatnonzero(ground.grid.must_leave)]]] = 0.0
    rows = [one for one in model.limit_rows if one.limit in ground.place]
    at = np.array([one.row for one in rows], dtype=np.int64)
    places = np.array([ground.place[one.limit] for one in rows], dtype=np.int64)
    upper[at] -= used[places] / np.array([one.scale for one in rows])
    return replace(model.program, row_upper=upper, row_lower=lower)


def joined(ground: Ground, now: Chosen, part: Part, values: Numbers, free: Mask) -> Chosen:
    """The plan with what a part decided."""
    columns = ground.columns
    stands = now.moves[~free[columns.moves.seat[now.moves]]]
    count = part.moves.size
    moves = np.union1d(stands, part.moves[values[:count] > 0.5])
    areas = np.zeros(len(columns.problem.areas), dtype=bool)
    areas[columns.seats.area[free]] = True
    here = areas[ground.area_of_option[columns.openings.option[now.openings]]]
    opened = part.openings[values[count : count + part.openings.size] > 0.5]
    openings = np.union1d(now.openings[~here], opened)
    used = np.isin(columns.openings.option[openings], columns.moves.option[moves])
    return Chosen(moves, openings[used])
