"""Small files of every kind that can be attached, and of some that can't, made for tests."""

import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.foundation.files.actions import attach_file
from samdrift.foundation.files.models import Attachment

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
#: The test string that every scanner knows, in two parts so that no scanner takes this file for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE_BEGINS = bytes.fromhex("D0CF11E0A1B11AE1")


def zipped(*names: str, **texts: str) -> bytes:
    """A zip with these members; with texts the members that need one."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in names:
            archive.writestr(name, texts.get(name, "<x/>"))
    return whole.getvalue()


def a_file(name: str = "avtal.pdf", content: bytes = PDF) -> "ContentFile[bytes]":
    return ContentFile(content, name=name)


def an_upload(name: str = "avtal.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, content)


def attachment(by: Any, thing: Any, **more: Any) -> Attachment:
    return attach_file(**{"by": by, "thing": thing, "file": a_file(), **more})
