"""The columns of real registers, of many shapes, are recognised without preparation."""

import csv
from pathlib import Path

import pytest

from samdrift.core.tables import ColumnGuess, Table, read_table, recognise

REGISTERS = Path(__file__).parents[1] / "fixtures" / "registers"


def guesses(header: list[str], *rows: list[str]) -> dict[str, str | None]:
    text = "\n".join(";".join(row) for row in [header, *rows])
    return {
        guess.column: guess.field for guess in recognise(read_table(text.encode(), header_row=1))
    }


def test_all_columns_of_the_municipal_register_have_a_meaning_of_their_own() -> None:
    table = read_table((REGISTERS / "municipal_register_SYNTHETIC.csv").read_bytes())
    found = recognise(table)
    fields = [guess.field for guess in found]
    assert None not in fields
    assert len(set(fields)) == 53
    assert fields[:4] == ["name", "organisation", "it_managers", "operation_managers"]


def test_the_profile_of_a_real_register_is_recognised_by_its_headings_alone() -> None:
    with (REGISTERS / "header_profile.csv").open(encoding="utf-8") as file:
        header = tuple(row["column_exact"] for row in csv.DictReader(file))
    assert all(guess.field for guess in recognise(Table(header=header)))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("System", "name"),
        ("Systemnamn", "name"),
        ("Applikation", "name"),
        ("Leverantör", "vendor"),
        ("Kommun", "municipality"),
        ("Systemägare", "owner"),
        ("Avtal t.o.m.", "agreement_end"),
        ("Årskostnad (kr)", "cost"),
        ("Antal användare", "active_users"),
        ("Förvaltning", "department"),
        ("Systemförvaltare", "operation_managers"),
        ("Systemförvaltare IT", "it_managers"),
        ("Leverandør", "vendor"),
        ("Systemejer", "owner"),
        ("Contract end date", "agreement_end"),
        ("Supplier", "vendor"),
        ("LEVERANTÖR/TILLVERKARE", "vendor"),
        ("Avtalets slutdatum", "agreement_end"),
        ("Leverntör", "vendor"),
        ("Systemägare förvaltning", "owner"),
        ("Kostnad drift 2024 (tkr)", "operating_budget"),
        ("Uppsägningstid", "notice_months"),
    ],
)
def test_headings_of_other_registers(heading: str, field: str) -> None:
    assert guesses([heading, "Ovanlig rubrik"])[heading] == field
    assert guesses([heading, "Ovanlig rubrik"])["Ovanlig rubrik"] is None


def test_one_column_for_each_field_and_the_loser_is_extra() -> None:
    assert guesses(["Systemnamn", "System", "Antal användare"], ["Raindance", "1", "3"]) == {
        "Systemnamn": "name",
        "System": None,
        "Antal användare": "active_users",
    }


def test_the_two_verdicts_and_the_two_managers_are_never_mixed() -> None:
    header = [
        "Namn",
        "Bedömning verksamhet",
        "Bedömning IT",
        "Systemansvarig verksamhet",
        "Systemansvarig IT",
    ]
    assert list(guesses(header).values()) == [
        "name",
        "verdict_operation",
        "verdict_it",
        "operation_managers",
        "it_managers",
    ]


def test_names_are_found_by_content_where_no_heading_says_so() -> None:
    rows = [[f"Prog{at}", str(at)] for at in "abcdefgh"]
    assert guesses(["Vad", "Siffra"], *rows)["Vad"] == "name"


def test_a_heading_in_thousands_says_what_one_stands_for() -> None:
    table = read_table(b"Namn;Kostnad (tkr);Budget drift mkr\nA;1;2\n")
    assert [guess.unit for guess in recognise(table)] == [1, 1000, 1_000_000]


def test_guesses_are_sure_between_nothing_and_one_and_say_why() -> None:
    for guess in recognise(read_table("Namn;Leverntör;Kuriosa\nA;B;C\n".encode())):
        assert isinstance(guess, ColumnGuess)
        assert 0 <= guess.score <= 1
        assert guess.reason


def test_a_column_of_people_is_never_taken_for_the_systems() -> None:
    rows = [
        ["Anna Berg", "anna.berg@x.se", "Photoshop"],
        ["Åke Öst", "ake.ost@x.se", "Acrobat"],
        ["Eva Ek", "eva.ek@x.se", "InDesign"],
    ]
    assert guesses(["Namn", "E-post", "Programvara"], *rows) == {
        "Namn": None,
        "E-post": "contact",
        "Programvara": "name",
    }
    systems = [
        ["Castor", "castor@x.se", "Lev"],
        ["Lex", "lex@x.se", "Lev"],
        ["TF", "tf@x.se", "Lev"],
    ]
    assert guesses(["Namn", "E-post", "Leverantör"], *systems)["Namn"] == "name"


@pytest.mark.parametrize(
    "heading", ["Anm.", "ANM", "Anm", "Anmärkningar", "Övriga kommentarer", "Noteringar"]
)
def test_headings_of_remarks_are_notes(heading: str) -> None:
    assert guesses(["Systemnamn", heading], ["Alfa", "säljs 2010"])[heading] == "notes"
