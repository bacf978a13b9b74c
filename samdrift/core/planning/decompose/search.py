"""Plans that close in on the bound: groups of seats are decided anew, one after another, the rest standing still."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning.columns import Indices
from samdrift.core.planning.decompose.grid import GridChoice, use_of
from samdrift.core.planning.decompose.partial_plan import (
    Mask,
    Part,
    SearchContext,
    Selection,
    cost_of,
    excess_over_limits,
    join_part,
    keeps_limits,
    part_of,
)
from samdrift.core.planning.decompose.workers import SolverTask, Workers
from samdrift.core.planning.model import Program
from samdrift.core.planning.problem import Numbers, Rule
from samdrift.core.planning.solver import Effort

PART_COLUMNS = 500  # candidates in one part
SIDE_BY_SIDE = 2  # parts decided at once, whatever the number of workers: the answer is the same
_PART_NODES = 1  # of the search tree for one part
_PART_GAP = 2e-5


@dataclass(slots=True, eq=False)
class Search:
    """The plan so far, and what breaking each named limit costs while it still breaks some."""

    context: SearchContext
    kept: Selection
    now: Selection
    penalty: Numbers
    best: Selection | None
    random: np.random.Generator
    workers: Workers

    def merit_of(self, selection: Selection) -> float:
        """The cost, and what the broken limits cost."""
        return cost_of(self.context, selection) + float(
            self.penalty @ excess_over_limits(self.context, selection)
        )

    def decide(self, frees: Sequence[Mask], effort: Effort) -> float:
        """Decide these sets of seats anew, side by side, none in two of them; what that gained.

        Each is decided as if the others stood still, so each is taken in turn only if it still gains.
        """
        parts = [part_of(self.context, self.kept, self.now, free) for free in frees]
        broken = not keeps_limits(self.context, self.now)
        tasks = [
            task_of(self.context, part, self.penalty if broken else None, effort) for part in parts
        ]
        gained = 0.0
        for free, part, values in zip(frees, parts, self.workers.run(tasks), strict=True):
            if values is None:
                continue
            plan = join_part(self.context, self.now, part, values, free)
            gain = self.merit_of(self.now) - self.merit_of(plan)
            if gain > 0 and (broken or keeps_limits(self.context, plan)):
                self.now, gained = plan, gained + gain
                self.remember()
        return gained

    def remember(self) -> None:
        """Keep the plan if it is the cheapest that keeps every limit."""
        if keeps_limits(self.context, self.now) and (
            self.best is None or cost_of(self.context, self.now) < cost_of(self.context, self.best)
        ):
            self.best = self.now


def task_of(
    context: SearchContext, part: Part, penalty: Numbers | None, effort: Effort
) -> SolverTask:
    """The part as a task for anybody; limits may be broken where a price for that is given."""
    effort = replace(
        effort, nodes=_PART_NODES, gap=_PART_GAP, exact=False, progress=None, stop=None
    )
    if penalty is None:
        return SolverTask(part.program, effort, part.start)
    return SolverTask(soften(context, part, penalty), effort, None)


def soften(context: SearchContext, part: Part, penalty: Numbers) -> Program:
    """The part's program, its limits to be broken at a price for each unit of them.

    A limit that nothing in the part takes of is let go: what others take of it is not decided here.
    """
    program = part.program
    taken = np.zeros(program.row_upper.size, dtype=bool)
    taken[program.row] = True
    named = [one for one in part.model.limit_rows if one.limit.rule is not Rule.MUST_LEAVE]
    rows = [one for one in named if taken[one.row]]
    upper = program.row_upper.copy()
    upper[[one.row for one in named if not taken[one.row]]] = np.inf
    number = {limit: place for place, limit in enumerate(context.capacity.names)}
    price = np.array([penalty[number[one.limit]] * one.scale for one in rows])
    count = len(rows)
    return replace(
        program,
        row_upper=upper,
        cost=np.concatenate([program.cost, price]),
        lower=np.concatenate([program.lower, np.zeros(count)]),
        upper=np.concatenate([program.upper, np.full(count, np.inf)]),
        whole=np.concatenate([program.whole, np.zeros(count, dtype=bool)]),
        start=np.concatenate([program.start, program.start[-1] + 1 + np.arange(count)]),
        row=np.concatenate([program.row, np.array([one.row for one in rows], dtype=np.int64)]),
        value=np.concatenate([program.value, np.full(count, -1.0)]),
    )


def construct(search: Search, often: GridChoice, effort: Effort, stop: Callable[[], bool]) -> None:
    """Area groups some at a time, the limits shared as the prices' average choices would share them.

    Each is decided as if the others beside it took what they take on average. Where it is stopped, the areas that were
    not reached keep what the best plan does there.
    """
    context = search.context
    columns = context.columns
    nothing = np.zeros(0, dtype=np.int64)
    now, waiting = Selection(nothing, nothing), often
    groups = _groups(search)
    reached = np.zeros(len(columns.problem.areas), dtype=bool)
    for first in range(0, len(groups), SIDE_BY_SIDE):
        if stop():
            break
        beside = groups[first : first + SIDE_BY_SIDE]
        frees = [np.isin(columns.seats.area, areas) for areas in beside]
        parts = [part_of(context, search.kept, now, free) for free in frees]
        tasks = []
        for areas, part in zip(beside, parts, strict=True):
            used = use_of(context.grid, _without(context, waiting, areas)).vector
            tasks.append(task_of(context, _reserve(context, part, used), search.penalty, effort))
        for free, part, values in zip(frees, parts, search.workers.run(tasks), strict=True):
            if values is not None:
                now = join_part(context, now, part, values, free)
        waiting = _without(context, waiting, np.concatenate(beside))
        reached[np.concatenate(beside)] = True
    if search.best is not None and not reached.all():
        now = _elsewhere(context, now, search.best, reached)
    search.now = now
    search.remember()


def _elsewhere(context: SearchContext, now: Selection, best: Selection, reached: Mask) -> Selection:
    """One plan in the areas reached, another in the rest."""
    columns = context.columns
    moves = ~reached[columns.seats.area[columns.moves.seat[best.moves]]]
    openings = ~reached[context.area_of_option[columns.openings.option[best.openings]]]
    return Selection(
        np.union1d(now.moves, best.moves[moves]),
        np.union1d(now.openings, best.openings[openings]),
    )


def _groups(search: Search) -> list[Indices]:
    """Areas in groups of some size, drawn by lot."""
    context = search.context
    columns = context.columns
    areas = len(columns.problem.areas)
    candidates = np.bincount(
        columns.seats.area[columns.moves.seat[search.kept.moves]], minlength=areas
    )
    order = search.random.permutation(areas)
    group = np.cumsum(candidates[order]) // PART_COLUMNS
    return [np.sort(order[group == number]) for number in np.unique(group)]


def _without(context: SearchContext, often: GridChoice, areas: Indices) -> GridChoice:
    """The shares in all other areas."""
    area = context.columns.seats.area[context.grid.seat[often.pair]]
    option_area = context.area_of_option[context.grid.options[often.option]]
    stays, opened = ~np.isin(area, areas), ~np.isin(option_area, areas)
    share, opened_share = np.asarray(often.share), np.asarray(often.opened_share)
    return GridChoice(
        often.pair[stays],
        often.period[stays],
        often.option[opened],
        often.opened[opened],
        share[stays],
        opened_share[opened],
    )


def _reserve(context: SearchContext, part: Part, used: Numbers) -> Part:
    """The part with less capacity, by what is set aside for others."""
    upper = part.program.row_upper.copy()
    for one in part.model.limit_rows:
        if one.limit in context.place:
            upper[one.row] -= used[context.place[one.limit]] / one.scale
    return replace(part, program=replace(part.program, row_upper=upper))
