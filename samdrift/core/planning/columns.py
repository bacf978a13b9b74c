"""The decisions of a problem as numbered arrays: who may go over to what and when, and what may open when.

A *seat* is one member of one area. Everything is an array over all areas, so that a large problem is built without a
Python object per decision.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning.problem import Area, Limit, Numbers, Problem, Rule, limits

Indices = NDArray[np.int64]
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """One entry for each member of each area."""

    area: Indices
    member: Indices
    stay_cost: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """One entry for each member, option and period that is allowed, in that order."""

    seat: Indices
    option: Indices  # numbered over all areas
    period: Indices
    cost: Numbers
    municipality: Indices
    department: Indices
    unit: Indices  # who operates after
    load: Numbers
    old_unit: Indices  # who is released
    old_load: Numbers
    days: Numbers
    investment: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """One entry for each option and period that it can open in, in that order."""

    option: Indices
    period: Indices
    cost: Numbers
    unit: Indices
    load: Numbers
    payer: Indices
    investment: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Rows Σ value · move + Σ value · opening ≤ most, one entry for each value; moves and openings by their places.

    amounts: of the limits that the rows stand for. Names are told apart by `period` where a limit has several rows.
    """

    limits: tuple[Limit, ...]
    amounts: Numbers
    most: Numbers
    move_row: Indices
    move: Indices
    move_value: Numbers
    opening_row: Indices
    opening: Indices
    opening_value: Numbers

    @property
    def largest(self) -> Numbers:
        """By row its largest value, at least 1: what rounding is measured by."""
        largest = np.ones(len(self.limits))
        np.maximum.at(largest, self.move_row, np.abs(self.move_value))
        np.maximum.at(largest, self.opening_row, np.abs(self.opening_value))
        return largest


_NO_PLACES, _NO_VALUES = np.zeros(0, dtype=np.int64), np.zeros(0)
NO_TIES = Ties(
    (),
    _NO_VALUES,
    _NO_VALUES,
    _NO_PLACES,
    _NO_PLACES,
    _NO_VALUES,
    _NO_PLACES,
    _NO_PLACES,
    _NO_VALUES,
)

Part = TypeVar("Part", bound=Seats | Moves | Openings)


@dataclass(frozen=True, eq=False)
class ModelColumns:
    """The unknowns of the model: first the moves, then the openings, last the load of each limited unit and period."""

    problem: Problem
    seats: Seats
    moves: Moves
    openings: Openings
    limited_units: tuple[int, ...]
    load_today: Numbers  # by unit
    ties: Ties = NO_TIES

    @property
    def periods(self) -> int:
        return len(self.problem.periods)

    @cached_property
    def limits_by_rule(self) -> dict[Rule, list[tuple[Limit, float]]]:
        """The limits of each rule with their amounts, in a fixed order."""
        found: dict[Rule, list[tuple[Limit, float]]] = {rule: [] for rule in Rule}
        for limit, amount in limits(self.problem):
            found[limit.rule].append((limit, amount))
        return found

    @cached_property
    def departments(self) -> dict[str | None, int]:
        """The number of each department, in the order of their names."""
        return _departments(self.problem)

    @cached_property
    def move(self) -> Indices:
        """Column numbers of the moves."""
        return np.arange(self.moves.seat.size)

    @cached_property
    def opening(self) -> Indices:
        """Column numbers of the openings."""
        return self.moves.seat.size + np.arange(self.openings.option.size)

    @cached_property
    def load(self) -> Indices:
        """(limited units, periods) column numbers of the loads."""
        first = self.moves.seat.size + self.openings.option.size
        return first + np.arange(len(self.limited_units) * self.periods).reshape(-1, self.periods)

    @property
    def count(self) -> int:
        return self.moves.seat.size + self.openings.option.size + self.load.size

    @cached_property
    def pair(self) -> Indices:
        """For each move the first move of the same seat and option."""
        same = np.ones(self.move.size, dtype=bool)
        same[1:] = (np.diff(self.moves.seat) != 0) | (np.diff(self.moves.option) != 0)
        return np.maximum.accumulate(np.where(same, self.move, 0))


class _Numbering:
    """Names to numbers."""

    def __init__(self, problem: Problem) -> None:
        self.unit: dict[str | None, int] = {
            unit.id: number for number, unit in enumerate(problem.units)
        }
        self.municipality = {one.id: number for number, one in enumerate(problem.municipalities)}
        self.payer = np.array(
            [
                NOBODY if unit.municipality is None else self.municipality[unit.municipality]
                for unit in problem.units
            ]
            + [NOBODY],
            dtype=np.int64,
        )
        self.department = _departments(problem)

    def units(self, names: list[str | None]) -> Indices:
        return np.array([self.unit.get(name, NOBODY) for name in names], dtype=np.int64)


def _departments(problem: Problem) -> dict[str | None, int]:
    names = sorted({area.department for area in problem.areas if area.department is not None})
    return {name: number for number, name in enumerate(names)}


def columns(problem: Problem) -> ModelColumns:
    """Number every decision of a checked problem."""
    numbering = _Numbering(problem)
    seats, moves, openings = [], [], []
    first_seat = first_option = 0
    load_today = np.zeros(len(problem.units))
    for number, area in enumerate(problem.areas):
        size = len(area.members)
        old_unit = numbering.units(list(area.current_unit))
        counted = old_unit != NOBODY
        np.add.at(load_today, old_unit[counted], area.current_load_fte[counted])
        seats.append(Seats(np.full(size, number), np.arange(size), area.stay_cost))
        if area.options:
            own = numbering.units([problem.own_unit(area, number) for number in range(size)])
            moves.append(
                _moves(area, numbering, units=(old_unit, own), first=(first_seat, first_option))
            )
            openings.append(_openings(area, numbering, first_option))
        first_seat += size
        first_option += len(area.options)
    return ModelColumns(
        problem=problem,
        seats=_concatenate(seats, Seats),
        moves=_concatenate(moves, Moves),
        openings=_concatenate(openings, Openings),
        limited_units=tuple(
            number
            for number, unit in enumerate(problem.units)
            if unit.capacity_fte is not None and not np.isnan(unit.capacity_fte).all()
        ),
        load_today=load_today,
    )


def restrict(variables: ModelColumns, moves: Indices, openings: Indices) -> ModelColumns:
    """The columns with these moves and openings alone, given by their places in rising order."""
    return replace(
        variables,
        moves=_taken(variables.moves, moves),
        openings=_taken(variables.openings, openings),
        ties=_tied(variables.ties, moves, openings) if variables.ties.limits else NO_TIES,
    )


def _tied(ties: Ties, moves: Indices, openings: Indices) -> Ties:
    """The rows over these moves and openings alone."""
    move, opening = np.isin(ties.move, moves), np.isin(ties.opening, openings)
    return replace(
        ties,
        move_row=ties.move_row[move],
        move=np.searchsorted(moves, ties.move[move]),
        move_value=ties.move_value[move],
        opening_row=ties.opening_row[opening],
        opening=np.searchsorted(openings, ties.opening[opening]),
        opening_value=ties.opening_value[opening],
    )


def _taken(part: Part, places: Indices) -> Part:
    return type(part)(**{name: getattr(part, name)[places] for name in get_type_hints(type(part))})


def openable(area: Area) -> NDArray[np.bool_]:
    """(options, periods) whether an option can have opened by then."""
    return np.logical_or.accumulate(
        ~np.isnan(np.array([option.open_cost for option in area.options])), axis=1
    )


def _moves(
    area: Area, numbering: _Numbering, *, units: tuple[Indices, Indices], first: tuple[int, int]
) -> Moves:
    """The moves of one area; `units` the members' present and own ones, `first` its first seat and option."""
    (old_unit, own), (first_seat, first_option) = units, first
    cost = np.array([option.switch_cost for option in area.options]).transpose(1, 0, 2)
    member, option, period = np.nonzero(~np.isnan(cost) & openable(area))
    municipality = np.array([numbering.municipality[name] for name in area.members])
    unit = numbering.units([choice.unit for choice in area.options])
    without_unit = np.array([choice.unit is None for choice in area.options])
    investment = np.array([choice.switch_investment for choice in area.options])
    return Moves(
        seat=first_seat + member,
        option=first_option + option,
        period=period,
        cost=cost[member, option, period],
        municipality=municipality[member],
        department=np.full(member.size, numbering.department.get(area.department, NOBODY)),
        unit=np.where(without_unit[option], own[member], unit[option]),
        load=np.array([choice.load_fte for choice in area.options])[option, member],
        old_unit=old_unit[member],
        old_load=area.current_load_fte[member],
        days=np.array([choice.switch_days for choice in area.options])[option, member],
        investment=investment[option, member, period],
    )


def _openings(area: Area, numbering: _Numbering, first_option: int) -> Openings:
    cost = np.array([option.open_cost for option in area.options])
    option, period = np.nonzero(~np.isnan(cost))
    unit = numbering.units([choice.unit for choice in area.options])
    return Openings(
        option=first_option + option,
        period=period,
        cost=cost[option, period],
        unit=unit[option],
        load=np.array([choice.load_fixed_fte for choice in area.options])[option],
        payer=numbering.payer[unit[option]],
        investment=np.array([choice.open_investment for choice in area.options])[option, period],
    )


def _concatenate(parts: list[Part], kind: type[Part]) -> Part:
    """Each field of the parts, end to end; the parts are let go one field at a time, for both together are large."""
    hints, joined = get_type_hints(kind), {}
    fields = {name: [getattr(part, name) for part in parts] for name in hints}
    parts.clear()
    for name, kind_of_field in hints.items():
        nothing = np.zeros(0, dtype=np.int64 if kind_of_field == Indices else np.float64)
        joined[name] = np.concatenate([nothing, *fields.pop(name)])
    return kind(**joined)
