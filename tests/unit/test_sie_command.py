"""`samdrift sie`: reads a file without a database, tells what is wrong, and says so with its exit code."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

EXAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "sie" / "example_4I.si"


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("sie", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_example_is_told_as_json() -> None:
    document = json.loads(told(str(EXAMPLE), "--json"))
    assert document["findings"] == []
    voucher = document["file"]["vouchers"][0]
    assert voucher["balance_ore"] == 0
    assert voucher["rows"][0] == {
        "account": "1511",
        "objects": {"20": "821439"},
        "amount_ore": 1_554_515,
        "text": "Färgelanda 15,5452 %",
    }


def test_the_example_is_told_in_lines() -> None:
    text = told(str(EXAMPLE))
    assert "Bengtsfors kommun 212000-1470" in text
    assert "37\u00a0614,59" in text


def test_an_error_gives_exit_code_two_and_its_row(tmp_path: Path) -> None:
    wrong = tmp_path / "fel.si"
    wrong.write_bytes(EXAMPLE.read_bytes().replace(b"15545.15", b"15545,15", 1))
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("sie", str(wrong), "--json", stdout=out)
    assert left.value.code == 2
    findings = json.loads(out.getvalue())["findings"]
    assert {each["rule"] for each in findings} == {"not-an-amount", "does-not-sum"}
    assert all(each["where"].startswith("rad ") for each in findings)


def test_a_file_that_is_not_there_is_said() -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("sie", "finns-inte.si", "--json", stdout=out, stderr=StringIO())
    assert left.value.code == 2
    document = json.loads(out.getvalue())
    assert (document["file"], document["findings"][0]["rule"]) == (None, "no-such-file")
