"""Which limits can't hold together when no plan keeps them all, and how little would have to give."""

import time
from dataclasses import dataclass, replace

from samdrift.core.planning.model import Model, elastic
from samdrift.core.planning.problem import Limit, Numbers, Relaxation, Rule
from samdrift.core.planning.solver import Effort, Outcome, Proof, minimise

_BROKEN = 1e-6  # of a row's scale
_SECONDS = 30.0  # where no time limit is asked


@dataclass(frozen=True, slots=True)
class Conflict:
    """Limits that can't hold together, whether none of them can be spared, and the least that would have to give."""

    limits: tuple[Limit, ...]
    minimal: bool
    relaxation: tuple[Relaxation, ...]


def find_conflict(model: Model, effort: Effort) -> Conflict:
    """An elastic filter, then a deletion filter.

    All named limits may give at a price. Those that give in the cheapest way out are made hard, again and again, until
    there is no way out: what is hard by then can't hold together (Chinneck and Dravnieks 1991). Then each of these is
    let go in turn, and stays away if the rest still leaves no way out. When time runs out the list may be too long.
    """
    ends = time.perf_counter() + (effort.time_limit or _SECONDS)
    hard: tuple[Limit, ...] = ()
    relaxation: tuple[Relaxation, ...] | None = None
    while True:
        outcome = _least_broken(model, frozenset(hard), effort, ends)
        if outcome.proof is Proof.INFEASIBLE:
            break
        giving = _giving(model, outcome.values)
        relaxation = giving if relaxation is None else relaxation
        more = tuple(one.limit for one in giving if one.limit not in hard)
        if not more:  # time ran out before any proof
            return Conflict(hard, minimal=False, relaxation=relaxation)
        hard = (*hard, *more)
    minimal = True
    for limit in hard:
        fewer = tuple(one for one in hard if one != limit)
        outcome = _least_broken(model, frozenset(fewer), effort, ends)
        if outcome.proof is Proof.INFEASIBLE:
            hard = fewer
        minimal = minimal and (outcome.proof is Proof.INFEASIBLE or outcome.values is not None)
    return Conflict(hard, minimal, relaxation or ())


def _least_broken(model: Model, hard: frozenset[Limit], effort: Effort, ends: float) -> Outcome:
    left = max(ends - time.perf_counter(), 0.05)
    return minimise(elastic(model, hard), replace(effort, gap=0.0, time_limit=left, progress=None))


def _giving(model: Model, values: Numbers | None) -> tuple[Relaxation, ...]:
    if values is None:
        return ()
    first = model.program.cost.size
    return tuple(
        Relaxation(
            one.limit, round(1.0 if one.limit.rule is Rule.MUST_LEAVE else by * one.scale, 6)
        )
        for one, by in zip(model.limit_rows, values[first:].tolist(), strict=True)
        if by > _BROKEN
    )
