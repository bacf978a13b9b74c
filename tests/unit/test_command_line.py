"""The command refuses odd input in one line and never with a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.utils.translation import override

import samdrift
from samdrift.config.commands import LINES, WITHOUT_ROOMS
from samdrift.entrances.portal.management.commands import serve as serving

SAMDRIFT = Path(sys.executable).parent / "samdrift"
SHARE = ["share", "--members", "1460,1438", "--key", "population", "--on", "2024-12-31"]
DIGITS = "9" * 5000


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [SAMDRIFT, *arguments], capture_output=True, check=False, env={**os.environ, **environment}
    )


def test_help_names_every_command_of_ours_with_a_line_and_no_other() -> None:
    rooms = Path(samdrift.__file__).parent.glob("*/*/management/commands/[!_]*.py")
    told = run("--help").stdout.decode()
    listed = {line.split()[0] for line in told.splitlines() if re.match(r"  [a-z_]+  ", line)}
    assert listed == {path.stem for path in rooms} | {"migrate"} == LINES.keys()
    assert run().stdout.decode() == run("help").stdout.decode() == told


@pytest.mark.parametrize("name", WITHOUT_ROOMS)
def test_what_needs_no_room_loads_none(name: str) -> None:
    """Its words are Swedish all the same, and it says what it lacks in the same way."""
    asked = f"""
import sys
from samdrift.config.command import main
sys.argv = ["samdrift", {name!r}, "--help"]
try:
    main()
except SystemExit:
    pass
loaded = [each for each in sys.modules if each.startswith("samdrift.") and each.endswith((".models", ".settings"))]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    refused = run(*SHARE, "--amount", "x").stderr.decode()
    assert refused == "amount: x är inget belopp i kronor med högst två decimaler\n"


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
    answer = run("population", "import", SAMDRIFT_VAR="/proc/none")
    assert answer.returncode == 2
    assert answer.stderr.startswith(b"SAMDRIFT_VAR: ")


def test_a_database_that_is_not_prepared_is_told(tmp_path: Path) -> None:
    answer = run(
        "policy", "--by", "a@b.example", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    )
    assert answer.returncode == 2
    assert "samdrift migrate" in answer.stderr.decode()


def test_behind_tls_nothing_is_lacking_and_cookies_belong_to_the_host_alone() -> None:
    behind = {"SAMDRIFT_TLS": "1", "SAMDRIFT_HOSTS": "samdrift.example"}
    checked = run("check", "--deploy", "--fail-level", "WARNING", **behind)
    assert checked.returncode == 0, checked.stderr.decode()
    program = (
        "from samdrift.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.ALLAUTH_TRUSTED_PROXY_COUNT, hasattr(s, 'SESSION_COOKIE_DOMAIN'))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, **behind},
    )
    expected = "__Host-sessionid __Host-csrftoken True True True 1 False"
    assert told.stdout.decode().split() == expected.split()


@pytest.mark.parametrize("page", ["commands.md"])
def test_each_command_is_described_once(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    names = [line.split("`")[1].split()[0] for line in text.splitlines() if line.startswith("| `")]
    assert len(names) == len(set(names)), sorted(names)


class Dead:
    """A process that ended as soon as it was started."""

    def poll(self) -> int:
        return 1

    def terminate(self) -> None:
        pass

    def wait(self, timeout: float) -> int:
        return 1


def test_a_service_whose_processes_die_again_and_again_stops_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "_start_process", lambda *_given: Dead())
    monkeypatch.setattr(serving.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(serving.signal, "signal", lambda *_given: None)
    with override("sv"), pytest.raises(CommandError, match="5 gånger inom en minut") as refusal:
        serving.serve(host="127.0.0.1", port=1)
    assert refusal.value.returncode == 1
