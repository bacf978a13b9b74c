"""Rows that are no systems are told from those that are, by shape and word together."""

import pytest

from samdrift.core.tables import asides, read_table

HEAD = "Systemnamn;Leverantör;Årskostnad;Avtal t.o.m."
SYSTEM = "Alfa;Lev A;1000;2010-12-31"
OTHER = "Beta;Lev B;2000;2010-12-31"


def kinds(*rows: str, head: str = HEAD) -> list[str | None]:
    table = read_table("\n".join([head, *rows]).encode())
    found = asides(table, 0)
    return [found[row.number].kind if row.number in found else None for row in table.rows]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("SOCIALFÖRVALTNINGEN;;;", "section"),
        ("TEKNISKA;;;", "section"),
        ("Barn- och utbildningsförvaltningen;;;", "section"),
        (";KULTUR & FRITID;;", "section"),
        ("Gemensamma system:;;;", "section"),
        ("Miljönämnden;;45 000;", "section"),
        ("Summa;;3000;", "sum"),
        ("SUMMA SOCIAL;;3 000 kr;", "sum"),
        ("Totalt:;;3000;", "sum"),
        ("Total;;3000;", "sum"),
        ("Delsumma;;3000;", "sum"),
        ("S:a;;3000;", "sum"),
        ("Grand total;;3000;", "sum"),
        (";Summa;3000;", "sum"),
        (";;3000;", "sum"),
        ("Antal system: 45;;;", "sum"),
        ("Antal system;;45;", "sum"),
        ("Socialförvaltningen totalt;;3000;", "sum"),
        ("Uppdaterad 2009-01-05;;;", "stamp"),
        ("Senast ändrad av Eva 5/1 2009;;;", "stamp"),
        ("Utskriven;2009-01-05;;", "stamp"),
        ("Sida 1 av 3;;;", "stamp"),
        ("Sid 2(4);;;", "stamp"),
        ("Källa: ekonomisystemet;;;", "stamp"),
        ("* avser endast licenser;;;", "note"),
        ("Obs! Priserna är ungefärliga;;;", "note"),
        ("Listan gås igenom varje höst tillsammans med alla förvaltningar och IT-enheten;;;", "note"),
        ("Systemnamn;Leverantör;Årskostnad;Avtal t.o.m.", "heading"),
        ("SYSTEMNAMN;Leverantör;;Avtal tom", "heading"),
        ("REQUIRED;Optional;Optional;Optional", "instruction"),
        ("Obligatoriskt;Valfritt;Valfritt;", "instruction"),
        ("Text;Text;Tal;Datum", "instruction"),
        ("Röd = avvecklas;;;", "legend"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_system_is_told_with_its_kind(row: str, kind: str) -> None:
    assert kinds(SYSTEM, row, OTHER, SYSTEM, OTHER) == [None, kind, None, None, None]


@pytest.mark.parametrize(
    "row",
    [
        "Summa;Lev A;1000;2010-12-31", "Totalview;;;", "Total Control;;3000;", "Lifecare;;;", "ArcGIS;;;",
        "SAP;Lev;1000;", "Kontorsstöd;Lev;;", "Avdelning 7;Lev A;;", "1177;;;", "Office 365;;;", "Version Cue;Adobe;;",
        "Antal;Lev;;", "Treserva (social);;12000;", "Sidekick;;;", "Procapita vård och omsorg;;5000;", "Datum;Lev;;",
    ],
)  # fmt: skip
def test_a_system_with_an_odd_name_or_nothing_but_a_name_stays(row: str) -> None:
    assert kinds(SYSTEM, row, OTHER, SYSTEM, OTHER) == [None] * 5


def test_a_list_of_names_alone_has_no_sections() -> None:
    assert kinds("LIFECARE", "Alfa", "Summa", "Sida 1 av 2", "W3D3", head="Namn") == [
        None, None, "sum", "stamp", None,
    ]  # fmt: skip


def test_capitals_say_nothing_where_every_name_has_them() -> None:
    assert kinds("ALFA;Lev A;1;", "BETA;;;", "GAMMA;Lev B;2;", "DELTA;Lev C;3;") == [None] * 4


def test_what_follows_a_legend_s_head_belongs_to_it() -> None:
    rows = [SYSTEM, OTHER, SYSTEM, "Teckenförklaring;;;", "K;Kritiskt;;", "N;Normalt;;"]
    assert kinds(*rows) == [None, None, None, "note", "legend", "legend"]
