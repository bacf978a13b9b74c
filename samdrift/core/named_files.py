"""Files that somebody names on the command line: read whole, and what can't be read or written told as a finding."""

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

STANDARD_INPUT = "-"
_READ_WHERE = gettext_noop("%(path)s can't be read")
#: Why the machine refuses a file, by its number: what is said, and the rule.
_FAULTS: Mapping[int, tuple[str, str]] = {
    errno.ENOENT: (gettext_noop("There is no file %(path)s"), "no-such-file"),
    errno.ENOTDIR: (
        gettext_noop("There is no file %(path)s: a part of its path is a file and no folder"),
        "no-such-file",
    ),
    errno.EISDIR: (gettext_noop("%(path)s is a folder and no file"), "is-a-folder"),
    errno.EACCES: (gettext_noop("You may not open %(path)s"), "not-allowed"),
    errno.EPERM: (gettext_noop("You may not open %(path)s"), "not-allowed"),
    errno.EROFS: (gettext_noop("%(path)s is where nothing can be written"), "not-allowed"),
    errno.ENAMETOOLONG: (gettext_noop("The name of a file is too long: %(path)s"), "no-such-file"),
    errno.ELOOP: (gettext_noop("%(path)s is a link that leads to itself"), "no-such-file"),
    errno.ENOSPC: (gettext_noop("There is no room to write %(path)s"), "no-room"),
}
_LONGEST_NAME = 100


def read_named_bytes(path: str | Path, *, most_mb: int | None = None) -> bytes:
    """What the file holds; `-` is standard input.

    most_mb: no more than this is read. Raises InvalidInput with one finding: ``no-such-file``, ``is-a-folder``,
    ``not-allowed``, ``empty-file``, ``too-large`` or ``not-readable``.
    """
    most = -1 if most_mb is None else (most_mb << 20) + 1
    try:
        if str(path) == STANDARD_INPUT:
            content = sys.stdin.buffer.read(most)
        else:
            with Path(path).open("rb") as file:
                content = file.read(most)
    except OSError as wrong:
        raise InvalidInput([explain_file_fault(wrong, path)]) from wrong
    except ValueError as wrong:  # a name that no file can have, or an input that is closed
        raise InvalidInput([_about(path, _READ_WHERE, "not-readable")]) from wrong
    if most_mb is not None and len(content) >= most:
        what = gettext_noop("%(path)s is larger than %(most)s MB")
        raise InvalidInput([_about(path, what, "too-large", most=most_mb)])
    if not content:
        raise InvalidInput([_about(path, gettext_noop("%(path)s is empty"), "empty-file")])
    return content


def read_named_text(path: str | Path) -> str:
    """The same as text in UTF-8, without a byte order mark. Raises InvalidInput also for ``not-text``."""
    content = read_named_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        what = gettext_noop("%(path)s can't be read as text in UTF-8")
        raise InvalidInput([_about(path, what, "not-text")]) from wrong


def read_named_json(path: str | Path, *, most_mb: int | None = None) -> Any:
    """The same as JSON in UTF-8. Raises InvalidInput also for ``not-json``."""
    content = read_named_bytes(path, most_mb=most_mb)
    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as wrong:
        what = gettext_noop("%(path)s is not JSON in UTF-8: line %(line)s, column %(column)s")
        place = {"line": wrong.lineno, "column": wrong.colno}
        raise InvalidInput([_about(path, what, "not-json", **place)]) from wrong


def explain_file_fault(wrong: OSError, path: str | Path) -> Finding:
    """Why the machine refused this file. Where its folder is not there, the folder is named."""
    what, rule = _FAULTS.get(wrong.errno or 0, (_READ_WHERE, "not-readable"))
    folder = Path(path).absolute().parent
    try:
        if wrong.errno == errno.ENOENT and not folder.is_dir():
            what = gettext_noop("There is no folder %(folder)s for the file %(path)s")
            return _about(path, what, "no-such-folder", folder=_shorten(folder))
    except (OSError, ValueError):  # not even that can be looked at
        pass
    return _about(path, what, rule)


def find_fault_of_writing(path: str | Path) -> Finding | None:
    """Why a file can't be written here, as far as can be seen without writing; None where nothing hinders."""
    place = Path(path).absolute()
    if place.is_dir():
        return explain_file_fault(IsADirectoryError(errno.EISDIR, ""), path)
    if not place.parent.is_dir():
        number = errno.ENOTDIR if place.parent.exists() else errno.ENOENT
        return explain_file_fault(OSError(number, ""), path)
    if os.access(place if place.exists() else place.parent, os.W_OK):
        return None
    what = gettext_noop("You may not write %(path)s")
    return _about(path, what, "not-allowed")


def _about(path: str | Path, what: str, rule: str, **values: object) -> Finding:
    named = str(path) != STANDARD_INPUT
    shown = _shorten(path) if named else "stdin"
    return Finding("", what, values={"path": shown, **values}, rule=rule)


def _shorten(path: str | Path) -> str:
    text = str(path)
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
