"""What is asked of a cost game, answered: the Shapley value, the nucleolus and the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samdrift.core.fairness.game import Game
from samdrift.core.fairness.nucleolus import (
    MOST_PLAYERS_CORE,
    MOST_PLAYERS_NUCLEOLUS,
    least_core,
    nucleolus,
)
from samdrift.core.fairness.shapley import shapley
from samdrift.core.fairness.simple import SimpleGame
from samdrift.core.fairness.stability import Violation, in_core, worst_group


@dataclass(frozen=True, slots=True)
class GameAnswer:
    """Exact amounts by player, in the game's unit; None is out of reach (`MOST_PLAYERS_…`).

    worst: the group that pays most beyond its own cost by the Shapley value, where one does.
    assumed: whether groups of some were taken to cost what their members cost alone.
    """

    alone: Mapping[str, Fraction]
    shapley: Mapping[str, Fraction]
    nucleolus: Mapping[str, Fraction] | None
    core_nonempty: bool | None
    shapley_in_core: bool
    nucleolus_in_core: bool | None
    worst: Violation | None = None
    assumed: bool = False


def answer_of(game: Game | SimpleGame) -> GameAnswer:
    """The answer, exact. The core of 16 players takes half a minute; 20 take seconds, for theirs is out of reach."""
    return _of_simple(game) if isinstance(game, SimpleGame) else _of_every_group(game)


def _of_simple(game: SimpleGame) -> GameAnswer:
    paid = game.equal_saving
    inside = game.in_core(paid)
    return GameAnswer(
        game.standalone, paid, paid, not game.core_is_empty, inside, inside, assumed=True
    )


def _of_every_group(game: Game) -> GameAnswer:
    n, paid = len(game.players), shapley(game)
    central = nucleolus(game) if n <= MOST_PLAYERS_NUCLEOLUS else None
    smallest = (
        central.least_core if central else least_core(game) if n <= MOST_PLAYERS_CORE else None
    )
    worst = worst_group(game, paid)
    return GameAnswer(
        {name: game.standalone(place) for place, name in enumerate(game.players)},
        _by_name(game, paid),
        _by_name(game, central.paid) if central else None,
        None if smallest is None else smallest <= 0,
        in_core(game, paid),
        in_core(game, central.paid) if central else None,
        worst if worst is not None and worst.excess > 0 else None,
    )


def _by_name(game: Game, paid: Sequence[Fraction]) -> dict[str, Fraction]:
    return dict(zip(game.players, paid, strict=True))
