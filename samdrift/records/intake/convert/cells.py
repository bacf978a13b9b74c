"""One column of a file → one value a cell, as the register holds it, or a finding."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db.models import Choices

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import (
    CRITICALITIES,
    DAY_FIRST,
    OPERATED,
    PHASES,
    VERDICTS,
    AgreementEnd,
    Cell,
    DateStyle,
    Place,
    date_style,
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
from samdrift.core.tables.table import EPOCH_1900
from samdrift.records.intake.convert.own_words import others_words, vocabulary_of
from samdrift.records.register.models import Criticality, Operation, Phase, Verdict

Read = Any  # a value fit for JSON, a Finding, or None where the cell is blank
Reader = Callable[[Cell, Place], Read]

_PHASE = {
    "planned": "introduction",
    "developing": "development",
    "maintained": "maintenance",
    "phasing_out": "phase_out",
    "phased_out": "retired",
}
_CRITICALITY = {"not_critical": 1, "mostly_not_critical": 2, "mostly_critical": 3, "critical": 4}
_LEVELS = re.compile(r"\D*([0-4])\D+([0-4])\D+([0-4])(?:\D+([0-4]))?\D*")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
MOST_USERS = 100_000_000
MOST_ORE = 10**14


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


def _text(cell: Cell, place: Place) -> Read:
    return None if is_blank(cell) else text_of(cell) or None


def _choice_reader(
    choices: type[Choices], vocabulary: Any, codes: dict[str, Any] | None = None
) -> Reader:
    """A reader of one choice, in the register's own words or in those of other people's registers."""
    others = others_words(vocabulary, codes)

    def read(cell: Cell, place: Place) -> Read:
        return read_code(cell, vocabulary_of(choices, others), place)

    return read


def _users(cell: Cell, place: Place) -> Read:
    number = read_integer(cell, place)
    return _at_most(number, MOST_USERS, cell, place)


def _amount(cell: Cell, place: Place) -> Read:
    return _at_most(read_amount_ore(cell, place), MOST_ORE, cell, place)


def _at_most(number: Read, most: int, cell: Cell, place: Place) -> Read:
    if isinstance(number, int) and abs(number) > most:
        what = gettext_noop("%(value)s is larger than can be true")
        return place.finding("too-large-number", what, text_of(cell))
    return number


def _day(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
    day = read_date(cell, place, style=style)
    if isinstance(day, dt.date):
        return _no_planned_day(cell, place) if is_never(day) else day.isoformat()
    return day


def _year(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
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


def _no_planned_day(cell: Cell, place: Place) -> Finding:
    """9999 and its like: a note, and no value."""
    what = gettext_noop("%(value)s says that no day is planned; it is read as until further notice")
    return place.finding("no-planned-day", what, text_of(cell), Severity.NOTE)


def _agreement_end(cell: Cell, place: Place, *, style: DateStyle = DAY_FIRST) -> Read:
    """{ends_on, notice_months, words}: the longest notice of a span, and the words of an end that isn't a day."""
    end = read_agreement_end(cell, place, style=style)
    if not isinstance(end, AgreementEnd):
        return end
    return {
        "ends_on": end.ends_on.isoformat() if end.ends_on else None,
        "notice_months": end.notice_months_max or 0,
        "words": text_of(cell)[:200] if end.ends_on is None else "",
    }


def _notice(cell: Cell, place: Place) -> Read:
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


def _people(cell: Cell, place: Place) -> Read:
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


def _levels(cell: Cell, place: Place) -> Read:
    """«2-3-2» → [2, 3, 2]; «Ja» says only that it is classified, and stays as it is."""
    match = _LEVELS.fullmatch(text_of(cell))
    return [int(level) for level in match.groups() if level is not None] if match else None


def _yes_no(cell: Cell, place: Place) -> Read:
    answer = read_yes_no(cell, place)
    return None if isinstance(answer, Finding) else answer


READERS: dict[str, Reader] = {
    "name": _text,
    "product": _text,
    "vendor": _text,
    "organisation": _text,
    "municipality": _text,
    "department": _text,
    "area": _text,
    "active_users": _users,
    "criticality": _choice_reader(Criticality, CRITICALITIES, _CRITICALITY),
    "verdict_it": _choice_reader(Verdict, VERDICTS),
    "verdict_operation": _choice_reader(Verdict, VERDICTS),
    "satisfaction": _text,
    "operated": _choice_reader(Operation, OPERATED),
    "lifecycle_phase": _choice_reader(Phase, PHASES, _PHASE),
    "agreement_end": _agreement_end,
    "agreement_start": _day,
    "notice_months": _notice,
    "agreement": _text,
    "operating_budget": _amount,
    "development_budget": _amount,
    "cost": _amount,
    "it_managers": _people,
    "operation_managers": _people,
    "owner": _people,
    "contact": _people,
    "start_year": _year,
    "phase_out_year": _year,
    "phased_out_year": _year,
    "description": _text,
    "description_operation": _text,
    "description_it": _text,
    "notes": _text,
    "notes_it": _text,
    "notes_operation": _text,
    "depends_on": _text,
    "depended_on_by": _text,
    "personal_data": _yes_no,
    "information_classification": _levels,
}
"""The fields that have a place of their own in the register; every other column is kept word for word."""

DATED = frozenset(
    {"agreement_end", "agreement_start", "start_year", "phase_out_year", "phased_out_year"}
)
"""Fields whose column settles how its days are written before any of them is read."""

MISFITS_BEFORE_DOUBT = 5


def read_column(
    field: str, column: str, rows: Sequence[tuple[int, Cell]], epoch: dt.date = EPOCH_1900
) -> tuple[list[Read], list[Finding]]:
    """The cells of one column → a value each (None where blank or misread) and the findings about them.

    A column in which most cells don't fit its field is no such column: it gives one finding and no values, and its
    cells are kept word for word like those of an unknown column. epoch: what serial numbers count from.
    """
    reader: Callable[..., Read] = READERS[field]
    if field in DATED:
        style = date_style((cell for _number, cell in rows), epoch=epoch)
        reader = partial(reader, style=style)
    seen: dict[tuple[type, Any], Any] = {}
    values: list[Read] = []
    findings: list[Finding] = []
    filled = misfits = 0
    for number, cell in rows:
        if cell is None:
            values.append(None)
            continue
        filled += 1
        key = (cell.__class__, cell)
        value = seen.get(key, seen)
        if value is seen:
            value = seen[key] = reader(cell, Place(number, column))
        if isinstance(value, Finding):
            findings.append(reader(cell, Place(number, column)))
            misfits += value.severity is Severity.ERROR
            value = None
        values.append(value)
    least = 2 if field in PEOPLE else MISFITS_BEFORE_DOUBT
    if misfits >= least and misfits * 2 > filled:
        return [None] * len(values), [_doubt(field, column, misfits, filled)]
    return values, findings


PEOPLE = frozenset({"owner", "contact", "it_managers", "operation_managers"})


def _doubt(field: str, column: str, misfits: int, filled: int) -> Finding:
    """One finding for a whole column; a column of people says what it seems to hold instead."""
    what = gettext_noop(
        "%(misfits)s of %(filled)s cells don't fit what the column was taken for; kept as they are"
    )
    if field in PEOPLE:
        what = gettext_noop(
            "The column seems to hold departments or posts, not people: %(misfits)s of %(filled)s cells name nobody. "
            "Kept as they are"
        )
    values = {"column": column, "misfits": misfits, "filled": filled}
    return Finding(column, what, Severity.WARNING, values, "column-does-not-fit")
