"""How little would have to give: limits are taken up only as they are broken, so most of a large problem stays out."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from samdrift.core.planning.columns import Indices
from samdrift.core.planning.conflict.amounts import broken_ties
from samdrift.core.planning.conflict.soft import Asker, soft
from samdrift.core.planning.model import plan_of
from samdrift.core.planning.problem import AreaPlan, Limit, Rule
from samdrift.core.planning.solver import Proof

_NOTHING = 1e-6  # shares of limits


@dataclass(frozen=True, eq=False)
class Way:
    """The plan that breaks least of the limits, found so far.

    areas: the plan; None where there was no time for any.
    breaks: the limits that it breaks; none where it is a plan of the problem itself.
    least: whether no plan breaks less, counted in shares of each limit.
    clashing: limits some of which can't hold together; nothing where that is not known.
    """

    areas: tuple[AreaPlan, ...] | None = None
    breaks: frozenset[Limit] = frozenset()
    least: bool = False
    clashing: frozenset[Limit] = frozenset()


def least_way(asker: Asker) -> Way:
    """Break the limits as little as can be.

    Who must leave leaves, and units that today overloads are relieved; limits that this breaks are taken up, and so on.
    A program of some of the limits never gives more than one of them all: it bounds from below. From above bounds one
    of all limits that are broken where those who may stay leave only the units that are overloaded today. Where the two
    differ, the units that are short of room are relieved too.
    """
    return _Seeker(asker).sought()


class _Seeker:
    """The best way so far, and what no plan breaks less than."""

    def __init__(self, asker: Asker) -> None:
        self.asker, self.unknown = asker, asker.unknown
        self.amounts = asker.amounts
        self.best, self.shares = Way(), math.inf

    def sought(self) -> Way:
        nothing = self.unknown.move[:0]
        stays = plan_of(self.unknown, nothing, nothing)
        today = {one.limit for one in self.amounts.broken(stays)}
        today |= {one.limit for one in broken_ties(self.unknown, nothing, nothing)}
        taken = self.amounts.alike(today)
        relieved = _units(today)
        while True:
            taken, at_least = self._taken_up(taken, relieved, closed=False)
            if at_least is not None and at_least > _NOTHING:
                self.best = replace(self.best, clashing=taken)
            every, at_most = self._taken_up(taken, relieved, closed=True)
            if at_least is None or self.asker.out_of_time():
                return self.best
            if at_most is not None and at_most <= at_least + _NOTHING * (1 + at_least):
                return replace(self.best, least=True)
            more = _units(every) - relieved
            if not more:
                return self.best
            relieved |= more
            taken = self.amounts.alike(every)

    def _taken_up(
        self, taken: frozenset[Limit], relieved: frozenset[str], *, closed: bool
    ) -> tuple[frozenset[Limit], float | None]:
        """Take up what is broken until nothing else is; how much the last answer breaks, None where time ran out.

        closed: also the capacity of units that are not relieved.
        """
        while True:
            part = soft(self.unknown, taken, relieved, self.asker.most / 2 if closed else math.inf)
            outcome = self.asker.least_given(part)
            if outcome.values is None:
                return taken, None
            broken = self._learn(*part.chosen(outcome.values))
            more = frozenset(
                limit
                for limit in broken - taken
                if closed or limit.rule is not Rule.UNIT_CAPACITY or limit.of in relieved
            )
            solved = outcome.proof is Proof.SOLVED
            if not more or self.asker.out_of_time():
                return taken, outcome.objective if solved and not more else None
            taken |= self.amounts.alike(more)

    def _learn(self, moves: Indices, openings: Indices) -> frozenset[Limit]:
        """Keep the plan if it breaks less; the limits and rows that it breaks."""
        areas = plan_of(self.unknown, moves, openings)
        broken = self.amounts.broken(areas) + broken_ties(self.unknown, moves, openings)
        shares = self.amounts.shares(broken)
        breaks = frozenset(one.limit for one in broken)
        if shares < self.shares:
            self.shares = shares
            self.best = replace(self.best, areas=areas, breaks=breaks)
        return breaks


def _units(limits: Iterable[Limit]) -> frozenset[str]:
    return frozenset(limit.of for limit in limits if limit.rule is Rule.UNIT_CAPACITY)
