"""Spreadsheets as municipalities send them are read whole, or say in one finding why not."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.tables import Limits, Table, read_table

REGISTERS = Path(__file__).parents[1] / "fixtures" / "registers"
TEXT = "Namn;Förvaltning;Kommentar\nRaindance;Kommunstyrelsen;på gång – åäö\nLifecare;Vård och omsorg;ÅÄÖ är rätt\n"


def rules(table: Table) -> list[str]:
    return [finding.rule for finding in table.findings]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return file.getvalue()


def test_the_same_register_reads_equal_from_csv_and_xlsx() -> None:
    one = read_table((REGISTERS / "municipal_register_SYNTHETIC.csv").read_bytes())
    other = read_table((REGISTERS / "municipal_register_SYNTHETIC.xlsx").read_bytes())
    assert (one.header, one.rows) == (other.header, other.rows)
    assert (len(one.header), len(one.rows)) == (53, 62)
    assert one.findings == other.findings == ()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_swedish_letters_survive_every_usual_encoding(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert table.header[1] == "Förvaltning"
    assert table.rows[0].cells[2] == "på gång – åäö"
    assert rules(table) == []


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "latin-1"])
def test_old_encodings_without_dashes_too(encoding: str) -> None:
    table = read_table(TEXT.replace("–", "-").encode(encoding))
    assert table.rows[0].cells[2] == "på gång - åäö"


def test_text_encoded_twice_is_mended_and_said() -> None:
    twice = "Namn;Förvaltning\nA;Väg\n".encode().decode("cp1252").encode()
    table = read_table(twice)
    assert (table.header, table.rows[0].cells) == (("Namn", "Förvaltning"), ("A", "Väg"))
    assert rules(table) == ["encoded-twice"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    text = TEXT.replace(";", separator)
    assert read_table(text.encode()).separator == separator
    assert read_table(b"sep=" + separator.encode() + b"\r\n" + text.encode()).rows[0].number == 3


def test_rows_keep_the_number_a_spreadsheet_program_shows() -> None:
    table = read_table('Systemförteckning\n\nNamn;Antal\n"Två\nrader";1\n\n ; \nSist;2\n'.encode())
    assert (table.header, table.header_row) == (("Namn", "Antal"), 3)
    assert [(row.number, row.cells[0]) for row in table.rows] == [(4, "Två\nrader"), (7, "Sist")]
    assert rules(table) == ["rows-above-header"]


def test_ragged_rows_are_named_one_by_one() -> None:
    table = read_table(b"Namn;Antal;Not\nA;1;x\nB;2\nC;3;y;z\n")
    found = {finding.rule: finding for finding in table.findings}
    assert found["row-too-short"].values["row"] == 3
    assert found["row-too-long"].values["row"] == 4
    assert [row.cells for row in table.rows] == [("A", "1", "x"), ("B", "2", None), ("C", "3", "y")]
    assert table.is_readable


def test_a_quote_never_closed_costs_its_own_row_only() -> None:
    table = read_table(b'Namn;Not\nA;"oj\nB;2\nC;3\n')
    assert [row.cells for row in table.rows] == [("A", "oj"), ("B", "2"), ("C", "3")]
    assert rules(table) == ["unclosed-quote"]


def test_headings_alike_are_told_apart_and_blank_ones_get_their_letter() -> None:
    table = read_table(b"Namn;Not;Not;;Antal\nA;1;2;3;4\n")
    assert table.header == ("Namn", "Not", "Not (2)", "[D]", "Antal")
    assert rules(table) == ["duplicate-heading"]


def test_nul_and_formula_errors_and_huge_cells_are_said() -> None:
    table = read_table(b"Namn;Not;Mer\nA\x00;#SAKNAS!;" + b"x" * 200_000 + b"\n")
    assert table.rows[0].cells == ("A", None, None)
    assert set(rules(table)) == {"nul-characters", "formula-error", "cell-too-long"}
    told = next(found for found in table.findings if found.rule == "cell-too-long").values
    assert (told["row"], told["column"], told["length"]) == (2, "Mer", 200_000)
    longest = b"x" * Limits().cell_characters
    assert read_table(b"Namn;Mer\nA;" + longest + b"\n").rows[0].cells[1] == longest.decode()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\r\n \n", "empty-file"),
        (b"%PDF-1.4 ...", "broken-file"),
        (b"PK\x03\x04broken", "broken-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "broken-file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "protected-by-password",
        ),
        (b"<html><table><tr><td>Namn</td></tr></table></html>", "broken-file"),
        (bytes(range(1, 32)) * 50, "broken-file"),
    ],
)
def test_a_file_that_is_no_register_gives_one_clear_finding(content: bytes, rule: str) -> None:
    table = read_table(content)
    assert rules(table) == [rule]
    assert not table.is_readable


def test_every_cut_of_a_workbook_gives_a_finding_and_no_traceback() -> None:
    content = workbook(("Blad1", [["Namn"], ["Raindance"]]))
    for cut in range(4, len(content), 97):
        assert not read_table(content[:cut]).is_readable


def test_limits_stop_what_is_too_large() -> None:
    many = b"Namn\n" + b"A\n" * 30
    assert rules(read_table(many, limits=Limits(rows=20))) == ["too-many-rows"]
    assert rules(read_table(many, limits=Limits(file_bytes=10))) == ["file-too-large"]
    assert (
        rules(read_table(b";".join([b"N"] * 30) + b"\n", limits=Limits(columns=20)))[0]
        == "too-many-columns"
    )
    bomb = workbook(("Blad1", [["Namn"], ["A" * 30_000]]))
    assert rules(read_table(bomb, limits=Limits(unpacked_bytes=20_000))) == ["too-large-unpacked"]


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Namn")
        sheet.write(1_048_575, 16_383, "långt bort")
    assert rules(read_table(file.getvalue())) == ["too-large-unpacked"]


def test_the_sheet_with_most_rows_is_read_unless_one_is_named() -> None:
    content = workbook(
        ("Läs mig", [["Hej"]]), ("System", [["Namn", "Antal"], ["A", 1], ["B", 2.5]])
    )
    table = read_table(content)
    assert (table.sheet, table.sheets) == ("System", ("Läs mig", "System"))
    assert [row.cells for row in table.rows] == [("A", 1), ("B", 2.5)]
    assert rules(table) == ["sheet-chosen"]
    assert read_table(content, sheet="Läs mig").header == ("Hej",)
    assert rules(read_table(content, sheet="Saknas")) == ["no-such-sheet"]


def test_merged_cells_hold_for_their_rows_and_formulas_without_value_are_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Förvaltning", "Namn"], ["KS", "A"], [None, "B"], ["SN", "=1+1"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    file = io.BytesIO()
    book.save(file)
    table = read_table(file.getvalue())
    assert [row.cells for row in table.rows] == [("KS", "A"), ("KS", "B"), ("SN", None)]
    assert set(rules(table)) == {"formulas-without-value", "merged-cells"}


def test_an_encrypted_ods_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", "x")
    assert rules(read_table(file.getvalue())) == ["protected-by-password"]


def ods(rows: str) -> bytes:
    file = io.BytesIO()
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="Blad1">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_ods_is_read_and_its_repetitions_are_counted_before_they_are_laid_out() -> None:
    row = "<table:table-row>{}</table:table-row>".format
    none = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048000">{none}</table:table-row>'
    table = read_table(ods(row(cell("Namn")) + row(cell("Raindance")) + blank))
    assert (table.header, [one.cells for one in table.rows], table.format) == (
        ("Namn",),
        [("Raindance",)],
        "ods",
    )
    many = cell("A", 'table:number-columns-repeated="16000"')
    repeated = f'<table:table-row table:number-rows-repeated="1000000">{many}</table:table-row>'
    assert rules(read_table(ods(repeated))) == ["too-large-unpacked"]


def test_the_user_may_say_where_the_headings_are_or_that_there_are_none() -> None:
    content = b"Raindance;3\nLifecare;4\n"
    assert read_table(content, header_row=0).header == ("[A]", "[B]")
    assert len(read_table(content, header_row=0).rows) == 2
    assert read_table(content, header_row=2).header == ("Lifecare", "4")
    assert rules(read_table(content, header_row=9)) == ["no-such-header-row"]


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table(content: bytes) -> None:
    table = read_table(content)
    assert all(len(row.cells) == len(table.header) for row in table.rows)


@given(st.text(max_size=400))
def test_any_text_gives_a_table(text: str) -> None:
    table = read_table(b"Namn;Antal\n" + text.encode("utf-8", errors="ignore"))
    assert all(len(row.cells) == len(table.header) for row in table.rows)
