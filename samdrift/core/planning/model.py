"""The problem as one mixed-integer program."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samdrift.core.planning import constraints
from samdrift.core.planning.columns import Indices, ModelColumns, columns
from samdrift.core.planning.constraints import Rows
from samdrift.core.planning.problem import (
    AreaPlan,
    Limit,
    Move,
    Numbers,
    Opening,
    Problem,
    Rule,
)


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Minimise offset + cost · v, where row_lower ≤ A v ≤ row_upper, lower ≤ v ≤ upper, some v whole.

    A stands by column: the entries of column j are at start[j] to start[j + 1] in `row` and `value`.
    """

    cost: Numbers
    offset: float
    lower: Numbers
    upper: Numbers
    whole: NDArray[np.bool_]
    row_lower: Numbers
    row_upper: Numbers
    start: Indices
    row: Indices
    value: Numbers


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Where a named limit stands in a program: its row holds the limit divided by `scale`."""

    limit: Limit
    amount: float
    row: int
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A program and what its columns and rows mean."""

    columns: ModelColumns
    program: Program
    limit_rows: tuple[LimitRow, ...]


def build(problem: Problem) -> Model:
    """The model of a checked problem."""
    return model_of(columns(problem))


def model_of(variables: ModelColumns, *, tight: bool = False) -> Model:
    """The model of these decisions, all of a problem's or some of them.

    tight: with rows that follow from the others and bound better; not where limits may give or are to have prices.
    """
    rules = [
        constraints.each_member_goes_over_at_most_once(variables),
        constraints.who_cannot_stay_goes_over(variables),
        constraints.each_option_opens_at_most_once(variables),
        constraints.nobody_goes_over_to_what_is_not_open(variables),
        constraints.load_follows_the_moves(variables),
        constraints.no_unit_operates_more_than_it_can(variables),
        constraints.no_municipality_changes_more_than_it_can_take(variables),
        constraints.no_department_changes_too_often(variables),
        constraints.no_municipality_spends_more_than_its_budget(variables),
        constraints.what_is_opened_saves_enough_and_nobody_pays_too_much(variables),
    ]
    if tight and variables.limited_units:
        rules.append(constraints.an_open_option_takes_no_more_than_its_unit_can(variables))
    return _assemble(variables, rules)


def _assemble(variables: ModelColumns, rules: Sequence[Rows]) -> Model:
    first = np.cumsum([0] + [rule.upper.size for rule in rules])
    row = np.concatenate(
        [rule.row + begins for rule, begins in zip(rules, first[:-1], strict=True)]
    )
    column = np.concatenate([rule.column for rule in rules])
    value = np.concatenate([rule.value for rule in rules])
    named = [
        (limit, int(begins) + number)
        for rule, begins in zip(rules, first[:-1], strict=True)
        for number, limit in enumerate(rule.limits)
    ]
    scale = _scale(row, value, int(first[-1]), [number for _limit, number in named])
    amounts = amounts_of(variables)
    start, row, value = _by_column(row, column, value / scale[row], int(first[-1]), variables.count)
    whole = np.arange(variables.count) < variables.count - variables.load.size
    program = Program(
        cost=_cost(variables),
        offset=float(np.nansum(variables.seats.stay_cost)),
        lower=np.where(whole, 0.0, -np.inf),
        upper=np.where(whole, 1.0, np.inf),
        whole=whole,
        row_lower=np.concatenate([rule.lower for rule in rules]) / scale,
        row_upper=np.concatenate([rule.upper for rule in rules]) / scale,
        start=start,
        row=row,
        value=value,
    )
    rows = tuple(
        LimitRow(limit, amounts[limit], number, float(scale[number])) for limit, number in named
    )
    return Model(variables, program, rows)


def amounts_of(variables: ModelColumns) -> dict[Limit, float]:
    """Every named limit with its amount, those of the ties too."""
    amounts = dict(pair for rule in variables.limits_by_rule.values() for pair in rule)
    return amounts | dict(zip(variables.ties.limits, variables.ties.amounts.tolist(), strict=True))


def _cost(variables: ModelColumns) -> Numbers:
    """Staying is the offset; going over costs what differs from it; opening costs; load is free."""
    stay = np.nan_to_num(variables.seats.stay_cost, nan=0.0)
    moves = variables.moves.cost - stay[variables.moves.seat]
    return np.concatenate([moves, variables.openings.cost, np.zeros(variables.load.size)])


def _scale(row: Indices, value: Numbers, rows: int, named: Sequence[int]) -> Numbers:
    """What to divide each row by: a named one by its largest entry, so that tolerances are shares."""
    largest = np.zeros(rows)
    np.maximum.at(largest, row, np.abs(value))
    scale = np.ones(rows)
    scale[named] = np.where(largest[named] > 0, largest[named], 1.0)
    return scale


def _by_column(
    row: Indices, column: Indices, value: Numbers, rows: int, count: int
) -> tuple[Indices, Indices, Numbers]:
    """Entries in any order → sorted by column; entries at one place are added."""
    place = column * rows + row
    order = np.argsort(place, kind="stable")
    place, value = place[order], value[order]
    first = np.flatnonzero(np.diff(place, prepend=-1))
    added = np.add.reduceat(value, first) if first.size else value
    start = np.searchsorted(place[first], np.arange(count + 1) * rows)
    return start, place[first] % max(rows, 1), added


def elastic(model: Model, hard: frozenset[Limit], whole: Mapping[Limit, float]) -> Program:
    """The program that breaks the named limits as little as it can, in shares of each; those in `hard` not at all.

    whole: what one share of each limit is.

    Its last columns say by how much each limit row is broken, in the scale of the row.
    """
    program, slack = model.program, model.limit_rows
    sign = np.array([1.0 if one.limit.rule is Rule.MUST_LEAVE else -1.0 for one in slack])
    share = np.array([one.scale / whole[one.limit] for one in slack])
    free = np.array([one.limit not in hard for one in slack])
    return replace(
        program,
        cost=np.concatenate([np.zeros(program.cost.size), share]),
        offset=0.0,
        lower=np.concatenate([program.lower, np.zeros(len(slack))]),
        upper=np.concatenate([program.upper, np.where(free, np.inf, 0.0)]),
        whole=np.concatenate([program.whole, np.zeros(len(slack), dtype=bool)]),
        start=np.concatenate([program.start, program.start[-1] + 1 + np.arange(len(slack))]),
        row=np.concatenate([program.row, np.array([one.row for one in slack], dtype=np.int64)]),
        value=np.concatenate([program.value, sign]),
    )


def read_plan(variables: ModelColumns, values: Numbers) -> tuple[AreaPlan, ...]:
    """The plan that the program's values mean."""
    chosen = np.flatnonzero(values[variables.move] > 0.5)
    return plan_of(variables, chosen, np.flatnonzero(values[variables.opening] > 0.5))


def plan_of(variables: ModelColumns, chosen: Indices, opened: Indices) -> tuple[AreaPlan, ...]:
    """The plan of these moves and openings; what opened for nobody is left out."""
    used = np.isin(variables.openings.option[opened], variables.moves.option[chosen])
    return _areas(variables, chosen, opened[used])


def _areas(variables: ModelColumns, chosen: Indices, opened: Indices) -> tuple[AreaPlan, ...]:
    problem = variables.problem
    options = [
        (number, option.id) for number, area in enumerate(problem.areas) for option in area.options
    ]
    gone: list[dict[str, Move]] = [{} for _ in problem.areas]
    for move in chosen.tolist():
        area, option = options[variables.moves.option[move]]
        member = problem.areas[area].members[variables.seats.member[variables.moves.seat[move]]]
        gone[area][member] = Move(member, option, problem.periods[variables.moves.period[move]])
    openings: list[list[Opening]] = [[] for _ in problem.areas]
    for opening in opened.tolist():
        area, option = options[variables.openings.option[opening]]
        openings[area].append(Opening(option, problem.periods[variables.openings.period[opening]]))
    return tuple(
        AreaPlan(
            id=area.id,
            opened=tuple(openings[number]),
            moves=tuple(gone[number].values()),
            stays=tuple(member for member in area.members if member not in gone[number]),
        )
        for number, area in enumerate(problem.areas)
    )


def values_of(variables: ModelColumns, areas: Sequence[AreaPlan]) -> Numbers:
    """The program's values that mean this plan, to start from."""
    problem = variables.problem
    period = {name: number for number, name in enumerate(problem.periods)}
    moves: set[tuple[int, ...]] = set()
    openings: set[tuple[int, ...]] = set()
    first_seat = first_option = 0
    for area, plan in zip(problem.areas, areas, strict=True):
        seat = {name: first_seat + number for number, name in enumerate(area.members)}
        option = {choice.id: first_option + number for number, choice in enumerate(area.options)}
        moves |= {
            (seat[one.municipality], option[one.option], period[one.period]) for one in plan.moves
        }
        openings |= {(option[one.option], period[one.period]) for one in plan.opened}
        first_seat, first_option = first_seat + len(area.members), first_option + len(area.options)
    values = np.zeros(variables.count)
    values[variables.move] = _among(
        moves, variables.moves.seat, variables.moves.option, variables.moves.period
    )
    values[variables.opening] = _among(
        openings, variables.openings.option, variables.openings.period
    )
    values[variables.load] = _loads(variables, values)
    return values


def _among(chosen: Set[tuple[int, ...]], *keys: Indices) -> NDArray[np.bool_]:
    """Which entries of the keys, side by side, are among the chosen."""
    if not chosen or not keys[0].size:
        return np.zeros(keys[0].size, dtype=bool)
    wanted = np.array(sorted(chosen), dtype=np.int64).T
    sizes = [1 + max(int(a.max()), int(b.max())) for a, b in zip(keys, wanted, strict=True)]
    places = np.sort(np.ravel_multi_index(tuple(wanted), sizes))
    own = np.ravel_multi_index(keys, sizes)
    found: NDArray[np.bool_] = (
        places[np.minimum(np.searchsorted(places, own), places.size - 1)] == own
    )
    return found


def _loads(variables: ModelColumns, values: Numbers) -> Numbers:
    """(limited units, periods) the load that moves and openings lead to."""
    moves, openings = variables.moves, variables.openings
    change = np.zeros((len(variables.problem.units) + 1, variables.periods))
    change[:-1, 0] = variables.load_today
    np.add.at(change, (moves.unit, moves.period), moves.load * values[variables.move])
    np.add.at(change, (moves.old_unit, moves.period), -moves.old_load * values[variables.move])
    np.add.at(change, (openings.unit, openings.period), openings.load * values[variables.opening])
    return np.cumsum(change, axis=1)[list(variables.limited_units)]
