"""Kinds of files that are taken, and what each is by its content."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    name: kept in the rows. endings: what such a file may be called, the first is the usual one. magic: what puremagic
    calls it by its first bytes; empty for text, which begins as it likes. part: what lies in it, where several kinds
    begin alike: a member of the zip, its declared type, or a stream of an older office file.
    """

    name: str
    label: str | Promise
    media_type: str
    endings: tuple[str, ...]
    magic: str = ""
    part: str = ""


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
ZIP, OLE = (
    ".docx",
    ".doc",
)  # what puremagic calls a zip and an older office file, whatever they hold

FILE_KINDS = (
    FileKind("pdf", "PDF", "application/pdf", ("pdf",), ".pdf"),
    FileKind(
        "docx",
        "Word",
        f"{_OPEN_XML}.wordprocessingml.document",
        ("docx",),
        ZIP,
        "word/document.xml",
    ),
    FileKind(
        "xlsx", "Excel", f"{_OPEN_XML}.spreadsheetml.sheet", ("xlsx",), ZIP, "xl/workbook.xml"
    ),
    FileKind(
        "pptx",
        "PowerPoint",
        f"{_OPEN_XML}.presentationml.presentation",
        ("pptx",),
        ZIP,
        "ppt/presentation.xml",
    ),
    *(
        FileKind(name, label, f"{_OPEN_DOCUMENT}.{what}", (name,), ZIP, f"{_OPEN_DOCUMENT}.{what}")
        for name, label, what in (
            ("odt", _("OpenDocument text"), "text"),
            ("ods", _("OpenDocument spreadsheet"), "spreadsheet"),
            ("odp", _("OpenDocument presentation"), "presentation"),
        )
    ),
    FileKind("doc", _("Word (older)"), "application/msword", ("doc",), OLE, "WordDocument"),
    FileKind("xls", _("Excel (older)"), "application/vnd.ms-excel", ("xls",), OLE, "Workbook"),
    FileKind(
        "ppt",
        _("PowerPoint (older)"),
        "application/vnd.ms-powerpoint",
        ("ppt",),
        OLE,
        "PowerPoint Document",
    ),
    FileKind(
        "msg",
        _("E-mail"),
        "application/vnd.ms-outlook",
        ("msg",),
        OLE,
        "__properties_version1.0",
    ),
    FileKind("eml", _("E-mail"), "message/rfc822", ("eml",)),
    FileKind("txt", _("Text"), "text/plain", ("txt", "md")),
    FileKind("csv", "CSV", "text/csv", ("csv",)),
    FileKind("png", _("Picture"), "image/png", ("png",), ".png"),
    FileKind("jpeg", _("Picture"), "image/jpeg", ("jpg", "jpeg"), ".jpg"),
    FileKind("gif", _("Picture"), "image/gif", ("gif",), ".gif"),
    FileKind("webp", _("Picture"), "image/webp", ("webp",), ".webp"),
    FileKind("tiff", _("Picture"), "image/tiff", ("tif", "tiff"), ".tiff"),
)
_BY_NAME = {kind.name: kind for kind in FILE_KINDS}
_BY_ENDING = {ending: kind for kind in FILE_KINDS for ending in kind.endings}
#: For the file input, so that the browser offers these.
ENDINGS = tuple(f".{ending}" for ending in _BY_ENDING)


def file_kind_named(name: str) -> FileKind | None:
    """The kind of a row; None where it is no longer taken."""
    return _BY_NAME.get(name)


def file_kind_called(ending: str) -> FileKind | None:
    """The kind that a file says it is by its ending, without the dot; None for what is not taken."""
    return _BY_ENDING.get(ending.lower())
