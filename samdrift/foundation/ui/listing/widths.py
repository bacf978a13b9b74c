"""Which columns of a list fit: the first ones, as many as there is room for; the rest are left out and said to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import ngettext

from samdrift.foundation.ui.listing.columns import Column, Kind

# All in rem, as the style sheet counts.
LEAST = {
    Kind.TEXT: 7.5,
    Kind.NUMBER: 4.5,
    Kind.KRONOR: 6.5,
    Kind.ESTIMATE: 6.5,
    Kind.DAY: 6.5,
    Kind.YES: 4.0,
}
LEAST_HEADING = 11.0
PADDING = 1.0
LETTER = 0.47  # of the longest word of a head, which is not broken
NARROWEST = 48  # below it a row is a card, which holds every column
WIDEST, STEP = 84, 4  # of the widest page; the style sheet has a class for each step
NEVER = 99


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is said where the list is narrower than `below` and not narrower than `above`."""

    words: str
    below: str
    above: str


def _least(column: Column) -> float:
    word = max((len(part) for part in str(column.label).split()), default=0)
    usual = LEAST_HEADING if column.heading else LEAST[column.kind]
    return max(usual, PADDING + LETTER * word)


def _room_for(rem: float) -> int:
    """The step at which there is room; nought where there always is."""
    if rem <= NARROWEST:
        return 0
    step = -(-int(rem + 0.99) // STEP) * STEP
    return step if step <= WIDEST else NEVER


def rooms(columns: Sequence[Column]) -> list[int]:
    """For each column the width from which the list shows it."""
    return [_room_for(rem) for rem in accumulate(map(_least, columns))]


def room_class(room: int) -> str:
    return f"w{room}" if room else ""


def columns_left_out(columns: Sequence[Column]) -> list[LeftOut]:
    """What to say of the columns left out, for each width at which that is something else."""
    wanted = rooms(columns)
    steps = sorted({room for room in wanted if room})
    said = []
    for above, below in zip([0, *steps], steps, strict=False):
        out = [
            str(column.label) for column, room in zip(columns, wanted, strict=True) if room >= below
        ]
        words = ngettext(
            "%(count)s column does not fit: %(names)s",
            "%(count)s columns do not fit: %(names)s",
            len(out),
        ) % {"count": len(out), "names": ", ".join(out)}
        said.append(LeftOut(words, f"u{below}", room_class(above)))
    return said
