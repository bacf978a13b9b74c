"""Rows that sum up other rows, known by their amounts and not by their words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from samdrift.core.tables.numbers import read_amount_ore
from samdrift.core.tables.table import Cell, Place

FEWEST = 2  # rows that are summed, each with an amount
FEWEST_IN_A_PAIR_OF_COLUMNS = 3  # a name and an amount look alike in a system and in a sum
_NOWHERE = Place(0)


@dataclass(frozen=True, slots=True)
class SumLine:
    """A row for the sums: its cells that are filled, by place, and how many of them are texts."""

    number: int
    cells: tuple[tuple[int, Cell], ...]
    texts: int


def rows_that_sum(
    lines: Sequence[SumLine], typical: float, known: Collection[int]
) -> frozenset[int]:
    """Numbers of the rows in which every amount is the sum of the rows above, or below, that belong together.

    Only rows that fill fewer cells than is usual (`typical`) and name one thing at most are asked; one that fills as
    many is an entry, whatever it costs. known: rows that are no entries for other reasons; a row belongs together
    with those around it up to the nearest such row, and a total with all entries so far.
    """
    asked = [at for at, line in enumerate(lines) if _could_sum(line, typical)]
    places = {place for at in asked for place, _cell in _figures(lines[at])}
    if not places:
        return frozenset()
    amounts = [
        {
            place: amount
            for place, cell in line.cells
            if place in places and (amount := _amount(cell)) is not None
        }
        for line in lines
    ]
    fewest = FEWEST if typical > 2 else FEWEST_IN_A_PAIR_OF_COLUMNS
    wanted, bound = set(asked), {at for at, line in enumerate(lines) if line.number in known}
    part, whole = _Column(), _Column()
    found: set[int] = set()
    for at, own in enumerate(amounts):
        if at in wanted and at not in bound:
            below = _Column()
            if typical > 2 and not part.counts:
                for after in range(at + 1, len(lines)):
                    if after in bound or after in wanted:
                        break
                    below.add(amounts[after])
            if any(column.is_summed_by(own, fewest) for column in (part, whole, below)):
                found.add(at)
        if at in bound or at in found:
            part = _Column()
        else:
            part.add(own)
            whole.add(own)
    return frozenset(lines[at].number for at in found)


class _Column:
    """What some rows come to: the sum and the number of amounts in each place."""

    def __init__(self) -> None:
        self.sums: Counter[int] = Counter()
        self.counts: Counter[int] = Counter()

    def add(self, amounts: Mapping[int, int]) -> None:
        for place, amount in amounts.items():
            if amount:
                self.sums[place] += amount
                self.counts[place] += 1

    def is_summed_by(self, own: Mapping[int, int], fewest: int) -> bool:
        """Is every amount of a row the sum of its place, over enough amounts?"""
        return bool(own) and all(
            amount and self.counts[place] >= fewest and self.sums[place] == amount
            for place, amount in own.items()
        )


def _could_sum(line: SumLine, typical: float) -> bool:
    return (
        line.texts <= 1
        and len(line.cells) > line.texts
        and (len(line.cells) < typical or typical <= 2)
    )


def _figures(line: SumLine) -> list[tuple[int, Cell]]:
    return [(place, cell) for place, cell in line.cells if _amount(cell) is not None]


def _amount(cell: Cell) -> int | None:
    read = read_amount_ore(cell, _NOWHERE)
    return read if isinstance(read, int) else None
