"""Does everyone gain? What a way to share does to each, against paying alone and against another way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Protocol

import numpy as np

from samdrift.core.fairness.game import MOST_PLAYERS, Game
from samdrift.core.fairness.joint_cost_game import Costs, JointCostGame, costs_of_all
from samdrift.core.fairness.nucleolus import nucleolus
from samdrift.core.fairness.shapley import sampled_shapley
from samdrift.core.fairness.stability import Violation

MOST_GROUPS = 16  # participants whose every group is looked at where there are several games
MOST_PROGRAMS = 10  # participants whose nucleolus is reckoned for a report
SAMPLES = 2_000
SEED = 2009


@dataclass(frozen=True, slots=True)
class ParticipantOutcome:
    """One participant, in öre: together, alone, and by its contribution (the Shapley value); None is not known.

    error_ore: the standard error of a contribution that is sampled; 0 where it is exact.
    """

    name: str
    pays_ore: int
    alone_ore: int | None = None
    by_contribution_ore: Fraction | None = None
    error_ore: float = 0.0

    @property
    def gain_ore(self) -> int | None:
        """What it saves by taking part; negative where it would pay less alone."""
        return None if self.alone_ore is None else self.alone_ore - self.pays_ore

    @property
    def solidarity_ore(self) -> Fraction | None:
        """What it pays beyond its contribution, so that others pay less; negative where others pay for it."""
        known = self.by_contribution_ore
        return None if known is None else self.pays_ore - known

    @property
    def interval_ore(self) -> tuple[float, float] | None:
        """Where the contribution lies in 95 of 100 samples; None where it is exact or not known."""
        if self.by_contribution_ore is None or not self.error_ore:
            return None
        mean = float(self.by_contribution_ore)
        return mean - 1.96 * self.error_ore, mean + 1.96 * self.error_ore


@dataclass(frozen=True, slots=True)
class Fairness:
    """Every participant's outcome, in the order they were named; what too many or too little known puts out of
    reach is None.

    worst: the group with the largest excess of what it pays over its own cost, single participants among them.
    core_is_empty: does every way to share displease some group? seed: of the sample, where there is one.
    unknown: those whose stand-alone cost is not known, of any game.
    groups_known: whether groups of some were looked at, not single participants alone.
    """

    outcomes: tuple[ParticipantOutcome, ...]
    worst: Violation | None
    nucleolus: Mapping[str, Fraction] | None = None
    core_is_empty: bool | None = None
    seed: int | None = None
    unknown: tuple[str, ...] = ()
    groups_known: bool = True

    @property
    def saving_ore(self) -> int | None:
        """What all save together; None where one stand-alone cost is not known."""
        gains = [each.gain_ore for each in self.outcomes]
        return None if None in gains else sum(gain for gain in gains if gain is not None)

    @property
    def losers(self) -> tuple[ParticipantOutcome, ...]:
        """Those who are known to pay more together than alone, the worst first."""
        losing = [
            (each.gain_ore, each.name, each) for each in self.outcomes if each.gain_ore is not None
        ]
        return tuple(
            each for gain, _name, each in sorted(losing, key=lambda row: row[:2]) if gain < 0
        )

    @property
    def is_rational(self) -> bool | None:
        """Does nobody pay more than alone? None where that is not known."""
        return False if self.losers else None if self.unknown else True

    @property
    def is_in_core(self) -> bool | None:
        """Does no group pay more than by itself? None where that is not known."""
        if self.worst is not None and self.worst.excess > 0:
            return False
        return True if self.groups_known and not self.unknown else None


def judge(games: Sequence[JointCostGame], paid_ore: Mapping[str, int]) -> Fairness:
    """Judge what each pays for games that are done together by the same or by overlapping participants.

    The order is that of `paid_ore`. Shapley values add up, game by game: each is exact to 20 members
    and in closed form beyond, else sampled. Groups of some are looked at to 16 participants in all, the nucleolus and
    whether the core is empty reckoned to 10 and in closed form beyond.
    """
    players = tuple(paid_ore)
    pays = [paid_ore[name] for name in players]
    unknown = tuple(name for name in players if any(name in each.unknown for each in games))
    alone = {name: _alone(games, name) for name in players}
    if unknown:
        outcomes = [ParticipantOutcome(name, paid_ore[name], alone[name]) for name in players]
        return Fairness(
            tuple(outcomes), _worst_single(outcomes), unknown=unknown, groups_known=False
        )
    values, errors, sampled = _contributions(games, players)
    outcomes = [
        ParticipantOutcome(name, paid_ore[name], alone[name], values[name], sqrt(errors[name]))
        for name in players
    ]
    closed = games[0].closed_form() if len(games) == 1 else None
    worst, empty, central, looked = _worst_single(outcomes), None, closed, False
    if len(players) <= (MOST_PLAYERS if len(games) == 1 else MOST_GROUPS):
        costs = costs_of_all(games, players)
        worst, looked = _worst(players, costs, pays), True
        if len(players) <= MOST_PROGRAMS:
            made = Game(players, tuple(Fraction(int(cost)) for cost in costs))
            found = nucleolus(made)
            central, empty = dict(zip(players, found.paid, strict=True)), found.least_core > 0
    elif closed is not None:
        looked, empty = True, _is_empty(games[0])
        worst = _worst_in_closed_form(games[0], outcomes)
    return Fairness(
        tuple(outcomes), worst, central, empty, SEED if sampled else None, groups_known=looked
    )


def _alone(games: Iterable[JointCostGame], name: str) -> int | None:
    costs = [each.standalone(name) for each in games if name in each.members]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def _contributions(
    games: Iterable[JointCostGame], players: Iterable[str]
) -> tuple[dict[str, Fraction], dict[str, float], bool]:
    """(Shapley values, squared standard errors, whether any was sampled)."""
    values, errors, sampled = (
        dict.fromkeys(players, Fraction(0)),
        dict.fromkeys(players, 0.0),
        False,
    )
    for each in games:
        if len(each.members) <= MOST_PLAYERS or each.closed_form() is not None:
            for name, part in each.by_contribution().items():
                values[name] += part
            continue
        sampled = True
        drawn = sampled_shapley(each.members, each.cost_of, samples=SAMPLES, seed=SEED)
        for name, estimate in drawn.items():
            values[name] += Fraction(estimate.mean)
            errors[name] += estimate.error**2
    return values, errors, sampled


def _worst_single(outcomes: Iterable[ParticipantOutcome]) -> Violation | None:
    known = [(-each.gain_ore, each.name) for each in outcomes if each.gain_ore is not None]
    if not known:
        return None
    excess, name = max(known, key=lambda pair: pair[0])
    return Violation((name,), Fraction(excess))


def _worst(players: Sequence[str], costs: Costs, pays: Sequence[int]) -> Violation | None:
    """As `worst_group`, in whole öre: ties by fewest players, then the players' order."""
    if len(players) < 2:
        return None
    paid = np.zeros(1, dtype=np.int64)
    for part in pays:
        paid = np.concatenate((paid, paid + part))
    excess = (paid - costs)[1:-1]
    first = np.flatnonzero(excess == excess.max()) + 1
    masks = [int(mask) for mask in first]

    def order(mask: int) -> tuple[int, list[int]]:
        return mask.bit_count(), [place for place in range(len(players)) if mask >> place & 1]

    worst = min(masks, key=order)
    names = tuple(name for place, name in enumerate(players) if worst >> place & 1)
    return Violation(names, Fraction(int(excess.max())))


def _is_empty(game: JointCostGame) -> bool:
    """Whether the core is empty, where there is a closed form."""
    if game.fixed_ore is not None:
        return game.fixed_ore < 0
    return sum(game.alone().values()) < game.joint_ore


def _worst_in_closed_form(game: JointCostGame, outcomes: Sequence[ParticipantOutcome]) -> Violation:
    """The worst group where a group's cost is a sum over its members, and perhaps a fixed part.

    All whose pay lies above their own part, but never everyone: then all but the one that lies least above.
    """
    fixed = game.fixed_ore or 0
    own = game.own_ore if game.fixed_ore is not None else game.alone()
    above = sorted(
        ((each.pays_ore - own.get(each.name, 0), each.name) for each in outcomes),
        key=lambda pair: -pair[0],
    )
    inside = [pair for pair in above if pair[0] > 0][: len(above) - 1] or above[:1]
    names = {name for _over, name in inside}
    excess = sum(over for over, _name in inside) - fixed
    return Violation(tuple(each.name for each in outcomes if each.name in names), Fraction(excess))


class Billed(Protocol):
    """What a plan does to one municipality: kronor before and after, as `planning.explain.Bill` has them."""

    @property
    def municipality(self) -> str: ...
    @property
    def before(self) -> float: ...
    @property
    def after(self) -> float: ...


def fairness_of_bills(bills: Iterable[Billed]) -> Fairness:
    """Does everyone gain by a plan? Alone is today's way going on, together is the plan, rounded to whole öre.

    What a group of some could do by itself is not reckoned: it is taken to go on as today. So everyone's contribution
    is today's cost less an equal part of what the plan saves, and what one pays beyond it goes to the others. What a
    municipality can't stay with is no choice and is in neither figure.
    """
    rows = [
        (each.municipality, round(each.before * 100), round(each.after * 100)) for each in bills
    ]
    if not rows:
        return Fairness((), None)
    plan = JointCostGame(
        sum(after for _name, _before, after in rows),
        tuple(name for name, _before, _after in rows),
        {name: before for name, before, _after in rows},
    )
    return judge([plan], {name: after for name, _before, after in rows})


def effect_of_changing(
    before_ore: Mapping[str, int], after_ore: Mapping[str, int]
) -> dict[str, int]:
    """What each pays more (or less) after a change of key, by name in order."""
    return {
        name: after_ore.get(name, 0) - before_ore.get(name, 0)
        for name in sorted({*before_ore, *after_ore})
    }
