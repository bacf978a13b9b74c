"""What a spreadsheet is once read: a header, rows that know their number in the file, and what was found."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from samdrift.core.findings import Finding, Severity, choose_by_count, errors, gettext_noop

EPOCH_1900 = dt.date(1899, 12, 30)  # Excel's day 0, its false 29 February 1900 counted
EPOCH_1904 = dt.date(1904, 1, 1)  # the day 0 of workbooks from old Macs
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read from one file; more gives a finding, never a crash.

    unpacked_bytes: the size of a workbook once its zip is opened.
    cells: rows × columns that a sheet may span, empty ones counted, since they cost memory all the same.
    strings, string_bytes: how many different texts a workbook may hold, and how large they are together.
    cell_characters: more than twice what any field of the register takes from a file (4 000).
    findings: how many findings of one rule are listed before they are summed up.
    """

    file_bytes: int = 25_000_000
    unpacked_bytes: int = 400_000_000
    rows: int = 100_000
    columns: int = 500
    cells: int = 8_000_000
    strings: int = 1_500_000
    string_bytes: int = 120_000_000
    cell_characters: int = 10_000
    findings: int = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the number that a spreadsheet program shows at its left."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet read: every row has exactly as many cells as the header has names; an empty cell is None.

    format: ``csv``, ``xlsx``, ``xls`` or ``ods``; empty where the file could not be recognised.
    findings: everything found while reading. A finding about a row has ``row`` among its values.
    epoch: the day that serial numbers of days count from in this file.
    """

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    header_row: int = 0
    format: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    epoch: dt.date = EPOCH_1900

    @property
    def is_readable(self) -> bool:
        """False where something is wrong with the file as a whole."""
        return not any("row" not in finding.values for finding in errors(self.findings))

    def column(self, name: str) -> list[Cell]:
        """The cells under one header; KeyError where there is none."""
        if name not in self.header:
            raise KeyError(name)
        position = self.header.index(name)
        return [row.cells[position] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: the row's number and the column's header."""

    row: int
    column: str = ""

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}" if self.column else f"row {self.row}"

    def finding(
        self,
        rule: str,
        what: str,
        value: object = "",
        severity: Severity = Severity.ERROR,
        **more: object,
    ) -> Finding:
        """A finding about this cell, with row, column and value among its values."""
        values: dict[str, object] = {"row": self.row, "column": self.column, "value": value, **more}
        return Finding(str(self), what, severity, values, rule)


@dataclass(slots=True)
class Findings:
    """Findings gather_gists while reading, at most `most` of each rule; the rest are counted."""

    most: int
    _found: dict[str, list[Finding]] = field(default_factory=dict)
    _left_out: dict[str, int] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        listed = self._found.setdefault(finding.rule, [])
        if "row" not in finding.values and finding in listed:
            return
        if len(listed) < self.most:
            listed.append(finding)
        else:
            self._left_out[finding.rule] = self._left_out.get(finding.rule, 0) + 1

    def whole(
        self,
        rule: str,
        what: str,
        severity: Severity = Severity.ERROR,
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Add a finding about the file as a whole."""
        self.add_about("", rule, what, severity, values or {})

    def add_about(
        self, where: str, rule: str, what: str, severity: Severity, values: Mapping[str, object]
    ) -> None:
        """Add a finding about a part of the file that is not one row of data."""
        self.add(Finding(where, what, severity, values, rule))

    def take(self, other: "Findings") -> None:
        """Add everything that another has gather_gists, its sums too."""
        for finding in other.all():
            self.add(finding)

    def all(self) -> tuple[Finding, ...]:
        found = [finding for listed in self._found.values() for finding in listed]
        for rule, count in self._left_out.items():
            what = choose_by_count(
                count,
                gettext_noop("One more row has the same: %(rule)s"),
                gettext_noop("%(count)s more rows have the same: %(rule)s"),
            )
            values = {"count": count, "rule": rule}
            found.append(Finding("", what, Severity.WARNING, values, rule))
        return tuple(found)
