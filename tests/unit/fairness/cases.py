"""Cost games for tests: made from a function of a group, and drawn at random."""

import itertools
from fractions import Fraction

from hypothesis import strategies as st

from samdrift.core.fairness import game


def game_of(players, cost):
    """A game from a cost function of a set of names."""
    groups = (
        frozenset(chosen)
        for size in range(1, len(players) + 1)
        for chosen in itertools.combinations(players, size)
    )
    return game(list(players), {group: Fraction(cost(group)) for group in groups})


@st.composite
def games(draw, most=5):
    """Any game at all: costs of any sign, no group need gain from growing."""
    players = "ABCDEFGH"[: draw(st.integers(1, most))]
    number = (1 << len(players)) - 1
    costs = draw(st.lists(st.integers(-50, 200), min_size=number, max_size=number))
    numbers = iter(costs)
    return game_of(players, lambda _group: next(numbers))
