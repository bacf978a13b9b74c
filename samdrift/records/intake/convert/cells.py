"""A cell of a register's file → a value as the register holds it, or a finding; None where it says nothing."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Choices

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import (
    DAY_FIRST,
    AgreementEnd,
    Cell,
    DateStyle,
    Place,
    is_blank,
    is_never,
    is_open_ended,
    notice_months,
    read_agreement_end,
    read_amount_ore,
    read_code,
    read_date,
    read_integer,
    read_people,
    read_year,
    read_yes_no,
)
from samdrift.core.tables.people import names_unit_or_post
from samdrift.foundation.ui.listing.stored_fields import LARGEST_NUMBER
from samdrift.records.intake.convert.own_words import others_words, vocabulary_of
from samdrift.records.register.fields import ApplicationField

Read = Any  # a value fit for JSON, a Finding, or None where the cell is blank
Reader = Callable[[Cell, Place], Read]

_ARMED = re.compile(r"^'(?=[=+\-@])")
_LEVELS = re.compile(r"\D*([0-4])\D+([0-4])\D+([0-4])(?:\D+([0-4]))?\D*")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
MOST_ORE = 10**14
NO_PLANNED_DAY = "no-planned-day"


def text_of(cell: Cell) -> str:
    """A cell as a person reads it, without characters that a database can't keep."""
    match cell:
        case None:
            return ""
        case str():
            return _UNFIT.sub("", cell).strip()
        case bool():
            return "Ja" if cell else "Nej"
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case _:
            return str(cell)


def without_apostrophe(text: str) -> str:
    """A text without the apostrophe that an export puts before what would else be a formula."""
    return _ARMED.sub("", text)


def read_text(cell: Cell, place: Place, *, longest: int | None = None) -> Read:
    text = None if is_blank(cell) else without_apostrophe(text_of(cell)) or None
    if text is not None and longest is not None and len(text) > longest:
        what = gettext_noop("%(value)s is longer than %(most)s characters")
        return place.finding("too-long", what, text[:60], most=longest)
    return text


def choice_reader(
    choices: type[Choices],
    vocabulary: Mapping[str, Sequence[str]] | None = None,
    codes: Mapping[str, Any] | None = None,
) -> Reader:
    """A reader of one choice, in the register's own words or in those of other people's registers."""
    others = others_words(vocabulary or {}, codes)

    def read(cell: Cell, place: Place) -> Read:
        return read_code(cell, vocabulary_of(choices, others), place)

    return read


def read_number(cell: Cell, place: Place, *, most: int = LARGEST_NUMBER) -> Read:
    number = read_integer(cell, place)
    return _at_most(number, most, cell, place)


def read_amount(cell: Cell, place: Place) -> Read:
    return _at_most(read_amount_ore(cell, place), MOST_ORE, cell, place)


def _at_most(number: Read, most: int, cell: Cell, place: Place) -> Read:
    if isinstance(number, int) and abs(number) > most:
        what = gettext_noop("%(value)s is larger than can be true")
        return place.finding("too-large-number", what, text_of(cell))
    return number


def read_day(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
    day = read_date(cell, place, style=style)
    if isinstance(day, dt.date):
        return _no_planned_day(cell, place) if is_never(day) else day.isoformat()
    return day


def read_year_of(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
    if isinstance(cell, str) and is_open_ended(cell):
        return _no_planned_day(cell, place)
    year = read_year(cell, place, style=style)
    if isinstance(year, int) and is_never(dt.date(min(year, dt.MAXYEAR), 1, 1)):
        return _no_planned_day(cell, place)
    if isinstance(year, int) and year < 1950:
        return place.finding(
            "year-out-of-range", gettext_noop("%(value)s can't be the year"), text_of(cell)
        )
    return year


def says_more_than_a_year(cell: Cell, style: DateStyle) -> bool:
    """Whether a cell says a month or a day in a year, other than the first and the last."""
    first, last = (read_date(cell, Place(0), end=end, style=style) for end in (False, True))
    if not isinstance(first, dt.date) or not isinstance(last, dt.date) or is_never(first):
        return False
    return (first.month, first.day) != (1, 1) and (last.month, last.day) != (12, 31)


def _no_planned_day(cell: Cell, place: Place) -> Finding:
    """9999 and its like: a note, and no value."""
    what = gettext_noop("%(value)s says that no day is planned; it is read as until further notice")
    return place.finding(NO_PLANNED_DAY, what, text_of(cell), Severity.NOTE)


def of_a_beginning(reader: Callable[..., Read]) -> Callable[..., Read]:
    """The reader for when something began: what says «no end» of other days says that this one is not known."""

    def read(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
        said = reader(cell, place, style=style)
        if isinstance(said, Finding) and said.rule == NO_PLANNED_DAY:
            what = gettext_noop("%(value)s does not say when it began; the day is left unknown")
            return place.finding("no-first-day", what, text_of(cell), Severity.NOTE)
        return said

    return read


read_first_day = of_a_beginning(read_day)
read_first_year = of_a_beginning(read_year_of)


def read_end_of_agreement(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
    """{ends_on, notice_months, words}: the longest notice of a span, and the words of an end that isn't a day."""
    end = read_agreement_end(cell, place, style=style)
    if not isinstance(end, AgreementEnd):
        return end
    return {
        "ends_on": end.ends_on.isoformat() if end.ends_on else None,
        "notice_months": end.notice_months_max or 0,
        "words": text_of(cell)[:200] if end.ends_on is None else "",
    }


def read_notice(cell: Cell, place: Place) -> Read:
    if is_blank(cell):
        return None
    if isinstance(cell, int | float) and 0 <= cell <= 120:
        return int(cell)
    text = text_of(cell)
    months = int(text) if text.isdecimal() else notice_months(text)[1]
    if months is None or months > 120:
        return place.finding(
            "not-a-notice", gettext_noop("%(value)s is not a time of notice"), text
        )
    return months


def read_named_people(cell: Cell, place: Place) -> Read:
    """[[name, e-mail], …]; a single word without an address names a post or a group, not a person."""
    people = read_people(cell, place)
    if people is None or isinstance(people, Finding):
        return people
    known = [
        [person.name[:120], person.email]
        for person in people
        if (person.email and len(person.email) <= 254)
        or (len(person.name.split()) > 1 and not names_unit_or_post(person.name))
    ]
    if len(known) < len(people):
        what = gettext_noop("%(value)s does not say who it is: write a name or an e-mail address")
        return place.finding("not-a-person", what, text_of(cell))
    return known


def read_levels(cell: Cell, place: Place) -> Read:
    """«2-3-2» → [2, 3, 2]; «Ja» says only that it is classified, and stays as it is."""
    match = _LEVELS.fullmatch(text_of(cell))
    return [int(level) for level in match.groups() if level is not None] if match else None


def read_answer(cell: Cell, place: Place) -> Read:
    answer = read_yes_no(cell, place)
    return None if isinstance(answer, Finding) else answer


def reader_of(field: ApplicationField) -> Reader:
    """The reader of a plain field's cells, as its kind and limits say."""
    match field.kind:
        case "choice":
            assert field.choices is not None
            return choice_reader(field.choices, field.vocabulary, field.codes)
        case "yes_no":
            return read_answer
        case "date":
            return read_day
        case "number":
            return partial(read_number, most=field.most)
        case _:
            return partial(read_text, longest=None if field.is_long else field.longest)
