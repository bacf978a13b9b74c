"""A plan as places among the columns, and the programs that decide some of it anew."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.columns import NOBODY, Indices, ModelColumns, restrict
from samdrift.core.planning.decompose.grid import Grid, GridChoice, use_of
from samdrift.core.planning.decompose.tables import Capacity
from samdrift.core.planning.model import Model, Program, model_of
from samdrift.core.planning.problem import Limit, Numbers, Rule

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The moves and openings of a plan, as rising places in the columns."""

    moves: Indices
    openings: Indices


@dataclass(frozen=True, slots=True, eq=False)
class SearchContext:
    """What every part of the search stands on.

    area_of_option: by number of the option in the columns. place: of each named limit in the capacity's vector.
    municipality_of_seat: the municipality of each seat that may go over somewhere, -1 for the rest.
    """

    grid: Grid
    capacity: Capacity
    area_of_option: Indices
    place: dict[Limit, int]
    municipality_of_seat: Indices

    @property
    def columns(self) -> ModelColumns:
        return self.grid.columns


def search_context(grid: Grid, capacity: Capacity) -> SearchContext:
    """The context of a grid and its limits."""
    areas = grid.columns.problem.areas
    sizes = [len(area.options) for area in areas]
    place = dict(zip(capacity.names, capacity.places.tolist(), strict=True))
    town = np.full(grid.must_leave.size, NOBODY)
    town[grid.seat] = grid.municipality
    return SearchContext(grid, capacity, np.repeat(np.arange(len(areas)), sizes), place, town)


def cost_of(context: SearchContext, selection: Selection) -> float:
    """What a plan costs, in the money of the problem."""
    columns = context.columns
    stay = np.nan_to_num(columns.seats.stay_cost, nan=0.0)
    moves = columns.moves.cost[selection.moves] - stay[columns.moves.seat[selection.moves]]
    return context.grid.offset + float(
        moves.sum() + columns.openings.cost[selection.openings].sum()
    )


def choice_of(context: SearchContext, selection: Selection) -> GridChoice:
    """The same in the numbers of the grid."""
    grid, columns = context.grid, context.columns
    options = columns.openings.option[selection.openings]
    return GridChoice(
        pair=grid.pair_of_move[selection.moves],
        period=columns.moves.period[selection.moves],
        option=np.searchsorted(grid.options, options),
        opened=columns.openings.period[selection.openings],
    )


def excess_over_limits(context: SearchContext, selection: Selection) -> Numbers:
    """By how much a plan breaks each named limit."""
    used = use_of(context.grid, choice_of(context, selection)).vector[context.capacity.places]
    return np.maximum(used - context.capacity.tables.vector[context.capacity.places], 0.0)


def keeps_limits(context: SearchContext, selection: Selection) -> bool:
    """Whether a plan keeps every limit, and everyone who must has gone over."""
    placed = np.zeros(context.grid.must_leave.size, dtype=bool)
    placed[context.columns.moves.seat[selection.moves]] = True
    within = bool((excess_over_limits(context, selection) <= 1e-7 * context.capacity.grain).all())
    return within and bool(placed[context.grid.must_leave].all())


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A program that decides some seats anew, the rest standing still, and where its columns stand."""

    model: Model
    program: Program
    moves: Indices
    openings: Indices
    start: Numbers


def part_of(
    context: SearchContext, kept: Selection, now: Selection, free: Mask, *, tight: bool = False
) -> Part:
    """Decide the free seats anew among the kept moves and openings, what is now chosen included.

    Options that others use stay open as they are; what the others use is taken from the limits.
    """
    columns = context.columns
    stands = now.moves[~free[columns.moves.seat[now.moves]]]
    areas = np.zeros(len(columns.problem.areas), dtype=bool)
    areas[columns.seats.area[free]] = True
    moves = _among(kept.moves, now.moves, free[columns.moves.seat])
    here = areas[context.area_of_option[columns.openings.option]]
    used = np.unique(columns.moves.option[stands])
    fixed = np.isin(columns.openings.option, used)
    held = np.zeros(columns.openings.option.size, dtype=bool)
    held[now.openings] = True
    openings = _among(kept.openings, now.openings, here & (~fixed | held))
    elsewhere = Selection(stands, now.openings[~here[now.openings]])
    model = model_of(restrict(columns, moves, openings), tight=tight)
    program = _without_used_capacity(
        context, model, use_of(context.grid, choice_of(context, elsewhere)).vector, free
    )
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


def _without_used_capacity(
    context: SearchContext, model: Model, used: Numbers, free: Mask
) -> Program:
    """The program whose limits have less capacity by what is used elsewhere, and whose other seats need not leave."""
    upper, lower = model.program.row_upper.copy(), model.program.row_lower.copy()
    leave = [one.row for one in model.limit_rows if one.limit.rule is Rule.MUST_LEAVE]
    lower[np.array(leave, dtype=np.int64)[~free[np.flatnonzero(context.grid.must_leave)]]] = 0.0
    rows = [one for one in model.limit_rows if one.limit in context.place]
    at = np.array([one.row for one in rows], dtype=np.int64)
    places = np.array([context.place[one.limit] for one in rows], dtype=np.int64)
    upper[at] -= used[places] / np.array([one.scale for one in rows])
    return replace(model.program, row_upper=upper, row_lower=lower)


def join_part(
    context: SearchContext, now: Selection, part: Part, values: Numbers, free: Mask
) -> Selection:
    """The plan with what a part decided."""
    columns = context.columns
    stands = now.moves[~free[columns.moves.seat[now.moves]]]
    count = part.moves.size
    moves = np.union1d(stands, part.moves[values[:count] > 0.5])
    areas = np.zeros(len(columns.problem.areas), dtype=bool)
    areas[columns.seats.area[free]] = True
    here = areas[context.area_of_option[columns.openings.option[now.openings]]]
    opened = part.openings[values[count : count + part.openings.size] > 0.5]
    openings = np.union1d(now.openings[~here], opened)
    used = np.isin(columns.openings.option[openings], columns.moves.option[moves])
    return Selection(moves, openings[used])
