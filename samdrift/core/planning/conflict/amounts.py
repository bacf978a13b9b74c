"""How much of each limit there is, and by how much plans break them, counted from the plans themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from samdrift.core.planning.columns import NO_TIES, Indices, ModelColumns, Ties
from samdrift.core.planning.objective import broken_limits, usage
from samdrift.core.planning.problem import AreaPlan, Limit, Problem, Relaxation, Rule, limits

_ROUNDING = 1e-6  # of a row's largest value
_DIGITS = 6


class Amounts:
    """The named limits of a problem, and the rows that tie its decisions together."""

    def __init__(self, problem: Problem, ties: Ties = NO_TIES) -> None:
        self.problem = problem
        self.amount = dict(limits(problem))
        self.amount |= dict(zip(ties.limits, ties.amounts.tolist(), strict=True))

    def broken(self, areas: Sequence[AreaPlan]) -> tuple[Relaxation, ...]:
        """What a plan breaks, and by how much."""
        used = usage(self.problem, areas)
        return tuple(
            Relaxation(limit, round(abs(used.get(limit, 0.0) - self.amount[limit]), _DIGITS))
            for limit in broken_limits(self.problem, used)
        )

    def shares(self, relaxation: Iterable[Relaxation]) -> float:
        """How much gives, each limit counted as a share of itself."""
        return sum(one.by / self.whole[one.limit] for one in relaxation)

    @cached_property
    def whole(self) -> dict[Limit, float]:
        """What one share of each limit is: its amount; of one that is nothing the largest of its rule, or one."""
        largest: defaultdict[Rule, float] = defaultdict(float)
        for limit, amount in self.amount.items():
            largest[limit.rule] = max(largest[limit.rule], amount)
        return {
            limit: amount or largest[limit.rule] or 1.0 for limit, amount in self.amount.items()
        }

    @cached_property
    def _alike(self) -> dict[tuple[Rule, str, str], frozenset[Limit]]:
        found: defaultdict[tuple[Rule, str, str], set[Limit]] = defaultdict(set)
        for limit in self.amount:
            found[limit.rule, limit.of, limit.part].add(limit)
        return {key: frozenset(group) for key, group in found.items()}

    def alike(self, some: Iterable[Limit]) -> frozenset[Limit]:
        """These limits and the same ones of other periods: what one is spared another would take."""
        groups = (self._alike[one.rule, one.of, one.part] for one in some)
        return frozenset(limit for group in groups for limit in group)


def broken_ties(
    variables: ModelColumns, moves: Indices, openings: Indices
) -> tuple[Relaxation, ...]:
    """The rows on payments that these moves and openings break; savings are counted from the plan."""
    ties = variables.ties
    gone, opened = np.isin(ties.move, moves), np.isin(ties.opening, openings)
    over = -ties.most.copy()
    np.add.at(over, ties.move_row[gone], ties.move_value[gone])
    np.add.at(over, ties.opening_row[opened], ties.opening_value[opened])
    rows = np.flatnonzero(over > _ROUNDING * ties.largest)
    return tuple(
        Relaxation(ties.limits[row], float(over[row]))
        for row in rows.tolist()
        if ties.limits[row].rule is Rule.MAX_COST
    )
