"""One stage of the nucleolus as a linear program, solved exactly: no tolerance decides who is tight.

The program is solved in its dual, which has n + 1 rows however many groups there are, by the revised simplex method
in fractions. Pricing walks all groups with one addition each. Ties follow R. G. Bland (1977), so it ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Stage:
    """Minimise the largest displeasure of the free groups.

    n players; costs by mask; free: masks whose displeasure counts; fixed: (mask, what it pays exactly);
    rational: nobody pays more than alone. In the first stage `fixed` may be empty: the whole is then added.
    """

    n: int
    costs: Sequence[Fraction]
    free: frozenset[int]
    fixed: tuple[tuple[int, Fraction], ...]
    rational: bool


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """The smallest largest displeasure, and free groups that have it in every optimal allocation."""

    displeasure: Fraction
    tight: tuple[int, ...]


Column = tuple[int, int]  # (kind, mask): what a dual variable stands for
FREE, RATIONAL, PLUS, MINUS, ARTIFICIAL = range(5)


class _Dual:
    """max  - Σ c(S) y(S) - Σ c(i) z(i) + Σ f(F) w(F)   with   Σ y = 1   and, for every player j,
    Σ_{S∋j} y(S) + z(j) - Σ_{F∋j} w(F) = 0;  y, z ≥ 0, w free (two columns)."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        whole = (1 << stage.n) - 1
        self.fixed = dict(stage.fixed) or {whole: stage.costs[whole]}
        self.rows = stage.n + 1
        self.basis: list[Column] = [(ARTIFICIAL, row) for row in range(self.rows)]
        self.inverse = [
            [ONE if r == c else ZERO for c in range(self.rows)] for r in range(self.rows)
        ]
        self.values = [ONE] + [ZERO] * stage.n  # the right side: Σ y = 1, the rest 0
        self.masks = sorted(stage.free)
        others: list[Column] = (
            [(RATIONAL, 1 << j) for j in range(stage.n)] if stage.rational else []
        )
        others += [(kind, mask) for mask in sorted(self.fixed) for kind in (PLUS, MINUS)]
        self.others = others

    def column(self, name: Column) -> list[Fraction]:
        kind, mask = name
        if kind == ARTIFICIAL:
            return [ONE if row == mask else ZERO for row in range(self.rows)]
        sign = ONE if kind in {FREE, RATIONAL, MINUS} else -ONE
        people = [sign if mask >> j & 1 else ZERO for j in range(self.stage.n)]
        return [ONE if kind == FREE else ZERO, *people]

    def gain(self, name: Column) -> Fraction:
        """What a unit of the variable adds to what is maximised."""
        kind, mask = name
        if kind == ARTIFICIAL:
            return ZERO
        if kind in {FREE, RATIONAL}:
            return -self.stage.costs[mask]
        return self.fixed[mask] if kind == PLUS else -self.fixed[mask]

    def prices(self, gains: Sequence[Fraction]) -> list[Fraction]:
        return [
            sum((g * row[c] for g, row in zip(gains, self.inverse, strict=True) if g), ZERO)
            for c in range(self.rows)
        ]

    def entering(
        self, prices: Sequence[Fraction], *, first_phase: bool, bland: bool
    ) -> Column | None:
        """A column that would add more than it costs: the one that adds most, or the first (Bland)."""
        best: Column | None = None
        most = ZERO
        pays = [ZERO]
        for price in prices[1:]:
            pays += [each + price for each in pays]
        costs = self.stage.costs
        for mask in self.masks:
            worth = -(prices[0] + pays[mask]) - (ZERO if first_phase else costs[mask])
            if worth > most:
                best, most = (FREE, mask), worth
                if bland:
                    return best
        for name in self.others:
            kind, mask = name
            cost = -pays[mask] if kind == PLUS else pays[mask]
            worth = (ZERO if first_phase else self.gain(name)) - cost
            if worth > most:
                best, most = name, worth
                if bland:
                    return best
        return best

    def pivot(self, name: Column) -> bool:
        """Bring a column into the basis; True where the step was of length 0."""
        entering = self.column(name)
        direction = [
            sum((a * b for a, b in zip(row, entering, strict=True) if a and b), ZERO)
            for row in self.inverse
        ]
        limits = [
            (self.values[row] / step, self.basis[row], row)
            for row, step in enumerate(direction)
            if step > 0
        ]
        # An artificial variable that is 0 leaves at once, whichever way it would move.
        stuck = [
            row
            for row, step in enumerate(direction)
            if step and self.basis[row][0] == ARTIFICIAL and self.values[row] == 0
        ]
        length, _left, leaving = (ZERO, None, stuck[0]) if stuck else min(limits)
        lead = direction[leaving]
        self.inverse[leaving] = [value / lead for value in self.inverse[leaving]]
        self.values[leaving] = self.values[leaving] / lead
        for row in range(self.rows):
            factor = direction[row]
            if row != leaving and factor:
                self.inverse[row] = [
                    a - factor * b
                    for a, b in zip(self.inverse[row], self.inverse[leaving], strict=True)
                ]
                self.values[row] -= factor * self.values[leaving]
        self.basis[leaving] = name
        return length == 0

    def run(self, *, first_phase: bool) -> None:
        idle = 0
        while True:
            if first_phase:
                gains = [-ONE if name[0] == ARTIFICIAL else ZERO for name in self.basis]
            else:
                gains = [self.gain(name) for name in self.basis]
            name = self.entering(
                self.prices(gains), first_phase=first_phase, bland=idle > self.rows
            )
            if name is None:
                return
            idle = idle + 1 if self.pivot(name) else 0


def solve_stage(stage: Stage) -> StageAnswer:
    """The stage's optimum. `stage.free` is not empty, and some allocation meets what is fixed."""
    dual = _Dual(stage)
    dual.run(first_phase=True)
    dual.run(first_phase=False)
    displeasure = sum(
        (dual.gain(name) * value for name, value in zip(dual.basis, dual.values, strict=True)), ZERO
    )
    tight = sorted(
        mask
        for (kind, mask), value in zip(dual.basis, dual.values, strict=True)
        if kind == FREE and value > 0
    )
    return StageAnswer(displeasure, tuple(tight))
