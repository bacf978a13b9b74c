"""Is anybody better off without the others? Individual rationality, the core, and the most violated group."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from samdrift.core.fairness.game import Game, sums


@dataclass(frozen=True, slots=True)
class Violation:
    """A group that pays `excess` more than it would by itself."""

    group: tuple[str, ...]
    excess: Fraction


def worst_group(game: Game, paid: Sequence[Fraction]) -> Violation | None:
    """The group with the largest excess of what it pays over its own cost; None for a single player.

    Ties: fewest players, then the players' order. An excess of at most 0 means that nobody is worse off together.
    """
    scale = lcm(game.scale, *(each.denominator for each in paid))
    pays = sums([int(each * scale) for each in paid])
    factor = scale // game.scale
    groups = range(1, game.whole)
    if not groups:
        return None
    worst = max(
        groups,
        key=lambda mask: (
            pays[mask] - factor * game.whole_costs[mask],
            -mask.bit_count(),
            -_rank(mask, game),
        ),
    )
    excess = Fraction(pays[worst] - factor * game.whole_costs[worst], scale)
    return Violation(game.names(worst), excess)


def _rank(mask: int, game: Game) -> int:
    """Groups in the players' order: the first player counts most."""
    n = len(game.players)
    return -sum(1 << (n - 1 - place) for place in range(n) if mask >> place & 1)


def in_core(game: Game, paid: Sequence[Fraction]) -> bool:
    """Everything is paid, and no group, nor any player, pays more than it would by itself."""
    if sum(paid, Fraction(0)) != game.costs[game.whole]:
        return False
    worst = worst_group(game, paid)
    return worst is None or worst.excess <= 0


def is_individually_rational(game: Game, paid: Sequence[Fraction]) -> bool:
    """Nobody pays more than alone."""
    return all(pays <= game.standalone(place) for place, pays in enumerate(paid))
