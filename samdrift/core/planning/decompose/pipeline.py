"""The whole way for a large problem: prices and a bound, a sieve, a plan, and the proof as far as it reaches."""

import time
from dataclasses import dataclass, field, replace

import numpy as np

from samdrift.core.planning.columns import Columns
from samdrift.core.planning.decompose.ascent import Ascent, ascend, price_scale
from samdrift.core.planning.decompose.chosen import (
    Chosen,
    Ground,
    cost_of,
    ground_of,
    keeps,
    part_of,
)
from samdrift.core.planning.decompose.grid import grid_of
from samdrift.core.planning.decompose.interchange import interchanged
from samdrift.core.planning.decompose.neighbourhood import improve
from samdrift.core.planning.decompose.search import Search, construct
from samdrift.core.planning.decompose.sieve import Sieve
from samdrift.core.planning.decompose.tables import room_of
from samdrift.core.planning.decompose.workers import Workers, opened
from samdrift.core.planning.problem import Limit, Numbers
from samdrift.core.planning.solver import Effort, Outcome, Progress, Proof, minimise

_STEPS = 300  # towards better prices
_WHOLE_SEATS = 700  # up to which all candidates are decided together
_CANDIDATES = 3_000  # that are decided together at first
_GROWTH = 4  # times as many when that was not enough
_CLOSED = 12_000  # candidates up to which the proof is carried to the end
_CANDIDATES_PER_SEAT = 3  # where areas are decided in groups
_IDLE_ROUNDS = 60  # without a better plan, after which the search gives up
_EXACT = 1e-9


@dataclass(slots=True, eq=False)
class Run:
    """The best plan and bound so far, and who is told of them."""

    ground: Ground
    effort: Effort
    ends: float
    began: float
    best: Chosen | None
    bound: float = -np.inf
    told: float = field(default=0.0)

    @property
    def cost(self) -> float:
        return np.inf if self.best is None else cost_of(self.ground, self.best)

    @property
    def close_enough(self) -> bool:
        return self.best is not None and self.cost - self.bound <= max(
            self.effort.gap * abs(self.cost), _EXACT * max(1.0, abs(self.cost))
        )

    def out_of_time(self) -> bool:
        return time.perf_counter() > self.ends or (
            self.effort.stop is not None and self.effort.stop()
        )

    def learn(self, chosen: Chosen | None, bound: float) -> None:
        """Take what is better, and tell."""
        self.bound = max(self.bound, bound)
        if (
            chosen is not None
            and keeps(self.ground, chosen)
            and cost_of(self.ground, chosen) < self.cost
        ):
            self.best = chosen
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
class Found:
    """The best plan, or None, what no plan can cost less than, and what the limits are worth at that bound."""

    chosen: Chosen | None
    bound: float
    worth: dict[Limit, float]


def decomposed(
    columns: Columns,
    effort: Effort,
    *,
    start: Chosen | None,
    began: float,
    ends: float,
    workers: int | str | None = None,
) -> Found:
    """The best plan and bound that the effort allows.

    The same problem, seed and start give the same answer, however many work on it, unless time or somebody stops it.
    workers: processes on this machine, or the address of a Dask scheduler; None as many as there are processors.
    """
    grid, room = grid_of(columns), room_of(columns)
    run = Run(ground_of(grid, room), effort, ends, began, start)

    def enough(bound: float) -> bool:
        run.learn(None, bound)
        return run.out_of_time()

    ascent = ascend(grid, room, steps=_STEPS, stop=enough)
    sieve = Sieve(run.ground, ascent.point)
    run.learn(None, sieve.bound)
    alone = len(columns.problem.areas) == 1
    if alone:
        run.learn(interchanged(run.ground, run.best or sieve.within(0.0)), -np.inf)
    if alone or columns.seats.area.size <= _WHOLE_SEATS:
        _together(run, sieve, columns.count if alone else _CLOSED)
    else:
        with opened(workers) as many:
            _in_groups(run, sieve, ascent, many)
        _to_the_end(run, sieve, _CLOSED)
    prices = ascent.point.prices.vector[room.places]
    worth = dict(zip(room.names, prices.tolist(), strict=True))
    return Found(run.best, run.bound, worth)


def _together(run: Run, sieve: Sieve, most: int) -> None:
    """Decide more and more candidates in one program, until those are all that could be in a better plan."""
    count = _CANDIDATES
    while not run.out_of_time() and not run.close_enough:
        if _to_the_end(run, sieve, _GROWTH * count) or count > most:
            break
        extra = sieve.extra_for(count)
        chosen, outcome = _decided(run, sieve.within(extra))
        # what was left out costs more than the bound by more than `extra`
        impossible = outcome.proof is Proof.INFEASIBLE
        run.learn(chosen, min(sieve.bound + extra, np.inf if impossible else outcome.bound))
        if impossible and np.isinf(extra):
            break
        count *= _GROWTH


def _to_the_end(run: Run, sieve: Sieve, most: int) -> bool:
    """Decide all that could be in a better plan, where that is no more than `most`: its optimum is the optimum."""
    if run.best is None or run.close_enough or run.out_of_time():
        return False
    cost = run.cost
    candidates = sieve.within((cost - sieve.bound) * (1 + 1e-9) + 1e-9)
    if candidates.moves.size + candidates.openings.size > most:
        return False
    chosen, outcome = _decided(run, candidates)
    run.learn(chosen, min(outcome.bound, cost))
    return True


def _decided(run: Run, candidates: Chosen) -> tuple[Chosen | None, Outcome]:
    nothing = np.zeros(0, dtype=np.int64)
    now = run.best or Chosen(nothing, nothing)
    free = np.ones(run.ground.grid.must_leave.size, dtype=bool)
    alone = len(run.ground.columns.problem.areas) == 1
    part = part_of(run.ground, candidates, now, free, tight=alone)

    def tell(state: Progress) -> None:
        if run.effort.progress is not None:
            best = [run.cost, np.inf if state.objective is None else state.objective]
            told = None if np.isinf(min(best)) else min(best)
            seconds = time.perf_counter() - run.began
            run.effort.progress(Progress(seconds, told, run.bound))

    effort = replace(run.left(), progress=tell, exact=False, gap=run.effort.gap / 2)
    outcome = minimise(part.program, effort, None if run.best is None else part.start)
    if outcome.values is None:
        return None, outcome
    count = part.moves.size
    moves = part.moves[outcome.values[:count] > 0.5]
    openings = part.openings[outcome.values[count : count + part.openings.size] > 0.5]
    opened = run.ground.columns.openings.option[openings]
    used = np.isin(opened, run.ground.columns.moves.option[moves])
    return Chosen(moves, openings[used]), outcome


def _in_groups(run: Run, sieve: Sieve, ascent: Ascent, workers: Workers) -> None:
    """Build a plan area group by area group, then improve it neighbourhood by neighbourhood."""
    seats = run.ground.columns.seats.area.size
    extra = sieve.extra_for(max(_CANDIDATES, _CANDIDATES_PER_SEAT * seats))
    nothing = np.zeros(0, dtype=np.int64)
    search = Search(
        ground=run.ground,
        kept=sieve.within(extra),
        now=run.best or Chosen(nothing, nothing),
        dear=_dear(run.ground, ascent),
        best=run.best,
        random=np.random.default_rng(run.effort.seed),
        workers=workers,
    )

    def stop() -> bool:
        run.learn(search.best, sieve.bound)
        return run.out_of_time() or run.close_enough

    if not stop():
        construct(search, ascent.often, run.left(), stop)
        improve(search, ascent.point, run.left(), rounds=_IDLE_ROUNDS, stop=stop)
        run.learn(search.best, sieve.bound)


def _dear(ground: Ground, ascent: Ascent) -> Numbers:
    """What breaking a limit costs at first: some times its price, and never nothing."""
    prices = ascent.point.prices.vector[ground.room.places]
    natural = price_scale(ground.grid).vector[ground.room.places]
    dear: Numbers = np.maximum(4.0 * prices, 0.2 * natural)
    return dear
