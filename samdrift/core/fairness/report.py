"""Does everyone gain? What a way to share does to each, against paying alone and against another way."""

from collections.abc import Mapping
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
from samdrift.core.fairness.stability import Violation, worst_group


@dataclass(frozen=True, slots=True)
class Outcome:
    """One participant: öre alone, öre together, and öre by its contribution (the Shapley value)."""

    name: str
    alone_ore: int
    pays_ore: int
    by_contribution_ore: Fraction

    @property
    def gain_ore(self) -> int:
        """What it saves by taking part; negative where it would pay less alone."""
        return self.alone_ore - self.pays_ore

    @property
    def solidarity_ore(self) -> Fraction:
        """What it pays beyond its contribution, so that others pay less; negative where others pay for it."""
        return self.pays_ore - self.by_contribution_ore


@dataclass(frozen=True, slots=True)
class Fairness:
    """Every participant's outcome, the most violated group, and whether any way to share would please all groups."""

    outcomes: tuple[Outcome, ...]
    worst: Violation | None
    nucleolus: Mapping[str, Fraction] | None
    core_is_empty: bool | None

    @property
    def saving_ore(self) -> int:
        return sum(each.gain_ore for each in self.outcomes)

    @property
    def losers(self) -> tuple[Outcome, ...]:
        """Those who pay more together than alone, the worst first."""
        losing = (each for each in self.outcomes if each.gain_ore < 0)
        return tuple(sorted(losing, key=lambda each: (each.gain_ore, each.name)))

    @property
    def is_in_core(self) -> bool:
        return self.worst is None or self.worst.excess <= 0


def fairness(game: Game, paid_ore: Mapping[str, int]) -> Fairness:
    """Judge an allocation of a game in öre. None stands for what too many players put out of reach."""
    by_contribution = shapley(game)
    pays = [Fraction(paid_ore.get(name, 0)) for name in game.players]
    n = len(game.players)
    central = nucleolus(game) if n <= MOST_PLAYERS_NUCLEOLUS else None
    smallest = (
        central.least_core if central else least_core(game) if n <= MOST_PLAYERS_CORE else None
    )
    return Fairness(
        tuple(
            Outcome(
                name, int(game.standalone(place)), paid_ore.get(name, 0), by_contribution[place]
            )
            for place, name in enumerate(game.players)
        ),
        worst_group(game, pays),
        dict(zip(game.players, central.paid, strict=True)) if central else None,
        None if smallest is None else smallest > 0,
    )


def effect_of_changing(
    before_ore: Mapping[str, int], after_ore: Mapping[str, int]
) -> dict[str, int]:
    """What each pays more (or less) after a change of key, by name in order."""
    return {
        name: after_ore.get(name, 0) - before_ore.get(name, 0)
        for name in sorted({*before_ore, *after_ore})
    }
