"""XLSX, XLS and ODS through calamine, after looking whether the file is safe to open."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.core.tables.safety import Looked, broken, look_at, note_encrypted, too_many
from samdrift.core.tables.table import EPOCH_1900, EPOCH_1904, Cell, Findings, Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# Records of an XLS file ([MS-XLS] 2.4): the beginning of the workbook in versions 8 and 5, the date system, the end.
_BEGINNINGS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_DATE_MODE, _END, _MOST_RECORDS = 0x0022, 0x000A, 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as calamine gives it: `rows[0]` is row 1 of the file; vertical merges are filled downwards."""

    name: str
    names: tuple[str, ...]
    rows: list[list[Cell]]


def format_of(content: bytes) -> str | None:
    """``xlsx``, ``ods``, ``xls``, or why not: ``encrypted``, ``broken``, ``other``; None for what is no container."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "encrypted"
        looks = "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content
        return "xls" if looks else "other"
    if not content.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "META-INF/manifest.xml" in names and "content.xml" in names:
                manifest = archive.open("META-INF/manifest.xml").read(1 << 20)
                return "encrypted" if b"encryption-data" in manifest else "ods"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return "broken"
    return "xlsx" if any(name.lower().endswith("xl/workbook.xml") for name in names) else "other"


@dataclass(slots=True)
class Workbook:
    """An open workbook: its worksheets by name, those that can be seen, and each to be read by itself."""

    book: CalamineWorkbook
    looked: Looked
    names: tuple[str, ...]
    visible: tuple[str, ...]

    def sheet(self, name: str, findings: Findings, limits: Limits) -> Sheet | None:
        """One sheet laid out; None, with a finding that says why, where it is larger than is read."""
        if name in self.looked.too_large:
            too_many(self.looked.too_large[name], findings, limits)
            return None
        sheet = self.book.get_sheet_by_name(name)
        if sheet.end is None:
            return Sheet(name, self.names, [])
        if sheet.total_height * sheet.total_width > limits.cells:
            too_many("cells", findings, limits)
            return None
        rows: list[list[Cell]] = [
            list(map(_tidy, row)) for row in sheet.to_python(skip_empty_area=False)
        ]
        _fill_merged(rows, sheet, findings)
        return Sheet(name, self.names, rows)


Answer = TypeVar("Answer")


def with_workbook(
    content: bytes,
    kind: str,
    findings: Findings,
    limits: Limits,
    read: Callable[[Workbook], Answer],
) -> Answer | None:
    """What `read` makes of the workbook, once it is known to be safe to open; else None, with a finding that says why.

    What goes wrong while it is read becomes a finding too, never an exception.
    """
    looked: Looked | None = Looked(epoch=_epoch_of_xls(content))
    if kind in {"xlsx", "ods"}:
        looked = look_at(content, kind, findings, limits)
    if looked is None:
        return None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            names = tuple(one.name for one in sheets)
            seen = tuple(one.name for one in sheets if one.visible == SheetVisibleEnum.Visible)
            return read(Workbook(book, looked, names, seen or names))
    except PasswordError:
        note_encrypted(findings)
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError):
        broken(findings)
    except BaseException as error:
        # A panic in the Rust reader derives from BaseException and can't be named here.
        if type(error).__name__ != "PanicException":
            raise
        broken(findings)
    return None


def _epoch_of_xls(content: bytes) -> dt.date:
    """The day that serial numbers count from in an XLS file: its list of records is walked to the one that says."""
    for begin in _BEGINNINGS:
        at = content.find(begin)
        for _record in range(_MOST_RECORDS if at >= 0 else 0):
            kind, length = struct.unpack_from("<HH", content.ljust(at + 4, b"\0"), at)
            if kind == _DATE_MODE:
                return EPOCH_1904 if content[at + 4 : at + 6] == b"\x01\x00" else EPOCH_1900
            if kind == _END or at + 4 >= len(content):
                break
            at += 4 + length
    return EPOCH_1900


def _whole(value: float) -> Cell:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _day(value: dt.datetime) -> Cell:
    return value.date() if value.time() == dt.time() else value


_TIDY: dict[type, Callable[..., Cell]] = {float: _whole, dt.datetime: _day}


def _tidy(value: Cell) -> Cell:
    """45.0 → 45, midnight → the day; text is left as it is."""
    kind = type(value)
    if kind is str:
        return value
    tidy = _TIDY.get(kind)
    return tidy(value) if tidy is not None else value


def _fill_merged(rows: list[list[Cell]], sheet: CalamineSheet, findings: Findings) -> None:
    """A cell merged over several rows holds for each of them; one merged sideways is left in its first column."""
    filled = 0
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        if (
            bottom <= top
            or top >= len(rows)
            or left >= len(rows[top])
            or rows[top][left] in (None, "")
        ):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] in (None, ""):
                row[left] = rows[top][left]
                filled += 1
    if filled:
        findings.whole(
            "merged-cells",
            choose_by_count(
                filled,
                gettext_noop("One cell got its value from a cell merged over several rows"),
                gettext_noop(
                    "%(count)s cells got their value from a cell merged over several rows"
                ),
            ),
            Severity.NOTE,
            {"count": filled},
        )
