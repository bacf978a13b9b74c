"""Has a problem a plan at all? If not: limits that can't hold together, and how little would have to give."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.core.planning.columns import ModelColumns
from samdrift.core.planning.conflict.amounts import Amounts
from samdrift.core.planning.conflict.least import least_way
from samdrift.core.planning.conflict.minimal import clashing, minimal
from samdrift.core.planning.conflict.soft import Asker
from samdrift.core.planning.model import plan_of
from samdrift.core.planning.problem import AreaPlan, Limit, Rule
from samdrift.core.planning.solver import Effort

_FOR_ONE = 0.3  # share of the time for what one owner alone can't hold
_TO_SPARE = 0.5  # of what is left then, for letting go of limits that can be spared
_FOR_ALL = 0.5  # of what is left then, for how little would have to give
_OWNED = frozenset(Rule) - {Rule.MAX_COST, Rule.MIN_SAVING}


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found.

    limits: that can't hold together, where there is no plan and that is proven; minimal: none can be spared.
    areas: the plan that breaks least, if any was found; is_plan: it breaks nothing; least: none breaks less.
    """

    limits: tuple[Limit, ...] = ()
    minimal: bool = True
    areas: tuple[AreaPlan, ...] | None = None
    is_plan: bool = False
    least: bool = False


def examine(
    variables: ModelColumns, effort: Effort, ends: float, most: float = math.inf
) -> Examined:
    """One owner's limits alone, which are few and often enough; then those of all, as far as they are broken.

    most: columns of the largest program that is tried.
    """
    asker = Asker(variables, effort, ends, most)
    clash = _of_one_owner(asker.part(_FOR_ONE))
    if clash is not None:
        limits, sure = minimal(asker.part(_TO_SPARE), clash)
        way = least_way(asker)
        return Examined(tuple(sorted(limits)), sure, way.areas, least=way.least)
    way = least_way(asker.part(_FOR_ALL))
    if way.areas is not None and not way.breaks:
        return Examined(areas=way.areas, is_plan=True)
    clash = clashing(asker, way.clashing) if way.clashing else None
    if clash is None:
        return Examined(areas=way.areas, least=way.least)
    limits, sure = minimal(asker, clash)
    return Examined(tuple(sorted(limits)), sure, way.areas, least=way.least)


def _of_one_owner(asker: Asker) -> frozenset[Limit] | None:
    """Limits of one municipality and its units that can't hold together whatever the others do."""
    for limits in _limits_by_owner(asker.variables):
        if asker.out_of_time():
            return None
        found = clashing(asker, limits)
        if found is not None:
            return found
    return None


def _limits_by_owner(variables: ModelColumns) -> Iterator[frozenset[Limit]]:
    """The limits of each municipality and its units, where somebody must leave or a unit has more to do than it can."""
    owner = {unit.id: unit.municipality or unit.id for unit in variables.problem.units}
    amounts = Amounts(variables.problem)
    found: defaultdict[str, set[Limit]] = defaultdict(set)
    for limit in amounts.amount:
        if limit.rule in _OWNED:
            found[owner[limit.of] if limit.rule is Rule.UNIT_CAPACITY else limit.of].add(limit)
    stays = plan_of(variables, variables.move[:0], variables.opening[:0])
    broken = {one.limit for one in amounts.broken(stays)}
    yield from (frozenset(some) for some in found.values() if some & broken)
