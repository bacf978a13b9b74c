"""Rows that are no systems are told from those that are, by shape and word together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        (
            "Listan gås igenom varje höst tillsammans med alla förvaltningar och IT-enheten;;;",
            "note",
        ),
        ("Systemnamn;Leverantör;Årskostnad;Avtal t.o.m.", "heading"),
        ("SYSTEMNAMN;Leverantör;;Avtal tom", "heading"),
        ("REQUIRED;Optional;Optional;Optional", "instruction"),
        ("Obligatoriskt;Valfritt;Valfritt;", "instruction"),
        ("Text;Text;Tal;Datum", "instruction"),
        ("Röd = avvecklas;;;", "legend"),
    ],
)
def test_a_row_that_is_no_system_is_told_with_its_kind(row: str, kind: str) -> None:
    assert kinds(SYSTEM, row, OTHER, SYSTEM, OTHER) == [None, kind, None, None, None]


@pytest.mark.parametrize(
    "row",
    [
        "Summa;Lev A;1000;2010-12-31",
        "Totalview;;;",
        "Total Control;;3000;",
        "Lifecare;;;",
        "ArcGIS;;;",
        "SAP;Lev;1000;",
        "Kontorsstöd;Lev;;",
        "Avdelning 7;Lev A;;",
        "1177;;;",
        "Office 365;;;",
        "Version Cue;Adobe;;",
        "Antal;Lev;;",
        "Treserva (social);;12000;",
        "Sidekick;;;",
        "Procapita vård och omsorg;;5000;",
        "Datum;Lev;;",
    ],
)
def test_a_system_with_an_odd_name_or_nothing_but_a_name_stays(row: str) -> None:
    assert kinds(SYSTEM, row, OTHER, SYSTEM, OTHER) == [None] * 5


def test_a_list_of_names_alone_has_no_sections() -> None:
    assert kinds("LIFECARE", "Alfa", "Summa", "Sida 1 av 2", "W3D3", head="Namn") == [
        None,
        None,
        "sum",
        "stamp",
        None,
    ]


def test_capitals_say_nothing_where_every_name_has_them() -> None:
    assert kinds("ALFA;Lev A;1;", "BETA;;;", "GAMMA;Lev B;2;", "DELTA;Lev C;3;") == [None] * 4


def test_what_follows_a_legend_s_head_belongs_to_it() -> None:
    rows = [SYSTEM, OTHER, SYSTEM, "Teckenförklaring;;;", "K;Kritiskt;;", "N;Normalt;;"]
    assert kinds(*rows) == [None, None, None, "note", "legend", "legend"]


WIDE = "Systemnamn;Leverantör;Årskostnad;Drift;Avtal t.o.m."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a sum below, above and in the middle, whatever it is called
        (["Alfa;A;1000;5;2010", "Beta;B;2000;6;2010", "Alla tillsammans;;3000;;"], [2]),
        (["Hela kommunen;;3000;11;", "Alfa;A;1000;5;2010", "Beta;B;2000;6;2010"], [0]),
        (
            [
                "Alfa;A;1000;;2010",
                "Beta;B;2 000 kr;;2010",
                ";;3000;;",
                "Gamma;C;500;;2010",
                "Delta;D;250;;2010",
                "Vård;;750;;",
                "Kommunen;;3750;;",
            ],
            [2, 5, 6],
        ),
        # the amounts of two columns both have to be sums
        (["Alfa;A;1000;5;2010", "Beta;B;2000;6;2010", "Gamma;;3000;7;"], []),
        # a row that fills as many cells as its neighbours is an entry, whatever it costs
        (["Alfa;A;1000;5;2010", "Beta;B;2000;6;2010", "Gamma;C;3000;11;2010"], []),
        # one row is no sum of itself, and nothing is no sum
        (["Alfa;A;1000;;2010", "Gamma;;1000;;"], []),
        (["Alfa;A;0;;2010", "Beta;B;0;;2010", "Gamma;;0;;"], []),
    ],
)
def test_a_sum_is_known_by_its_value(rows: list[str], expected: list[int]) -> None:
    found = [at for at, kind in enumerate(kinds(*rows, head=WIDE)) if kind is not None]
    assert found == expected


def test_where_a_system_is_a_name_and_an_amount_only_three_amounts_make_a_sum() -> None:
    assert kinds("Alfa;1", "Beta;2", "Gamma;3", head="Systemnamn;Årskostnad") == [None] * 3
    told = kinds("Alfa;1", "Beta;2", "Gamma;4", "Hela;7", head="Systemnamn;Årskostnad")
    assert told == [None, None, None, "sum-by-value"]


@given(st.lists(st.tuples(st.integers(1, 10**9), st.booleans()), min_size=2, max_size=30))
@settings(max_examples=200, deadline=None)
def test_every_total_of_a_sectioned_list_is_found_and_no_system_is_lost(
    rows: list[tuple[int, bool]],
) -> None:
    """Random systems with a total after some of them: totals under their own words alone, never «Summa»."""
    lines, expected, part = [], [], []
    for number, (amount, ends) in enumerate(rows):
        lines.append(f"System {number};Lev;{amount};2010-12-31")
        expected.append(None)
        part.append(amount)
        if ends and len(part) >= 2:
            lines.append(f"Del {number};;{sum(part)};")
            expected.append("sum-by-value")
            part = []
    told = kinds(*lines)
    assert [kind for kind, want in zip(told, expected, strict=True) if want] == [
        "sum-by-value" for want in expected if want
    ]
    assert all(kind is None for kind, want in zip(told, expected, strict=True) if not want)


def test_a_list_of_which_half_is_asides_is_still_read_as_a_list() -> None:
    found = kinds(
        "SOCIALTJÄNSTEN;;;",
        SYSTEM,
        OTHER,
        "Delsumma;;3000;",
        "SKOLAN;;;",
        SYSTEM,
        "Totalt 3 system;;3000;",
        "* avvecklas i år;;;",
        "Applikation;;;",
        "Se även nästa blad;;;",
    )
    system, section = None, "section"
    assert found == [
        *[section, system, system, "sum"],
        *[section, system, "sum"],
        *["note", "heading", "note"],
    ]


def test_a_list_of_names_alone_keeps_its_names() -> None:
    names = ["TRIO;;;", "EDP;;;", "W3D3;;;", "Castor;;;", "Boss;;;", "Applikationer:;;;"]
    assert kinds(SYSTEM, *names) == [None] * 7
