"""What a check answers: how much is fulfilled, out of how much, and the rows behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.urls import reverse

from samdrift.core.swedish import swedish_key


class Status(StrEnum):
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT = "not"
    NO_DATA = "no_data"  # nothing in the register to judge by
    BY_HAND = "by_hand"  # no check: followed up by people


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind the figure: what it is, where it stands, and whether it fulfils."""

    label: str
    url: str
    fulfils: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """`done` of `total` fulfil; `target` per cent is asked for (100 unless the policy says less)."""

    done: int
    total: int
    evidence: Sequence[Evidence] = field(default_factory=tuple)
    target: int = 100

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down so that 100 means all."""
        return 100 * self.done // self.total if self.total else None

    @property
    def status(self) -> Status:
        if self.total == 0:
            return Status.NO_DATA
        if 100 * self.done >= self.target * self.total:
            return Status.FULFILLED
        return Status.PARTLY if self.done else Status.NOT


def counted(evidence: Iterable[Evidence]) -> Result:
    """Those that lack something first, so that what must be done is read first."""
    rows = sorted(evidence, key=lambda row: (row.fulfils, swedish_key(row.label)))
    return Result(sum(row.fulfils for row in rows), len(rows), tuple(rows))


def row(thing: Any, name: str, fulfils: bool, note: str = "") -> Evidence:
    """Evidence about a thing that has a page of its own."""
    return Evidence(str(thing), reverse(name, args=[thing.pk]), fulfils, note)
