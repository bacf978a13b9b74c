"""The command refuses odd input in one line and never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMDRIFT = Path(sys.executable).parent / "samdrift"
SHARE = ["share", "--members", "1460,1438", "--key", "population", "--on", "2024-12-31"]
DIGITS = "9" * 5000


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [SAMDRIFT, *arguments], capture_output=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [*SHARE, "--amount", DIGITS],
        [*SHARE, "--amount=--"],
        [*SHARE, "--amount", "1", "--key=--"],
        [*SHARE, "--amount", "1", "--on=--"],
        [*SHARE, "--amount", "1", "--members=--"],
        [*SHARE, "--amount", "1", "--weights=--"],
        [*SHARE, "--amount", b"1\xff", "--members", b"1460,\xff"],
        ["match", "--file=--"],
        ["match", "--file", "/"],
        ["opportunities", "--file=--"],
        ["solve", "/"],
        ["sie", "/"],
        ["fairness", "/"],
    ],
)
def test_nonsense_is_refused_in_words(arguments: list[str | bytes]) -> None:
    answer = run(*arguments)
    assert answer.returncode in {1, 2}
    assert b"Traceback" not in answer.stderr
    assert answer.stderr.strip()
    assert max(map(len, answer.stderr.splitlines())) < 300


@pytest.mark.parametrize(
    ("command", "content"),
    [
        (
            "fairness",
            '{"players": ["\\ud800", "b"], "standalone": {"\\ud800": 10, "b": 10}, "joint": 15}',
        ),
        (
            "fairness",
            f'{{"players": ["a", "b"], "standalone": {{"a": {DIGITS}, "b": 10}}, "joint": 15}}',
        ),
        ("solve", "[" * 100_000),
        ("solve", "\x00"),
    ],
    ids=["surrogate", "digits", "depth", "nul"],
)
def test_odd_files_end_in_words(command: str, content: str, tmp_path: Path) -> None:
    place = tmp_path / "odd.json"
    place.write_text(content)
    assert b"Traceback" not in run(command, str(place)).stderr


def test_a_folder_that_cannot_be_made_is_named_with_its_variable() -> None:
    answer = run(*SHARE, "--amount", "1", SAMDRIFT_VAR="/proc/none")
    assert answer.returncode == 2
    assert answer.stderr.startswith(b"SAMDRIFT_VAR: ")


def test_a_database_that_is_not_prepared_is_told(tmp_path: Path) -> None:
    answer = run(
        "policy", "--by", "a@b.example", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    )
    assert answer.returncode == 2
    assert "samdrift migrate" in answer.stderr.decode()
