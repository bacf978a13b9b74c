"""XLSX, XLS and ODS through calamine, after looking whether the file is safe to open."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from samdrift.core.findings import Severity, gettext_noop
from samdrift.core.tables.safety import broken, encrypted, is_safe
from samdrift.core.tables.table import Cell, Findings, Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


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


def read_workbook(
    content: bytes, kind: str, findings: Findings, limits: Limits, *, sheet: str | None = None
) -> Sheet | None:
    """The named sheet, else the visible one with most rows. None, with one finding that says why, if it can't be."""
    if kind in {"xlsx", "ods"} and not is_safe(content, kind, findings, limits):
        return None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _chosen(workbook, findings, limits, sheet)
    except PasswordError:
        encrypted(findings)
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError):
        broken(findings)
    except BaseException as error:
        # A panic in the Rust reader derives from BaseException and can't be named here.
        if type(error).__name__ != "PanicException":
            raise
        broken(findings)
    return None


def _chosen(
    workbook: CalamineWorkbook, findings: Findings, limits: Limits, wanted: str | None
) -> Sheet | None:
    worksheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = tuple(one.name for one in worksheets)
    visible = [one.name for one in worksheets if one.visible == SheetVisibleEnum.Visible] or list(
        names
    )
    if wanted is not None and wanted not in names:
        findings.whole(
            "no-such-sheet",
            gettext_noop("The file has no sheet named %(value)s; it has %(sheets)s"),
            values={"value": wanted, "sheets": ", ".join(names)},
        )
        return None
    best: CalamineSheet | None = None
    for name in [wanted] if wanted is not None else visible:
        sheet = workbook.get_sheet_by_name(name)
        if best is None or sheet.height > best.height:
            best = sheet
    if best is None or best.end is None:
        return Sheet(best.name if best else "", names, [])
    if best.total_height * best.total_width > limits.cells:
        findings.whole(
            "too-many-cells",
            gettext_noop("The sheet %(value)s spans more than %(most)s cells"),
            values={"value": best.name, "most": limits.cells},
        )
        return None
    if wanted is None and len(visible) > 1:
        findings.whole(
            "sheet-chosen",
            gettext_noop("Read the sheet %(value)s, which has most rows, of %(sheets)s"),
            Severity.NOTE,
            {"value": best.name, "sheets": ", ".join(visible)},
        )
    rows: list[list[Cell]] = [
        list(map(_tidy, row)) for row in best.to_python(skip_empty_area=False)
    ]
    _fill_merged(rows, best, findings)
    return Sheet(best.name, names, rows)


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
            gettext_noop("%(count)s cells got their value from a cell merged over several rows"),
            Severity.NOTE,
            {"count": filled},
        )
