"""Games whose answers are in print, and the nucleolus against linear programs of another solver."""

import itertools
import random
from fractions import Fraction

import highspy
import pytest
from hypothesis import given, settings

from samdrift.core.fairness import (
    core_is_empty,
    in_core,
    nucleolus,
    shapley,
    shapley_of_airport,
    worst_group,
)
from tests.unit.fairness.cases import game_of, games


def test_two_towns_and_their_water():
    """H. P. Young, Cost allocation (1994): alone 11 and 7 million, together 15: each saves the same."""
    towns = game_of("AB", lambda group: {"A": 11, "B": 7, "AB": 15}["".join(sorted(group))])
    assert shapley(towns) == nucleolus(towns).paid == (Fraction(19, 2), Fraction(11, 2))


def test_the_contested_garment():
    """The Mishna, Bava Metzia 2a: one claims all, the other half: three quarters and a quarter."""
    claims = {"A": 100, "B": 50}

    def left(group):
        """What the others' claims leave of the garment."""
        return 100 - sum(claim for who, claim in claims.items() if who not in group)

    garment = game_of("AB", lambda group: -max(0, left(group)))
    assert nucleolus(garment).paid == shapley(garment) == (-75, -25)


def test_four_kinds_of_aircraft():
    """The runway of four aeroplanes that need 8, 11, 13 and 18."""
    needs = {"A": Fraction(8), "B": Fraction(11), "C": Fraction(13), "D": Fraction(18)}
    runway = game_of("ABCD", lambda group: max(needs[name] for name in group))
    assert shapley(runway) == tuple(shapley_of_airport(needs).values()) == (2, 3, 4, 9)
    assert in_core(runway, shapley(runway))
    assert in_core(runway, nucleolus(runway).paid)


def test_one_large_and_three_small():
    """The apex game: B. Peleg (1968), the nucleolus is the smallest weights of the majority, 2 : 1 : 1 : 1."""
    weights = {"A": 2, "B": 1, "C": 1, "D": 1}
    apex = game_of("ABCD", lambda group: -int(sum(weights[name] for name in group) >= 3))
    assert shapley(apex) == (Fraction(-1, 2), *[Fraction(-1, 6)] * 3)
    assert nucleolus(apex).paid == (Fraction(-2, 5), *[Fraction(-1, 5)] * 3)
    assert core_is_empty(apex)


def test_the_security_council():
    """L. S. Shapley and M. Shubik (1954): five with a veto and ten without, nine votes needed."""
    players = [f"V{place}" for place in range(5)] + [f"X{place}" for place in range(10)]
    council = game_of(
        players,
        lambda group: -int(len(group) >= 9 and sum(name[0] == "V" for name in group) == 5),
    )
    assert shapley(council) == (*[Fraction(-421, 2145)] * 5, *[Fraction(-4, 2145)] * 10)


class _Programs:
    """The nucleolus by the book, in floating point: which groups are tight is asked of one program a group."""

    def __init__(self, made, *, rational):
        self.made, self.n = made, len(made.players)
        self.costs = [float(cost) for cost in made.costs]
        self.pays = {made.whole: self.costs[-1]}
        self.rational = rational

    def _solved(self, free, largest=None, least_of=None):
        """The smallest largest displeasure of the free groups; or, at that, the least that a group can pay."""
        solver = highspy.Highs()
        solver.silent()
        infinite = highspy.kHighsInf
        for _player in range(self.n):
            solver.addVar(-infinite, infinite)
        solver.addVar(*((largest, largest) if largest is not None else (-infinite, infinite)))
        for mask in free:
            members = [place for place in range(self.n) if mask >> place & 1]
            cells = [1.0] * len(members) + [-1.0]
            solver.addRow(-infinite, self.costs[mask], len(cells), [*members, self.n], cells)
        for mask, paid in self.pays.items():
            members = [place for place in range(self.n) if mask >> place & 1]
            solver.addRow(paid, paid, len(members), members, [1.0] * len(members))
        for place in range(self.n) if self.rational else ():
            solver.addRow(-infinite, self.costs[1 << place], 1, [place], [1.0])
        for place in range(self.n + 1):
            counts = place == self.n if least_of is None else least_of >> place & 1 == 1
            solver.changeColCost(place, float(counts))
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return solver.getObjectiveValue(), list(solver.getSolution().col_value)[: self.n]

    def paid(self):
        free = set(range(1, self.made.whole))
        paid = self._solved(free)[1] if free else [self.costs[-1]]
        while free:
            largest, paid = self._solved(free)
            for mask in sorted(free):
                least, _where = self._solved(free, largest + 1e-9, mask)
                if least >= self.costs[mask] + largest - 1e-6:
                    self.pays[mask] = self.costs[mask] + largest
            free -= self.pays.keys()
            free = {mask for mask in free if not self._settled(mask)}
        return paid

    def _settled(self, mask):
        """Whether what is fixed decides what a group pays: then its displeasure can't be made smaller."""
        rows = [[float(each >> place & 1) for place in range(self.n)] for each in self.pays]
        row = [float(mask >> place & 1) for place in range(self.n)]
        return _rank([*rows, row]) == _rank(rows)


def _rank(rows):
    rows, rank = [[Fraction(cell) for cell in row] for row in rows], 0
    for column in range(len(rows[0])):
        lead = next((row for row in rows[rank:] if row[column]), None)
        if lead is None:
            continue
        rows.remove(lead)
        rows.insert(rank, lead)
        for place, row in enumerate(rows):
            if place != rank and row[column]:
                rows[place] = [
                    a - row[column] / lead[column] * b for a, b in zip(row, lead, strict=True)
                ]
        rank += 1
    return rank


def _agrees(made):
    found = nucleolus(made)
    other = _Programs(made, rational=found.restricted).paid()
    assert [float(each) for each in found.paid] == pytest.approx(other, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(games(most=4))
def test_another_solver_finds_the_same_nucleolus(made):
    _agrees(made)


@pytest.mark.parametrize("n", [5, 6])
@pytest.mark.parametrize("kind", ["any", "saving"])
def test_another_solver_finds_the_same_nucleolus_of_more(n, kind):
    """Any costs at all, and costs where the larger the group the cheaper for each."""
    chance = random.Random(n)
    players = "ABCDEFGH"[:n]
    needs = {name: chance.randint(1, 40) for name in players}
    costs = {
        "any": lambda _group: chance.randint(-500, 2000),
        "saving": lambda group: 60 + sum(needs[name] for name in group) + chance.randint(0, 9),
    }
    _agrees(game_of(players, costs[kind]))


@pytest.mark.parametrize("n", [3, 7])
def test_the_worst_group_is_the_worst_of_all(n):
    """Against every group counted one by one."""
    chance = random.Random(n)
    players = "ABCDEFGH"[:n]
    made = game_of(players, lambda _group: chance.randint(0, 300))
    paid = shapley(made)
    worst = worst_group(made, paid)
    by_name = dict(zip(players, paid, strict=True))
    excesses = {
        group: sum(by_name[name] for name in group)
        - made.costs[sum(1 << players.index(name) for name in group)]
        for size in range(1, n)
        for group in itertools.combinations(players, size)
    }
    assert (worst.group, worst.excess) == max(
        excesses.items(), key=lambda each: (each[1], -len(each[0]), [-ord(c) for c in each[0]])
    )
