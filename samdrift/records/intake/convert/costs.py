"""A table of costs → one `CostRow` a row, in the terms of cost lines, with everything found at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from samdrift.core.findings import Finding, Severity, choose_by_count, gettext_noop
from samdrift.core.tables import (
    COST_KINDS,
    COST_PHASES,
    COST_TYPES,
    Place,
    Table,
    is_blank,
    read_amount_ore,
    read_code,
    read_year,
)
from samdrift.core.tables.columns import unit_of
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.own_words import others_words, vocabulary_of
from samdrift.records.intake.convert.row_cells import RowCells, entries_of
from samdrift.records.spending.models import CostKind, CostPhase, CostType

LONGEST_NOTE = 250
MOST_ORE = 10**14
NEAR = 80  # how alike a name must be to be offered instead
SUBJECTS = ("application", "initiative", "unit")
SUBJECT_COLUMNS = ("what", *SUBJECTS)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a row can name: its key, how it is spelled, and whether the municipality hosts or holds it."""

    pk: int
    name: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class CostLookup:
    """What has to be known beside the file: by folded name, what each kind of subject can be; the municipality."""

    subjects: Mapping[str, Mapping[str, Sequence[Named]]]
    own_names: frozenset[str]
    municipality: str


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row that holds a cost. `values` has application, initiative and unit as keys, amount in öre."""

    number: int
    name: str
    values: Values

    @property
    def room(self) -> tuple[Any, ...]:
        """What a row and a cost line have in common when they are the same cost, beside note and amount."""
        names = ("application", "initiative", "unit", "year", "phase", "type", "kind")
        return tuple(self.values[name] for name in names)


@dataclass(slots=True)
class CostsRead:
    """Rows that can be brought in, rows that can't with their cells word for word, and what was found."""

    rows: list[CostRow] = field(default_factory=list)
    refused: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    empty: int = 0  # rows without an amount: nothing to bring in


def read_costs(table: Table, columns: Mapping[str, str], around: CostLookup) -> CostsRead:
    """Every row of a table, its columns read as `columns` says ({heading: field})."""
    at = {
        name: place for place, heading in enumerate(table.header) if (name := columns.get(heading))
    }
    read = CostsRead(findings=list(table.findings))
    defaults: dict[str, int] = {}
    for row in entries_of(table, at, SUBJECT_COLUMNS, read.findings):
        line = _Line(row=row, header=table.header, at=at, around=around)
        if "amount" in at and is_blank(row.cells[at["amount"]]):
            read.empty += 1
            continue
        values = line.values(defaults)
        read.findings += line.findings
        name = (
            line.text("application")
            or line.text("initiative")
            or line.text("what")
            or line.text("unit")
        )
        if line.has_fault:
            read.refused.append((row.number, name[:160], line.word_for_word()))
        else:
            read.rows.append(CostRow(row.number, name[:160], values))
    read.findings += _about_file(read, defaults)
    return read


def _about_file(read: CostsRead, defaults: Mapping[str, int]) -> list[Finding]:
    found = []
    if read.empty:
        what = choose_by_count(
            read.empty,
            gettext_noop("One row has no amount and is left as it is"),
            gettext_noop("%(count)s rows have no amount and are left as they are"),
        )
        found.append(Finding("", what, Severity.NOTE, {"count": read.empty}, "no-amount"))
    words = {
        "phase": choose_by_count(
            defaults.get("phase", 0),
            gettext_noop("One row says no phase; it is taken as maintenance"),
            gettext_noop("%(count)s rows say no phase; they are taken as maintenance"),
        ),
        "type": choose_by_count(
            defaults.get("type", 0),
            gettext_noop("One row says no type of cost; it is taken as «other»"),
            gettext_noop("%(count)s rows say no type of cost; they are taken as «other»"),
        ),
    }
    for name, count in defaults.items():
        found.append(Finding("", words[name], Severity.WARNING, {"count": count}, f"no-{name}"))
    seen: dict[tuple[Any, ...], int] = {}
    for row in read.rows:
        alike = (*row.room, row.values["amount_ore"], row.values["note"])
        if alike in seen:
            what = gettext_noop("The row says the same as row %(first)s; both are brought in")
            found.append(
                Place(row.number).finding(
                    "row-twice", what, row.name, Severity.WARNING, first=seen[alike]
                )
            )
        seen.setdefault(alike, row.number)
    return found


@dataclass(slots=True, kw_only=True)
class _Line(RowCells):
    """One row of costs while it is read."""

    around: CostLookup

    def values(self, defaults: dict[str, int]) -> Values:
        values: Values = {**self._subject(), **self._money()}
        for name, words, usual in (
            ("phase", vocabulary_of(CostPhase, others_words(COST_PHASES)), "maintenance"),
            ("type", vocabulary_of(CostType, others_words(COST_TYPES)), "other"),
        ):
            if is_blank(self.cell(name)):
                defaults[name] = defaults.get(name, 0) + 1
                values[name] = usual
            else:
                values[name] = self.value_of(read_code(self.cell(name), words, self.place(name)))
        values["note"] = self._note() if "note" in self.at else None  # unsaid: the line's own stays
        self._bearer()
        if values["initiative"] and values["type"] == "internal_communication":
            what = gettext_noop(
                "Communication inside a municipality is borne by that municipality and is never shared: it can't be "
                "a cost of a joint initiative"
            )
            self.add_finding("type", "internal-communication", what, self.text("type"))
        return values

    def _money(self) -> Values:
        year = self.value_of(read_year(self.cell("year"), self.place("year")))
        if is_blank(self.cell("year")):
            self.add_finding("year", "no-year", gettext_noop("The row says no year"))
        elif year is not None and not 1950 <= year <= 2200:
            what = gettext_noop("%(value)s can't be the year")
            self.add_finding("year", "year-out-of-range", what, self.text("year"))
        kinds = vocabulary_of(CostKind, others_words(COST_KINDS))
        kind = self.value_of(read_code(self.cell("kind"), kinds, self.place("kind")))
        if is_blank(self.cell("kind")):
            what = gettext_noop("The row does not say whether it is budget, forecast or actual")
            self.add_finding("kind", "no-kind", what)
        place = self.place("amount")
        amount = self.value_of(
            read_amount_ore(self.cell("amount"), place, unit=unit_of(place.column))
        )
        if amount is not None and abs(amount) > MOST_ORE:
            what = gettext_noop("%(value)s is larger than can be true")
            self.add_finding("amount", "too-large-number", what, self.text("amount"))
        return {"year": year, "kind": kind, "amount_ore": amount}

    def _note(self) -> str:
        note = self.text("note")
        if len(note) > LONGEST_NOTE:
            what = gettext_noop("The note is longer than %(most)s characters and was cut")
            place = self.place("note")
            self.findings.append(
                place.finding("note-too-long", what, note[:60], Severity.WARNING, most=LONGEST_NOTE)
            )
        return note[:LONGEST_NOTE]

    def _bearer(self) -> None:
        said = self.text("bearer")
        if said and fold(said) not in self.around.own_names:
            what = gettext_noop(
                "The cost is borne by %(value)s, but the file is %(municipality)s's"
            )
            self.add_finding(
                "bearer", "another-bearer", what, said, municipality=self.around.municipality
            )

    def _subject(self) -> Values:
        """What the cost is of. A unit may stand beside an application; an application and an initiative may not."""
        keys: Values = dict.fromkeys(SUBJECTS)
        for name in SUBJECTS:
            if said := self.text(name):
                keys[name] = self._key_named(name, name, said)
        said = self.text("what")
        if said and not self.text("application") and not self.text("initiative"):
            self._of_any(said, keys)
        elif not any(map(self.text, SUBJECTS)):
            what = gettext_noop("The row does not say what the cost is for")
            self.add_finding("application", "no-subject", what)
        if keys["application"] and keys["initiative"]:
            what = gettext_noop(
                "A cost belongs to an application or to a joint initiative, not to both"
            )
            self.add_finding("initiative", "two-subjects", what, self.text("initiative"))
        return keys

    def _of_any(self, said: str, keys: Values) -> None:
        known = [name for name in SUBJECTS if fold(said) in self.around.subjects[name]]
        if len(known) > 1:
            what = gettext_noop(
                "%(value)s names several things: write it in a column of its own kind"
            )
            self.add_finding("what", "ambiguous-subject", what, said)
        else:
            kind = known[0] if known else "application"
            keys[kind] = self._key_named(kind, "what", said)

    def _key_named(self, kind: str, column: str, said: str) -> int | None:
        """The key of what a cell names: the municipality's own where several have the name."""
        named = self.around.subjects[kind].get(fold(said), ())
        own = [each for each in named if each.own] or list(named)
        if len(own) == 1:
            return own[0].pk
        if own:
            what = gettext_noop("%(value)s is the name of %(count)s things: which one is not told")
            self.add_finding(column, "ambiguous-name", what, said, count=len(own))
            return None
        near = process.extractOne(fold(said), list(self.around.subjects[kind]), score_cutoff=NEAR)
        if near is None:
            what = gettext_noop("There is nothing called %(value)s")
            self.add_finding(column, f"no-such-{kind}", what, said)
        else:
            what = gettext_noop("There is nothing called %(value)s; perhaps %(near)s is meant")
            spelled = self.around.subjects[kind][near[0]][0].name
            self.add_finding(column, f"no-such-{kind}", what, said, near=spelled)
        return None
