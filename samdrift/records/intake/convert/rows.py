"""A table and what its columns mean → one `FileRow` per row, in the register's terms, with everything found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import Cell, Row, Table, is_blank
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.cells import READERS, read_column, text_of
from samdrift.records.intake.convert.line import (
    LONGEST_NAME,
    Found,
    Line,
    Surroundings,
    Values,
    say_agreement,
    say_costs,
    say_what,
    say_when,
    say_where,
    say_who,
)

LONGEST_KEY = 200
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file. `values` holds only what the file says; `key` is how the row is known next time."""

    number: int
    name: str
    product_name: str
    vendor: str
    key: Key
    values: Values


@dataclass(slots=True)
class RowsRead(Found):
    """All rows that have a name, with what was found in the file."""

    rows: list[FileRow] = field(default_factory=list)


def name_key(name: str) -> str:
    return (fold(name) or name.casefold())[:LONGEST_NAME]


def read_rows(table: Table, columns: Mapping[str, str], around: Surroundings) -> RowsRead:
    """Every row of a table, its columns read as `columns` says ({heading: field}); nothing that is filled gets lost."""
    read = RowsRead()
    for finding in table.findings:
        read.add(finding)
    parts = _by_field(table, columns, read)
    heading = {name: parts[name][0] for name in parts}
    seen: Counter[tuple[str, str]] = Counter()
    for at, row in enumerate(table.rows):
        cells = {name: values[at] for name, (_, values) in parts.items() if values[at] is not None}
        line = Line(row.number, cells, heading, around, read)
        made = _file_row(line, row, parts, table.header)
        if made is None:
            continue
        seen[made.key[:2]] += 1
        key = (*made.key[:2], seen[made.key[:2]])
        read.rows.append(
            FileRow(made.number, made.name, made.product_name, made.vendor, key, made.values)
        )
    _note_unsaid_start(read)
    return read


Parts = dict[str, tuple[str, list[Any]]]


def _by_field(table: Table, columns: Mapping[str, str], read: RowsRead) -> Parts:
    """Field → (heading, values), for the columns whose field has a place in the register."""
    parts: Parts = {}
    for at, heading in enumerate(table.header):
        name = columns.get(heading) or ""
        if name in READERS and name not in parts:
            numbered = [(row.number, row.cells[at]) for row in table.rows]
            values, findings = read_column(name, heading, numbered, table.epoch)
            for finding in findings:
                read.add(finding)
            parts[name] = (heading, values)
    return parts


def _file_row(line: Line, row: Row, parts: Parts, header: Sequence[str]) -> FileRow | None:
    cells = line.cells
    name = " ".join(str(cells.get("name") or cells.get("product") or "").split())
    if not name:
        line.read.nameless += 1
        line.found(
            "name", "no-name", gettext_noop("The row has no name, so it can't be brought in")
        )
        return None
    line.values["name"] = name[:LONGEST_NAME]
    if len(name) > LONGEST_NAME:
        line.kept.add("name")
        what = gettext_noop("The name is longer than %(most)s characters and was cut")
        line.found("name", "name-too-long", what, name, Severity.WARNING, most=LONGEST_NAME)
    for part in (say_where, say_what, say_who, say_when, say_agreement, say_costs):
        part(line)
    more = _more(row, cells, parts, header, line.kept)
    if more:
        line.values["more"] = more
    place = fold(" ".join(line.values.get("department", ())))[:LONGEST_KEY]
    product_name = " ".join(str(cells.get("product") or name).split())[:LONGEST_NAME]
    vendor = str(cells.get("vendor", ""))[:120]
    return FileRow(
        row.number,
        line.values["name"],
        product_name,
        vendor,
        (name_key(name), place, 1),
        line.values,
    )


def _more(
    row: Row, cells: Values, parts: Parts, header: Sequence[str], kept: set[str]
) -> dict[str, str]:
    """Cells without a place of their own, and those that could not be read, word for word under their heading."""
    placed = {heading: name for name, (heading, _) in parts.items()}
    more: dict[str, str] = {}
    for heading, cell in zip(header, row.cells, strict=True):
        if cell is None:
            continue
        name = placed.get(heading)
        if name is None or name in kept or _is_misread(name, cell, cells):
            text = text_of(cell)
            if text:
                more[heading] = text
    if "vendor" in placed.values() and cells.get("vendor"):
        more[parts["vendor"][0]] = cells["vendor"]
    return more


def _is_misread(name: str, cell: Cell, cells: Values) -> bool:
    return name not in cells and not is_blank(cell)


def _note_unsaid_start(read: RowsRead) -> None:
    unsaid = sum(1 for row in read.rows if "start_year" not in row.values)
    if unsaid:
        what = gettext_noop(
            "%(count)s rows say no year of start; new ones stand as in use from today"
        )
        read.add(Finding("", what, Severity.NOTE, {"count": unsaid}, "no-start-year"))
