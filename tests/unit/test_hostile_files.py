"""Files as other people keep them: other layouts, spellings and encodings, each read right or told, never guessed."""

import datetime as dt
import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.exports.sie import read_sie
from samdrift.core.findings import Finding
from samdrift.core.matching import match
from samdrift.core.tables import (
    Place,
    Table,
    asides,
    date_style,
    read_agreement_end,
    read_amount_ore,
    read_date,
    read_people,
    read_table,
    recognise,
)
from samdrift.records.intake.convert import shipped_catalogue

HERE = Place(2, "Cell")
NBSP, THIN, NARROW, HYPHEN, MINUS = "\u00a0", "\u2009", "\u202f", "\u2011", "\u2212"


def named(table: Table) -> dict[str, str]:
    return {guess.field: guess.column for guess in recognise(table) if guess.field}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # two rows of headings, the upper one grouping
        (
            "System;;Avtal;\nSystemnamn;Leverantör;Avtal t.o.m.;Årskostnad\nAlfa;A;2010-12-31;1\nBeta;B;2011-12-31;2\n",
            ["Alfa", "Beta"],
        ),
        # blank leading columns and rows
        (";;;;\n;;Systemnamn;Leverantör;Årskostnad\n;;Alfa;A;1\n;;Beta;B;2\n", ["Alfa", "Beta"]),
        # a quoted separator, quotes inside quotes, a line break in a cell
        (
            'Systemnamn;Leverantör;Syfte\n"Alfa; del 1";A;"säger ""ja"""\nBeta;B;"rad ett\nrad två"\n',
            ["Alfa; del 1", "Beta"],
        ),
        # title, date and author above the headings
        (
            "Systemförteckning 2009;;\nUppdaterad 2009-01-05;;\n\nSystemnamn;Leverantör;Enhet\nAlfa;A;X\nBeta;B;Y\n",
            ["Alfa", "Beta"],
        ),
        # tabs, bars, commas
        ("Systemnamn\tLeverantör\nAlfa\tA\nBeta\tB\n", ["Alfa", "Beta"]),
        ("Systemnamn|Leverantör\nAlfa|A\nBeta|B\n", ["Alfa", "Beta"]),
        ('sep=,\nSystemnamn,Leverantör\nAlfa,"A, AB"\nBeta,B\n', ["Alfa", "Beta"]),
        # CR alone, mixed ends
        ("Systemnamn;Leverantör\rAlfa;A\rBeta;B\r", ["Alfa", "Beta"]),
        ("Systemnamn;Leverantör\r\nAlfa;A\nBeta;B\r\n", ["Alfa", "Beta"]),
        # hard spaces and non-breaking hyphens in headings and names
        (
            f"System{NBSP}namn;Avtal{NBSP}t.o.m.\nAlfa;2010-12-31\nBeta;2011-12-31\n",
            ["Alfa", "Beta"],
        ),
    ],
)
def test_layouts(text: str, names: list[str]) -> None:
    table = read_table(text.encode())
    found = table.column(named(table)["name"])
    assert [" ".join(str(name).split()) for name in found] == names, table.header


def book(
    rows: list[list[object]], *, merged: str = "", hidden: list[list[object]] | None = None
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        if hidden is not None:
            sheet = workbook.add_worksheet("Gammalt")
            for at, row in enumerate(hidden):
                sheet.write_row(at, 0, row)
        sheet = workbook.add_worksheet("Register")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged:
            sheet.merge_range(merged, "Socialförvaltningen")
        if hidden is not None:
            sheet.activate()
            sheet.set_first_sheet()
            workbook.get_worksheet_by_name("Gammalt").hide()
    return out.getvalue()


def test_a_hidden_sheet_is_never_read_though_it_is_larger() -> None:
    heads: list[object] = ["Systemnamn", "Leverantör"]
    old = [heads, *[[f"Gammalt {number}", "X"] for number in range(50)]]
    table = read_table(book([heads, ["Alfa", "A"], ["Beta", "B"]], hidden=old))
    assert (table.sheet, len(table.rows)) == ("Register", 2)


def test_a_department_merged_over_its_rows_holds_for_each_and_is_told() -> None:
    rows: list[list[object]] = [
        ["Systemnamn", "Förvaltning"],
        ["Alfa", ""],
        ["Beta", ""],
        ["Gamma", "Skola"],
    ]
    table = read_table(book(rows, merged="B2:B3"))
    assert list(table.column("Förvaltning")) == ["Socialförvaltningen"] * 2 + ["Skola"]
    assert "merged-cells" in {finding.rule for finding in table.findings}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "cp437", "cp850", "mac_roman"]
)
def test_encodings(encoding: str) -> None:
    text = "Systemnamn;Förvaltning;Ägare\nÄrendehantering;Räddningstjänsten;Åsa Öst\nBörs;Miljö;Örjan Ek\n"
    table = read_table((text * 1).encode(encoding))
    assert list(table.column("Systemnamn")) == ["Ärendehantering", "Börs"], table.encoding


@pytest.mark.parametrize(
    ("cell", "kronor"),
    [
        (f"1{NBSP}250{NBSP}000 kr", 1_250_000),
        (f"1{THIN}250{NARROW}000", 1_250_000),
        ("ca 500 tkr", 500_000),
        ("cirka 1,5 mkr/år", 1_500_000),
        ("12 000:-", 12_000),
        ("12 000,- exkl moms", 12_000),
        ("(1 000)", -1_000),
        ("(1 000) kr", -1_000),
        (f"{MINUS}500", -500),
        (f"{HYPHEN}500", -500),
        ("–500 kr", -500),
        ("500-", None),
        ("1.250", None),
        ("1,250", None),
        ("500 inkl moms", None),
        ("500–600 tkr", None),
        ("(500) tkr", -500_000),
        ("fri", None),
        ("EUR 500", None),
        ("1 000 USD", None),
        ("1e5", None),
        ("½ mkr", None),
        ("SEK 1 000", 1_000),
    ],
)
def test_amounts_are_read_or_refused(cell: str, kronor: int | None) -> None:
    read = read_amount_ore(cell, HERE)
    if kronor is None:
        assert isinstance(read, Finding), read
    else:
        assert read == kronor * 100


def test_three_styles_of_days_in_one_column() -> None:
    cells = [
        "2009-12-31",
        "31/12 2009",
        "31 december 2009",
        f"2009{HYPHEN}12{HYPHEN}31",
        f"31{NBSP}dec{NBSP}2009",
        "20091231",
        "31.12.2009",
        "den 31 dec. 2009",
        "2009–12–31",
    ]
    style = date_style(cells)
    read = [read_date(cell, HERE, style=style) for cell in cells]
    assert read == [dt.date(2009, 12, 31)] * len(cells)


@pytest.mark.parametrize(
    "cell",
    [
        "2009-02-29",
        "31/4 2009",
        "2009-13-01",
        "00/00/2009",
        "2009-12-32",
        "30 februari 2009",
        "2009-00-10",
        "32/1 2009",
    ],
)
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    assert isinstance(read_date(cell, HERE), Finding)


@pytest.mark.parametrize(
    ("cell", "rolling", "months"),
    [
        ("Tillsvidare, 6 mån uppsägning", True, 6),
        (f"Löpande{NBSP}– 3{NBSP}mån.", True, 3),
        ("tv", None, None),
        ("Tills vidare m. 1 års uppsägningstid", True, 12),
        ("Automatisk förlängning 12 mån", True, 12),
        ("9999-12-31", True, None),
        ("2099-12-31", True, None),
        ("saknas", None, None),
    ],
)
def test_ends_of_agreements(cell: str, rolling: bool | None, months: int | None) -> None:
    read = read_agreement_end(cell, HERE)
    if rolling is None:
        assert read is None or isinstance(read, Finding)
    else:
        assert not isinstance(read, Finding)
        assert read is not None
        assert (read.is_rolling, read.notice_months_max) == (rolling, months)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sven Sjö / Anna Å", ["Sven Sjö", "Anna Å"]),
        ("Sven Sjö/Anna Ås", ["Sven Sjö", "Anna Ås"]),
        ("Sven Sjö & Anna Ås", ["Sven Sjö", "Anna Ås"]),
        ("Sven Sjö och Anna Ås", ["Sven Sjö", "Anna Ås"]),
        ("Sven Sjö; Anna Ås", ["Sven Sjö", "Anna Ås"]),
        ("Sven Sjö\nAnna Ås", ["Sven Sjö", "Anna Ås"]),
        ("Sjö, Sven", ["Sven Sjö"]),
        (f"Anna{HYPHEN}Karin Ås", [f"Anna{HYPHEN}Karin Ås"]),
    ],
)
def test_several_people_in_a_cell(cell: str, names: list[str]) -> None:
    read = read_people(cell, HERE)
    assert not isinstance(read, Finding)
    assert [one.name.replace(HYPHEN, "-") for one in read or []] == [
        name.replace(HYPHEN, "-") for name in names
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Fakturatolkning (Raindance)",
        "Statistik till Procapita",
        "Integration Treserva–Raindance",
        "Rapporter för ArcGIS",
        "Kartvisare (bygger på ArcGIS)",
        "Tilläggsmodul för Stratsys",
        "Import till Raindance",
        "Utdata ur Procapita",
    ],
)
def test_another_system_that_mentions_a_product_is_not_that_product(name: str) -> None:
    found = match(name, "", shipped_catalogue())
    assert found.product is None, (name, found.product, found.rule)


HEAD = (
    '#FLAGGA 0\n#PROGRAM "Prov" 1.0\n#FORMAT PC8\n#GEN 20090101\n#SIETYP 4\n#FNAMN "Åmål"\n'
    "#RAR 0 20090101 20091231\n"
)
BOOKED = (
    '#KONTO 1930 "Bank"\n#KONTO 3010 "Försäljning"\n#VER A 1 20090115 "Köp"\n'
    "{\n#TRANS 1930 {} 100.00\n#TRANS 3010 {} -100.00\n}\n"
)


@pytest.mark.parametrize(
    "encoding", ["cp437", "latin-1", "utf-8", "utf-8-sig", "iso8859_15", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_sie_in_any_encoding_with_any_line_end(encoding: str, end: str) -> None:
    file = read_sie((HEAD + BOOKED).replace("\n", end).encode(encoding)).file
    assert file is not None
    assert dict(file.accounts)["3010"] == "Försäljning"
    assert len(file.vouchers) == 1


@pytest.mark.parametrize(
    "part",
    [
        '#VER A 2 20090115 "Tom"\n{\n}\n',
        '#VER A 1 20090116 "Igen"\n{\n#TRANS 1930 {} 1.00\n#TRANS 3010 {} -1.00\n}\n',
        "#VER A 3 20090115\n{\n#TRANS 19AF {} 1.00\n#TRANS 3010 {} -1.00\n}\n",
        '#VER A 4 20090115\n{\n#TRANS "" {} 1.00\n#TRANS 3010 {} -1.00\n}\n',
        "#VER A 5 20100115\n{\n#TRANS 1930 {} 1.00\n#TRANS 3010 {} -1.00\n}\n",
        '#VER A 6 20090115 "säger \\"ja\n{\n#TRANS 1930 {} 1.00\n#TRANS 3010 {} -1.00\n}\n',
        "#VER A 7 20090115\n{\n#TRANS 1930 {} 1.00\n",
        "#VER A 8 20090230\n{\n#TRANS 1930 {} 1.00\n#TRANS 3010 {} -1.00\n}\n",
    ],
)
def test_what_is_odd_in_a_sie_file_is_told(part: str) -> None:
    plain = {finding.rule for finding in read_sie((HEAD + BOOKED).encode("cp437")).findings}
    odd = {finding.rule for finding in read_sie((HEAD + BOOKED + part).encode("cp437")).findings}
    assert odd - plain, part


@given(st.binary(max_size=400), st.sampled_from(["", HEAD, HEAD + BOOKED]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_after_a_sie_head_are_answered(content: bytes, head: str) -> None:
    read = read_sie(head.encode("cp437") + content)
    assert read.file is not None or read.findings


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_row_is_lost_between_entries_and_asides(rows: list[list[str]]) -> None:
    text = "\n".join(
        ";".join(cell.replace(";", "").replace('"', "") for cell in row) for row in rows
    )
    table = read_table(("Systemnamn;Leverantör;Årskostnad\n" + text).encode("utf-8", "replace"))
    assert set(asides(table, 0)) <= {row.number for row in table.rows}


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)), st.sampled_from("/-"), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_day_and_a_month_never_change_places(day: dt.date, mark: str, month_first: bool) -> None:
    """A column that proves its order is read in it; one that proves none is read with the day first, or refused."""
    order = (day.month, day.day) if month_first else (day.day, day.month)
    proof = ("12", "31") if month_first else ("31", "12")
    cell, prover = (f"{a}{mark}{b}{mark}{day.year}" for a, b in (order, proof))
    read = read_date(cell, HERE, style=date_style([prover, cell]))
    if not isinstance(read, Finding):
        assert read == day
