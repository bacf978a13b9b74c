"""Rows as a spreadsheet file. What a person typed never becomes a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
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


def unarmed(text: str) -> str:
    """Text that a spreadsheet reads as text: an apostrophe before what would begin a formula.

    >>> unarmed("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV as a Swedish Excel opens it: UTF-8 with BOM, semicolons, decimal comma."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([unarmed(head) for head in heads])
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
    return unarmed(str(value))


def xlsx_bytes(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str = "Samdrift"
) -> bytes:
    """XLSX with a frozen head; text is written as text, never as a formula or a link."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        money = book.add_format({"num_format": "#,##0.00"})
        page.freeze_panes(1, 0)
        page.set_column(0, max(0, len(heads) - 1), 22)
        for place, head in enumerate(heads):
            page.write_string(0, place, head, bold)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write_cell(page, number, place, value, days=days, moments=moments, money=money)
    return file.getvalue()


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


def exported(
    kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The file as an answer; `kind` is one of FORMATS, `name` the file's name without ending."""
    content = xlsx_bytes(heads, rows, sheet=name) if kind == "xlsx" else csv_bytes(heads, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    safe_name = re.sub(r"[^A-Za-z0-9_-]+", "-", name) or "lista"
    response["Content-Disposition"] = f'attachment; filename="{safe_name}.{kind}"'
    return response
