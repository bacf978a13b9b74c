"""Whose a row is, where a file holds several municipalities' systems."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from samdrift.core.findings import Finding, Severity, choose_by_count, gettext_noop
from samdrift.core.tables.fields import fold, words_in

_BESIDE = words_in("kommun kommunen kommuns kommunens stad stads municipality kommune the of city")
_SEVERAL = re.compile(r"[,;/&+|\n]|\boch\b|\bsamt\b")
OWN, ELSEWHERE, UNKNOWN = "own", "elsewhere", "unknown"


def municipality_key(text: str) -> str:
    """«Åmåls kommun», «ÅMÅL», «Kommunen Åmål» → one key, but for the genitive's s, which `spellings` has both ways."""
    return " ".join(word for word in fold(text).split() if word not in _BESIDE) or fold(text)


def spellings(*names: str | None) -> frozenset[str]:
    """Every key that a municipality of these names, short names and codes may be found by."""
    keys = {municipality_key(name) for name in names if name}
    return frozenset(keys | {f"{key}s" for key in keys if not key.isdecimal()})


@dataclass(frozen=True, slots=True)
class Municipalities:
    """What the receiving municipality, those that the person may bring rows into, and all others are called.

    own: keys of the receiver. members: key → primary key of another that the person may import for.
    others: keys of every other municipality that is known.
    """

    own: frozenset[str] = frozenset()
    members: Mapping[str, int] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def find(self, said: str) -> str | int:
        """Whose a cell says that the row is: `OWN`, a member's primary key, `ELSEWHERE`, or `UNKNOWN`.

        A cell that names several is the receiver's if it is among them, else the first member's.
        """
        found = self._one(said)
        if found != UNKNOWN:
            return found
        parts = [self._one(part) for part in _SEVERAL.split(said) if fold(part)]
        if len(parts) < 2 or UNKNOWN in parts:
            return UNKNOWN
        if OWN in parts:
            return OWN
        return next((part for part in parts if isinstance(part, int)), ELSEWHERE)

    def _one(self, said: str) -> str | int:
        key = municipality_key(said)
        if not self._is_known(key):
            key = self._nearest(key) or key
        if key in self.own:
            return OWN
        if key in self.members:
            return self.members[key]
        return ELSEWHERE if key in self.others else UNKNOWN

    def _is_known(self, key: str) -> bool:
        return key in self.own or key in self.members or key in self.others

    def _nearest(self, key: str) -> str | None:
        """The only known municipality one slip of the pen away; None for short words and where two are as near."""
        if len(key) < 5 or key.isdecimal():
            return None
        near = {
            known.removesuffix("s")
            for known in (*self.own, *self.members, *self.others)
            if OSA.distance(key, known, score_cutoff=1) <= 1
        }
        return near.pop() if len(near) == 1 else None


@dataclass(slots=True)
class Whose:
    """Rows that are not the receiver's, counted by the name that the file gives: one finding of each kind."""

    moved: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def findings(self) -> Iterable[Finding]:
        kinds = (
            (
                self.moved,
                "rows-of-members",
                Severity.NOTE,
                gettext_noop("One row is put where it belongs: %(names)s"),
                gettext_noop("%(count)s rows are put where they belong: %(names)s"),
            ),
            (
                self.elsewhere,
                "rows-elsewhere",
                Severity.WARNING,
                gettext_noop(
                    "One row is of a municipality that you don't bring in for; left out: %(names)s"
                ),
                gettext_noop(
                    "%(count)s rows are of municipalities that you don't bring in for; left out: %(names)s"
                ),
            ),
            (
                self.unknown,
                "unknown-municipality",
                Severity.WARNING,
                gettext_noop(
                    "One row names a municipality that is not known, and is brought in here: %(names)s"
                ),
                gettext_noop(
                    "%(count)s rows name a municipality that is not known, and are brought in here: %(names)s"
                ),
            ),
        )
        for rows, rule, severity, one, many in kinds:
            if rows:
                names = ", ".join(f"{name} {count}" for name, count in rows.most_common(12))
                values = {"count": rows.total(), "names": names}
                what = choose_by_count(rows.total(), one, many)
                yield Finding("", what, severity, values, rule)
