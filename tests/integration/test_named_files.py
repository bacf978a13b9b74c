"""Every command that takes a file says in Swedish what is wrong with the file it was given, with the file's name."""

import ast
import errno
import os
import re
import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandParser, get_commands, load_command_class
from django.db import connections

from samdrift.config.command import main
from samdrift.core.findings import InvalidInput
from samdrift.core.named_files import find_fault_of_writing, read_named_bytes, read_named_json
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import finding_words, named_file
from tests.people import Society

pytestmark = pytest.mark.reads_pages  # files, not rows

HOUSE = Path(commands.__file__).parents[2]
#: What a command asks for beside its file.
BESIDE = {
    "share": ["--amount=100", "--members=1460,1438", "--key=fixed"],
    "import": ["--municipality=1492", "--by=anna@kommun.example"],
    "population": ["import", "--by=fia@kommun.example"],
    "policy": ["--by=fia@kommun.example"],
}
ENGLISH = re.compile(
    r"Errno|\b(the|is|not|file|folder|directory|such|open|denied|read)\b", re.IGNORECASE
)


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for each in parser._actions:
        if isinstance(each, _SubParsersAction):
            for inner in each.choices.values():
                yield from _actions(inner)
        else:
            yield each


def _ours() -> dict[str, str]:
    own = {name: app for name, app in get_commands().items() if isinstance(app, str)}
    return {name: app for name, app in own.items() if app.startswith("samdrift.")}


def _parser(name: str) -> CommandParser:
    return load_command_class(_ours()[name], name).create_parser("samdrift", name)


def _taking_files() -> Iterator[tuple[str, Action]]:
    for name in _ours():
        for each in _actions(_parser(name)):
            if each.type is named_file:
                yield name, each


TAKING = list(_taking_files())
BAD = {
    "missing": "finns inte",
    "folder": "är en mapp",
    "beneath a file": "en del av sökvägen är en fil",
    "in no folder": "Mappen",
    "empty": "är tom",
    "unreadable": "får inte öppnas",
}


def _bad_file(kind: str, place: Path) -> Path:
    (place / "tom.csv").touch()
    if kind == "unreadable":
        if os.geteuid() == 0:
            pytest.skip("nothing is closed to root")
        closed = place / "stängd.csv"
        closed.write_text("x")
        closed.chmod(0)
        return closed
    return {
        "missing": place / "borta.csv",
        "folder": place,
        "beneath a file": place / "tom.csv" / "rader.csv",
        "in no folder": place / "ingenstans" / "rader.csv",
        "empty": place / "tom.csv",
    }[kind]


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    # a command closes its connection when it ends; the test's own transaction stands on it
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(sys, "argv", ["samdrift", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


@pytest.mark.parametrize(
    "bad",
    [(name, action, kind) for name, action in TAKING for kind in BAD],
    ids=[f"{name} {kind}" for name, _action in TAKING for kind in BAD],
)
def test_a_file_that_can_not_be_read_is_named_in_swedish(
    people: Society,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bad: tuple[str, Action, str],
) -> None:
    name, action, kind = bad
    file = str(_bad_file(kind, tmp_path))
    given = f"{action.option_strings[-1]}={file}" if action.option_strings else file
    code = _run(monkeypatch, name, *BESIDE.get(name, []), given)
    said = capsys.readouterr().err
    assert code == 2
    assert BAD[kind] in said
    assert file in said
    assert not ENGLISH.search(said.replace(file, "")), said
    assert len(said.splitlines()) == 1


def test_every_command_that_takes_a_file_is_found() -> None:
    assert {name for name, _action in TAKING} == {
        *("match", "import", "opportunities", "solve", "sie", "fairness", "share"),
        *("population", "policy"),
    }


@pytest.mark.parametrize("name", sorted(_ours()))
def test_no_command_opens_a_file_by_itself(name: str) -> None:
    """A file is an argument of type `named_file`, read by `core.named_files`; a refusal is a message with Swedish."""
    command = load_command_class(_ours()[name], name)
    assert isinstance(command, commands.Command)
    assert not [each.dest for each in _actions(_parser(name)) if each.type in {Path, open}]
    source = Path(sys.modules[type(command).__module__].__file__ or "").read_text("utf-8")
    assert not re.search(r"\.read_bytes\(|\.read_text\(|\bopen\(|sys\.stdin", source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "CommandError":
            assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), ast.unparse(node)


def test_each_takes_its_file_from_one_place() -> None:
    readers = {"core/named_files.py"}
    for path in HOUSE.rglob("management/commands/*.py"):
        assert path.relative_to(HOUSE).as_posix() not in readers
        assert "OSError as" not in path.read_text("utf-8") or path.name == "serve.py"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG])
def test_whatever_the_machine_answers_is_told_in_swedish(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number), "rader.csv")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidInput) as refused:
        read_named_bytes("rader.csv")
    said = finding_words(refused.value.findings[0])
    assert "rader.csv" in said
    assert not ENGLISH.search(said.replace("rader.csv", "")), said


def test_what_is_too_large_or_no_json_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_bytes(b"\xef\xbb\xbf{\n 1}")
    with pytest.raises(InvalidInput) as refused:
        read_named_json(file)
    assert "rad 2, kolumn 2" in finding_words(refused.value.findings[0])
    file.write_bytes(b" " * (2 << 20))
    with pytest.raises(InvalidInput) as refused:
        read_named_bytes(file, most_mb=1)
    assert "större än 1 MB" in finding_words(refused.value.findings[0])


@pytest.mark.parametrize(
    ("place", "told"),
    [("ingenstans/ut.json", "Mappen"), (".", "är en mapp"), ("fil/ut.json", "är en fil")],
)
def test_where_nothing_can_be_written_is_told(tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "fil").touch()
    fault = find_fault_of_writing(tmp_path / place)
    assert fault is not None
    assert told in finding_words(fault)
    assert find_fault_of_writing(tmp_path / "ny.json") is None


def test_a_database_whose_folder_is_not_there_is_told(
    people: Society,
    settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from django.db import OperationalError

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OperationalError("unable to open database file")

    database = {
        "ENGINE": "samdrift.config.sqlite",
        "NAME": str(tmp_path / "ingenstans" / "s.sqlite3"),
    }
    monkeypatch.setitem(settings.DATABASES, "default", database)
    monkeypatch.setattr("samdrift.config.running.execute_from_command_line", refuse)
    assert _run(monkeypatch, "policy") == 2
    said = capsys.readouterr().err
    assert "ingenstans" in said
    assert "Mappen" in said
    assert "unable" not in said


def test_a_file_that_nothing_else_has_told_of_is_told_at_the_entrance(
    people: Society,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "ingenstans" / "allt.json"
    monkeypatch.setattr(
        "samdrift.config.running.execute_from_command_line", lambda _argv: file.write_text("x")
    )
    assert _run(monkeypatch, "policy") == 2
    said = capsys.readouterr().err
    assert str(file) in said
    assert "Mappen" in said
    assert not ENGLISH.search(said.replace(str(file), "")), said
