"""The simple case: what each pays alone, and what all pay together; nothing is known of the groups between.

Then a group of some can at least do it each for themselves, so the groups between are taken to cost what their
members cost alone. That makes the answers closed forms for any number of players, and says them to be assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from samdrift.core.fairness.game import check_players
from samdrift.core.findings import Finding, InvalidInput, gettext_noop


@dataclass(frozen=True, slots=True)
class SimpleGame:
    """Stand-alone costs by player, and the joint cost; any unit, exact."""

    standalone: Mapping[str, Fraction]
    joint: Fraction

    @property
    def saving(self) -> Fraction:
        """What all save together by doing it together; negative where it costs more."""
        return sum(self.standalone.values(), Fraction(0)) - self.joint

    @property
    def equal_saving(self) -> dict[str, Fraction]:
        """Everyone pays what it would alone less an equal part of the saving.

        Both the Shapley value and the nucleolus: no group of some saves anything, so nobody has a stronger claim.
        """
        part = self.saving / len(self.standalone)
        return {name: cost - part for name, cost in self.standalone.items()}

    @property
    def core_is_empty(self) -> bool:
        return self.saving < 0

    def in_core(self, paid: Mapping[str, Fraction]) -> bool:
        """Everything is paid, and nobody pays more than alone (so no group does)."""
        return sum(paid.values(), Fraction(0)) == self.joint and all(
            paid[name] <= cost for name, cost in self.standalone.items()
        )


def simple_game(
    players: list[str], standalone: Mapping[str, Fraction], joint: Fraction
) -> SimpleGame:
    """The simple case. Raises InvalidInput: `check_players`, ``missing-cost``, ``unknown-player``."""
    findings = check_players(players)
    missing = gettext_noop("The stand-alone cost of %(value)s is missing")
    findings += [
        Finding("standalone", missing, values={"value": name}, rule="missing-cost")
        for name in players
        if name not in standalone
    ]
    known = set(players)
    stranger = gettext_noop("%(names)s is not among the players")
    findings += [
        Finding("standalone", stranger, values={"names": name}, rule="unknown-player")
        for name in standalone
        if name not in known
    ]
    if findings:
        raise InvalidInput(findings)
    return SimpleGame({name: standalone[name] for name in players}, joint)
