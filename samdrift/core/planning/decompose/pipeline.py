"""The whole way for a large problem: prices, a bound, a filter of candidates, a plan, its proof as far as it goes."""

import time
from dataclasses import dataclass, field, replace

import numpy as np

from samdrift.core.planning.columns import ModelColumns
from samdrift.core.planning.decompose.ascent import Ascent, ascend, price_scale
from samdrift.core.planning.decompose.candidate_filter import CandidateFilter
from samdrift.core.planning.decompose.grid import grid_of
from samdrift.core.planning.decompose.interchange import improve_by_interchange
from samdrift.core.planning.decompose.neighbourhood import improve
from samdrift.core.planning.decompose.partial_plan import (
    SearchContext,
    Selection,
    cost_of,
    keeps_limits,
    part_of,
    search_context,
)
from samdrift.core.planning.decompose.search import Search, construct
from samdrift.core.planning.decompose.tables import capacity_of
from samdrift.core.planning.decompose.workers import Workers, open_workers
from samdrift.core.planning.problem import Limit, Numbers
from samdrift.core.planning.solver import Effort, Progress, Proof, SolverResult, minimise

_STEPS = 300  # towards better prices
_WHOLE_SEATS = 700  # up to which all candidates are decided together
_CANDIDATES = 3_000  # that are decided together at first
_GROWTH = 4  # times as many when that was not enough
_CLOSED = 12_000  # candidates up to which the proof is carried to the end
_CANDIDATES_PER_SEAT = 3  # where areas are decided in groups
_IDLE_ROUNDS = 60  # without a better plan, after which the search gives up
_EXACT = 1e-9


@dataclass(slots=True, eq=False)
class RunningSearch:
    """The best plan and bound so far, and who is told of them."""

    context: SearchContext
    effort: Effort
    ends: float
    began: float
    best: Selection | None
    bound: float = -np.inf
    told: float = field(default=0.0)

    @property
    def cost(self) -> float:
        return np.inf if self.best is None else cost_of(self.context, self.best)

    @property
    def close_enough(self) -> bool:
        return self.best is not None and self.cost - self.bound <= max(
            self.effort.gap * abs(self.cost), _EXACT * max(1.0, abs(self.cost))
        )

    def out_of_time(self) -> bool:
        return time.perf_counter() > self.ends or (
            self.effort.stop is not None and self.effort.stop()
        )

    def learn(self, selection: Selection | None, bound: float) -> None:
        """Take what is better, and tell."""
        self.bound = max(self.bound, bound)
        if (
            selection is not None
            and keeps_limits(self.context, selection)
            and cost_of(self.context, selection) < self.cost
        ):
            self.best = selection
        now = time.perf_counter()
        if self.effort.progress is not None and now - self.told > 0.5:
            self.told = now
            objective = None if self.best is None else self.cost
            bound_known = None if np.isinf(self.bound) else self.bound
            self.effort.progress(Progress(now - self.began, objective, bound_known))

    def left(self) -> Effort:
        """The effort that remains, for one program."""
        seconds = self.ends - time.perf_counter()
        limit = None if np.isinf(seconds) else max(seconds, 0.05)
        return replace(self.effort, time_limit=limit, progress=None)


@dataclass(frozen=True, slots=True, eq=False)
class SearchResult:
    """The best plan, or None, what no plan can cost less than, and what the limits are worth at that bound."""

    selection: Selection | None
    bound: float
    worth: dict[Limit, float]


def solve_by_decomposition(
    columns: ModelColumns,
    effort: Effort,
    *,
    start: Selection | None,
    began: float,
    ends: float,
    workers: int | str | None = None,
) -> SearchResult:
    """The best plan and bound that the effort allows.

    The same problem, seed and start give the same answer, however many work on it, unless time or somebody stops it.
    workers: processes on this machine, or the address of a Dask scheduler; None as many as there are processors.
    """
    grid, capacity = grid_of(columns), capacity_of(columns)
    run = RunningSearch(search_context(grid, capacity), effort, ends, began, start)

    def enough(bound: float) -> bool:
        run.learn(None, bound)
        return run.out_of_time()

    ascent = ascend(grid, capacity, steps=_STEPS, stop=enough)
    candidate_filter = CandidateFilter(run.context, ascent.point)
    run.learn(None, candidate_filter.bound)
    alone = len(columns.problem.areas) == 1
    if alone:
        run.learn(
            improve_by_interchange(run.context, run.best or candidate_filter.within(0.0)), -np.inf
        )
    if alone or columns.seats.area.size <= _WHOLE_SEATS:
        _together(run, candidate_filter, columns.count if alone else _CLOSED)
    else:
        with open_workers(workers) as many:
            _in_groups(run, candidate_filter, ascent, many)
        _to_the_end(run, candidate_filter, _CLOSED)
    prices = ascent.point.prices.vector[capacity.places]
    worth = dict(zip(capacity.names, prices.tolist(), strict=True))
    return SearchResult(run.best, run.bound, worth)


def _together(run: RunningSearch, candidate_filter: CandidateFilter, most: int) -> None:
    """Decide more and more candidates in one program, until those are all that could be in a better plan."""
    count = _CANDIDATES
    while not run.out_of_time() and not run.close_enough:
        if _to_the_end(run, candidate_filter, _GROWTH * count) or count > most:
            break
        extra = candidate_filter.extra_for(count)
        selection, outcome = _decide(run, candidate_filter.within(extra))
        # what was left out costs more than the bound by more than `extra`
        impossible = outcome.proof is Proof.INFEASIBLE
        run.learn(
            selection, min(candidate_filter.bound + extra, np.inf if impossible else outcome.bound)
        )
        if impossible and np.isinf(extra):
            break
        count *= _GROWTH


def _to_the_end(run: RunningSearch, candidate_filter: CandidateFilter, most: int) -> bool:
    """Decide all that could be in a better plan, where that is no more than `most`: its optimum is the optimum."""
    if run.best is None or run.close_enough or run.out_of_time():
        return False
    cost = run.cost
    candidates = candidate_filter.within((cost - candidate_filter.bound) * (1 + 1e-9) + 1e-9)
    if candidates.moves.size + candidates.openings.size > most:
        return False
    selection, outcome = _decide(run, candidates)
    run.learn(selection, min(outcome.bound, cost))
    return True


def _decide(run: RunningSearch, candidates: Selection) -> tuple[Selection | None, SolverResult]:
    nothing = np.zeros(0, dtype=np.int64)
    now = run.best or Selection(nothing, nothing)
    free = np.ones(run.context.grid.must_leave.size, dtype=bool)
    alone = len(run.context.columns.problem.areas) == 1
    part = part_of(run.context, candidates, now, free, tight=alone)

    def report(state: Progress) -> None:
        if run.effort.progress is not None:
            best = [run.cost, np.inf if state.objective is None else state.objective]
            told = None if np.isinf(min(best)) else min(best)
            seconds = time.perf_counter() - run.began
            run.effort.progress(Progress(seconds, told, run.bound))

    effort = replace(run.left(), progress=report, exact=False, gap=run.effort.gap / 2)
    outcome = minimise(part.program, effort, None if run.best is None else part.start)
    if outcome.values is None:
        return None, outcome
    count = part.moves.size
    moves = part.moves[outcome.values[:count] > 0.5]
    openings = part.openings[outcome.values[count : count + part.openings.size] > 0.5]
    opened = run.context.columns.openings.option[openings]
    used = np.isin(opened, run.context.columns.moves.option[moves])
    return Selection(moves, openings[used]), outcome


def _in_groups(
    run: RunningSearch, candidate_filter: CandidateFilter, ascent: Ascent, workers: Workers
) -> None:
    """Build a plan area group by area group, then improve it neighbourhood by neighbourhood."""
    seats = run.context.columns.seats.area.size
    extra = candidate_filter.extra_for(max(_CANDIDATES, _CANDIDATES_PER_SEAT * seats))
    nothing = np.zeros(0, dtype=np.int64)
    search = Search(
        context=run.context,
        kept=candidate_filter.within(extra),
        now=run.best or Selection(nothing, nothing),
        penalty=_first_penalties(run.context, ascent),
        best=run.best,
        random=np.random.default_rng(run.effort.seed),
        workers=workers,
    )

    def stop() -> bool:
        run.learn(search.best, candidate_filter.bound)
        return run.out_of_time() or run.close_enough

    if not stop():
        construct(search, ascent.often, run.left(), stop)
        improve(search, ascent.point, run.left(), rounds=_IDLE_ROUNDS, stop=stop)
        run.learn(search.best, candidate_filter.bound)


def _first_penalties(context: SearchContext, ascent: Ascent) -> Numbers:
    """What breaking a limit costs at first: some times its price, and never nothing."""
    prices = ascent.point.prices.vector[context.capacity.places]
    natural = price_scale(context.grid).vector[context.capacity.places]
    penalty: Numbers = np.maximum(4.0 * prices, 0.2 * natural)
    return penalty
