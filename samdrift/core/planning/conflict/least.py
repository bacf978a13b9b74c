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

_NOTHING = 1e-5  # shares of limits
_FOR_EACH = 0.4  # of the time that is left, for one program


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
    """The plan that breaks least so far, and what no plan breaks less than, in shares of limits."""

    def __init__(self, asker: Asker) -> None:
        self.asker, self.variables = asker, asker.variables
        self.amounts = asker.amounts
        self.best, self.shares, self.at_least = Way(), math.inf, 0.0

    def sought(self) -> Way:
        nothing = self.variables.move[:0]
        today = self._learn(nothing, nothing)
        taken = self.amounts.alike(today)
        relieved = _units(today)
        while True:
            taken = self._taken_up(taken, relieved, closed=False)
            if self.at_least > _NOTHING:
                self.best = replace(self.best, clashing=taken)
            every = taken if self._is_least else self._taken_up(taken, relieved, closed=True)
            more = _units(every) - relieved
            if self._is_least or not more or self.asker.out_of_time():
                return replace(self.best, least=self._is_least)
            relieved |= more
            taken = self.amounts.alike(every)

    @property
    def _is_least(self) -> bool:
        return self.shares <= self.at_least + _NOTHING * (1 + self.at_least)

    def _taken_up(
        self, taken: frozenset[Limit], relieved: frozenset[str], *, closed: bool
    ) -> frozenset[Limit]:
        """Take up what is broken until nothing else is, or time runs out.

        closed: also the capacity of units that are not relieved; that says nothing of what no plan breaks less than.
        """
        while not self.asker.out_of_time():
            most = self.asker.most / 2 if closed else math.inf
            part = soft(self.variables, taken, relieved, most)
            outcome = self.asker.part(_FOR_EACH).least_given(part)
            if not closed:
                is_solved = outcome.proof is Proof.SOLVED
                self.at_least = max(
                    self.at_least, outcome.objective if is_solved else outcome.bound
                )
            if outcome.values is None:
                return taken
            broken = self._learn(*part.selection(outcome.values))
            more = frozenset(
                limit
                for limit in broken - taken
                if closed or limit.rule is not Rule.UNIT_CAPACITY or limit.of in relieved
            )
            if not more:
                return taken
            taken |= self.amounts.alike(more)
        return taken

    def _learn(self, moves: Indices, openings: Indices) -> frozenset[Limit]:
        """Keep the plan if it breaks less; the limits and rows that it breaks."""
        areas = plan_of(self.variables, moves, openings)
        broken = self.amounts.broken(areas) + broken_ties(self.variables, moves, openings)
        shares = self.amounts.shares(broken)
        breaks = frozenset(one.limit for one in broken)
        if shares < self.shares:
            self.shares = shares
            self.best = replace(self.best, areas=areas, breaks=breaks)
        return breaks


def _units(limits: Iterable[Limit]) -> frozenset[str]:
    return frozenset(limit.of for limit in limits if limit.rule is Rule.UNIT_CAPACITY)
