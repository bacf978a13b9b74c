"""A cost game: what every group of players would pay if it did the thing by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from samdrift.core.findings import Finding, InvalidInput, choose_by_count, gettext_noop

MOST_PLAYERS = 20  # a game of every group has 2^n costs
MOST_TOLD = 20  # how many missing groups are named; the rest are counted


@dataclass(frozen=True)
class Game:
    """Players in order, and the cost of every group of them.

    costs: by group as a bit mask, 2^n of them; bit i is player i, the empty group costs 0. Any unit, exact.
    """

    players: tuple[str, ...]
    costs: tuple[Fraction, ...]

    @property
    def whole(self) -> int:
        """The mask of everyone together."""
        return len(self.costs) - 1

    def standalone(self, place: int) -> Fraction:
        return self.costs[1 << place]

    @cached_property
    def scale(self) -> int:
        """The least number that makes every cost whole."""
        return lcm(*(cost.denominator for cost in self.costs))

    @cached_property
    def whole_costs(self) -> tuple[int, ...]:
        """The costs times `scale`."""
        return tuple(int(cost * self.scale) for cost in self.costs)

    def names(self, mask: int) -> tuple[str, ...]:
        """Who is in a group, in the players' order."""
        return tuple(name for place, name in enumerate(self.players) if mask >> place & 1)


def game(players: Sequence[str], costs: Mapping[frozenset[str], Fraction]) -> Game:
    """The game of every group's cost.

    Raises InvalidInput, everything at once: the rules of `check_players`, ``too-many-players`` above 20,
    ``missing-group`` and ``unknown-player``.
    """
    findings = check_players(players)
    if len(players) > MOST_PLAYERS:
        what = gettext_noop(
            "%(number)s players are more than the %(most)s whose every group can be told"
        )
        values = {"number": len(players), "most": MOST_PLAYERS}
        raise InvalidInput(
            [*findings, Finding("players", what, values=values, rule="too-many-players")]
        )
    if findings:
        raise InvalidInput(findings)
    places = {name: place for place, name in enumerate(players)}
    table: dict[int, Fraction] = {0: Fraction(0)}
    for group, cost in costs.items():
        strangers = sorted(group - places.keys())
        if strangers:
            what = gettext_noop("%(names)s is not among the players")
            findings.append(
                Finding(
                    "+".join(sorted(group)),
                    what,
                    values={"names": ", ".join(strangers)},
                    rule="unknown-player",
                )
            )
        else:
            table[sum(1 << places[name] for name in group)] = cost
    findings += _missing(players, table)
    if findings:
        raise InvalidInput(findings)
    return Game(tuple(players), tuple(table[mask] for mask in range(1 << len(players))))


def _missing(players: Sequence[str], table: Mapping[int, Fraction]) -> list[Finding]:
    absent = [mask for mask in range(1, 1 << len(players)) if mask not in table]
    what = gettext_noop("The cost of this group is missing")
    findings = [
        Finding(
            "+".join(name for place, name in enumerate(players) if mask >> place & 1),
            what,
            rule="missing-group",
        )
        for mask in absent[:MOST_TOLD]
    ]
    if len(absent) > MOST_TOLD:
        more = choose_by_count(
            len(absent) - MOST_TOLD,
            gettext_noop("The cost of one more group is missing"),
            gettext_noop("The costs of %(number)s more groups are missing"),
        )
        values = {"number": len(absent) - MOST_TOLD}
        findings.append(Finding("cost", more, values=values, rule="missing-group"))
    return findings


def check_players(players: Iterable[str]) -> list[Finding]:
    """What is wrong with the names: ``no-players``, ``named-twice``, ``bad-name``."""
    named = list(players)
    findings = []
    if not named:
        what = gettext_noop("There are no players")
        findings.append(Finding("players", what, rule="no-players"))
    for name in sorted(name for name, times in Counter(named).items() if times > 1):
        what = gettext_noop("%(value)s is named twice")
        findings.append(Finding("players", what, values={"value": name}, rule="named-twice"))
    for name in named:
        if not name or "+" in name:
            what = gettext_noop(
                "«%(value)s» can't be a player's name: it is empty or holds a plus sign"
            )
            findings.append(Finding("players", what, values={"value": name}, rule="bad-name"))
    return findings


def sums(parts: Sequence[int]) -> list[int]:
    """The sum of the parts of every group, by mask."""
    found = [0]
    for part in parts:
        found += [each + part for each in found]
    return found
