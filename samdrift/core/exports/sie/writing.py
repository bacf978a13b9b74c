"""A file of values → bytes: CP437, CRLF, the order of records that the format demands."""

import datetime as dt
import re
from collections.abc import Iterator

from samdrift.core.exports.sie.checking import check_sie, fit
from samdrift.core.exports.sie.values import SieFile, Voucher, VoucherRow
from samdrift.core.findings import InvalidInput, errors
from samdrift.core.money import plain_kronor

_BARE = re.compile(r"[0-9A-Za-zÅÄÖåäö.-]+")


def sie_bytes(file: SieFile) -> bytes:
    """The file as SIE 4I. The same values give the same bytes.

    Raises InvalidInput with every error of `check_sie`; nothing is written then.
    """
    wrong = errors(check_sie(file))
    if wrong:
        raise InvalidInput(wrong)
    written, _notes = fit(file)
    return "".join(f"{line}\r\n" for line in _lines(written)).encode("cp437")


def _lines(file: SieFile) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield f"#PROGRAM {_quote(file.program)} {_quote(file.version)}"
    yield "#FORMAT PC8"
    yield _line("#GEN", _day(file.generated_on), _maybe(file.generated_by))
    yield "#SIETYP 4"
    if file.organisation_number:
        yield f"#ORGNR {file.organisation_number}"
    yield f"#FNAMN {_quote(file.company)}"
    for year in file.years:
        yield f"#RAR {year.index} {_day(year.starts_on)} {_day(year.ends_on)}"
    if file.currency:
        yield f"#VALUTA {_field(file.currency)}"
    for number, name in file.accounts:
        yield f"#KONTO {number} {_quote(name)}"
    for dimension, name in file.dimensions:
        yield f"#DIM {dimension} {_quote(name)}"
    for dimension, code, name in file.objects:
        yield f"#OBJEKT {dimension} {_quote(code)} {_quote(name)}"
    for voucher in file.vouchers:
        yield from _voucher(voucher)


def _voucher(voucher: Voucher) -> Iterator[str]:
    yield _line(
        "#VER",
        _field(voucher.series),
        _field(voucher.number),
        _day(voucher.on),
        _maybe(voucher.text),
        _maybe_day(voucher.registered_on),
        _maybe(voucher.sign),
    )
    yield "{"
    for row in voucher.rows:
        yield _row(row)
    yield "}"


def _row(row: VoucherRow) -> str:
    objects = " ".join(f"{dimension} {_quote(code)}" for dimension, code in row.objects)
    return _line(
        "#TRANS",
        row.account,
        f"{{{objects}}}",
        plain_kronor(row.amount_ore),
        _maybe_day(row.on),
        _maybe(row.text),
        _maybe(row.quantity),
        _maybe(row.sign),
    )


def _line(*fields: str) -> str:
    """The fields, without the empty ones at the end; an empty one before another is written ``""``."""
    kept = list(fields)
    while not kept[-1]:
        kept.pop()
    return " ".join(field or '""' for field in kept)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _field(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quote(text)


def _maybe(text: str) -> str:
    return _quote(text) if text else ""


def _day(day: dt.date) -> str:
    return f"{day:%Y%m%d}"


def _maybe_day(day: dt.date | None) -> str:
    return _day(day) if day else ""
