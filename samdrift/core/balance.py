"""Is the responsibility for what is joint divided fairly? Who owns and operates what, against people and capacity.

Responsibility is counted in inhabitants served: an application that three municipalities of 10 000 use weighs 30 000.
Whoever operates it carries half of that weight, whoever owns it the other half. A fair share is a municipality's share
of the members' inhabitants. The method and a worked example: docs/methods/balance.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

EVEN_AT_LEAST, EVEN_AT_MOST = Fraction(1, 2), Fraction(2)


@dataclass(frozen=True, slots=True)
class SharedApplication:
    """One application that several use.

    owner, operator: codes of municipalities; empty where nobody is said. users: codes of all that take part.
    load: full-time employees that its operation keeps busy.
    """

    key: str
    owner: str
    operator: str
    users: tuple[str, ...]
    load: float = 0.0


@dataclass(frozen=True, slots=True)
class ResponsibilityLoad:
    """What one member carries.

    owns, operates: numbers of applications. weight: inhabitants served, half as operator and half as owner.
    share, fair: of all responsibility that members carry, and of their inhabitants. load, capacity: full-time employees
    with joint operation, and those that the member has for operation; capacity None where it is not known.
    """

    code: str
    owns: int
    operates: int
    weight: Fraction
    share: Fraction
    fair: Fraction
    load: float
    capacity: float | None

    @property
    def is_even(self) -> bool:
        """Carries at least half of its fair share, and at most twice."""
        return EVEN_AT_LEAST * self.fair <= self.share <= EVEN_AT_MOST * self.fair

    @property
    def is_overloaded(self) -> bool:
        return self.capacity is not None and self.load > self.capacity + 1e-9


@dataclass(frozen=True, slots=True)
class ResponsibilityBalance:
    """Where the members stand. index: the share of all responsibility that would have to change hands, 0 to 1."""

    standings: tuple[ResponsibilityLoad, ...]
    index: Fraction

    def of(self, code: str) -> ResponsibilityLoad:
        return next(each for each in self.standings if each.code == code)


@dataclass(frozen=True, slots=True)
class Handover:
    """Let `code` take over an application from `giver`: the index that follows. part: «owner» or «operator»."""

    code: str
    key: str
    giver: str
    part: str
    index: Fraction


def balance(
    applications: Sequence[SharedApplication],
    inhabitants: Mapping[str, int],
    members: Sequence[str],
    capacity: Mapping[str, float | None],
    beside: Mapping[str, float] | None = None,
) -> ResponsibilityBalance:
    """Who carries what. What nobody, or somebody outside, owns or operates counts for nobody.

    inhabitants: of members and of neighbours that take part; a code without a figure counts as none.
    beside: full-time employees busy with what is not joint, by member.
    """
    weights = dict.fromkeys(members, Fraction(0))
    loads = {code: (beside or {}).get(code, 0.0) for code in members}
    for each in applications:
        half = Fraction(_inhabitants_served(each, inhabitants), 2)
        for code in (each.owner, each.operator):
            if code in weights:
                weights[code] += half
        if each.operator in loads:
            loads[each.operator] += each.load
    carried, people = sum(weights.values()), sum(inhabitants.get(code, 0) for code in members)
    standings = tuple(
        ResponsibilityLoad(
            code=code,
            owns=sum(each.owner == code for each in applications),
            operates=sum(each.operator == code for each in applications),
            weight=weights[code],
            share=weights[code] / carried if carried else Fraction(0),
            fair=Fraction(inhabitants.get(code, 0), people) if people else Fraction(0),
            load=loads[code],
            capacity=capacity.get(code),
        )
        for code in members
    )
    apart = sum((abs(one.share - one.fair) for one in standings), Fraction(0))
    return ResponsibilityBalance(standings, apart / 2 if carried else Fraction(0))


def _inhabitants_served(application: SharedApplication, inhabitants: Mapping[str, int]) -> int:
    return sum(inhabitants.get(code, 0) for code in set(application.users))


def suggestions(
    now: ResponsibilityBalance,
    applications: Sequence[SharedApplication],
    inhabitants: Mapping[str, int],
    most: int = 3,
) -> list[Handover]:
    """For each member below its fair share, the take-overs that make the whole most even, the best first.

    now: how it stands with these applications. Only applications that the member itself uses, only from somebody above
    its fair share, only where there is room for the operation, and only what lowers the index. Ties go by key.
    """
    carried = sum(each.weight for each in now.standings)
    givers = {each.code: each for each in now.standings if each.share > each.fair}
    found: list[Handover] = []
    for taker in now.standings:
        if taker.share >= taker.fair:
            continue
        better = []
        for each in applications:
            if taker.code not in each.users:
                continue
            moved = (
                Fraction(_inhabitants_served(each, inhabitants), 2) / carried
                if carried
                else Fraction(0)
            )
            for part, code in (("operator", each.operator), ("owner", each.owner)):
                giver = givers.get(code)
                if giver is None or (part == "operator" and not _can_take(taker, each)):
                    continue
                index = now.index + _change(giver, taker, moved)
                if index < now.index:
                    better.append(Handover(taker.code, each.key, code, part, index))
        better.sort(key=lambda one: (one.index, one.key, one.part))
        found += better[:most]
    return found


def _change(giver: ResponsibilityLoad, taker: ResponsibilityLoad, moved: Fraction) -> Fraction:
    """How the index changes when a share of the responsibility goes from one member to another."""
    before = abs(giver.share - giver.fair) + abs(taker.share - taker.fair)
    after = abs(giver.share - moved - giver.fair) + abs(taker.share + moved - taker.fair)
    return (after - before) / 2


def _can_take(standing: ResponsibilityLoad, application: SharedApplication) -> bool:
    return standing.capacity is None or standing.load + application.load <= standing.capacity


def percent(share: Fraction) -> int:
    """Whole per cent, halves up."""
    return math.floor(share * 100 + Fraction(1, 2))
