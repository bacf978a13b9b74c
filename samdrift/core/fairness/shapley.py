"""The Shapley value: everyone pays its average marginal cost over all orders in which the players could join.

Source: L. S. Shapley, A value for n-person games (1953); S. C. Littlechild and G. Owen, A simple expression for the
Shapley value in a special case (1973), for the airport game.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt
from random import Random

import numpy as np

from samdrift.core.fairness.game import Game


def shapley(game: Game) -> tuple[Fraction, ...]:
    """What each player pays, in the players' order; exact, to 20 players.

    Groups of the same size weigh the same, so the sums by size decide: n additions a group.
    """
    n = len(game.players)
    if n == 0:
        return ()
    masks = np.arange(1 << n)
    sizes = np.zeros(1 << n, dtype=np.int64)
    for place in range(n):
        sizes += masks >> place & 1
    costs = _column(game.whole_costs)
    everyone = _by_size(costs, sizes, n)
    paid = []
    for place in range(n):
        inside = masks >> place & 1 == 1
        with_it = _by_size(costs[inside], sizes[inside], n)
        total = sum(
            (
                Fraction(factorial(size - 1) * factorial(n - size), factorial(n)) * with_it[size]
                - Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
                * (everyone[size] - with_it[size])
                if size < n
                else Fraction(with_it[size], n)
                for size in range(1, n + 1)
            ),
            Fraction(0),
        )
        paid.append(total / game.scale)
    return tuple(paid)


def _column(costs: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Whole costs as they are: Python's numbers have no largest."""
    column = np.empty(len(costs), dtype=object)
    column[:] = costs
    return column


def _by_size(
    costs: "np.ndarray[tuple[int], np.dtype[np.object_]]",
    sizes: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    n: int,
) -> list[int]:
    """Sum of costs by size of group."""
    return [int(costs[sizes == size].sum()) for size in range(n + 1)]


def shapley_of_airport(needs: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Closed form where a group costs what its largest need costs: everyone who needs a stretch pays a part of it."""
    order = sorted(needs, key=lambda name: (needs[name], name))
    paid, before, so_far = {}, Fraction(0), Fraction(0)
    for place, name in enumerate(order):
        so_far += (needs[name] - before) / (len(order) - place)
        before = needs[name]
        paid[name] = so_far
    return paid


def shapley_of_fixed_and_own(fixed: Fraction, own: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Closed form where a group costs one fixed cost and each member's own: own, and an equal part of the fixed."""
    return {name: cost + fixed / len(own) for name, cost in own.items()}


@dataclass(frozen=True, slots=True)
class SampledMean:
    """A sampled mean with its standard error; the 95 % interval is 1.96 of them to each side."""

    mean: float
    error: float

    @property
    def interval(self) -> tuple[float, float]:
        return self.mean - 1.96 * self.error, self.mean + 1.96 * self.error


def sampled_shapley(
    players: Sequence[str], cost: Callable[[frozenset[str]], float], *, samples: int, seed: int
) -> dict[str, SampledMean]:
    """The Shapley value of a game of any size, estimated from random orders, each also tried backwards.

    cost: of a group of players, 0 for nobody. samples: pairs of orders, at least 2. The same seed gives the same
    answer; the estimates always sum to the cost of everyone together.
    Raises ValueError on fewer than two samples.
    """
    if samples < 2:
        raise ValueError("a spread needs at least two samples")
    chance = Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    order = list(players)
    found: dict[str, list[float]] = {name: [] for name in players}
    for _sample in range(samples):
        chance.shuffle(order)
        there, back = _marginals(order, cost), _marginals(order[::-1], cost)
        for name in players:
            found[name].append((there[name] + back[name]) / 2)
    return {name: _estimate(drawn) for name, drawn in found.items()}


def _marginals(order: Sequence[str], cost: Callable[[frozenset[str]], float]) -> dict[str, float]:
    before, joined, paid = cost(frozenset()), set(), {}
    for name in order:
        joined.add(name)
        after = cost(frozenset(joined))
        paid[name], before = after - before, after
    return paid


def _estimate(drawn: Sequence[float]) -> SampledMean:
    mean = sum(drawn) / len(drawn)
    spread = sum((each - mean) ** 2 for each in drawn) / (len(drawn) - 1)
    return SampledMean(mean, sqrt(spread / len(drawn)))
