"""What a file is by its content: what is taken, and what is refused and why."""

import io

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from samdrift.foundation.files.actions.attaching import plain_file_name
from samdrift.foundation.files.kinds import FILE_KINDS
from samdrift.foundation.files.sniffing import sniff
from samdrift.foundation.files.storing import read_through
from tests.attached import OLE_BEGINS, PDF, a_file, zipped


def _workbook() -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet().write(0, 0, "Pris")
    return whole.getvalue()


OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
TAKEN = {
    "avtal.pdf": (PDF, "pdf"),
    "AVTAL.PDF": (PDF, "pdf"),
    "avtal.docx": (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    "priser.xlsx": (_workbook(), "xlsx"),
    "bilder.pptx": (zipped("ppt/presentation.xml"), "pptx"),
    "avtal.odt": (zipped("mimetype", "content.xml", mimetype=OPEN_DOCUMENT), "odt"),
    "hej.txt": ("Hej på dig, é".encode("latin-1"), "txt"),
    "utf16.txt": ("Hej på dig".encode("utf-16"), "txt"),
    "priser.csv": (b"a;b\n1;2\n", "csv"),
    "brev.eml": (b"From: a@example\nTo: b@example\n\nHej", "eml"),
    "bild.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20), "png"),
    "bild.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20), "jpeg"),
    "bild.gif": (b"GIF89a" + bytes(20), "gif"),
    "bild.webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20), "webp"),
    "bild.tif": (b"II*\x00" + bytes(20), "tiff"),
    "bild2.tiff": (b"MM\x00*" + bytes(20), "tiff"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(name: str) -> None:
    content, kind = TAKEN[name]
    assert sniff(a_file(name, content), name).name == kind


REFUSED = {
    "virus.exe": (b"MZ", "de kan köra något"),
    "skript.js": (b"alert(1)", "de kan köra något"),
    "sida.html": (b"<html>", "de kan köra något"),
    "bild.svg": (b"<svg>", "de kan köra något"),
    "makro.docm": (zipped("word/document.xml"), "de kan köra något"),
    "paket.zip": (zipped("a.txt"), "tas inte emot. Bifoga"),
    "namn": (PDF, "slutar inte på något"),
    "faktura.pdf": (b"MZ\x90\x00" + bytes(50), "innehåller något som kan köras"),
    "faktura2.pdf": (b"\x7fELF" + bytes(50), "innehåller något som kan köras"),
    "text.txt": (b"  \n<svg xmlns='http://www.w3.org/2000/svg'>", "innehåller något som kan köras"),
    "html.txt": (b"\xef\xbb\xbf<!DOCTYPE html>", "innehåller något som kan köras"),
    "skal.csv": (b"#!/bin/sh\nrm", "innehåller något som kan köras"),
    "avtal.pdf": (b"Hej", "inte av det slaget"),
    "bild.png": (PDF, "inte av det slaget"),
    "binar.txt": (b"hej\x00hej", "inte av det slaget"),
    "excel.docx": (_workbook(), "inte av det slaget"),
    "trasig.docx": (b"PK\x03\x04trasig", "inte av det slaget"),
    "trasig.doc": (OLE_BEGINS + b"\xff" * 600, "inte av det slaget"),
    "makro.docx": (zipped("word/document.xml", "word/vbaProject.bin"), "makron"),
    "makro.xlsx": (zipped("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "makron"),
    "makro.odt": (zipped("mimetype", "Basic/Standard/M.xml", mimetype=OPEN_DOCUMENT), "makron"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_why(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(ValidationError, match=words):
        sniff(a_file(name, content), name)


def test_every_ending_is_of_one_kind() -> None:
    endings = [ending for kind in FILE_KINDS for ending in kind.endings]
    assert len(endings) == len(set(endings))
    assert max(len(kind.name) for kind in FILE_KINDS) <= 10


def test_an_empty_and_a_too_large_file_are_refused(settings) -> None:
    settings.FILE_LIMIT_MB = 1
    with pytest.raises(ValidationError, match="Filen är tom"):
        read_through(ContentFile(b"", name="a.txt"))
    with pytest.raises(ValidationError, match="större än 1 MB"):
        read_through(ContentFile(b"x" * 1_000_001, name="a.txt"))
    assert read_through(ContentFile(b"x" * 1_000_000, name="a.txt"))[1] == 1_000_000


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\anna\\avtal.pdf", "avtal.pdf"),
        ("avtal\x00\n\u202efdp.pdf", "avtalfdp.pdf"),
        (" .avtal.pdf. ", "avtal.pdf"),
        ("å" * 300 + ".pdf", "å" * 196 + ".pdf"),
        ("", ""),
    ],
)
def test_a_file_name_is_without_folders_and_hidden_signs(sent: str, plain: str) -> None:
    assert plain_file_name(sent) == plain
