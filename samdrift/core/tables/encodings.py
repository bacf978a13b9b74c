"""Bytes → text, with Swedish å ä ö right: byte order marks, strict UTF-8, then the old one-byte encodings."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence

from charset_normalizer import from_bytes

from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.core.tables.table import Findings

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "mac_roman", "cp850", "cp437", "cp865")
# What Scandinavian text has outside ASCII: letters weigh most, then the dashes and quotes of word processors.
_LETTERS = frozenset("åäöÅÄÖ")
_NEIGHBOURS = frozenset("æøÆØéÉèüÜáàëïôñßçó")
_MARKS_IN_TEXT = frozenset("–—’‘“”…•§°½€´·\u00a0")
_DOUBLE = re.compile("Ã[¥¤¶\x85\x84\x96…„–©]")
_SAMPLE = 2_000_000


def decode(content: bytes, findings: Findings, *, encoding: str | None = None) -> tuple[str, str]:
    """Bytes of a text file → (text, name of the encoding).

    A byte order mark decides; then strict UTF-8; then the one-byte encoding in which the bytes above 127 read as
    Scandinavian text. Text that was turned into UTF-8 twice is turned back. Bytes that fit nothing become «�» with
    a finding, so that nothing is dropped in silence.
    """
    chosen = encoding or _encoding_of(content)
    try:
        text = content.decode(chosen)
    except (UnicodeDecodeError, LookupError):
        chosen = chosen if encoding is None else _encoding_of(content)
        text = content.decode(chosen, errors="replace")
    text = text.removeprefix("\ufeff")
    if "\ufffd" in text:
        findings.whole(
            "unreadable-characters",
            choose_by_count(
                text.count("\ufffd"),
                gettext_noop("One character could not be read as %(encoding)s and shows as �"),
                gettext_noop(
                    "%(count)s characters could not be read as %(encoding)s and show as �"
                ),
            ),
            Severity.WARNING,
            {"count": text.count("\ufffd"), "encoding": chosen},
        )
    if chosen.startswith("utf-8") and _DOUBLE.search(text):
        text = _undo_double_encoding(text, findings)
    return text, "utf-8" if chosen == "ascii" else chosen


def _encoding_of(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    if wide := _utf16_without_mark(content):
        return wide
    if _is_utf8(content):
        return "utf-8"
    likely = most_scandinavian(content, _ONE_BYTE)
    if likely is not None:
        return likely
    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def most_scandinavian(content: bytes, encodings: Sequence[str]) -> str | None:
    """The one-byte encoding in which the bytes above 127 read most like Scandinavian text; the first of equals.

    None where they read like it in none of them, or where there are no such bytes.
    """
    high = Counter(byte for byte in content[:_SAMPLE] if byte > 127)
    if not high:
        high = Counter(byte for byte in content if byte > 127)
    best = max(encodings, key=lambda encoding: _likeness(high, encoding))
    return best if _likeness(high, best) > 0 else None


def _is_utf8(content: bytes) -> bool:
    """True for UTF-8, also where a handful of bytes among many right ones are broken."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content[:_SAMPLE].decode("utf-8", errors="replace")
        right = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
        return right > 20 * text.count("\ufffd")
    return True


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 of Latin text has a NUL in every second byte."""
    sample = content[:4000]
    if len(sample) < 4 or sample.count(0) < len(sample) // 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _likeness(high: Counter[int], encoding: str) -> float:
    """How Scandinavian the bytes above 127 read in an encoding: the mean of +3 (å ä ö) … -2 (anything odd)."""
    points = 0.0
    for byte, count in high.items():
        try:
            character = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            points -= 4 * count
            continue
        if character in _LETTERS:
            points += 3 * count
        elif character in _NEIGHBOURS:
            points += 1.5 * count
        elif character in _MARKS_IN_TEXT:
            points += 0.5 * count
        else:
            points -= 2 * count
    return points / max(high.total(), 1)


def _undo_double_encoding(text: str, findings: Findings) -> str:
    """«FÃ¶rvaltning» → «Förvaltning», line by line so that a right line is left alone."""
    mended, count = [], 0
    for line in text.splitlines(keepends=True):
        fixed = line
        if _DOUBLE.search(line):
            try:
                fixed = line.encode("cp1252").decode("utf-8")
            except UnicodeError:
                fixed = line
        count += fixed != line
        mended.append(fixed)
    if count:
        findings.whole(
            "encoded-twice",
            choose_by_count(
                count,
                gettext_noop("One line had been encoded twice (Ã¶ for ö) and was mended"),
                gettext_noop("%(count)s lines had been encoded twice (Ã¶ for ö) and were mended"),
            ),
            Severity.NOTE,
            {"count": count},
        )
    return "".join(mended)
