"""Rows as a spreadsheet file. What a person typed never becomes a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse

FORMATS = ("xlsx", "csv")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_CELL = 32_767  # Excel's own limit


def escape_formula(text: str) -> str:
    """Text that a spreadsheet reads as text: an apostrophe before what would begin a formula.

    >>> unarmed("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV as a Swedish Excel opens it: UTF-8 with BOM, semicolons, decimal comma."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([escape_formula(head) for head in heads])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | dt.date):
        return str(value)
    return escape_formula(str(value))


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet of a workbook: its name, its heads and its rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


def xlsx_bytes(
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "Samdrift",
    made_on: dt.date | None = None,
) -> bytes:
    """XLSX with a frozen head; text is written as text, never as a formula or a link.

    made_on: the day that the file says it is from; with it, the same rows always give the same bytes.
    """
    return xlsx_book([BookSheet(sheet, heads, rows)], made_on=made_on)


def xlsx_book(sheets: Iterable[BookSheet], *, made_on: dt.date | None = None) -> bytes:
    """A workbook of sheets, each with a frozen head; sheets with equal names are numbered."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        if made_on is not None:
            book.set_properties({"created": dt.datetime.combine(made_on, dt.time.min)})
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {
            "days": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moments": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
        }
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            page.freeze_panes(1, 0)
            page.set_column(0, max(0, len(sheet.heads) - 1), 22)
            for place, head in enumerate(sheet.heads):
                page.write_string(0, place, head, bold)
            for number, row in enumerate(sheet.rows, start=1):
                for place, value in enumerate(row):
                    _write_cell(page, number, place, value, **formats)
    return file.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Within Excel's rules: 31 characters, none of []:*?/\\, and no name twice whatever its case."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Samdrift"
    chosen, number = plain, 2
    while chosen.casefold() in taken:
        tail = f" {number}"
        chosen, number = plain[: 31 - len(tail)] + tail, number + 1
    taken.add(chosen.casefold())
    return chosen


def _write_cell(
    page: Any, row: int, place: int, value: object, *, days: Any, moments: Any, money: Any
) -> None:
    if value is None:
        return
    if isinstance(value, dt.datetime):
        page.write_datetime(row, place, value, moments)
    elif isinstance(value, dt.date):
        page.write_datetime(row, place, dt.datetime.combine(value, dt.time.min), days)
    elif isinstance(value, Decimal):
        page.write_number(row, place, float(value), money)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, place, value)
    else:
        page.write_string(row, place, str(value)[:LONGEST_CELL])


def export_response(
    kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The file as an answer; `kind` is one of FORMATS, `name` the file's name without ending."""
    content = xlsx_bytes(heads, rows, sheet=name) if kind == "xlsx" else csv_bytes(heads, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    safe_name = re.sub(r"[^A-Za-z0-9_-]+", "-", name) or "lista"
    response["Content-Disposition"] = f'attachment; filename="{safe_name}.{kind}"'
    return response
