"""A list with keys → one `ListRow` a row, its cells read by the list's own declaration, with everything found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.tables import (
    DateStyle,
    Table,
    date_style,
    is_blank,
    is_never,
    read_amount_ore,
    read_code,
    read_date,
    read_decimal,
    read_integer,
    read_yes_no,
)
from samdrift.core.tables.columns import unit_of
from samdrift.core.tables.fields import fold
from samdrift.foundation.ui.listing.list_fields import KEY, KEY_LABEL, ListField, in_digits
from samdrift.records.intake.convert.own_words import vocabulary_of
from samdrift.records.intake.convert.row_cells import RowCells, entries_of

MOST_NUMBER = 100_000_000


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the key that it says, if any, and field → value for what it says. What it does not say is not there."""

    number: int
    key: int | None
    said: dict[str, Any]


@dataclass(slots=True)
class ListRead:
    """Rows that can be understood, rows that can't with their cells word for word, and what was found."""

    rows: list[ListRow] = field(default_factory=list)
    refused: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def own_columns(table: Table, fields: Mapping[str, ListField]) -> dict[str, str] | None:
    """Heading → field in an export of the list itself, which says the key of each row; None for anybody else's file.

    In it only the list's own headings have a meaning: «Ends» beside «Last day of the term» is told, not read.
    """
    key = {fold(label) for label in ListField(KEY, KEY_LABEL).own_labels}
    if not any(fold(heading) in key for heading in table.header):
        return None
    known = {fold(label): name for name, each in fields.items() for label in each.own_labels}
    known |= dict.fromkeys(key, KEY)
    return {heading: known.get(fold(heading), "") for heading in table.header}


def read_list(
    table: Table,
    columns: Mapping[str, str],
    fields: Mapping[str, ListField],
    naming: tuple[str, ...],
) -> ListRead:
    """Every row of a table, its columns read as `columns` says ({heading: field})."""
    at = {
        name: place for place, heading in enumerate(table.header) if (name := columns.get(heading))
    }
    styles = {
        name: date_style((row.cells[at[name]] for row in table.rows), epoch=table.epoch)
        for name, each in fields.items()
        if each.kind == "date" and name in at
    }
    read = ListRead(findings=list(table.findings))
    for row in entries_of(table, at, (*naming, KEY), read.findings):
        line = _Line(row=row, header=table.header, at=at, styles=styles)
        key, said = line.key(), {}
        for name, each in fields.items():
            value = line.value(each)
            if value is not None:
                said[name] = value
        read.findings += line.findings
        if line.has_fault:
            name = next((line.text(one) for one in naming if line.text(one)), "")
            read.refused.append((row.number, name[:160], line.word_for_word()))
        elif key is not None or said:
            read.rows.append(ListRow(row.number, key, said))
    return read


@dataclass(slots=True, kw_only=True)
class _Line(RowCells):
    """One row while it is read."""

    styles: Mapping[str, DateStyle]

    def text(self, name: str) -> str:
        """Blank words are nothing."""
        return "" if is_blank(self.cell(name)) else RowCells.text(self, name)

    def key(self) -> int | None:
        said = self.text(KEY)
        if said and not (said.isascii() and said.isdecimal() and len(said) < 10):
            what = gettext_noop("%(value)s is no key of the register")
            self.add_finding(KEY, "not-a-key", what, said)
            return None
        return int(said) if said else None

    def value(self, each: ListField) -> Any:
        """What the cell says, in values fit for JSON; None where it says nothing, or what can't be understood."""
        cell, place = self.cell(each.name), self.place(each.name)
        if is_blank(cell):
            return None
        if each.kind == "date":
            day = self.value_of(
                read_date(cell, place, end=each.is_end, style=self.styles[each.name])
            )
            return None if day is None or is_never(day) else day.isoformat()
        if each.kind == "amount":
            unit = unit_of(self.header[self.at[each.name]])
            return self.value_of(read_amount_ore(cell, place, unit=unit))
        if each.kind == "decimal":
            number = self.value_of(read_decimal(cell, place))
            return None if number is None else in_digits(number)
        if each.kind == "yes_no":
            return self.value_of(read_yes_no(cell, place))
        if each.choices is not None:
            return self.value_of(read_code(cell, vocabulary_of(each.choices), place))
        if each.kind == "number":
            return self._number(each)
        return self._text(each)

    def _number(self, each: ListField) -> int | None:
        number: int | None = self.value_of(
            read_integer(self.cell(each.name), self.place(each.name))
        )
        if number is not None and number > MOST_NUMBER:
            what = gettext_noop("%(value)s is too large a number")
            self.add_finding(each.name, "too-large", what, number)
            return None
        return number

    def _text(self, each: ListField) -> str | None:
        text = self.text(each.name)
        if len(text) > each.longest:
            what = gettext_noop("%(value)s is longer than %(most)s characters")
            self.add_finding(each.name, "too-long", what, text[:60], most=each.longest)
        return text or None
