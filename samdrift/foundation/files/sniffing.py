"""What a file is by its content, which must be what its name says.

Of an archive the table of contents is read, and the one line in which an OpenDocument says what it is; nothing else in
it is unpacked.
"""

import struct
import zipfile
from contextlib import suppress
from pathlib import PureWindowsPath
from typing import IO

import olefile
import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.files.kinds import OLE, ZIP, FileKind, file_kind_called

HEAD = 8192
BROKEN = (
    OSError,
    ValueError,
    LookupError,
    EOFError,
    NotImplementedError,  # zipfile: a compression that it does not know
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
)
#: What puremagic calls contents that can be run or that a browser would show as a page.
RUNS = {".exe", ".msi", ".jar", ".sh", ".lnk", ".reg", ".html", ".svg", ".xml"}
#: Endings of the same, and of office files with macros.
ENDINGS_THAT_RUN = (
    RUNS
    | {".dll", ".sys", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".py", ".hta"}
    | {".iso", ".apk", ".htm", ".xhtml", ".mht"}
    | {".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlam", ".xlsb"}
)
MACROS = {"macros", "_vba_project_cur", "vba", "_vba_project"}
LOCKED = "EncryptedPackage"  # what an office file with a password holds
MIMETYPE, LONGEST_MIMETYPE = "mimetype", 200


def sniff(file: IO[bytes], file_name: str) -> FileKind:
    """The kind of a file, where its content and its ending say the same.

    Raises ValidationError for a kind that is not taken, for macros and passwords, and where the two differ.
    """
    ending = PureWindowsPath(file_name).suffix
    kind = file_kind_called(ending.lstrip("."))
    if kind is None:
        raise ValidationError(_not_taken(ending))
    file.seek(0)
    found = _called_by_content(file.read(HEAD))
    if OLE in found:
        _refuse_password_and_macros(file)
    elif found & RUNS and kind.magic not in found:
        raise ValidationError(
            _("The file is called %(ending)s but holds something that can be run. It is not taken.")
            % {"ending": ending}
        )
    holds = _is_text(file) if not kind.magic else kind.magic in found and _has_part(file, kind)
    if not holds:
        raise ValidationError(
            _("The file is called %(ending)s, but its content is not of that kind (%(label)s).")
            % {"ending": ending, "label": kind.label}
        )
    return kind


def _not_taken(ending: str) -> str:
    if ending.lower() in ENDINGS_THAT_RUN:
        words = _(
            "Files called %(ending)s are not taken: they can run something on the reader's computer."
        )
    elif ending:
        words = _(
            "Files called %(ending)s are not taken. Attach a PDF, an office file, a text, a picture or an e-mail."
        )
    else:
        words = _(
            "The file's name has no ending, such as .pdf, that tells what it is. Rename it, and attach it again."
        )
    return words % {"ending": ending[:12]}


def _called_by_content(head: bytes) -> set[str]:
    """Every ending that the first bytes fit; spaces before them change nothing for who opens it."""
    found: set[str] = set()
    for start in (head, head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        with suppress(puremagic.PureError, ValueError):
            found |= {each.extension.lower() for each in puremagic.magic_string(start)}
        if start.startswith((b"\x7fELF", b"#!")):  # known to puremagic by no ending
            found.add(".exe")
    return found - {""}


def _is_text(file: IO[bytes]) -> bool:
    """Whether a file holds letters and no other bytes, in whatever encoding."""
    file.seek(0)
    wide = file.read(2) in {b"\xff\xfe", b"\xfe\xff"}  # UTF-16 says so in its first two bytes
    file.seek(0)
    return wide or all(b"\x00" not in part for part in iter(lambda: file.read(65_536), b""))


def _has_part(file: IO[bytes], kind: FileKind) -> bool:
    """Whether what tells kinds apart that begin alike lies in the file; a broken file holds nothing."""
    looked = {ZIP: _has_member, OLE: _has_stream}.get(kind.magic)
    if looked is None:
        return True
    file.seek(0)
    try:
        return looked(file, kind.part)
    except BROKEN:
        return False


def _has_member(file: IO[bytes], part: str) -> bool:
    """Whether a zip is such an office file: by its table of contents, or by the type that an OpenDocument says."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if any(
            name.lower().endswith("vbaproject.bin")
            or name.startswith(("Basic/", "Scripts/", "xl/macrosheets/"))
            for name in names
        ):
            raise ValidationError(_macros())
        if MIMETYPE in names and archive.getinfo(MIMETYPE).file_size <= LONGEST_MIMETYPE:
            return archive.read(MIMETYPE).decode("ascii").strip() == part
        return part in names


def _has_stream(file: IO[bytes], part: str) -> bool:
    names = _streams(file)
    return part in names or (part == "Workbook" and "Book" in names)


def _streams(file: IO[bytes]) -> set[str]:
    """The names of everything in an older office file."""
    file.seek(0)
    with olefile.OleFileIO(file) as whole:
        return {name for path in whole.listdir(storages=True) for name in path}


def _refuse_password_and_macros(file: IO[bytes]) -> None:
    """An office file with a password, old or new, is wrapped as an older one; nobody can look into it, nor scan it."""
    try:
        names = _streams(file)
    except BROKEN:
        return
    if LOCKED in names:
        raise ValidationError(
            _("The file is locked with a password. Save it without one, and attach it again.")
        )
    if MACROS & {name.lower() for name in names}:
        raise ValidationError(_macros())


def _macros() -> str:
    return _("The file holds macros. Save it without macros, and attach it again.")
