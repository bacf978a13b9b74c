"""Every option of every command against odd values: refused in words or answered, never a traceback."""

import socket
import sys
from argparse import Action
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connections

from samdrift.config.command import main
from tests import factories
from tests.people import Society

JUNK = [
    *(
        "--",
        "-",
        "",
        " ",
        "9" * 20,
        "-" + "9" * 20,
        "9" * 5000,
        "1e999",
        "nan",
        "-1",
        "0",
        "\ud800",
        "𝟙",
        "٣",
    ),
    *("0000-00-00", "9999-99-99", "/", "/proc/self/mem", "=1+1", "å" * 5000, '{"a": 1}', "a,b;c|d"),
]
#: Options that make a command do its work; each is exchanged for junk in turn. Those not named need none.
SOUND = {
    "share": ["--amount=100", "--members=1460,1438", "--key=equal", "--on=2008-12-31"],
    "match": ["--file={table}"],
    "import": ["{table}", "--municipality=1492", "--by=anna@kommun.example", "--dry-run"],
    "opportunities": ["--file={table}"],
    "solve": ["{table}"],
    "sie": ["{table}"],
    "fairness": ["{table}"],
    "population": ["import", "--file={table}", "--by=fia@kommun.example"],
    "policy": ["--by=fia@kommun.example"],
    "init": ["--name=Nytt", "--short-name=N", "--email=a@b.example", "--administrator=A"],
}
#: They go on until they are stopped; their figures are tried below.
UNENDING = {"serve", "demonstrate"}


def _commands() -> dict[str, list[Action]]:
    found = {}
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith("samdrift."):
            parser = load_command_class(app, name).create_parser("samdrift", name)
            own = [
                each
                for each in parser._actions
                if each.nargs != 0 and each.default != "==SUPPRESS=="
            ]
            found[name] = [
                each for each in own if each.dest not in {"settings", "pythonpath", "verbosity"}
            ]
    return found


COMMANDS = _commands()


def _calls(name: str, table: Path) -> Iterator[list[str]]:
    sound = [each.format(table=table) for each in SOUND.get(name, [])]
    places = [place for place, each in enumerate(sound) if not each.startswith("-")]
    for action in COMMANDS[name]:
        for junk in JUNK:
            if action.option_strings:
                option = action.option_strings[-1]
                kept = [each for each in sound if not each.startswith(f"{option}=")]
                yield [*kept, f"{option}={junk}"]
            elif places:
                yield [junk if place == places[0] else each for place, each in enumerate(sound)]


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - UNENDING))
def test_no_option_ends_in_a_traceback(
    people: Society,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    factories.application(people.amal)
    table = tmp_path / "t.csv"
    table.write_text("System;Leverantör\nKartan;A AB\n", encoding="utf-8")
    monkeypatch.setattr("time.sleep", _ends)
    # a command closes its connection when it ends; the test's own transaction stands on it
    monkeypatch.setattr(connections, "close_all", lambda: None)
    module = load_command_class(str(get_commands()[name]), name).__module__
    monkeypatch.setattr(f"{module}.close_old_connections", lambda: None, raising=False)
    wrong, tried = [], 0
    for arguments in _calls(name, table):
        tried += 1
        monkeypatch.setattr(sys, "argv", ["samdrift", name, *arguments])
        try:
            main()
        except SystemExit as ended:
            said = capsys.readouterr().err
            if ended.code and (not said.strip() or "Traceback" in said):
                wrong.append(f"{[each[:30] for each in arguments]}: {said[-300:]!r}")
        except _EndedError:
            pass
        except Exception as fault:  # noqa: BLE001 - told to the test
            wrong.append(f"{[each[:30] for each in arguments]}: {fault!r:.200}")
    assert not wrong, "\n".join(wrong)
    assert tried or not COMMANDS[name]


class _EndedError(BaseException):
    """Instead of a pause before the next round."""


def _ends(seconds: float) -> None:
    if not 0 <= seconds < 10**9:
        raise ValueError("no clock waits for so long")
    raise _EndedError


@pytest.mark.parametrize("name", sorted(UNENDING))
def test_a_service_is_not_begun_with_figures_that_no_machine_has(name: str) -> None:
    parser = load_command_class(str(get_commands()[name]), name).create_parser("samdrift", name)
    for action in COMMANDS[name]:
        if action.type is not None:
            for junk in ("-1", "9" * 20, "nan", "x", "65536000"):
                with pytest.raises((SystemExit, CommandError)):
                    parser.parse_args([f"{action.option_strings[-1]}={junk}"])


@pytest.mark.parametrize("command", ["serve", "demonstrate"])
def test_a_taken_port_is_refused_in_one_line_before_anything_starts(command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"port {port} används av ett annat program"):
            call_command(command, port=port)
