"""Which limits can't hold together: few to begin with, then each in turn is let go."""

from collections.abc import Set

from samdrift.core.planning.conflict.soft import Asker, giving, impossible, soft
from samdrift.core.planning.problem import Limit


def clashing(asker: Asker, limits: Set[Limit]) -> frozenset[Limit] | None:
    """A part of these limits that can't hold together; None where they can, or time ran out before the proof.

    First those that have a price where nothing must be whole. Where none has, all may give, and those that do are made
    hard again and again until there is no way out: what is hard by then can't hold together.
    """
    part = soft(asker.unknown, limits)
    priced = asker.priced(part)
    if priced is not None and impossible(asker.clash(priced)):
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
    """Limits that can't hold together with none to spare, and whether there was time to see to that."""
    kept, sure = frozenset(limits), True
    for limit in sorted(limits):
        if limit not in kept:
            continue
        outcome = asker.clash(kept - {limit})
        if impossible(outcome):
            kept -= {limit}
        sure = sure and (impossible(outcome) or outcome.values is not None)
    return kept, sure
