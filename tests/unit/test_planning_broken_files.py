"""`samdrift solve` refuses every broken file in the reader's language, with exit code 2 and without a traceback."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.unit.planning_cases import area, document, option

GOOD = json.dumps(document()).encode()


def refused(file: Path, language: str = "sv") -> str:
    with translation.override(language), pytest.raises(CommandError) as raised:
        call_command("solve", str(file), stdout=io.StringIO())
    assert raised.value.returncode == 2
    return str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        b" \n",
        b"{hej",
        bytes(range(256)),
        GOOD.decode().encode("utf-16"),
        '{"format": "å"}'.encode("latin-1"),
        b'{"format": NaN}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"periods_per_year": ' + b"9" * 400 + b"}",
        GOOD + b"x",
        GOOD[:-2],
    ],
    ids=[
        "blank",
        "half",
        "binary",
        "UTF-16",
        "Latin-1",
        "NaN",
        "deep",
        "endless number",
        "more",
        "cut off",
    ],
)
def test_what_is_no_json_is_refused_with_its_place(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "problem.json"
    file.write_bytes(content)
    assert refused(file).startswith(f"{file} är inte JSON i UTF-8: rad ")
    assert refused(file, "en").startswith(f"{file} is not JSON in UTF-8: line ")


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.json") == f"Filen {tmp_path / 'no.json'} finns inte"
    assert refused(tmp_path) == f"{tmp_path} är en mapp och ingen fil"


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        (document(areas=[area(stay_cost=[1e300, 100])]), "areas[0].stay_cost[0]"),
        (document(areas=[area(stay_cost=[2**63, 100])]), "areas[0].stay_cost[0]"),
        (
            document(areas=[area(options=[option(open_cost=[1.7e308, 20])])]),
            "areas[0].options[0].open_cost[0]",
        ),
        (
            document(areas=[area(options=[option(switch_cost=[[50, 60], [1e13, 60]])])]),
            "areas[0].options[0].switch_cost[1][0]",
        ),
        (
            document(municipalities=[{"id": "1438", "weight": 1e300}, {"id": "1460"}]),
            "municipalities[0].weight",
        ),
    ],
)
def test_numbers_that_drown_all_others_are_refused(
    tmp_path: Path, broken: dict[str, Any], path: str
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(broken))
    assert refused(file) == (
        f"{path}: detta är mer än en biljon: null säger att något inte är möjligt"
    )


def test_a_huge_limit_limits_nothing(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    rich = [{"id": "1438", "budget": [1e300, 1e300]}, {"id": "1460"}]
    file.write_text(json.dumps(document(municipalities=rich)))
    told = io.StringIO()
    call_command("solve", str(file), json=True, stdout=told)
    assert json.loads(told.getvalue())["objective"] == 120


def test_every_fault_is_said_at_once_each_on_its_line(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    broken = document(
        format="samdrift-plan/9",
        periods=[],
        areas=[{"members": ["9999"], "options": [{}]}],
    )
    file.write_text(json.dumps(broken))
    lines = refused(file).splitlines()
    assert {line.split(":")[0] for line in lines} >= {
        "format",
        "periods",
        "areas[0].id",
        "areas[0].members[0]",
        "areas[0].stay_cost",
        "areas[0].options[0].id",
        "areas[0].options[0].switch_cost",
        "areas[0].options[0].open_cost",
    }


def test_what_is_asked_for_is_refused_all_at_once_where_it_can_not_be(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(document()))
    with pytest.raises(CommandError) as refused, translation.override("en"):
        call_command("solve", str(file), gap=float("nan"), time_limit=-1.0, threads=0, workers=0)
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "--gap",
        "--time-limit",
        "--threads",
        "--workers",
    ]
    assert refused.value.returncode == 2
