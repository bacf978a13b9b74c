"""Cells that hold a day, a year or the end of an agreement."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.tables.date_style import (
    DAY_FIRST,
    HYPHENS,
    DateStyle,
    NumericDate,
    numeric_date,
    whole_year,
)
from samdrift.core.tables.table import Cell, Place

# What people write where they have nothing to write.
_BLANK_WORDS = """
    - | – | — | . | .. | ... | ? | ?? | ??? | saknas | okänt | okänd | n/a | na | none | null | nan | tbd | vet ej
    | ej känt | ej angivet | ej aktuellt | inte aktuellt | uppgift saknas | ingen uppgift | unknown | ej tillämpligt
"""
BLANKS = frozenset(word.strip() for word in _BLANK_WORDS.split("|"))
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari january januar jan",
            "februari february februar feb",
            "mars march marts mar",
            "april apr",
            "maj may mai",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december desember dec des",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|2\d|30|99)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|2\d|30|99)?\d\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/. ](?P<month>\d\d?)[-/. ](?P<day>\d\d?)(?:[T ]\d.*)?",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>){_YEAR}[-/. ](?P<month>\d\d?)",
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d\d?)\.?(?::e|:a|st|nd|rd|th)?[ -]*{_MONTH}[ ,-]*{_ANY_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d\d?),?\s+{_YEAR}",
        rf"(?P<day>){_MONTH}[ ,-]*{_YEAR}",
        rf"(?P<day>){_YEAR}[ -]*{_MONTH}",
        rf"(?P<day>)(?P<month>\d\d?)/{_YEAR}",
        rf"(?P<day>)(?P<month>){_YEAR}(?:\.0)?",
    )
)
_LEAD = re.compile(
    r"^(?:t\.?o\.?m\.?|till och med|till|tom|until|f\.?r\.?o\.?m\.?|from|den|senast)\s+",
    re.IGNORECASE,
)
_SERIALS = range(20_000, 80_000)  # 1954 … 2119
_NEVER_SERIALS = {401_768, 401_769, 2_958_465}  # 2999-12-31, 3000-01-01 and 9999-12-31
_ALL_NINES = re.compile(r"9999[-/. ]?(?:99|00)(?:[-/. ]?(?:99|00))?|(?:99[-/. ]){2}99(?:99)?")
_NEVER = dt.date(9999, 12, 31)
_FAR = 2099


def is_blank(cell: Cell) -> bool:
    """Empty, or one of the words people write when they don't know: «-», «saknas», «vet ej»."""
    return cell is None or (
        isinstance(cell, str) and (not cell.strip() or cell.strip().casefold() in BLANKS)
    )


def is_never(day: dt.date) -> bool:
    """Whether a day is so far away (2099, 2999, 9999 …) that it says «no end is planned», not when."""
    return day.year >= _FAR


def read_date(
    cell: Cell, place: Place, *, end: bool = False, style: DateStyle = DAY_FIRST
) -> dt.date | Finding | None:
    """A day: ISO, 20090131, 31/1 2009, 31 januari 2009, jan 2009, 2009, or a spreadsheet's own date or serial number.

    A month or year alone means its first day, or its last one if `end`. style: how the cell's whole column writes
    its days (`date_style`); without it a day stands before its month unless the cell itself proves otherwise. A day
    that does not exist is never turned into one that does. None where the cell is blank.
    Rules: ``not-a-date``, ``ambiguous-date`` for what could be two days.
    """
    if is_blank(cell):
        return None
    found: dt.date | None = None
    if isinstance(cell, dt.date):
        found = cell.date() if isinstance(cell, dt.datetime) else cell
        if style.doubts(found):
            return _ambiguous(str(found), found, dt.date(found.year, found.day, found.month), place)
    elif isinstance(cell, str):
        text = _LEAD.sub("", " ".join(cell.translate(HYPHENS).split()))
        numeric = numeric_date(text)
        if numeric is not None:
            return _numeric_day(cell, numeric, place, style)
        found = _day_in(text, end=end, style=style)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _day_of_number(cell, end=end, style=style)
    if found is not None:
        return found
    return place.finding("not-a-date", gettext_noop("%(value)s is not a date"), str(cell))


def _numeric_day(
    cell: str, numeric: NumericDate, place: Place, style: DateStyle
) -> dt.date | Finding:
    days = style.readings(numeric)
    if not days:
        return place.finding("not-a-date", gettext_noop("%(value)s is not a date"), cell)
    return days[0] if len(days) == 1 else _ambiguous(cell, days[0], days[1], place)


def _ambiguous(written: str, one: dt.date, other: dt.date, place: Place) -> Finding:
    what = gettext_noop(
        "%(value)s can be both %(one)s and %(other)s; write the day as year-month-day, 2009-12-31"
    )
    return place.finding(
        "ambiguous-date", what, written, one=one.isoformat(), other=other.isoformat()
    )


def read_year(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> int | Finding | None:
    """A year, from a year or any day in it. Rule: ``not-a-year``."""
    day = read_date(cell, place, style=style)
    if isinstance(day, Finding):
        if day.rule == "ambiguous-date" and day.values["one"][:4] == day.values["other"][:4]:  # type: ignore[index]  # this rule keeps both as text
            return int(str(day.values["one"])[:4])
        return place.finding("not-a-year", gettext_noop("%(value)s is not a year"), str(cell))
    return day.year if day is not None else None


def _day_of_number(number: float, *, end: bool, style: DateStyle) -> dt.date | None:
    if int(number) in _SERIALS:
        return style.epoch + dt.timedelta(days=int(number))
    if int(number) in _NEVER_SERIALS:
        return _NEVER
    return _day_in(str(int(number)), end=end, style=style) if number == int(number) else None


def _day_in(text: str, *, end: bool, style: DateStyle) -> dt.date | None:
    if text.isdecimal() and int(text) in _SERIALS and len(text) == 5:
        return style.epoch + dt.timedelta(days=int(text))
    if _ALL_NINES.fullmatch(text):
        return _NEVER
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            day = _day_of(match["year"], match["month"], match["day"], end=end)
            if day is not None:
                return day
    return None


def _day_of(year_text: str, month_text: str, day_text: str, *, end: bool) -> dt.date | None:
    year = whole_year(year_text)
    month = 12 if end else 1
    if month_text:
        month = int(month_text) if month_text.isdecimal() else _MONTHS[month_text.lower()]
    if day_text:
        day = int(day_text)
    elif 1 <= month <= 12:
        day = calendar.monthrange(year, month)[1] if end else 1
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class AgreementEnd:
    """How an agreement ends: on a day, or rolling with notice.

    notice_months_min, notice_months_max: the time of notice if it is said; equal where it is one figure.
    """

    ends_on: dt.date | None = None
    is_rolling: bool = False
    notice_months_min: int | None = None
    notice_months_max: int | None = None


_ROLLING = re.compile(
    r"löpande|tills?\s*vidare|tillsvidare|rullande|rolling|until further|løpende|løbende|auto\w{0,12} förläng|"
    r"förlängs automatiskt|evig|obegränsa|ingen (?:slut|bortre)",
    re.IGNORECASE,
)
_UNPLANNED = re.compile(
    r"^(?:inge[nt]|inga|inte|ej|icke|no|not)\s+(?:\w+\s+)?(?:planera|bestäm|beslut|fastställ|avveckl|slut|utfas|planned|end)",
    re.IGNORECASE,
)
_NOTICE_WORD = re.compile(r"uppsägning|notice|opsigelse|oppsigelse|varsel", re.IGNORECASE)
_TO_TWELVE = "noll en två tre fyra fem sex sju åtta nio tio elva tolv"
_NUMBER_WORDS = {word: number for number, word in enumerate(_TO_TWELVE.split())} | {"ett": 1}
_COUNT = r"(\d{1,3}|" + "|".join(_NUMBER_WORDS) + ")"
_TIME = re.compile(
    rf"{_COUNT}(?:\s*(?:-|–|till|to|eller)\s*{_COUNT})?\s*(?:mån|md|month|(?P<years>år|year)|(?P<days>dag|day)|(?P<weeks>veck|week))",
    re.IGNORECASE,
)


def is_open_ended(text: str) -> bool:
    """Whether words say that something has no end yet: «tills vidare», «löpande», «ingen planerad avveckling»."""
    return _ROLLING.search(text) is not None or _UNPLANNED.search(text) is not None


def read_agreement_end(
    cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST
) -> AgreementEnd | Finding | None:
    """The end of an agreement: a day, or «Löpande - uppsägningstid på 3-12 månader» → rolling, 3 to 12 months.

    A day in 2099 or later is how systems without a box for it say «until further notice». Days, weeks and years of
    notice become months, rounded up. Rule: ``not-an-agreement-end``.
    """
    if is_blank(cell):
        return None
    day = read_date(cell, place, end=True, style=style)
    if isinstance(day, dt.date):
        return AgreementEnd(is_rolling=True) if is_never(day) else AgreementEnd(ends_on=day)
    if isinstance(day, Finding) and day.rule == "ambiguous-date":
        return day
    text = str(cell)
    if _ROLLING.search(text) or _NOTICE_WORD.search(text):
        low, high = notice_months(text)
        return AgreementEnd(is_rolling=True, notice_months_min=low, notice_months_max=high)
    what = gettext_noop(
        "%(value)s is neither a date nor an agreement that runs until further notice"
    )
    return place.finding("not-an-agreement-end", what, text)


def notice_months(text: str) -> tuple[int | None, int | None]:
    """«3-12 månader» → (3, 12); «ett år» → (12, 12); «90 dagar» → (3, 3); nothing said → (None, None)."""
    match = _TIME.search(text)
    if match is None:
        return None, None
    low = _count(match[1])
    high = _count(match[2]) if match[2] else low
    low, high = sorted((_months(low, match), _months(high, match)))
    return low, high


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBER_WORDS[word.lower()]


def _months(count: int, match: re.Match[str]) -> int:
    if match["years"]:
        return 12 * count
    if match["days"]:
        return -(-count // 30)
    return -(-count * 7 // 30) if match["weeks"] else count
