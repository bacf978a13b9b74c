"""Text with separators (CSV as Excel, LibreOffice and databases write it) → records."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.core.tables.safety import too_many
from samdrift.core.tables.table import Findings, Limits, Place

SEPARATORS = (";", "\t", ",", "|")
_SAMPLE = 200_000
_MENDED_QUOTES = 20  # then quotes are no longer believed
_LINES_A_ROW = 5  # cells with line breaks inside, on the average
_HINT = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


def separator_of(text: str) -> str:
    """The separator that splits most records into the same number of fields, preferring more fields.

    A text that no separator splits evenly has one column; «;» is returned for it.
    """
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        if separator not in sample:
            continue
        score = _evenness(sample, separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def _evenness(sample: str, separator: str) -> float:
    """Share of the records with the commonest field count, times a gentle reward for many fields."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    for at, record in enumerate(reader):
        if any(field.strip() for field in record):
            widths[len(record)] += 1
        if at > 300:
            break
    split = {width: count for width, count in widths.items() if width > 1}
    if not split:
        return 0.0
    width, count = max(split.items(), key=lambda pair: (pair[1], pair[0]))
    share = count / widths.total()
    return share * min(width, 20) ** 0.5 if share >= 0.5 else 0.0


def records(
    text: str, separator: str | None, findings: Findings, limits: Limits
) -> tuple[list[tuple[int, list[str]]], str]:
    """Text → ([(number of the row, fields)], separator).

    The number is the one that a spreadsheet program would show: blank lines count, a field with line breaks inside
    quotes is still one row. NUL characters are taken away. A quote that is never closed ends with its own line.
    """
    first, hint = 1, _HINT.match(text)
    if hint:
        separator, text, first = hint[1], text[hint.end() :], 2
    if "\x00" in text:
        findings.whole(
            "nul-characters",
            choose_by_count(
                text.count("\x00"),
                gettext_noop("One NUL character was taken away"),
                gettext_noop("%(count)s NUL characters were taken away"),
            ),
            Severity.NOTE,
            {"count": text.count("\x00")},
        )
        text = text.replace("\x00", "")
    separator = separator or separator_of(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    found = list(_number_records(text, separator, first, findings, limits))
    return found, separator


def _number_records(
    text: str, separator: str, first: int, findings: Findings, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    """Records with their numbers; starts again after the line of a quote that is never closed."""
    most = _LINES_A_ROW * limits.rows + 10_000
    lines = list(islice(io.StringIO(text, newline=""), most + 1))
    if len(lines) > most:
        too_many("rows", findings, limits)
        del lines[most:]
    number, begins, mended = first, 0, 0
    while begins < len(lines):
        rest = lines[begins:]
        if mended < _MENDED_QUOTES:
            reader = csv.reader(rest, delimiter=separator)
        else:
            reader = csv.reader(rest, delimiter=separator, quoting=csv.QUOTE_NONE)
        ended = started = 0
        last: list[str] = []
        for record in reader:
            if ended:
                yield number, last
                number += 1
            started, ended, last = ended, reader.line_num, record
            if number - first > limits.rows + 100:
                return
        if mended >= _MENDED_QUOTES or not _open_quote(rest[started:], separator):
            yield number, last
            return
        findings.add(
            Place(number).finding(
                "unclosed-quote",
                gettext_noop(
                    "A quotation mark is never closed in this row; the row was read without it"
                ),
                severity=Severity.WARNING,
            )
        )
        line = lines[begins + started].rstrip("\r\n")
        yield number, [field.strip('"') for field in line.split(separator)]
        number, begins, mended = number + 1, begins + started + 1, mended + 1


def _open_quote(lines: list[str], separator: str) -> bool:
    """Whether the last record, which runs over several lines, was swallowed by a quote never closed."""
    if len(lines) < 2:
        return False
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
