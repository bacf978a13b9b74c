"""The columns that a register's file can have, each declared once: its reader, its words and what it is read into.

A plain field of an application brings its own column with it. Every other column of a file is kept word for word.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import Finding, Severity, choose_by_count, gettext_noop
from samdrift.core.tables import (
    DAY_FIRST,
    FIELDS,
    VERDICTS,
    Cell,
    DateStyle,
    Field,
    Place,
    Vocabulary,
    date_style,
)
from samdrift.core.tables.fields import fold
from samdrift.core.tables.table import EPOCH_1900
from samdrift.records.intake.convert import cells
from samdrift.records.intake.convert.cells import Read, Reader, choice_reader, reader_of
from samdrift.records.register.fields import PLAIN_FIELDS, ApplicationField, field_named
from samdrift.records.register.models import Verdict

MISFITS_BEFORE_DOUBT = 5
YEARS = frozenset({"start_year", "end_year"})  # facts that keep of a day its year


@dataclass(frozen=True, slots=True)
class FileColumn:
    """What a column of a register's file can mean.

    into: the facts of a row that it is read into. label: on the page where columns are settled. kind: date where the
    column settles how its days are written before any is read, people where it names them. how: what the empty
    register says of writing in it; in_template: whether it is there. field: the plain field that it is of.
    """

    name: str
    label: str | Promise
    reader: Reader
    into: tuple[str, ...]
    kind: str = "text"
    how: str | Promise = ""
    choices: type[Choices] | None = None
    in_template: bool = False
    field: ApplicationField | None = None


def _of(name: str) -> Iterator[FileColumn]:
    """The usual column of a plain field."""
    field = field_named(name)
    yield FileColumn(
        field.file_columns[0],
        field.label,
        reader_of(field),
        (field.name,),
        kind=field.kind,
        choices=field.choices,
        in_template=field.in_template,
        field=field,
    )


def _people(name: str, label: str | Promise, *into: str, in_template: bool) -> FileColumn:
    return FileColumn(
        name, label, cells.read_named_people, into, kind="people", in_template=in_template
    )


def _text(name: str, label: str | Promise, *into: str, **more: Any) -> FileColumn:
    return FileColumn(name, label, cells.read_text, into, **more)


def _year(
    name: str,
    label: str | Promise,
    into: str,
    *,
    in_template: bool,
    reader: cells.Reader = cells.read_year_of,
) -> FileColumn:
    how = _("A year: 2009.")
    return FileColumn(name, label, reader, (into,), kind="date", how=how, in_template=in_template)


def _amount(name: str, label: str | Promise, *into: str, in_template: bool) -> FileColumn:
    how = _("Kronor a year, without VAT.")
    return FileColumn(name, label, cells.read_amount, into, how=how, in_template=in_template)


def _verdict(name: str, label: str | Promise) -> FileColumn:
    reader = choice_reader(Verdict, VERDICTS)
    return FileColumn(
        name, label, reader, (name,), kind="choice", choices=Verdict, in_template=True
    )


_OWN: tuple[FileColumn, ...] = (
    _text(
        "name",
        _("Name of the system"),
        "name",
        how=_("Text. The only column that must be filled in."),
        in_template=True,
    ),
    _text("product", _("Product"), "product"),
    _text(
        "organisation",
        _("Organisation, as a path"),
        "department",
        how=_("The path from the largest to the smallest: Municipality / Department / Unit."),
        in_template=True,
    ),
    _text("municipality", _("Municipality")),
    _text("department", _("Department"), "department"),
    _text("vendor", _("Supplier"), "product", in_template=True),
    _text(
        "area",
        _("Area"),
        "area",
        how=_("An area of the catalogue, such as ekonomi."),
        in_template=True,
    ),
    *_of("purpose"),
    _text("description_operation", _("Description by the operation"), "purpose"),
    _people("owner", _("System owner"), "owner", "deputies", in_template=True),
    _people(
        "operation_managers",
        _("System managers, the operation"),
        "managers",
        "contact",
        in_template=True,
    ),
    _people("it_managers", _("System managers, IT"), "managers", in_template=True),
    _people("contact", _("Contact"), "contact", in_template=False),
    FileColumn(
        "active_users",
        _("Number of users"),
        cells.read_number,
        ("users",),
        kind="number",
        in_template=True,
    ),
    *_of("operation"),
    *_of("phase"),
    *_of("criticality"),
    _verdict("verdict_it", _("IT's judgement")),
    _verdict("verdict_operation", _("The operation's judgement")),
    _text("satisfaction", _("Share of very satisfied users"), "satisfaction"),
    _year(
        "start_year",
        _("Year taken into operation"),
        "start_year",
        in_template=True,
        reader=cells.read_first_year,
    ),
    _year("phase_out_year", _("Year planned for phasing out"), "end_year", in_template=True),
    _year("phased_out_year", _("Year phased out"), "end_year", in_template=False),
    _text("agreement", _("Case number of the agreement"), "agreement", in_template=True),
    FileColumn(
        "agreement_start",
        _("Start of the agreement"),
        cells.read_first_day,
        ("agreement",),
        kind="date",
        in_template=True,
    ),
    FileColumn(
        "agreement_end",
        _("End of the agreement"),
        cells.read_end_of_agreement,
        ("agreement",),
        kind="date",
        how=_(
            "A date, or the words of one that runs until notice: Löpande - uppsägningstid 3 månader."
        ),
        in_template=True,
    ),
    FileColumn(
        "notice_months",
        _("Time of notice"),
        cells.read_notice,
        ("agreement",),
        how=_("Months, as a whole number."),
        in_template=True,
    ),
    _amount(
        "operating_budget", _("Operating budget, kronor"), "operating_budget", in_template=True
    ),
    _amount(
        "development_budget",
        _("Development budget, kronor"),
        "development_budget",
        in_template=True,
    ),
    _amount("cost", _("Cost a year, kronor"), "operating_budget", "agreement", in_template=False),
    *_of("personal_data"),
    FileColumn(
        "information_classification",
        _("Information classification"),
        cells.read_levels,
        ("classification",),
        how=_("Confidentiality, integrity, availability (and traceability) 0-4: 2-3-2."),
        in_template=True,
    ),
    _text(
        "depends_on",
        _("Depends on"),
        "needs",
        how=_("Names of other systems, with commas between."),
        in_template=True,
    ),
    _text("depended_on_by", _("Needed by"), "needed_by"),
    *_of("notes"),
    _text("notes_it", _("Notes by IT"), "notes"),
    _text("notes_operation", _("Notes by the operation"), "notes"),
    _text("description_it", _("Description by IT"), "notes"),
)
_SAID = {column.name for column in _OWN}
#: Every column with a place of its own in the register, those of the empty register in its order.
COLUMNS: tuple[FileColumn, ...] = (
    *_OWN,
    *(
        each
        for field in PLAIN_FIELDS
        if field.file_columns[0] not in _SAID
        for each in _of(field.name)
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
READERS: dict[str, Reader] = {column.name: column.reader for column in COLUMNS}

#: What core's vocabulary knows the headings of but the register has no place for: kept word for word, on purpose.
KEPT_AS_THEY_ARE = frozenset(field.name for field in FIELDS) - frozenset(BY_NAME)


def _vocabulary() -> Vocabulary:
    """What the columns can mean. The register's own words for a field are that field's, whatever others call so."""
    known = {field.name: field for field in FIELDS}
    ours = {
        fold(label): column.name
        for column in COLUMNS
        if column.field is not None
        for label in column.field.own_labels
    }
    found = []
    for column in COLUMNS:
        field, there = column.field, known.pop(column.name, None)
        aliases = there.aliases if there is not None else ()
        if field is not None:
            said = (" ".join(one.split()) for one in field.headings.split("|") if one.strip())
            aliases = (*aliases, *field.own_labels, *said)
        kind = there.kind if there is not None else column.kind
        found.append(Field(column.name, kind, aliases))
    return Vocabulary(
        tuple(
            Field(
                each.name,
                each.kind,
                tuple(one for one in each.aliases if ours.get(fold(one), each.name) == each.name),
            )
            for each in (*found, *known.values())
        )
    )


REGISTER = _vocabulary()


def read_column(
    name: str, heading: str, rows: Sequence[tuple[int, Cell]], epoch: dt.date = EPOCH_1900
) -> tuple[list[Read], list[Finding]]:
    """The cells of one column → a value each (None where blank or misread) and the findings about them.

    A column in which most cells don't fit its field is no such column: it gives one finding and no values, and its
    cells are kept word for word like those of an unknown column. epoch: what serial numbers count from.
    """
    column = BY_NAME[name]
    reader: Callable[..., Read] = column.reader
    style = DAY_FIRST
    if column.kind == "date":
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
            value = seen[key] = reader(cell, Place(number, heading))
        if isinstance(value, Finding):
            findings.append(reader(cell, Place(number, heading)))
            misfits += value.severity is Severity.ERROR
            value = None
        values.append(value)
    is_of_people = column.kind == "people"
    least = 2 if is_of_people else MISFITS_BEFORE_DOUBT
    if misfits >= least and misfits * 2 > filled:
        doubt = _doubt(heading, misfits, filled, is_of_people=is_of_people)
        return [None] * len(values), [doubt]
    if not YEARS.isdisjoint(column.into):
        findings += _note_lost_days(heading, rows, style)
    return values, findings


def _note_lost_days(
    heading: str, rows: Sequence[tuple[int, Cell]], style: DateStyle
) -> list[Finding]:
    """A note where cells say a day or a month while the column is read for its years."""
    lost = [cell for _number, cell in rows if cells.says_more_than_a_year(cell, style)]
    if not lost:
        return []
    what = choose_by_count(
        len(lost),
        gettext_noop("Only the year of %(value)s is kept"),
        gettext_noop("Only the year is kept of %(count)s days, such as %(value)s"),
    )
    values = {"column": heading, "count": len(lost), "value": cells.text_of(lost[0])[:40]}
    return [Finding(heading, what, Severity.NOTE, values, "only-the-year")]


def _doubt(heading: str, misfits: int, filled: int, *, is_of_people: bool) -> Finding:
    """One finding for a whole column; a column of people says what it seems to hold instead."""
    what = gettext_noop(
        "%(misfits)s of %(filled)s cells don't fit what the column was taken for; kept as they are"
    )
    if is_of_people:
        what = gettext_noop(
            "The column seems to hold departments or posts, not people: %(misfits)s of %(filled)s cells name nobody. "
            "Kept as they are"
        )
    values = {"column": heading, "misfits": misfits, "filled": filled}
    return Finding(heading, what, Severity.WARNING, values, "column-does-not-fit")
