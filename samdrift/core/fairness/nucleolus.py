"""The nucleolus: the allocation whose most displeased group is as little displeased as can be, then the next, and on.

Source: D. Schmeidler, The nucleolus of a characteristic function game (1969); the successive linear programs of
M. Maschler, B. Peleg and L. S. Shapley (1979). A group's displeasure is what it pays less what it would cost by itself.
"""

from dataclasses import dataclass
from fractions import Fraction

from samdrift.core.fairness.game import Game
from samdrift.core.fairness.program import Stage, solve_stage

MOST_PLAYERS_NUCLEOLUS = 12
MOST_PLAYERS_CORE = 16


@dataclass(frozen=True, slots=True)
class Nucleolus:
    """What each pays in the players' order, exact.

    least_core: the smallest that the largest displeasure can be; at most 0 where the core is not empty.
    restricted: whether nobody was let pay more than alone (they could all be spared that).
    """

    paid: tuple[Fraction, ...]
    least_core: Fraction
    restricted: bool


def least_core(game: Game) -> Fraction:
    """The smallest possible largest displeasure of a group of some but not all; 0 for one player. To 16 players."""
    n = len(game.players)
    if n < 2:
        return Fraction(0)
    stage = Stage(n, game.costs, frozenset(range(1, game.whole)), (), rational=False)
    return solve_stage(stage).displeasure


def core_is_empty(game: Game) -> bool:
    """Does every way to share displease some group? To 16 players."""
    return least_core(game) > 0


def nucleolus(game: Game) -> Nucleolus:
    """The nucleolus, to 12 players; where the players can't all pay at most what they pay alone, the prenucleolus.

    Each stage makes the largest displeasure as small as can be. Groups with a positive dual weight have that
    displeasure in every such allocation: it is fixed, and what follows from the fixed ones is fixed with them.
    """
    n, whole = len(game.players), game.whole
    if n == 0:
        return Nucleolus((), Fraction(0), restricted=True)
    smallest = least_core(game)
    alone = sum((game.standalone(place) for place in range(n)), Fraction(0))
    can_be_rational = alone >= game.costs[whole]
    rational = can_be_rational and smallest > 0  # inside the core they are, by themselves
    span = _Span(n)
    span.add(whole, game.costs[whole])
    while span.rank < n:
        free = frozenset(mask for mask in range(1, whole) if not span.holds(mask))
        answer = solve_stage(Stage(n, game.costs, free, tuple(span.fixed), rational=rational))
        for mask in answer.tight:
            if not span.holds(mask):
                span.add(mask, game.costs[mask] + answer.displeasure)
    return Nucleolus(span.solution(), smallest, restricted=can_be_rational)


class _Span:
    """Groups whose payment is fixed, and everything that follows from them by adding and subtracting."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.fixed: list[tuple[int, Fraction]] = []
        self._rows: list[
            tuple[int, list[Fraction], Fraction]
        ] = []  # pivot, row, right side; reduced

    @property
    def rank(self) -> int:
        return len(self._rows)

    def _reduce(self, mask: int, pays: Fraction) -> tuple[list[Fraction], Fraction]:
        row = [Fraction(mask >> place & 1) for place in range(self.n)]
        for pivot, known, side in self._rows:
            factor = row[pivot]
            if factor:
                row = [a - factor * b for a, b in zip(row, known, strict=True)]
                pays -= factor * side
        return row, pays

    def holds(self, mask: int) -> bool:
        return not any(self._reduce(mask, Fraction(0))[0])

    def add(self, mask: int, pays: Fraction) -> None:
        row, side = self._reduce(mask, pays)
        pivot = next(place for place, value in enumerate(row) if value)
        lead = row[pivot]
        row, side = [value / lead for value in row], side / lead
        self._rows = [
            (p, [a - r[pivot] * b for a, b in zip(r, row, strict=True)], s - r[pivot] * side)
            for p, r, s in self._rows
        ]
        self._rows.append((pivot, row, side))
        self.fixed.append((mask, pays))

    def solution(self) -> tuple[Fraction, ...]:
        by_place = {pivot: side for pivot, _row, side in self._rows}
        return tuple(by_place[place] for place in range(self.n))
