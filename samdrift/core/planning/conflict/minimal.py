"""Which limits can't hold together: few to begin with, then each in turn is let go."""

from collections.abc import Set

from samdrift.core.planning.conflict.soft import Asker, giving, impossible, soft
from samdrift.core.planning.problem import Limit


def clashing(asker: Asker, limits: Set[Limit]) -> frozenset[Limit] | None:
    """A part of these limits that can't hold together; None where they can, or time ran out before the proof.

    First those that have a price where nothing must be whole. Where none has, all may give, and those that do are made
    hard again and again until there is no way out: what is hard by then can't hold together.
    """
    part = soft(asker.variables, limits)
    priced = frozenset(asker.price_limits(part))
    if priced and impossible(asker.clash(priced)):
        return priced
    hard: frozenset[Limit] = frozenset()
    while True:
        outcome = asker.least_given(part, hard)
        if impossible(outcome):
            return hard
        more = frozenset() if outcome.values is None else giving(part, outcome.values) - hard
        if not more:
            return None
        hard |= more


def minimal(asker: Asker, limits: Set[Limit]) -> tuple[frozenset[Limit], bool]:
    """Limits that can't hold together with none to spare, and whether there was time to see to that.

    What is worth least goes first: what is left is then far from holding when another goes, which is soon seen.
    """
    fewer = _fewer(asker, frozenset(limits))
    kept, sure = fewer if impossible(asker.clash(fewer)) else frozenset(limits), True
    for limit in _cheapest_first(asker, kept):
        outcome = asker.clash(kept - {limit})
        if impossible(outcome):
            kept -= {limit}
        sure = sure and (impossible(outcome) or outcome.values is not None)
    return kept, sure


def _fewer(asker: Asker, limits: frozenset[Limit]) -> frozenset[Limit]:
    """What is left of limits that clash even where nothing must be whole when many at once are let go."""
    size = len(limits) // 2
    while size > 1 and not asker.out_of_time():
        waiting = _cheapest_first(asker, limits)
        for first in range(0, len(waiting), size):
            some = limits - frozenset(waiting[first : first + size])
            priced = (
                frozenset(asker.price_limits(soft(asker.variables, some)))
                if some < limits
                else None
            )
            limits = priced or limits
        size //= 2
    return limits


def _cheapest_first(asker: Asker, limits: frozenset[Limit]) -> list[Limit]:
    worth = asker.price_limits(soft(asker.variables, limits))
    return sorted(limits, key=lambda one: (worth.get(one, 0.0), one))
