"""Files that are larger than is read are answered in words, before they fill the memory."""

import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from samdrift.core.tables import Limits, read_table

HEAD = (
    b'<row><c t="inlineStr"><is><t>Namn</t></is></c><c t="inlineStr"><is><t>Typ</t></is></c></row>'
)
ROW = b'<row><c t="inlineStr"><is><t>A</t></is></c><c><v>1</v></c></row>'
WIDE = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"
FAR = b'<row r="90000"><c r="CW90000"><v>1</v></c></row>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
MEASURED = """
import resource, sys, time
from samdrift.core.tables import read_table
content = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read_table(content)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(table.findings[0].rule, grown // 1024)
"""


def workbook(
    template: Path, path: Path, rows: Iterable[bytes], strings: Iterable[bytes] = ()
) -> Path:
    """A workbook with such rows, and perhaps such shared strings, put together by hand."""
    import xlsxwriter

    with xlsxwriter.Workbook(template) as book:
        book.add_worksheet().write_string(0, 0, "x")
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {"xl/worksheets/sheet1.xml": (SHEET, rows, b"</sheetData></worksheet>")}
        if strings:
            parts["xl/sharedStrings.xml"] = (b"<sst>", strings, b"</sst>")
        for name in old.namelist():
            with new.open(name, "w") as stream:
                begin, middle, end = parts.get(name, (old.read(name), (), b""))
                stream.writelines([begin, *middle, end])
    return path


CASES = {
    "two million rows": ([HEAD, *[ROW * 1000] * 2000], (), "too-many-rows"),
    "eight million texts": ([HEAD], [b"<si><t>a</t></si>" * 10_000] * 800, "too-large-unpacked"),
    "sixteen thousand columns": ([WIDE] * 300, (), "too-many-columns"),
    "a cell far away": ([HEAD, FAR], (), "too-many-cells"),
}


@pytest.mark.parametrize("case", CASES)
def test_hostile_workbooks_are_answered_in_words_with_little_memory(
    tmp_path: Path, case: str
) -> None:
    rows, strings, rule = CASES[case]
    path = workbook(tmp_path / "t.xlsx", tmp_path / "h.xlsx", rows, strings)
    command = [sys.executable, "-c", MEASURED, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found, grown = told.stdout.split()
    assert found == rule
    assert int(grown) < 200


def test_millions_of_lines_of_text_stop_at_the_limit(tmp_path: Path) -> None:
    table = read_table(b"Namn\n" + b"A\n" * 1_000_000, limits=Limits(rows=1000))
    assert [found.rule for found in table.findings] == ["too-many-rows"]
    assert len(table.rows) == 1000


def test_a_sheet_that_is_too_long_does_not_hide_the_register_beside_it(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        log, register = book.add_worksheet("Logg"), book.add_worksheet("System")
        for number in range(1500):
            log.write_row(number, 0, ["rad", number])
        register.write_row(0, 0, ["Systemnamn", "Leverantör"])
        register.write_row(1, 0, ["Alfa", "Lev"])
    table = read_table(path.read_bytes(), limits=Limits(rows=100))
    assert (table.sheet, len(table.rows)) == ("System", 1)
