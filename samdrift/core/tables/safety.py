"""Whether a workbook is safe to open: looked at bit by bit before anything is laid out in memory."""

import io
import re
import zipfile
import zlib

from samdrift.core.findings import Severity, gettext_noop
from samdrift.core.tables.table import Findings, Limits

_CHUNK = 1 << 20
_OVERLAP = 512
# Cells that stand so far out that the sheet can't be a register.
_FAR_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{3}[0-9]+|[A-Z]{1,2}[0-9]{6,})"[^>]*(?<!/)>'
)
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="e"')
_EMPTY_FORMULA = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\s[^>]*/>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ODS_TAG = re.compile(
    rb"<(table:table|table:table-row|table:table-cell|table:covered-table-cell)([\s/>][^>]*)"
)
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def encrypted(findings: Findings) -> None:
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


def is_safe(content: bytes, kind: str, findings: Findings, limits: Limits) -> bool:
    """Open the zip bit by bit: its true size, and how far out cells stand, before anything is laid out."""
    look = _OdsLook(limits) if kind == "ods" else _XlsxLook(limits)
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                size += _unpacked(archive, entry, look, limits.unpacked_bytes - size)
    except _TooLargeError:
        findings.whole(
            "too-large-unpacked",
            gettext_noop("The file unpacks to more than %(most)s MB, or a cell stands too far out"),
            values={"most": limits.unpacked_bytes // 1_000_000},
        )
        return False
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        zlib.error,
    ):
        broken(findings)
        return False
    look.report(findings)
    return True


class _TooLargeError(Exception):
    """The workbook is larger than is read."""


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, look: "_XlsxLook", room: int
) -> int:
    is_sheet = look.reads(entry.filename)
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > room:
                raise _TooLargeError
            if is_sheet:
                # A tag that is cut in two is seen whole in the next round; `tail` holds what comes after the last one.
                seen = tail + chunk
                cut = seen.rfind(b"</", max(0, len(seen) - _OVERLAP))
                cut = len(seen) if cut < 0 else cut
                cut = cut if len(chunk) == _CHUNK else len(seen)
                look.at(seen[:cut])
                tail = seen[cut:]
    return size


class _XlsxLook:
    """What is seen in a sheet's XML while it passes by."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.error_cells = self.empty_formulas = 0

    def reads(self, name: str) -> bool:
        return name.startswith("xl/worksheets/") and name.endswith(".xml")

    def at(self, part: bytes) -> None:
        if _FAR_CELL.search(part):
            raise _TooLargeError
        if b't="e"' in part:
            self.error_cells += len(_ERROR_CELL.findall(part))
        if b"f>" in part or b"<f " in part:
            self.empty_formulas += len(_EMPTY_FORMULA.findall(part))

    def report(self, findings: Findings) -> None:
        if self.error_cells:
            findings.whole(
                "formula-errors",
                gettext_noop(
                    "%(count)s cells hold a formula error such as #REF! and were read as empty"
                ),
                Severity.WARNING,
                {"count": self.error_cells},
            )
        if self.empty_formulas:
            findings.whole(
                "formulas-without-value",
                gettext_noop(
                    "%(count)s formulas have no stored value and were read as empty; "
                    "open and save the file in a spreadsheet program"
                ),
                Severity.WARNING,
                {"count": self.empty_formulas},
            )


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
