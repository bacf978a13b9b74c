"""A list of employees → one `EmployeeRow` a row, with everything found at once."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from rapidfuzz import process

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import (
    DateStyle,
    Place,
    Table,
    date_style,
    is_blank,
    is_identity_number,
    is_never,
    read_date,
)
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.row_cells import RowCells, entries_of

NEAR = 80  # how alike a unit's name must be to be offered instead
NAME_COLUMNS = ("person", "family_name", "email", "number")
LONGEST = {"name": 120, "title": 120, "number": 40, "email": 254, "phone": 40}
HIDDEN = "••••••"  # instead of a personal identity number
_ADDRESS = re.compile(r"(?<![^\s<>,;])[^\s<>,;]+@[^\s<>,;]+")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EmployeeLookup:
    """What has to be known beside the file: how the units are spelled, and what the employer is called."""

    units: Mapping[str, Sequence[int]]
    own_names: frozenset[str]
    employer: str


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """One row: name, email, phone, number, title; unit as its key; manager as «@address» or «#number»; days as ISO.

    None is what the row does not say: it stays as it is.
    """

    number: int
    values: Values

    @property
    def name(self) -> str:
        return str(self.values["name"] or self.values["email"] or self.values["number"])

    @property
    def identities(self) -> list[str]:
        """How the person is known, the employee number before the address; never the name."""
        return identities_of(self.values["number"], self.values["email"])

    def day(self, name: str) -> dt.date | None:
        said = self.values[name]
        return dt.date.fromisoformat(said) if said else None


def identities_of(number: str | None, email: str | None) -> list[str]:
    """An employee number and an address as keys that can't be taken for each other."""
    found = [f"#{number.casefold()}"] if number else []
    return [*found, f"@{email.casefold()}"] if email else found


def plain_name(name: str) -> str:
    """A name with single spaces and the given name first: «Berg,  Anna» is «Anna Berg»."""
    parts = [" ".join(part.split()) for part in name.split(",")]
    return (
        " ".join(part for part in reversed(parts) if part) if len(parts) == 2 else ",".join(parts)
    )


@dataclass(slots=True)
class EmployeesRead:
    """Rows that can be brought in, rows that can't with their cells word for word, and what was found."""

    rows: list[EmployeeRow] = field(default_factory=list)
    refused: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_employees(
    table: Table, columns: Mapping[str, str], around: EmployeeLookup
) -> EmployeesRead:
    """Every row of a table, its columns read as `columns` says ({heading: field})."""
    at = {
        name: place for place, heading in enumerate(table.header) if (name := columns.get(heading))
    }
    styles: dict[str, DateStyle] = {
        name: date_style((row.cells[at[name]] for row in table.rows), epoch=table.epoch)
        for name in ("starts_on", "ends_on")
        if name in at
    }
    read = EmployeesRead(findings=list(table.findings))
    seen: dict[tuple[str, str | None], int] = {}
    for row in entries_of(table, at, NAME_COLUMNS, read.findings):
        if all(map(is_blank, row.cells)):
            continue
        line = _Line(row=row, header=table.header, at=at, around=around, styles=styles)
        made = EmployeeRow(row.number, line.values())
        for identity in made.identities:
            first = seen.setdefault((identity, made.values["starts_on"]), row.number)
            if first != row.number:
                what = gettext_noop("%(value)s stands in row %(first)s already")
                field_name = "number" if identity.startswith("#") else "email"
                line.add_finding(field_name, "person-twice", what, identity[1:], first=first)
                break
        read.findings += line.findings
        if line.has_fault:
            read.refused.append((row.number, made.name[:160], line.word_for_word()))
        else:
            read.rows.append(made)
    return read


@dataclass(slots=True, kw_only=True)
class _Line(RowCells):
    """One row while it is read."""

    around: EmployeeLookup
    styles: Mapping[str, DateStyle]

    def text(self, name: str) -> str:
        """Blank words («-», «saknas») are nothing."""
        if is_blank(self.cell(name)):
            return ""
        return RowCells.text(self, name)

    def word_for_word(self) -> dict[str, str]:
        said = RowCells.word_for_word(self)
        return {
            heading: HIDDEN if is_identity_number(words) else words
            for heading, words in said.items()
        }

    def values(self) -> Values:
        values: Values = {
            "name": self._short("name", "person", self._name()),
            "email": self._email(),
            "phone": self._short("phone", "phone", self.text("phone")),
            "number": self._number(),
            "title": self._short("title", "title", self.text("title")),
            "unit": self._unit(),
            "manager": self._manager(),
            "starts_on": self._day("starts_on"),
            "ends_on": self._day("ends_on"),
        }
        if not self.has_fault:
            self._check(values)
        self._employer()
        return values

    def _check(self, values: Values) -> None:
        if not values["number"] and not values["email"]:
            what = gettext_noop(
                "The row has neither employee number nor e-mail: a name alone does not tell who it is"
            )
            self.add_finding("email", "no-identity", what, values["name"] or "")
        starts_on, ends_on = values["starts_on"], values["ends_on"]
        if starts_on and ends_on and ends_on < starts_on:
            what = gettext_noop("The last day, %(value)s, is before the first, %(first)s")
            self.add_finding("ends_on", "ends-before-start", what, ends_on, first=starts_on)

    def _name(self) -> str:
        whole = plain_name(self.text("person"))
        parts = (self.text("given_name"), self.text("family_name"))
        return whole or " ".join(part for part in parts if part)

    def _short(self, name: str, column: str, text: str) -> str | None:
        if len(text) > LONGEST[name]:
            what = gettext_noop("%(value)s is longer than %(most)s characters")
            self.add_finding(column, "too-long", what, text[:60], most=LONGEST[name])
        return text or None

    def _email(self) -> str | None:
        text = self.text("email").lower().removeprefix("mailto:")
        if not text:
            return None
        try:
            validate_email(text)
        except ValidationError:
            self.add_finding(
                "email", "not-an-address", gettext_noop("%(value)s is not an e-mail address"), text
            )
        return self._short("email", "email", text)

    def _number(self) -> str | None:
        text = self.text("number")
        if is_identity_number(text):
            what = gettext_noop(
                "The cell holds a personal identity number. Write the employee number instead"
            )
            self.add_finding("number", "identity-number", what, HIDDEN)
            return None
        return self._short("number", "number", text)

    def _day(self, name: str) -> str | None:
        read = read_date(
            self.cell(name),
            self.place(name),
            end=name == "ends_on",
            style=self.styles.get(name) or DateStyle(),
        )
        day = self.value_of(read)
        if day is None or is_never(day):
            return None
        if day.year < 1900:
            what = gettext_noop("%(value)s is too long ago to be a day of an employment")
            self.add_finding(name, "too-early", what, day.isoformat())
        return str(day.isoformat())

    def _unit(self) -> int | None:
        said = self.text("unit")
        if not said:
            return None
        found = self.around.units.get(said.casefold()) or self.around.units.get(fold(said), ())
        if len(found) == 1:
            return found[0]
        if found:
            what = gettext_noop(
                "%(count)s units are called %(value)s: write the unit with what it is part of, as "
                "«School / Administration»"
            )
            self.add_finding("unit", "ambiguous-unit", what, said, count=len(found))
            return None
        near = process.extractOne(said.casefold(), list(self.around.units), score_cutoff=NEAR)
        what = gettext_noop("%(employer)s has no unit called %(value)s")
        if near is not None:
            what = gettext_noop(
                "%(employer)s has no unit called %(value)s; perhaps %(near)s is meant"
            )
        self.add_finding(
            "unit",
            "no-such-unit",
            what,
            said,
            employer=self.around.employer,
            near=near[0] if near else "",
        )
        return None

    def _manager(self) -> str | None:
        """An address or a number. A name alone is left with a word: it does not tell who it is."""
        said = self.text("manager")
        if not said:
            return None
        address = _ADDRESS.search(said)
        if address is not None:
            return f"@{address[0].casefold()}"
        if is_identity_number(said):
            what = gettext_noop(
                "The cell holds a personal identity number. Write the employee number instead"
            )
            self.add_finding("manager", "identity-number", what, HIDDEN)
            return None
        if any(sign.isdigit() for sign in said) and " " not in said:
            return f"#{said.casefold()}"
        what = gettext_noop(
            "The manager is named %(value)s, without e-mail or employee number; who is manager is left as it is"
        )
        place = self.place("manager")
        self.findings.append(place.finding("manager-by-name", what, said, Severity.WARNING))
        return None

    def _employer(self) -> None:
        said = self.text("organisation")
        if said and fold(said) not in self.around.own_names:
            what = gettext_noop("The row is of %(value)s, but the file is of %(employer)s")
            self.add_finding(
                "organisation", "another-employer", what, said, employer=self.around.employer
            )


def of_row(number: int, rule: str, what: str, severity: Severity, **values: object) -> Finding:
    """A finding about a whole row beside the register."""
    return Place(number).finding(rule, what, values.pop("value", ""), severity, **values)
