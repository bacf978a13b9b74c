"""Files of costs: their columns by their own words, and the words of their choices."""

import pytest

from samdrift.core.tables import (
    COST_KINDS,
    COST_PHASES,
    COST_TYPES,
    COSTS,
    Place,
    read_code,
    read_table,
    recognise,
)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Applikation;Enhet;Bärs av;År;Fas;Kostnadsslag;Slag;Belopp;Anteckning",
            ["application", "unit", "bearer", "year", "phase", "type", "kind", "amount", "note"],
        ),
        (
            "Applikation eller enhet;År;Slag;Fas;Kostnadsslag;Bärs av;Belopp",
            ["what", "year", "kind", "phase", "type", "bearer", "amount"],
        ),
        (
            "System;Budgetår;Typ;Budget/prognos/utfall;Belopp (tkr)",
            ["application", "year", "type", "kind", "amount"],
        ),
        ("Projekt;Kommun;Year;Amount", ["initiative", "bearer", "year", "amount"]),
    ],
)
def test_columns_of_a_file_of_costs(header: str, fields: list[str]) -> None:
    guesses = recognise(read_table(header.encode() + b"\nA;B;C;D;E;F;G;1;X\n", header_row=1), COSTS)
    assert [guess.field for guess in guesses] == fields


def test_an_amount_in_thousands_knows_its_unit() -> None:
    guesses = recognise(read_table(b"System;Belopp (tkr)\nA;1\n"), COSTS)
    assert [guess.unit for guess in guesses] == [1, 1000]


@pytest.mark.parametrize(
    ("word", "vocabulary", "code"),
    [
        ("Utfall", COST_KINDS, "actual"),
        ("budget", COST_KINDS, "budget"),
        ("Progno", COST_KINDS, "forecast"),
        ("Kommunikation inom kommunen", COST_TYPES, "internal_communication"),
        ("Kommunikation mellan kommuner", COST_TYPES, "communication"),
        ("Licens", COST_TYPES, "licence"),
        ("Förvaltning", COST_PHASES, "maintenance"),
        ("Införande", COST_PHASES, "introduction"),
    ],
)
def test_words_of_the_choices(word: str, vocabulary: dict[str, tuple[str, ...]], code: str) -> None:
    assert read_code(word, vocabulary, Place(1, "")) == code
