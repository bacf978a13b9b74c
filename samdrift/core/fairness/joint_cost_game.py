"""What is done together, as a cost game: what each would pay alone, and what a group of some would pay.

Two models, said with every answer. *Alone*: nothing is known of groups, so a group of some costs what its members
cost alone. *Fixed and own*: part of the joint cost is the same however many share it, so any group would pay the
whole of it and its members' own parts, or stay alone where that is cheaper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samdrift.core.fairness.game import Game
from samdrift.core.fairness.shapley import shapley, shapley_of_fixed_and_own
from samdrift.core.fairness.simple import SimpleGame

Costs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class JointCostGame:
    """Something done together; whole öre, by participant.

    joint_ore: what everyone pays together.
    alone_ore: what each would pay by itself; who is missing is not known.
    fixed_ore, own_ore: the part that any group would pay whole, and each one's own part; with it they sum to the
    joint cost. None: nothing is known of groups.
    """

    joint_ore: int
    members: tuple[str, ...]
    alone_ore: Mapping[str, int] = field(default_factory=dict)
    fixed_ore: int | None = None
    own_ore: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (
            self.fixed_ore is not None
            and self.fixed_ore + sum(self.own_ore.values()) != self.joint_ore
        ):
            raise ValueError("the fixed part and the own parts are not the joint cost")

    def standalone(self, name: str) -> int | None:
        """What one would pay alone: what is known, else the whole fixed part and its own; None where nothing is."""
        known = self.alone_ore.get(name)
        if known is None and self.fixed_ore is not None:
            return self.fixed_ore + self.own_ore.get(name, 0)
        return known

    @property
    def unknown(self) -> tuple[str, ...]:
        """Those whose stand-alone cost is not known."""
        return tuple(name for name in self.members if self.standalone(name) is None)

    @property
    def is_simple(self) -> bool:
        return self.fixed_ore is None

    @property
    def is_fixed_and_own(self) -> bool:
        """Whether the closed form holds: nobody's stand-alone cost is known to be another."""
        return self.fixed_ore is not None and not any(
            name in self.alone_ore for name in self.members
        )

    def alone(self) -> dict[str, int]:
        """Every stand-alone cost. Raises ValueError where one is not known."""
        found = {name: self.standalone(name) for name in self.members}
        if None in found.values():
            raise ValueError("a stand-alone cost is not known")
        return {name: cost for name, cost in found.items() if cost is not None}

    def group_costs(self) -> Costs:
        """What every group pays, öre by bit mask of the members; at most 20 of them."""
        alone = self.alone()
        costs = _sums([alone[name] for name in self.members])
        if self.fixed_ore is not None:
            together = _sums([self.own_ore.get(name, 0) for name in self.members])
            together += self.fixed_ore
            several = np.bitwise_count(np.arange(len(costs))) > 1
            costs = np.where(several, np.minimum(costs, together), costs)
        costs[-1] = self.joint_ore
        return costs

    def cost_of(self, group: Iterable[str]) -> int:
        """What one group pays, for any number of members. Raises ValueError as `alone`."""
        inside = set(group) & set(self.members)
        if len(inside) == len(self.members):
            return self.joint_ore
        alone = self.alone()
        apart = sum(alone[name] for name in inside)
        if self.fixed_ore is None or len(inside) < 2:
            return apart
        return min(apart, self.fixed_ore + sum(self.own_ore.get(name, 0) for name in inside))

    def closed_form(self) -> dict[str, Fraction] | None:
        """The Shapley value and the nucleolus, one and the same, where there is a closed form; else None."""
        if len(self.members) == 1:
            return {self.members[0]: Fraction(self.joint_ore)}
        if self.is_simple:
            alone = {name: Fraction(cost) for name, cost in self.alone().items()}
            return SimpleGame(alone, Fraction(self.joint_ore)).equal_saving
        if self.is_fixed_and_own:
            own = {name: Fraction(self.own_ore.get(name, 0)) for name in self.members}
            return shapley_of_fixed_and_own(Fraction(self.fixed_ore or 0), own)
        return None

    def by_contribution(self) -> dict[str, Fraction]:
        """The Shapley value, exact; at most 20 members but where there is a closed form."""
        closed = self.closed_form()
        if closed is not None:
            return closed
        game = Game(self.members, tuple(Fraction(int(cost)) for cost in self.group_costs()))
        return dict(zip(self.members, shapley(game), strict=True))


def costs_of_all(games: Iterable[JointCostGame], players: Sequence[str]) -> Costs:
    """What every group of players pays for all the games together, öre by bit mask; at most 20 players."""
    masks = np.arange(1 << len(players))
    total = np.zeros(len(masks), dtype=np.int64)
    place = {name: number for number, name in enumerate(players)}
    for each in games:
        inside = np.zeros(len(masks), dtype=np.int64)
        for number, name in enumerate(each.members):
            inside |= (masks >> place[name] & 1) << number
        total += each.group_costs()[inside]
    return total


def _sums(parts: Sequence[int]) -> Costs:
    """The sum of the parts of every group, by mask."""
    found = np.zeros(1, dtype=np.int64)
    for part in parts:
        found = np.concatenate((found, found + part))
    return found
