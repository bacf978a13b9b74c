"""`samdrift population import`: from a file, from a service that answers as SCB does, and what it refuses."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from samdrift.foundation.organisations.models import Population


def answer(value: object = 12_000, label: str = "Folkmängd") -> dict[str, object]:
    """A small table in the service's own format."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "source": "SCB",
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [1, 1, 1],
        "role": {"geo": ["Region"], "metric": ["ContentsCode"], "time": ["Tid"]},
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": {"1492": 0}, "label": {"1492": "Åmål"}},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"index": {"BE0101N1": 0}, "label": {"BE0101N1": label}},
                "extension": {"refperiod": {"BE0101N1": "31 december respektive år"}},
            },
            "Tid": {"label": "år", "category": {"index": {"2008": 0}, "label": {"2008": "2008"}}},
        },
        "value": [value],
        "extension": {"px": {"tableid": "TAB638"}},
    }


def test_a_saved_answer_is_stored(people, tmp_path: Path, capsys) -> None:
    file = tmp_path / "svar.json"
    file.write_text(json.dumps(answer()), encoding="utf-8")
    by = people.administrator.email
    call_command("population", "import", "--file", str(file), "--by", by)
    row = Population.objects.get(code="1492", on=dt.date(2008, 12, 31))
    assert row.value == 12_000
    call_command("population", "import", "--file", str(file), "--by", by)
    assert Population.objects.count() == 1


def test_what_is_no_population_is_refused_and_nothing_is_stored(people, tmp_path: Path) -> None:
    file = tmp_path / "svar.json"
    file.write_text(json.dumps(answer(label="Folkökning")), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command(
            "population", "import", "--file", str(file), "--by", people.administrator.email
        )
    assert not Population.objects.exists()


def test_years_and_people_are_checked(people, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("population", "import", "--scb", "--by", "ingen@kommun.example")
    with pytest.raises(CommandError):
        call_command(
            "population", "import", "--scb", "--years", "tjugo", "--by", people.administrator.email
        )
