"""Small programs of some limits: how little they would have to give, and whether they can hold together."""

import time
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from samdrift.core.planning.columns import Indices, ModelColumns
from samdrift.core.planning.conflict.amounts import Amounts
from samdrift.core.planning.conflict.concerned import Concerned, find_concerned
from samdrift.core.planning.model import Model, Program, elastic, model_of
from samdrift.core.planning.problem import Limit, Numbers
from samdrift.core.planning.solver import Effort, Proof, SolverResult, minimise, relax

_BROKEN = 1e-6  # of a row's scale
_PRICED = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Soft:
    """The program of some limits and what matters to them; no other limit is in it."""

    concerned: Concerned
    model: Model
    limits: frozenset[Limit]

    def selection(self, values: Numbers) -> tuple[Indices, Indices]:
        """The moves and openings of an answer, as places among all columns."""
        count, opened = self.concerned.moves.size, self.concerned.openings.size
        moves = self.concerned.moves[values[:count] > 0.5]
        return moves, self.concerned.openings[values[count : count + opened] > 0.5]


def soft(
    variables: ModelColumns,
    limits: Set[Limit],
    relieved: Set[str] | None = None,
    most: float = np.inf,
) -> Soft:
    """The program of these limits alone; who may stay leaves only units that are `relieved`, None is all.

    most: columns; where it would have more, each seat has only its best moves, and the program may give too much.
    """
    part = find_concerned(variables, limits, relieved)
    if part.moves.size + part.openings.size > most:
        seats = np.unique(variables.moves.seat[part.moves]).size
        part = find_concerned(variables, limits, relieved, max(1, int(most) // (2 * seats)))
    model = model_of(part.columns)
    rows = tuple(one for one in model.limit_rows if one.limit in limits)
    out = np.array([one.row for one in model.limit_rows if one.limit not in limits], dtype=np.int64)
    lower, upper = model.program.row_lower.copy(), model.program.row_upper.copy()
    lower[out], upper[out] = -np.inf, np.inf
    program = replace(model.program, row_lower=lower, row_upper=upper)
    return Soft(part, replace(model, program=program, limit_rows=rows), frozenset(limits))


@dataclass(frozen=True, eq=False)
class Asker:
    """Asks programs until the time is out or somebody stops it; `most` columns is the largest that it tries."""

    variables: ModelColumns
    effort: Effort
    ends: float
    most: float = np.inf

    @cached_property
    def amounts(self) -> Amounts:
        return Amounts(self.variables.problem, self.variables.ties)

    def out_of_time(self) -> bool:
        return time.perf_counter() > self.ends or (
            self.effort.stop is not None and self.effort.stop()
        )

    def part(self, share: float) -> "Asker":
        """With a share of the time that is left."""
        now = time.perf_counter()
        return replace(self, ends=now + share * max(self.ends - now, 0.0))

    def left(self) -> Effort:
        """The effort that remains."""
        seconds = max(self.ends - time.perf_counter(), 0.05)
        limit = None if np.isinf(seconds) else seconds
        return replace(self.effort, gap=0.0, time_limit=limit, progress=None)

    def _beyond(self, program: Program) -> bool:
        return program.cost.size > self.most or self.out_of_time()

    def _solve(self, program: Program) -> SolverResult:
        if self._beyond(program):
            return SolverResult(Proof.STOPPED, None, np.inf, -np.inf)
        return minimise(program, self.left())

    def least_given(self, part: Soft, hard: Set[Limit] = frozenset()) -> SolverResult:
        """How little the limits of a program would have to give, those that are hard nothing."""
        return self._solve(elastic(part.model, frozenset(hard), self.amounts.whole))

    def clash(self, limits: Set[Limit]) -> SolverResult:
        """Can these limits hold together, all else let go? `INFEASIBLE` where they can't."""
        return self._solve(_indifferent(soft(self.variables, limits).model.program))

    def price_limits(self, part: Soft) -> dict[Limit, float]:
        """What the limits are worth where nothing must be whole, in shares; empty where nothing has to give then.

        Those that have a price can't hold together.
        """
        program = elastic(part.model, frozenset(), self.amounts.whole)
        relaxed = None if self._beyond(program) else relax(program, self.left())
        if relaxed is None or relaxed.objective <= _BROKEN:
            return {}
        price = np.abs(relaxed.row_price)
        return {
            one.limit: float(price[one.row])
            for one in part.model.limit_rows
            if price[one.row] > _PRICED
        }


def giving(part: Soft, values: Numbers) -> frozenset[Limit]:
    """The limits that give in an answer of `least_given`."""
    first = part.model.program.cost.size
    given = zip(part.model.limit_rows, values[first:].tolist(), strict=True)
    return frozenset(one.limit for one, by in given if by > _BROKEN)


def impossible(outcome: SolverResult) -> bool:
    """Whether it is proven that the limits asked about can't hold together."""
    return outcome.proof is Proof.INFEASIBLE


def _indifferent(program: Program) -> Program:
    return replace(program, cost=np.zeros(program.cost.size), offset=0.0)
