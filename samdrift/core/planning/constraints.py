"""The rules of a plan as rows of linear constraints: one function for each rule, named as the rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.columns import NOBODY, Indices, ModelColumns
from samdrift.core.planning.problem import Limit, Numbers, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Constraints lower ≤ Σ value · column ≤ upper, their entries in any order.

    limits: the name of each row that somebody can relax, empty where nobody can.
    """

    row: Indices
    column: Indices
    value: Numbers
    lower: Numbers
    upper: Numbers
    limits: tuple[Limit, ...] = ()


def each_member_goes_over_at_most_once(columns: ModelColumns) -> Rows:
    """Σ x[i, k, t] ≤ 1 over options and periods; a member that never goes over stays."""
    return _at_most(
        columns.moves.seat,
        columns.move,
        np.ones(columns.move.size),
        np.ones(columns.seats.area.size),
    )


def who_cannot_stay_goes_over(columns: ModelColumns) -> Rows:
    """Σ x[i, k, t] ≥ 1 where `stay_cost` is null."""
    seats = np.flatnonzero(np.isnan(columns.seats.stay_cost))
    row = _positions(seats, columns.seats.area.size)[columns.moves.seat]
    bound = row != NOBODY
    return Rows(
        row=row[bound],
        column=columns.move[bound],
        value=np.ones(int(bound.sum())),
        lower=np.ones(seats.size),
        upper=np.full(seats.size, np.inf),
        limits=tuple(limit for limit, _amount in _limits_of_rule(columns, Rule.MUST_LEAVE)),
    )


def each_option_opens_at_most_once(columns: ModelColumns) -> Rows:
    """Σ w[k, t] ≤ 1 over periods."""
    options = sum(len(area.options) for area in columns.problem.areas)
    return _at_most(
        columns.openings.option, columns.opening, np.ones(columns.opening.size), np.ones(options)
    )


def nobody_goes_over_to_what_is_not_open(columns: ModelColumns) -> Rows:
    """Σ x[i, k, s ≤ t] ≤ Σ w[k, s ≤ t] for each member apart, which is stronger than for their sum.

    Only for periods in which the member may go over: between them the left side can't grow, nor the right side shrink.
    """
    moves, openings = columns.moves, columns.openings
    first, count = columns.pair, columns.move - columns.pair + 1
    # openings are sorted by option and period, so those open by a move's period lie side by side
    key = openings.option * columns.periods + openings.period
    first_open = np.searchsorted(key, moves.option * columns.periods)
    count_open = (
        np.searchsorted(key, moves.option * columns.periods + moves.period, side="right")
        - first_open
    )
    gone, opened = _runs(first, count), columns.move.size + _runs(first_open, count_open)
    return Rows(
        row=np.concatenate([np.repeat(columns.move, count), np.repeat(columns.move, count_open)]),
        column=np.concatenate([gone, opened]),
        value=np.concatenate([np.ones(gone.size), -np.ones(opened.size)]),
        lower=np.full(columns.move.size, -np.inf),
        upper=np.zeros(columns.move.size),
    )


def load_follows_the_moves(columns: ModelColumns) -> Rows:
    """load[u, t] = load[u, t - 1] + what comes at t - what is released at t; the first from the load of today."""
    periods, load = columns.periods, columns.load
    moves, openings = columns.moves, columns.openings
    slot = _positions(
        np.array(columns.limited_units, dtype=np.int64), len(columns.problem.units) + 1
    )
    entries = [
        (np.arange(load.size), load.ravel(), np.ones(load.size)),
        (
            np.arange(load.size).reshape(load.shape)[:, 1:].ravel(),
            load[:, :-1].ravel(),
            -np.ones(load[:, 1:].size),
        ),
    ]
    for unit, period, column, amount in (
        (moves.unit, moves.period, columns.move, -moves.load),
        (moves.old_unit, moves.period, columns.move, moves.old_load),
        (openings.unit, openings.period, columns.opening, -openings.load),
    ):
        counted = (slot[unit] != NOBODY) & (amount != 0)
        entries.append(((slot[unit] * periods + period)[counted], column[counted], amount[counted]))
    change = np.zeros(load.shape)
    change[:, 0] = columns.load_today[list(columns.limited_units)]
    row, column, value = (np.concatenate(part) for part in zip(*entries, strict=True))
    return Rows(row, column, value, lower=change.ravel(), upper=change.ravel())


def no_unit_operates_more_than_it_can(columns: ModelColumns) -> Rows:
    """load[u, t] ≤ capacity[u, t]."""
    named = _limits_of_rule(columns, Rule.UNIT_CAPACITY)
    slot = {
        columns.problem.units[unit].id: number for number, unit in enumerate(columns.limited_units)
    }
    column = np.array(
        [columns.load[slot[limit.of], limit.period] for limit, _amount in named], dtype=np.int64
    )
    return _named_at_most(np.arange(len(named)), column, np.ones(len(named)), named)


def an_open_option_takes_no_more_than_its_unit_can(columns: ModelColumns) -> Rows:
    """Σ load · x[k, s ≤ t] + fixed load · Σ w[k, s ≤ t] ≤ capacity[u, t] · Σ w[k, s ≤ t], where k is run by unit u.

    Follows from the other rules where w is whole, and bounds better where it is not. Only where not all fit.
    """
    moves, openings = columns.moves, columns.openings
    unit = {one.id: number for number, one in enumerate(columns.problem.units)}
    room = np.full((len(unit) + 1, columns.periods), np.inf)
    for limit, amount in _limits_of_rule(columns, Rule.UNIT_CAPACITY):
        room[unit[limit.of], limit.period] = amount
    options = sum(len(area.options) for area in columns.problem.areas)
    run_by, fixed, most = np.full(options, NOBODY), np.zeros(options), np.zeros(options)
    run_by[openings.option], fixed[openings.option] = openings.unit, openings.load
    once = columns.pair == columns.move
    whole = fixed + np.bincount(moves.option[once], moves.load[once], options)
    np.maximum.at(most, moves.option, moves.load)
    tight = whole[:, None] > room[run_by]
    number = np.cumsum(tight.ravel()).reshape(tight.shape) - 1
    scale = np.maximum(np.maximum(most, fixed)[:, None], room[run_by])
    parts = []
    for period in range(columns.periods):
        going = (moves.period <= period) & tight[moves.option, period] & (moves.load > 0)
        opening = (openings.period <= period) & tight[openings.option, period]
        k, o = moves.option[going], openings.option[opening]
        parts += [
            (number[k, period], columns.move[going], moves.load[going] / scale[k, period]),
            (
                number[o, period],
                columns.opening[opening],
                (fixed[o] - room[run_by[o], period]) / scale[o, period],
            ),
        ]
    row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _at_most(row, column, value, np.zeros(int(tight.sum())))


def no_municipality_changes_more_than_it_can_take(columns: ModelColumns) -> Rows:
    """Σ days · x ≤ change days, for each municipality and period."""
    moves = columns.moves
    named = _limits_of_rule(columns, Rule.CHANGE_DAYS)
    row = _rows(columns, named, columns.periods)[moves.municipality, moves.period]
    return _named_at_most(row, columns.move, moves.days, named)


def no_department_changes_too_often(columns: ModelColumns) -> Rows:
    """Σ x ≤ n, for each municipality, department and year."""
    moves, problem = columns.moves, columns.problem
    named = _limits_of_rule(columns, Rule.CHANGES_PER_DEPARTMENT)
    departments = sorted({area.department for area in problem.areas if area.department is not None})
    years = problem.years[-1] + 1
    number = {name: place for place, name in enumerate(departments)}
    cells = [limit.period + years * number[limit.part] for limit, _amount in named]
    rows = _rows(columns, named, years * len(departments) + 1, cells)
    year = np.array(problem.years)[moves.period]
    cell = np.where(moves.department == NOBODY, -1, year + years * moves.department)
    return _named_at_most(
        rows[moves.municipality, cell], columns.move, np.ones(columns.move.size), named
    )


def no_municipality_spends_more_than_its_budget(columns: ModelColumns) -> Rows:
    """Σ investment · x + Σ investment · w at its units ≤ budget, for each municipality and period."""
    moves, openings = columns.moves, columns.openings
    named = _limits_of_rule(columns, Rule.BUDGET)
    rows = _rows(columns, named, columns.periods)
    return _named_at_most(
        np.concatenate(
            [rows[moves.municipality, moves.period], rows[openings.payer, openings.period]]
        ),
        np.concatenate([columns.move, columns.opening]),
        np.concatenate([moves.investment, openings.investment]),
        named,
    )


def what_is_opened_saves_enough_and_nobody_pays_too_much(columns: ModelColumns) -> Rows:
    """Σ value · x + Σ value · w ≤ most, for each row of the ties."""
    ties = columns.ties
    return Rows(
        row=np.concatenate([ties.move_row, ties.opening_row]),
        column=np.concatenate([columns.move[ties.move], columns.opening[ties.opening]]),
        value=np.concatenate([ties.move_value, ties.opening_value]),
        lower=np.full(ties.most.size, -np.inf),
        upper=ties.most,
        limits=ties.limits,
    )


def _limits_of_rule(columns: ModelColumns, rule: Rule) -> list[tuple[Limit, float]]:
    return columns.limits_by_rule[rule]


def _rows(
    columns: ModelColumns,
    named: Sequence[tuple[Limit, float]],
    width: int,
    cells: Sequence[int] | None = None,
) -> Indices:
    """(municipalities + nobody, width) the row of each limit; `NOBODY` where there is none."""
    number = {one.id: place for place, one in enumerate(columns.problem.municipalities)}
    rows = np.full((len(number) + 1, width), NOBODY)
    places = cells if cells is not None else [limit.period for limit, _amount in named]
    for row, ((limit, _amount), cell) in enumerate(zip(named, places, strict=True)):
        rows[number[limit.of], cell] = row
    return rows


def _named_at_most(
    row: Indices, column: Indices, value: Numbers, named: Sequence[tuple[Limit, float]]
) -> Rows:
    """Rows of named limits; entries in row `NOBODY` are limited by none."""
    counted = (row != NOBODY) & (value != 0)
    amounts = np.array([amount for _limit, amount in named], dtype=np.float64)
    rows = _at_most(row[counted], column[counted], value[counted], amounts)
    return Rows(
        rows.row,
        rows.column,
        rows.value,
        rows.lower,
        rows.upper,
        tuple(limit for limit, _amount in named),
    )


def _at_most(row: Indices, column: Indices, value: Numbers, upper: Numbers) -> Rows:
    return Rows(row, column, value, np.full(upper.size, -np.inf), upper)


def _positions(chosen: Indices, size: int) -> Indices:
    """For each number below `size` its place among the chosen, `NOBODY` where it is not; the last stands for nobody."""
    places = np.full(size, NOBODY)
    places[chosen] = np.arange(chosen.size)
    return places


def _runs(first: Indices, count: Indices) -> Indices:
    """first, first + 1, … `count` long, for each, end to end."""
    before = np.cumsum(count) - count
    numbers: Indices = np.arange(int(count.sum())) + np.repeat(first - before, count)
    return numbers
