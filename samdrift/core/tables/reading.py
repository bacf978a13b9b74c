"""Bytes of a spreadsheet → Table: recognise the file, find the header, line the rows up under it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.core.tables.encodings import decode
from samdrift.core.tables.fields import REGISTER, Vocabulary, words_in
from samdrift.core.tables.headers import header_at, headings
from samdrift.core.tables.safety import broken, note_encrypted, too_many
from samdrift.core.tables.separated import records
from samdrift.core.tables.sheets import chosen_sheet
from samdrift.core.tables.table import Cell, Findings, Limits, Place, Row, Table
from samdrift.core.tables.workbooks import Workbook, format_of, with_workbook

_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_MARKUP = ("<html", "<!doctype html", "<table", "<?xml")
_FORMULA_ERRORS = words_in("""
    #REF! #N/A #DIV/0! #VALUE! #NAME? #NULL! #NUM! #SPILL! #CALC! #REFERENS! #SAKNAS! #DIVISION/0!
    #VÄRDEFEL! #NAMN? #SKÄRNING! #OGILTIGT! #FÄLT! #I/T #VERDI! #NAVN? #REFERANSE! #SKALLES! #VÆRDI!
""")
_HEADER_LOOK = 30


def read_table(
    content: bytes,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    limits: Limits | None = None,
    vocabulary: Vocabulary = REGISTER,
) -> Table:
    """CSV, XLSX, XLS or ODS as bytes → Table. Never raises for what is wrong with the file: see `table.findings`.

    sheet: name of the sheet to read; otherwise the visible one with most columns that `vocabulary` knows, and among
      equals the one with most rows: explanations and lists of choices have more rows than a small register.
    header_row: number of the row with the headings; 0 means that there is none (the columns are then named A, B, …).
      Otherwise it is looked for in the first 30 rows.
    encoding, separator: only for text files, where the user knows better than the reader.
    """
    limits = limits or Limits()
    findings = Findings(limits.findings)
    if len(content) > limits.file_bytes:
        findings.whole(
            "file-too-large",
            gettext_noop("The file is larger than %(most)s MB"),
            values={"most": round(limits.file_bytes / 1_000_000, 1)},
        )
        return Table(findings=findings.all())
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return _empty(findings)
    kind = format_of(content)
    if kind is None:
        return _read_text(
            content, findings, limits, header_row=header_row, encoding=encoding, separator=separator
        )
    if kind in {"encrypted", "broken", "other"}:
        note_encrypted(findings) if kind == "encrypted" else broken(findings)
        return Table(findings=findings.all())
    return _read_workbook(
        content, kind, findings, limits, sheet=sheet, header_row=header_row, vocabulary=vocabulary
    )


def _read_workbook(
    content: bytes,
    kind: str,
    findings: Findings,
    limits: Limits,
    *,
    sheet: str | None,
    header_row: int | None,
    vocabulary: Vocabulary,
) -> Table:
    """The sheet that is asked for, or the one that most resembles what `vocabulary` speaks of."""

    def read(book: Workbook) -> Table:
        if sheet is not None and sheet not in book.names:
            findings.whole(
                "no-such-sheet",
                gettext_noop("The file has no sheet named %(value)s; it has %(sheets)s"),
                values={"value": sheet, "sheets": ", ".join(book.names)},
            )
            return Table()
        names = (sheet,) if sheet is not None else book.visible
        return chosen_sheet(
            names, lambda name: _sheet(book, name, header_row, limits), vocabulary, findings
        )

    table = with_workbook(content, kind, findings, limits, read) or Table()
    return replace(table, findings=findings.all(), format=kind)


def _sheet(
    book: Workbook, name: str, header_row: int | None, limits: Limits
) -> tuple[Table, Findings]:
    """One sheet as a table, with what was found in it alone."""
    findings = Findings(limits.findings)
    laid_out = book.sheet(name, findings, limits)
    table = Table(findings=findings.all())
    if laid_out is not None:
        numbered = list(enumerate(laid_out.rows, start=1))
        table = _table(numbered, header_row, findings, limits, text=False)
    table = replace(
        table, findings=findings.all(), sheet=name, sheets=book.names, epoch=book.looked.epoch
    )
    return table, findings


def _empty(findings: Findings) -> Table:
    findings.whole("empty-file", gettext_noop("The file has no rows"))
    return Table(findings=findings.all())


def _read_text(
    content: bytes,
    findings: Findings,
    limits: Limits,
    *,
    header_row: int | None,
    encoding: str | None,
    separator: str | None,
) -> Table:
    if content.startswith(_NOT_TEXT):
        broken(findings)
        return Table(findings=findings.all())
    text, encoding = decode(content, findings, encoding=encoding)
    odd = sum(
        1
        for character in text[:20_000]
        if character < " " and character not in "\t\r\n\x00\x0b\x0c\x1a"
    )
    if odd > len(text[:20_000]) // 20 or text.lstrip()[:200].lower().startswith(_MARKUP):
        broken(findings)
        return Table(findings=findings.all())
    numbered, separator = records(text, separator, findings, limits)
    table = _table(numbered, header_row, findings, limits, text=True)
    return Table(
        table.header, table.rows, findings.all(), table.header_row, "csv", encoding, separator
    )


def _table(
    numbered: Sequence[tuple[int, Sequence[Cell]]],
    header_row: int | None,
    findings: Findings,
    limits: Limits,
    *,
    text: bool,
) -> Table:
    """Numbered rows of any length → header and rows of its length; blank rows are left out."""
    filled = [(number, cells) for number, cells in numbered if any(map(_is_filled, cells))]
    if not filled:
        return _empty(findings)
    at = _header_position(filled, header_row)
    if at is None:
        findings.whole(
            "no-such-header-row",
            gettext_noop(
                "Row %(value)s is empty or outside the file, so it can't hold the headings"
            ),
            values={"value": header_row or 0},
        )
        return Table(findings=findings.all())
    body = filled[at + 1 :]
    if len(body) > limits.rows:
        too_many("rows", findings, limits)
        body = body[: limits.rows]
    head = [_text(cell) for cell in filled[at][1]] if at >= 0 else []
    width = _width(head, body if at < 0 else [])
    if width > limits.columns:
        too_many("columns", findings, limits)
        return Table(findings=findings.all())
    number = filled[at][0] if at >= 0 else 0
    header = headings(head[:width], number, width, findings)
    if at > 0:
        _note_skipped(filled[:at], findings)
    if not body:
        findings.whole(
            "no-rows", gettext_noop("The file has headings but no rows"), Severity.WARNING
        )
    rows = tuple(_rows(body, header, findings, limits, text=text))
    return Table(header, rows, header_row=number)


def _header_position(
    filled: Sequence[tuple[int, Sequence[Cell]]], header_row: int | None
) -> int | None:
    """Position of the header among the filled rows; -1 where the user says that there is none; None if not found."""
    if header_row == 0:
        return -1
    if header_row is not None:
        return next((at for at, (number, _) in enumerate(filled) if number == header_row), None)
    return header_at([cells for _, cells in filled[:_HEADER_LOOK]])


def _width(head: Sequence[str], body: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """Columns up to the last one with a heading (or, with no header, with a value)."""
    width = max((at for at, text in enumerate(head, start=1) if text), default=0)
    for _number, cells in body:
        for at in range(len(cells), width, -1):
            if _is_filled(cells[at - 1]):
                width = at
                break
    return width


def _note_skipped(skipped: Sequence[tuple[int, Sequence[Cell]]], findings: Findings) -> None:
    words = "; ".join(
        str(cell).strip() for _, cells in skipped for cell in cells if _is_filled(cell)
    )
    findings.whole(
        "rows-above-header",
        choose_by_count(
            len(skipped),
            gettext_noop("One row above the headings was left out: %(value)s"),
            gettext_noop("%(count)s rows above the headings were left out: %(value)s"),
        ),
        Severity.NOTE,
        {"count": len(skipped), "value": words[:200]},
    )


def _rows(
    body: Sequence[tuple[int, Sequence[Cell]]],
    header: Sequence[str],
    findings: Findings,
    limits: Limits,
    *,
    text: bool,
) -> Iterator[Row]:
    width, longest = len(header), limits.cell_characters
    for number, given in body:
        cells = [None if cell == "" else cell for cell in given[:width]]
        if len(given) > width:
            _note_extra(number, given[width:], findings)
        elif len(given) < width:
            cells += [None] * (width - len(given))
            if text and len(given) < width:
                _note_short(number, len(given), width, findings)
        for at, cell in enumerate(cells):
            if type(cell) is str and (cell[0] == "#" or len(cell) > longest or cell.isspace()):
                cells[at] = _odd_text(cell, Place(number, header[at]), findings, longest)
        yield Row(number, tuple(cells))


def _odd_text(cell: str, place: Place, findings: Findings, longest: int) -> str | None:
    """Blank text, a formula's error, a text longer than a cell may be → None, the last two with a finding."""
    if cell.isspace():
        return None
    if len(cell) > longest:
        what = gettext_noop(
            "The cell has %(length)s characters, more than %(most)s, and was read as empty: %(value)s"
        )
        start = f"{cell[:60]}…"
        findings.add(place.finding("cell-too-long", what, start, length=len(cell), most=longest))
        return None
    if cell.strip().upper() in _FORMULA_ERRORS:
        what = gettext_noop("%(value)s is a formula's error, read as empty")
        findings.add(place.finding("formula-error", what, cell, Severity.WARNING))
        return None
    return cell


def _note_extra(number: int, extra: Sequence[Cell], findings: Findings) -> None:
    """Values to the right of the last heading: an unquoted separator has moved the row's cells."""
    words = [str(cell).strip() for cell in extra if _is_filled(cell)]
    if words:
        what = gettext_noop("The row has values to the right of the last heading: %(value)s")
        findings.add(Place(number).finding("row-too-long", what, "; ".join(words)[:200]))


def _note_short(number: int, has: int, width: int, findings: Findings) -> None:
    what = choose_by_count(
        has,
        gettext_noop(
            "The row has %(value)s cell, the headings %(width)s; the rest were read as empty"
        ),
        gettext_noop(
            "The row has %(value)s cells, the headings %(width)s; the rest were read as empty"
        ),
    )
    findings.add(Place(number).finding("row-too-short", what, has, Severity.WARNING, width=width))


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (type(cell) is str and cell.isspace())


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
