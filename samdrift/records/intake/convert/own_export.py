"""The register's own export on its way back: which application each row is, and which cells somebody has changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import Cell, Place, Row, Table
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.cells import text_of
from samdrift.records.register.fields import APPLICATION_FIELDS

NEVER_CHANGED = frozenset({"municipalities", "no_owner_since"}) | {
    field.name for field in APPLICATION_FIELDS if field.is_settled_elsewhere
}
"""Columns of the list that tell what other pages settle: a changed cell in them is told and not brought in."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One application as the list exports it today: what each column says, and which municipality hosts it.

    host, host_name: its primary key and name; may_change: whether the person may bring in for that municipality.
    """

    cells: Mapping[str, object]
    host: int
    host_name: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class OwnExport:
    """What is known beside a file that the register itself has written.

    key_heading: folded heading of the column with the applications' keys. columns: folded heading → column of the list.
    listed: application's primary key → how it is listed today, for those that the person may see.
    """

    key_heading: str
    columns: Mapping[str, str]
    listed: Mapping[int, Listed]


@dataclass(frozen=True, slots=True)
class Returned:
    """A table without the cells that nobody has changed, which application each row is, and what was found."""

    table: Table
    applications: Mapping[int, int]
    findings: tuple[Finding, ...]


def key_column(table: Table, key_heading: str) -> int | None:
    """Position of the column with the applications' keys; None in a file of anybody else's."""
    folded = [fold(heading) for heading in table.header]
    return folded.index(key_heading) if key_heading in folded else None


def keys_of(table: Table, at: int) -> dict[int, int]:
    """Number of the row → the key that it says, for rows that say one."""
    said = {row.number: text_of(row.cells[at]) for row in table.rows}
    return {number: int(key) for number, key in said.items() if key.isdecimal() and len(key) < 10}


def without_own_words(table: Table, own: OwnExport) -> Returned:
    """Take away what the file says only because the register said it; told is what can't be changed this way."""
    at = key_column(table, own.key_heading)
    if at is None:
        return Returned(table, {}, ())
    keys, rows, findings = keys_of(table, at), [], []
    names = [own.columns.get(fold(heading), "") for heading in table.header]
    applications = {number: key for number, key in keys.items() if key in own.listed}
    for row in table.rows:
        listed = own.listed.get(applications.get(row.number, 0))
        if listed is None:
            rows.append(replace(row, cells=_without(row, {at})))
            continue
        same = {
            place
            for place, name in enumerate(names)
            if name not in {"", "name"} and _alike(row.cells[place], listed.cells.get(name))
        }
        stiff = {place for place, name in enumerate(names) if name in NEVER_CHANGED} - same
        findings += [
            _not_changed(row, table.header[place])
            for place in sorted(stiff)
            if row.cells[place] is not None
        ]
        rows.append(replace(row, cells=_without(row, same | stiff | {at})))
    unknown = [number for number, key in keys.items() if key not in own.listed]
    findings += [_no_such(number, table.header[at], keys[number]) for number in unknown]
    return Returned(replace(table, rows=tuple(rows)), applications, tuple(findings))


def _without(row: Row, places: set[int]) -> tuple[Cell, ...]:
    return tuple(None if at in places else cell for at, cell in enumerate(row.cells))


def _alike(cell: Cell, listed: object) -> bool:
    """Whether a cell says what the register wrote in it, whatever the file's format made of it."""
    return _plain(cell) == _plain(listed)


def _plain(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    known = isinstance(cell, str | int | float | dt.date)
    text = text_of(cell) if known else "" if cell is None else str(cell)  # type: ignore[arg-type]
    return " ".join(text.removeprefix("'").split())


def _not_changed(row: Row, heading: str) -> Finding:
    what = gettext_noop(
        "%(column)s is not changed by reading in a file; change it on the application's page"
    )
    return Place(row.number, heading).finding("not-changed-by-file", what, "", Severity.WARNING)


def _no_such(number: int, heading: str, key: int) -> Finding:
    what = gettext_noop(
        "There is no application with the key %(value)s that you may see; the row is left out"
    )
    return Place(number, heading).finding("no-such-application", what, str(key))
