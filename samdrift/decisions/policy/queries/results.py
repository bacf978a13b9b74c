"""What a check answers: how much is fulfilled, out of how much, and the rows behind it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from samdrift.core.naming import is_named
from samdrift.core.swedish import swedish_key
from samdrift.decisions.policy.queries.acts import Act
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register.models import Application


class CheckStatus(StrEnum):
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT = "not"
    NO_DATA = "no_data"  # nothing in the register to judge by
    NOT_MEASURED = "not_measured"  # what would measure it doesn't exist yet
    BY_HAND = "by_hand"  # followed up by people
    NOT_JUDGED = "not_judged"  # no municipality has adopted the policy, or its time has not begun


class Grade(StrEnum):
    LACKING = "lacking"
    VULNERABLE = "vulnerable"  # there is one, and nothing if that one is gone
    FULFILS = "fulfils"
    NOT_ASKED = "not_asked"  # shown, but the clause asks nothing of it


def grade_of(fulfils: bool) -> Grade:
    return Grade.FULFILS if fulfils else Grade.LACKING


#: What must be mended is read first.
_ORDER = {grade: place for place, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind the figure: what it is, where it stands, and whether it fulfils.

    about: the application that it is about, if any, whose owner then acts. organisation: the municipality that acts.
    since: the day from which it has lacked what is asked for. number, of: how many this row stands for.
    act: what mends it. concerns: the municipalities that it is about, where they are several.
    """

    label: str
    place: RowPage
    grade: Grade
    note: str = ""
    about: Application | None = None
    organisation: Organisation | None = None
    since: dt.date | None = None
    number: int | None = None
    of: int = 1
    act: Act | None = None
    concerns: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return self.place.url

    @property
    def concerns_beside(self) -> list[str]:
        """The municipalities that it is about, but those that its label names already."""
        return [each for each in self.concerns if not is_named(self.label, each)]

    @property
    def fulfils(self) -> bool:
        return self.grade is Grade.FULFILS

    @property
    def done(self) -> int:
        return int(self.fulfils) if self.number is None else self.number

    @property
    def municipality(self) -> Organisation | None:
        return self.organisation or (self.about.host if self.about else None)


@dataclass(frozen=True)
class Result:
    """`done` of `total` fulfil. Asked for is `target` per cent, or `least` in number where only some need to.

    rows: in no order; none where only the figures are kept. vulnerable: how many rows have one, and nothing if that one
    is gone. partial: the check measures a part of the clause, so that it is never shown as wholly fulfilled.
    """

    done: int
    total: int
    rows: Sequence[Evidence] = field(default_factory=tuple)
    target: int = 100
    least: int | None = None
    partial: bool = False
    vulnerable: int = 0

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The rows, those that lack something first, so that what must be done is read first."""
        return tuple(sorted(self.rows, key=lambda row: (_ORDER[row.grade], swedish_key(row.label))))

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down so that 100 means all."""
        return 100 * self.done // self.total if self.total else None

    @property
    def is_reached(self) -> bool:
        if self.least is not None:
            return self.done >= self.least
        return 100 * self.done >= self.target * self.total

    @property
    def status(self) -> CheckStatus:
        if self.total == 0:
            return CheckStatus.NO_DATA
        if self.is_reached:
            return CheckStatus.PARTLY if self.partial else CheckStatus.FULFILLED
        return CheckStatus.PARTLY if self.done or self.vulnerable else CheckStatus.NOT


def count_evidence(
    evidence: Iterable[Evidence], *, target: int = 100, least: int | None = None
) -> Result:
    rows = tuple(evidence)
    done, total = sum(row.done for row in rows), sum(row.of for row in rows)
    vulnerable = sum(row.grade is Grade.VULNERABLE for row in rows)
    return Result(done, total, rows, target, least, vulnerable=vulnerable)


def names_of(organisations: Iterable[Organisation]) -> tuple[str, ...]:
    return tuple(sorted(map(str, organisations), key=swedish_key))


def row_about(
    application: Application,
    lacking: str = "",
    *,
    since: dt.date | None = None,
    act: Act | None = None,
) -> Evidence:
    """Evidence about an application: it fulfils where nothing is lacking.

    since: where that isn't the application's first day.
    """
    return Evidence(
        application.name,
        RowPage("application", application.pk),
        Grade.LACKING if lacking else Grade.FULFILS,
        note=lacking,
        about=application,
        since=max(since or application.starts_on, application.starts_on) if lacking else None,
        act=act if lacking else None,
    )
