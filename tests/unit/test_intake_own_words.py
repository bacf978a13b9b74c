"""Whatever the product calls a choice, it understands when it comes back in a file."""

from typing import Any

import pytest
from django.db.models import Choices
from django.utils import translation

from samdrift.core.tables import COSTS, Place, read_table, recognise
from samdrift.records.intake.convert.columns import READERS
from samdrift.records.intake.convert.costs import SUBJECTS, CostLookup, Named, read_costs
from samdrift.records.intake.convert.words import CHOICES_OF_COLUMNS, words_of
from samdrift.records.spending.models import CostKind, CostPhase, CostType

HERE = Place(2, "Kolumn")
EVERY = [(field, choice) for field, choices in CHOICES_OF_COLUMNS.items() for choice in choices]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("field", "choice"), EVERY)
def test_every_label_of_every_choice_is_read_back(field: str, choice: Any, language: str) -> None:
    with translation.override(language):
        label = str(choice.label)
    for written in (label, label.upper(), f" {label.lower()} ", str(choice.value)):
        assert READERS[field](written, HERE) == choice.value, written


def test_every_field_with_choices_is_among_them() -> None:
    coded = {
        name
        for name, reader in READERS.items()
        if "choice_reader" in getattr(reader, "__qualname__", "")
    }
    assert coded == set(CHOICES_OF_COLUMNS)


@pytest.mark.parametrize("said", [True, False])
def test_yes_and_no_as_the_product_writes_them(said: bool) -> None:
    with translation.override("sv"):
        assert READERS["personal_data"](words_of("personal_data", said), HERE) is said


@pytest.mark.parametrize(
    ("name", "choices"), [("Fas", CostPhase), ("Kostnadsslag", CostType), ("Slag", CostKind)]
)
def test_every_label_of_a_cost_line_is_read_back(name: str, choices: type[Choices]) -> None:
    around = CostLookup(
        {kind: {} for kind in SUBJECTS} | {"unit": {"it": [Named(1, "IT")]}}, frozenset(), "Åmål"
    )
    for choice in choices:
        cells = {
            "Enhet": "IT",
            "År": "2009",
            "Slag": "Budget",
            "Belopp": "10",
            "Fas": "Drift",
            "Kostnadsslag": "Övrigt",
        }
        with translation.override("sv"):
            cells[name] = str(choice.label)
        table = read_table("\n".join([";".join(cells), ";".join(cells.values())]).encode())
        columns = {guess.column: guess.field or "" for guess in recognise(table, COSTS)}
        assert choice.value in read_costs(table, columns, around).rows[0].values.values()
