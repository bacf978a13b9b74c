"""A first plan, built step by step: everyone who may stays, who must go over goes, then whatever saves most.

It gives the solver something to improve on, and the one who waits something to hold when time is short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning import objective
from samdrift.core.planning.columns import Indices, ModelColumns
from samdrift.core.planning.problem import AreaPlan, Numbers, Problem, Rule, limits, must_save

_ROUNDING = 1e-9
_MUCH = 4.0  # times everything that is at stake: what going over is worth to one who must


@dataclass(slots=True, eq=False)
class _Capacity:
    """What is left of each limit; the last row of each is nobody's, where there is always capacity."""

    capacity: Numbers  # (units, periods)
    days: Numbers  # (municipalities, periods)
    budget: Numbers  # (municipalities, periods)
    changes: Numbers  # (municipalities, departments, periods), the same in all periods of a year

    def copy(self) -> "_Capacity":
        return _Capacity(
            self.capacity.copy(), self.days.copy(), self.budget.copy(), self.changes.copy()
        )


def first_plan(columns: ModelColumns, out_of_time: Callable[[], bool]) -> tuple[Indices, Indices]:
    """Chosen moves and openings, as places in `columns.moves` and `columns.openings`.

    It breaks no limit that today keeps; whether everyone who must has gone over is for the caller to check.
    """
    builder = _Builder(columns)
    builder.improve_all(np.isnan(columns.seats.stay_cost), out_of_time)
    builder.improve_all(builder.at_overloaded_units(), out_of_time)
    builder.improve_all(np.ones(columns.seats.area.size, dtype=bool), out_of_time)
    moves = np.array(sorted(builder.gone.values()), dtype=np.int64)
    return moves, np.array(sorted(builder.opened.values()), dtype=np.int64)


def saving_enough(problem: Problem, areas: Sequence[AreaPlan]) -> tuple[AreaPlan, ...]:
    """The plan without what saves less than is asked for; who used that stays."""
    kept = []
    for area, plan in zip(problem.areas, areas, strict=True):
        least = problem.min_saving or 0.0
        asked = {option.id for option in area.options if must_save(area, option)}
        small = {
            limit.of
            for limit, saved in objective.savings(problem, area, plan)
            if limit.of in asked and objective.breaks(limit, least, saved)
        }
        back = {move.municipality for move in plan.moves if move.option in small}
        kept.append(
            AreaPlan(
                plan.id,
                tuple(one for one in plan.opened if one.option not in small),
                tuple(move for move in plan.moves if move.option not in small),
                tuple(name for name in area.members if name in back or name in plan.stays),
            )
        )
    return tuple(kept)


class _Builder:
    """The plan so far: which move each seat has made, which opening each option, and the capacity that is left."""

    def __init__(self, columns: ModelColumns) -> None:
        self.columns = columns
        self.gone: dict[int, int] = {}
        self.opened: dict[int, int] = {}
        self.capacity = _room(columns)
        stakes = _MUCH * (1.0 + columns.moves.cost.sum() + columns.openings.cost.sum())
        self.worth = np.nan_to_num(
            columns.seats.stay_cost, nan=stakes
        )  # what a seat saves by going over for nothing
        self.stakes = stakes

    def at_overloaded_units(self) -> NDArray[np.bool_]:
        """The seats whose leaving would relieve a unit that has more to do than it can; leaving becomes worth much."""
        moves = self.columns.moves
        overloaded = np.min(self.capacity.capacity, axis=1) < -_ROUNDING
        seats = np.zeros(self.columns.seats.area.size, dtype=bool)
        seats[moves.seat[overloaded[moves.old_unit]]] = True
        self.worth = np.where(seats, self.stakes, self.worth)
        return seats

    def improve_all(self, wanted: NDArray[np.bool_], out_of_time: Callable[[], bool]) -> None:
        """In each area, let wanted seats go over as long as that saves."""
        columns = self.columns
        areas = np.arange(len(columns.problem.areas) + 1)
        first_move = np.searchsorted(columns.seats.area[columns.moves.seat], areas)
        options = np.cumsum([0] + [len(area.options) for area in columns.problem.areas])
        first_opening = np.searchsorted(columns.openings.option, options)
        for area in areas[:-1]:
            moves = np.arange(first_move[area], first_move[area + 1])
            moves = moves[wanted[columns.moves.seat[moves]]]
            if out_of_time() or not moves.size:
                continue
            self._improve(moves, np.arange(first_opening[area], first_opening[area + 1]))

    def _improve(self, moves: Indices, openings: Indices) -> None:
        """Open what saves most, together with all who gain by it, until nothing more saves."""
        while openings.size:
            moves = moves[
                [seat not in self.gone for seat in self.columns.moves.seat[moves].tolist()]
            ]
            value = self._value(moves, openings)
            best = int(np.argmax(value))
            if value[best] <= _ROUNDING:
                return
            option = self.columns.openings.option[openings[best]]
            if not self._open(int(openings[best]), moves):
                openings = openings[self.columns.openings.option[openings] != option]

    def _value(self, moves: Indices, openings: Indices) -> Numbers:
        """What each opening would save if everyone went over in its best period from then on."""
        all_moves, all_openings, periods = (
            self.columns.moves,
            self.columns.openings,
            self.columns.periods,
        )
        fits = moves[self._fits(moves)]
        option, which = np.unique(all_openings.option[openings], return_inverse=True)
        seat, where = np.unique(all_moves.seat[fits], return_inverse=True)
        gain = np.zeros((option.size, seat.size, periods))
        place = np.searchsorted(option, all_moves.option[fits])
        known = np.isin(all_moves.option[fits], option)
        worth = self.worth[all_moves.seat[fits]] - all_moves.cost[fits]
        gain[place[known], where[known], all_moves.period[fits][known]] = np.maximum(worth, 0)[
            known
        ]
        later = np.maximum.accumulate(gain[:, :, ::-1], axis=2)[:, :, ::-1].sum(axis=1)
        already = np.array(
            [self.opened.get(number, -1) for number in all_openings.option[openings].tolist()]
        )
        cost = np.where(already == openings, 0.0, all_openings.cost[openings])
        possible = (already == openings) | ((already < 0) & self._room_to_open(openings))
        return np.where(possible, later[which, all_openings.period[openings]] - cost, -np.inf)

    def _room_to_open(self, openings: Indices) -> NDArray[np.bool_]:
        taken = self.columns.openings
        unit, period = taken.unit[openings], taken.period[openings]
        capacity = _from_then_on(self.capacity.capacity)[unit, period]
        budget = self.capacity.budget[taken.payer[openings], period]
        fits: NDArray[np.bool_] = (_least(taken.load[openings], capacity)) & _least(
            taken.investment[openings], budget
        )
        return fits

    def _fits(self, moves: Indices) -> NDArray[np.bool_]:
        """Whether each move alone keeps every limit."""
        taken = self.columns.moves
        town, period = taken.municipality[moves], taken.period[moves]
        same = taken.unit[moves] == taken.old_unit[moves]
        more = taken.load[moves] - np.where(same, taken.old_load[moves], 0.0)
        fits: NDArray[np.bool_] = (
            _least(more, _from_then_on(self.capacity.capacity)[taken.unit[moves], period])
            & _least(taken.days[moves], self.capacity.days[town, period])
            & _least(taken.investment[moves], self.capacity.budget[town, period])
            & (self.capacity.changes[town, taken.department[moves], period] >= 1)
        )
        return fits

    def _open(self, opening: int, moves: Indices) -> bool:
        """Open, let go over who gains, and undo it all if it did not pay in the end."""
        openings, taken = self.columns.openings, self.columns.moves
        before, gone = self.capacity.copy(), dict(self.gone)
        option, period = int(openings.option[opening]), int(openings.period[opening])
        new = option not in self.opened
        saved = 0.0
        if new:
            saved -= float(openings.cost[opening])
            self.capacity.capacity[openings.unit[opening], period:] -= openings.load[opening]
            self.capacity.budget[openings.payer[opening], period] -= openings.investment[opening]
        here = moves[(taken.option[moves] == option) & (taken.period[moves] >= period)]
        gain = self.worth[taken.seat[here]] - taken.cost[here]
        for move in here[np.argsort(-gain, kind="stable")].tolist():
            seat = int(taken.seat[move])
            worth = float(self.worth[seat] - taken.cost[move])
            if worth > 0 and seat not in self.gone and self._fits(np.array([move]))[0]:
                saved += worth
                self._go(move)
        if saved <= _ROUNDING:
            self.capacity, self.gone = before, gone
            return False
        self.opened[option] = opening
        return True

    def _go(self, move: int) -> None:
        taken, capacity = self.columns.moves, self.capacity
        town, period = int(taken.municipality[move]), int(taken.period[move])
        year = np.array(self.columns.problem.years)
        capacity.capacity[taken.old_unit[move], period:] += taken.old_load[move]
        capacity.capacity[taken.unit[move], period:] -= taken.load[move]
        capacity.days[town, period] -= taken.days[move]
        capacity.budget[town, period] -= taken.investment[move]
        capacity.changes[town, taken.department[move], year == year[period]] -= 1
        self.gone[int(taken.seat[move])] = move


def _least(need: Numbers, capacity: Numbers) -> NDArray[np.bool_]:
    """Whether there is capacity, or nothing is needed."""
    fits: NDArray[np.bool_] = (need <= capacity + _ROUNDING) | (need <= 0)
    return fits


def _from_then_on(capacity: Numbers) -> Numbers:
    """(units, periods) the least capacity from each period to the last."""
    least: Numbers = np.minimum.accumulate(capacity[:, ::-1], axis=1)[:, ::-1]
    return least


def _room(columns: ModelColumns) -> _Capacity:
    """The limits, less what today takes of them."""
    problem, periods = columns.problem, columns.periods
    units = {unit.id: number for number, unit in enumerate(problem.units)}
    towns = {one.id: number for number, one in enumerate(problem.municipalities)}
    names = sorted({area.department for area in problem.areas if area.department is not None})
    departments = {name: number for number, name in enumerate(names)}
    capacity = _Capacity(
        np.full((len(units) + 1, periods), np.inf),
        np.full((len(towns) + 1, periods), np.inf),
        np.full((len(towns) + 1, periods), np.inf),
        np.full((len(towns) + 1, len(departments) + 1, periods), np.inf),
    )
    for limit, amount in limits(problem):
        if limit.rule is Rule.UNIT_CAPACITY:
            capacity.capacity[units[limit.of], limit.period] = amount
        elif limit.rule is Rule.CHANGE_DAYS:
            capacity.days[towns[limit.of], limit.period] = amount
        elif limit.rule is Rule.BUDGET:
            capacity.budget[towns[limit.of], limit.period] = amount
        elif limit.rule is Rule.CHANGES_PER_DEPARTMENT:
            year = np.array(problem.years) == limit.period
            capacity.changes[towns[limit.of], departments[limit.part], year] = amount
    capacity.capacity[:-1] -= columns.load_today[:, None]
    return capacity
