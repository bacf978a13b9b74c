"""Bytes of a SIE file → text. The format says CP437 («PC8»); programs write Latin-1, Windows-1252 and UTF-8 as well."""

import codecs
from dataclasses import dataclass

from samdrift.core.tables.encodings import most_scandinavian

RIGHT = "cp437"
#: In the order in which equals are settled: what the format says first.
_ONE_BYTE = (RIGHT, "cp1252", "iso8859-15")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"cp1252": "Latin-1 (Windows-1252)", "iso8859-15": "Latin-9 (ISO 8859-15)"}


@dataclass(frozen=True, slots=True)
class DecodedSie:
    """The text, without byte order mark, and the encoding that it was read in."""

    text: str
    encoding: str

    @property
    def is_right(self) -> bool:
        """Is it written as the format says?"""
        return self.encoding == RIGHT

    @property
    def encoding_name(self) -> str:
        """As people call it."""
        return _NAMES.get(self.encoding, self.encoding.upper())


def decode_sie(content: bytes) -> DecodedSie:
    """A byte order mark decides; then ASCII and strict UTF-8; then the one-byte encoding that reads as Swedish.

    Bytes that read as Swedish in no encoding are read as CP437, as the format says. Never raises.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return DecodedSie(text, encoding)
    if content.isascii():
        return DecodedSie(content.decode("ascii"), RIGHT)
    try:
        return DecodedSie(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = most_scandinavian(content, _ONE_BYTE) or RIGHT
        return DecodedSie(content.decode(encoding, errors="replace"), encoding)
