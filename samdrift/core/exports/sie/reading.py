"""Bytes of a SIE file → values, and everything that is odd about them."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.exports.sie.decoding import DecodedSie, decode_sie
from samdrift.core.exports.sie.fields import Objects, fields_of
from samdrift.core.exports.sie.review import account_finding, review_vouchers
from samdrift.core.exports.sie.values import SieFile, Voucher, VoucherRow, Year
from samdrift.core.findings import Finding, InvalidInput, Severity, choose_by_count, gettext_noop
from samdrift.core.money import format_kronor

_RECORD = re.compile(r"([^ \t]+)[ \t]+(.*)", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
_AMOUNT = re.compile(r"(-?)(\d+)(?:\.(\d{1,2}))?")
MOST_YEARS = 100
REQUIRED = ("#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN")
#: Labels of balances and budgets: an import file carries vouchers alone.
FORBIDDEN = frozenset({"#IB", "#UB", "#OIB", "#OUB", "#RES", "#PSALDO", "#PBUDGET"})


@dataclass(frozen=True, slots=True)
class ReadSie:
    """What was read; `file` is None where the bytes are no SIE file at all."""

    file: SieFile | None
    findings: tuple[Finding, ...]


def read_sie(content: bytes, *, encoding: str | None = None) -> ReadSie:
    """Read a file of type 4I; what `sie_bytes` writes comes back the same with ``encoding="cp437"``.

    encoding: what the bytes are known to be in; None where it is to be found out, as for everything that others wrote.
    Rules of the findings, each with its row: ``not-sie``, ``label-missing``, ``label-empty``, ``label-passed`` (read
    past, told once a label), ``label-forbidden``, ``not-pc8``, ``another-encoding``, ``not-type-4``, ``wrong-fields``,
    ``not-a-day``, ``not-an-amount``, ``not-an-account``, ``outside-a-voucher``, ``not-closed``, ``does-not-sum``,
    ``no-rows``, ``outside-the-years``, ``number-twice``, ``too-many-years``.
    """
    reading = _Reading()
    decoded = DecodedSie(content.decode(encoding), encoding) if encoding else decode_sie(content)
    if not decoded.text.lstrip().startswith("#FLAGGA"):
        what = gettext_noop("The file does not begin with #FLAGGA: it is no SIE file")
        return ReadSie(None, (Finding("", what, rule="not-sie"),))
    if not decoded.is_right and not encoding:
        what = gettext_noop(
            "The file is in %(encoding)s and was read so, but SIE files are to be in CP437 (PC8)"
        )
        values = {"encoding": decoded.encoding_name}
        reading.add_finding(what, values, "another-encoding", Severity.WARNING)
    for number, line in enumerate(_LINE_END.split(decoded.text), 1):
        reading.row = number
        reading.line(line.strip("\t \x1a"))
    return reading.result()


@dataclass
class _Open:
    """A voucher whose rows are being read."""

    row: int
    head: dict[str, Any]
    rows: list[VoucherRow] = field(default_factory=list)
    braced: bool = False


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.row = 0
        self.findings: list[Finding] = []
        self.head: dict[str, Any] = {}
        self.lists: defaultdict[str, list[Any]] = defaultdict(list)
        self.vouchers: list[tuple[int, Voucher]] = []  # with the row of its #VER
        self.seen: Counter[str] = Counter()
        self.open: _Open | None = None
        self.passing = False  # a voucher whose head could not be read: its rows are passed

    def add_finding(
        self,
        what: str,
        values: Mapping[str, object],
        rule: str,
        severity: Severity = Severity.ERROR,
        row: int | None = None,
    ) -> None:
        """Keep a finding about the row that is being read, or another."""
        place = self.row if row is None else row
        where = f"row {place}" if place else ""
        self.findings.append(Finding(where, what, severity, values, rule))

    def line(self, line: str) -> None:
        """Read one line."""
        if not line:
            return
        if self.passing and not line.startswith(("#VER", "}")):
            return
        if line in {"{", "}"}:
            self._brace(line)
            return
        label, rest = line, ""
        if parts := _RECORD.fullmatch(line):
            label, rest = parts.groups()
        label = label.upper()
        self.seen[label] += 1
        reader = _READERS.get(label)
        if reader is None:
            return
        self.passing = label == "#VER"
        try:
            reader(self, fields_of(rest))
            self.passing = False
        except InvalidInput as wrong:
            for each in wrong.findings:
                self.add_finding(each.what, each.values, each.rule)
        except (IndexError, ValueError):
            what = gettext_noop("%(label)s has not the fields that it should have")
            self.add_finding(what, {"label": label}, "wrong-fields")

    def _brace(self, brace: str) -> None:
        if self.passing:
            self.passing = False
        elif self.open is None or (brace == "{") == self.open.braced:
            self.add_finding(
                gettext_noop("A brace stands outside a voucher"), {}, "outside-a-voucher"
            )
        elif brace == "{":
            self.open.braced = True
        else:
            self.close()

    def close(self) -> None:
        """Keep the voucher that is open."""
        if self.open is None:
            return
        voucher = Voucher(**self.open.head, rows=tuple(self.open.rows))
        if voucher.balance_ore:
            what = gettext_noop("The voucher sums to %(amount)s, not to 0.00")
            amount = format_kronor(voucher.balance_ore)
            self.add_finding(what, {"amount": amount}, "does-not-sum", row=self.open.row)
        self.vouchers.append((self.open.row, voucher))
        self.open = None

    def close_unfinished_voucher(self) -> None:
        """Tell of a voucher that nothing closed, and keep it."""
        if self.open is not None:
            what = gettext_noop("The voucher is not closed with a brace on its own row")
            self.add_finding(what, {}, "not-closed", row=self.open.row)
            self.close()

    def result(self) -> ReadSie:
        """Everything that was read."""
        self.close_unfinished_voucher()
        self.row = 0
        for label in REQUIRED:
            if label not in self.seen:
                what = gettext_noop("%(label)s is missing")
                self.add_finding(what, {"label": label}, "label-missing")
        for label, times in self.seen.items():
            values = {"label": label, "times": times}
            if label in FORBIDDEN:
                what = choose_by_count(
                    times,
                    gettext_noop("%(label)s must not stand in an import file (one row)"),
                    gettext_noop("%(label)s must not stand in an import file (%(times)s rows)"),
                )
                self.add_finding(what, values, "label-forbidden", Severity.WARNING)
            elif label not in _READERS:
                what = choose_by_count(
                    times,
                    gettext_noop("%(label)s is not read (one row)"),
                    gettext_noop("%(label)s is not read (%(times)s rows)"),
                )
                self.add_finding(what, values, "label-passed", Severity.NOTE)
        file = SieFile(
            program=self.head.get("program", ""),
            version=self.head.get("version", ""),
            generated_on=self.head.get("generated_on", dt.date.min),
            generated_by=self.head.get("generated_by", ""),
            company=self.head.get("company", ""),
            organisation_number=self.head.get("organisation_number", ""),
            currency=self.head.get("currency", ""),
            years=tuple(self.lists["years"]),
            dimensions=tuple(self.lists["dimensions"]),
            objects=tuple(self.lists["objects"]),
            accounts=tuple(self.lists["accounts"]),
            vouchers=tuple(voucher for _row, voucher in self.vouchers),
        )
        self.findings += review_vouchers(self.vouchers, file.years)
        return ReadSie(file, tuple(self.findings))

    def text(self, label: str, fields: list[str | Objects], place: int = 0) -> str:
        """A text that may be missing, which is told as a warning: nothing else in the file depends on it."""
        found = _words(fields, place, "")
        if not found.strip():
            what = gettext_noop("%(label)s is empty")
            self.add_finding(what, {"label": label}, "label-empty", Severity.WARNING)
        return found

    def account(self, fields: list[str | Objects]) -> str:
        """An account number, and an error where it is none."""
        number = _words(fields, 0)
        if (wrong := account_finding(number)) is not None:
            self.add_finding(wrong.what, wrong.values, wrong.rule)
        return number


def _words(fields: list[str | Objects], place: int, default: str | None = None) -> str:
    """The text at a place. Raises IndexError where there is none and no default."""
    if place >= len(fields) and default is not None:
        return default
    found = fields[place]
    if not isinstance(found, str):
        raise ValueError(place)
    return found


def _day(text: str) -> dt.date:
    try:
        if len(text) == 8 and text.isdecimal():
            return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    what = gettext_noop("«%(value)s» is not a day written as 20090131")
    raise InvalidInput([Finding("", what, values={"value": text}, rule="not-a-day")])


def _maybe_day(text: str) -> dt.date | None:
    return _day(text) if text else None


def _ore(text: str) -> int:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        what = gettext_noop("«%(value)s» is not an amount with a point and at most two decimals")
        raise InvalidInput([Finding("", what, values={"value": text}, rule="not-an-amount")])
    amount = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    return -amount if match[1] else amount


def _flag(_reading: _Reading, fields: list[str | Objects]) -> None:
    int(_words(fields, 0))


def _program(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.head |= {"program": reading.text("#PROGRAM", fields), "version": _words(fields, 1, "")}


def _format(reading: _Reading, fields: list[str | Objects]) -> None:
    if _words(fields, 0) != "PC8":
        reading.add_finding(gettext_noop("#FORMAT is to be PC8"), {}, "not-pc8", Severity.WARNING)


def _read_generated(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.head |= {"generated_on": _day(_words(fields, 0)), "generated_by": _words(fields, 1, "")}


def _type(reading: _Reading, fields: list[str | Objects]) -> None:
    if _words(fields, 0) != "4":
        what = gettext_noop("The file is of type %(type)s; vouchers come in type 4")
        reading.add_finding(what, {"type": _words(fields, 0)}, "not-type-4")


def _organisation_number(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.head["organisation_number"] = reading.text("#ORGNR", fields)


def _company(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.head["company"] = reading.text("#FNAMN", fields)


def _currency(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.head["currency"] = reading.text("#VALUTA", fields)


def _year(reading: _Reading, fields: list[str | Objects]) -> None:
    if len(reading.lists["years"]) >= MOST_YEARS:
        what = gettext_noop("The file has more than %(most)s financial years; this one is not read")
        raise InvalidInput([Finding("", what, values={"most": MOST_YEARS}, rule="too-many-years")])
    days = _day(_words(fields, 1)), _day(_words(fields, 2))
    reading.lists["years"].append(Year(int(_words(fields, 0)), *days))


def _account(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.lists["accounts"].append((reading.account(fields), reading.text("#KONTO", fields, 1)))


def _dimension(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.lists["dimensions"].append((int(_words(fields, 0)), reading.text("#DIM", fields, 1)))


def _object(reading: _Reading, fields: list[str | Objects]) -> None:
    kept = (int(_words(fields, 0)), _words(fields, 1), reading.text("#OBJEKT", fields, 2))
    reading.lists["objects"].append(kept)


def _voucher(reading: _Reading, fields: list[str | Objects]) -> None:
    reading.close_unfinished_voucher()
    head = {
        "series": _words(fields, 0),
        "number": _words(fields, 1),
        "on": _day(_words(fields, 2)),
        "text": _words(fields, 3, ""),
        "registered_on": _maybe_day(_words(fields, 4, "")),
        "sign": _words(fields, 5, ""),
    }
    reading.open = _Open(reading.row, head)


def _row(reading: _Reading, fields: list[str | Objects]) -> None:
    if reading.open is None or not reading.open.braced:
        reading.add_finding(
            gettext_noop("#TRANS stands outside a voucher"), {}, "outside-a-voucher"
        )
        return
    objects = fields[1]
    if isinstance(objects, str):
        raise ValueError(objects)
    row = VoucherRow(
        account=reading.account(fields),
        amount_ore=_ore(_words(fields, 2)),
        objects=objects.codes(),
        on=_maybe_day(_words(fields, 3, "")),
        text=_words(fields, 4, ""),
        quantity=_words(fields, 5, ""),
        sign=_words(fields, 6, ""),
    )
    reading.open.rows.append(row)


_READERS = {
    "#FLAGGA": _flag,
    "#PROGRAM": _program,
    "#FORMAT": _format,
    "#GEN": _read_generated,
    "#SIETYP": _type,
    "#ORGNR": _organisation_number,
    "#FNAMN": _company,
    "#VALUTA": _currency,
    "#RAR": _year,
    "#KONTO": _account,
    "#DIM": _dimension,
    "#OBJEKT": _object,
    "#VER": _voucher,
    "#TRANS": _row,
}
