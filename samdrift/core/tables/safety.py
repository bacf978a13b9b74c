"""Whether a workbook is safe to open: looked at bit by bit before anything is laid out in memory."""

import datetime as dt
import html
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.core.tables.table import EPOCH_1900, EPOCH_1904, Findings, Limits

_CHUNK = 1 << 20
_OVERLAP = 512
_HEAD_ROOM = 1000  # rows above the headings, and blank-looking ones, do not count against the limit
_WIDEST = 2000  # columns; a register has some tens
_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_GIVEN = re.compile(rb'(?<!\w)(\w++)="([^"]*)"')
_DATE_1904 = re.compile(rb'<(?:\w+:)?workbookPr\s[^<>]*date1904="(?:1|true)"')
# Cells that stand so far out that the sheet can't be a register.
_FAR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?>[^<>]*?\br="([A-Z]{3}[0-9]+|[A-Z]{1,2}[0-9]{6,})")[^<>]*+(?<!/)>'
)
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\bt="e"')
_EMPTY_FORMULA = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\s[^<>]*/>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ODS_TAG = re.compile(
    rb"<(table:table|table:table-row|table:table-cell|table:covered-table-cell)([\s/>][^>]*)"
)
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def note_encrypted(findings: Findings) -> None:
    """The finding for a file that is locked with a password."""
    findings.whole(
        "protected-by-password",
        gettext_noop("The file is protected by a password; save it without one and try again"),
    )


def broken(findings: Findings) -> None:
    """The finding for a file that could not be read at all."""
    findings.whole(
        "broken-file",
        gettext_noop(
            "The file is broken or not a spreadsheet; open it in a spreadsheet program and save it as .xlsx"
        ),
    )


_TOO_MANY = {
    "rows": gettext_noop("The file has more than %(most)s rows; split it"),
    "columns": gettext_noop("The file has more than %(most)s columns"),
    "cells": gettext_noop("A sheet spans more than %(most)s cells"),
}


def too_many(of: str, findings: Findings, limits: Limits) -> None:
    """The finding for a file or a sheet with more rows, columns or cells than are read."""
    findings.whole(f"too-many-{of}", _TOO_MANY[of], values={"most": getattr(limits, of)})


@dataclass(frozen=True, slots=True)
class Looked:
    """What a workbook was seen to be before it is opened.

    too_large: the sheets, by name, that must not be opened, and of what they have too much: rows, columns, cells.
    epoch: the day that its serial numbers of days count from.
    """

    too_large: Mapping[str, str] = field(default_factory=dict)
    epoch: dt.date = EPOCH_1900


def look_at(content: bytes, kind: str, findings: Findings, limits: Limits) -> Looked | None:
    """Open the zip bit by bit: its true size, its rows, and how far out cells stand, before anything is laid out.

    None, with one finding that says why, where it is not safe to open.
    """
    look = _OdsLook(limits) if kind == "ods" else _XlsxLook(limits)
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {} if kind == "ods" else _sheet_names(archive)
            for entry in archive.infolist():
                look.begin(entry.filename)
                size += _unpack(archive, entry, look, limits.unpacked_bytes - size)
            epoch = EPOCH_1900 if kind == "ods" else _epoch(archive)
    except _TooManyRowsError:
        too_many("rows", findings, limits)
        return None
    except _TooLargeError:
        findings.whole(
            "too-large-unpacked",
            gettext_noop("The file unpacks to more than %(most)s MB, or a cell stands too far out"),
            values={"most": limits.unpacked_bytes // 1_000_000},
        )
        return None
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        KeyError,
        zlib.error,
    ):
        broken(findings)
        return None
    look.report(findings)
    return Looked({names.get(entry, entry): of for entry, of in look.too_large.items()}, epoch)


def unpacked_size(content: bytes) -> int:
    """How many bytes a workbook says that it unpacks to; of any other file its own size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
    ):  # no zip file: it is as large as it is
        return len(content)


class _TooLargeError(Exception):
    """The workbook is larger than is read."""


class _TooManyRowsError(Exception):
    """The sheet has more rows than are read."""


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one of the workbook's own lists; empty where there is none of that name."""
    known = {entry.lower(): entry for entry in archive.namelist()}
    if name not in known:
        return b""
    with archive.open(known[name]) as stream:
        return stream.read(_CHUNK)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """File in the zip → name of the sheet that it holds."""
    targets = {}
    for tag in _RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels")):
        given = {
            name.decode(): value.decode("utf-8", "replace") for name, value in _GIVEN.findall(tag)
        }
        path = given.get("Target", "")
        targets[given.get("Id", "")] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    names = {}
    for tag in _SHEET.findall(_part(archive, "xl/workbook.xml")):
        given = {
            name.decode(): value.decode("utf-8", "replace") for name, value in _GIVEN.findall(tag)
        }
        if given.get("id", "") in targets:
            names[targets[given["id"]]] = html.unescape(given.get("name", ""))
    return names


def _epoch(archive: zipfile.ZipFile) -> dt.date:
    return EPOCH_1904 if _DATE_1904.search(_part(archive, "xl/workbook.xml")) else EPOCH_1900


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, look: "_XlsxLook", room: int) -> int:
    reads = look.reads(entry.filename)
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while not look.is_enough and (chunk := stream.read(_CHUNK)):
            size += len(chunk)
            if size > room:
                raise _TooLargeError
            if reads:
                # A tag that is cut in two is seen whole in the next round; `tail` holds what comes after the last one.
                seen = tail + chunk
                cut = seen.rfind(b"</", max(0, len(seen) - _OVERLAP))
                cut = len(seen) if cut < 0 else cut
                cut = cut if len(chunk) == _CHUNK else len(seen)
                look.at(seen[:cut])
                tail = seen[cut:]
    return size


class _XlsxLook:
    """What is seen in a workbook's XML while it passes by: how many rows, how wide, how many texts."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.error_cells = self.empty_formulas = 0
        self.too_large: dict[str, str] = {}
        self.begin("")

    def begin(self, name: str) -> None:
        """The next file of the zip."""
        self.entry = name
        self.is_enough = False  # nothing more of this file needs to be seen, for it is not opened
        self.is_strings = name.lower().endswith("sharedstrings.xml")
        self.rows = self.cells = self.widest = self.deepest = self.strings = self.bytes = 0
        self.has_value = False

    def reads(self, name: str) -> bool:
        return self.is_strings or (name.startswith("xl/worksheets/") and name.endswith(".xml"))

    def at(self, part: bytes) -> None:
        if self.is_strings:
            self._at_strings(part)
            return
        if _FAR_CELL.search(part):
            raise _TooLargeError
        if b't="e"' in part:
            self.error_cells += len(_ERROR_CELL.findall(part))
        if b"f>" in part or b"<f " in part:
            self.empty_formulas += len(_EMPTY_FORMULA.findall(part))
        self._at_rows(part)

    def _at_strings(self, part: bytes) -> None:
        self.bytes += len(part)
        self.strings += part.count(b"<si>") + part.count(b":si>") // 2 + part.count(b"<si ")
        if self.strings > self.limits.strings or self.bytes > self.limits.string_bytes:
            raise _TooLargeError

    def _at_rows(self, part: bytes) -> None:
        """Count rows that hold something; a sheet that is too long or too wide is not looked at to its end."""
        pieces = part.split(b"row>")
        for at, piece in enumerate(pieces):
            self.has_value = self.has_value or b"v>" in piece or b"is>" in piece
            self.cells += piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c ")
            if at < len(pieces) - 1 and piece.endswith((b"</", b":")):
                self.rows += self.has_value
                column, row = _far_corner(piece)
                self.widest = max(self.widest, self.cells, column)
                self.deepest = max(self.deepest, row)
                self.has_value, self.cells = False, 0
        if self.rows > self.limits.rows + _HEAD_ROOM:
            self._stop("rows")
        elif max(self.cells, self.widest) > _WIDEST:
            self._stop("columns")
        elif max(self.rows, self.deepest) * self.widest > self.limits.cells:
            self._stop("cells")

    def _stop(self, of: str) -> None:
        self.too_large[self.entry], self.is_enough = of, True

    def report(self, findings: Findings) -> None:
        if self.error_cells:
            findings.whole(
                "formula-errors",
                choose_by_count(
                    self.error_cells,
                    gettext_noop(
                        "One cell holds a formula error such as #REF! and was read as empty"
                    ),
                    gettext_noop(
                        "%(count)s cells hold a formula error such as #REF! and were read as empty"
                    ),
                ),
                Severity.WARNING,
                {"count": self.error_cells},
            )
        if self.empty_formulas:
            findings.whole(
                "formulas-without-value",
                choose_by_count(
                    self.empty_formulas,
                    gettext_noop(
                        "One formula has no stored value and was read as empty; "
                        "open and save the file in a spreadsheet program"
                    ),
                    gettext_noop(
                        "%(count)s formulas have no stored value and were read as empty; "
                        "open and save the file in a spreadsheet program"
                    ),
                ),
                Severity.WARNING,
                {"count": self.empty_formulas},
            )


def _far_corner(row: bytes) -> tuple[int, int]:
    """Column and row of a row's last cell with a reference of its own; zeros where it has none."""
    at = row.rfind(b' r="')
    match = _REFERENCE.match(row, at + 4) if at >= 0 else None
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return column, int(match[2])


class _OdsLook(_XlsxLook):
    """ODS repeats cells and rows by number: count how far they would reach once repeated."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.row = self.next_row = self.column = self.last_row = self.last_column = 0

    def reads(self, name: str) -> bool:
        return name == "content.xml"

    def at(self, part: bytes) -> None:
        for tag in _ODS_TAG.finditer(part):
            name, rest = tag[1], tag[2]
            repeated = _REPEATED.search(rest)
            times = int(repeated[1]) if repeated else 1
            if name == b"table:table":
                self.row = self.next_row = self.last_row = self.last_column = 0
            elif name == b"table:table-row":
                self.row, self.next_row, self.column = self.next_row, self.next_row + times, 0
            else:
                self.column += times
                if b"value-type" in rest or not rest.endswith(b"/"):
                    self.last_row = max(self.last_row, self.next_row)
                    self.last_column = max(self.last_column, self.column)
        if self.last_row * self.last_column > self.limits.cells or self.last_column > 16_384:
            raise _TooLargeError
        if self.last_row > self.limits.rows + _HEAD_ROOM:
            raise _TooManyRowsError
