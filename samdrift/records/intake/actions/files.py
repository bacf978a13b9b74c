"""The uploaded bytes as a table, and the table as rows of the register."""

from collections.abc import Sequence

from django.conf import settings

from samdrift.core.population import shipped_municipalities
from samdrift.core.tables import (
    COSTS,
    EMPLOYEES,
    Limits,
    Table,
    Vocabulary,
    read_table,
    without_identity_numbers,
)
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.foundation.ui.listing.list_fields import ListField, vocabulary_of_list
from samdrift.records.intake.actions.lists import LISTS
from samdrift.records.intake.actions.own_export import own_export
from samdrift.records.intake.convert import ReadingContext, RowsRead, read_rows, text_of
from samdrift.records.intake.convert.columns import REGISTER
from samdrift.records.intake.convert.municipalities import Municipalities, spellings
from samdrift.records.intake.models import About, RowChoice, Upload
from samdrift.records.intake.queries import receiving_organisations
from samdrift.records.register.models import Area

#: The columns of lists with keys.
FIELDS: dict[About, Sequence[ListField]] = {about: kind.fields for about, kind in LISTS.items()}


def content_of(upload: Upload) -> bytes:
    return bytes(upload.content or b"")


def table_of(upload: Upload) -> Table:
    """The file's sheet as it was chosen when it was first read."""
    limits = Limits(
        file_bytes=settings.UPLOAD_LIMIT_MB * 1_000_000,
        rows=settings.UPLOAD_LIMIT_ROWS,
        findings=settings.UPLOAD_LIMIT_ROWS,
    )
    table = read_table(
        content_of(upload),
        sheet=upload.described.get("sheet") or None,
        limits=limits,
        vocabulary=vocabulary_of(upload),
    )
    return without_identity_numbers(table) if upload.is_employees else table


def vocabulary_of(upload: Upload) -> Vocabulary:
    """What the columns of such a file can mean."""
    if upload.is_keyed:
        return vocabulary_of_list(FIELDS[About(upload.about)])
    return {About.COSTS: COSTS, About.EMPLOYEES: EMPLOYEES}.get(About(upload.about), REGISTER)


def samples_of(table: Table) -> list[list[str]]:
    """Up to three different values of each column, for the page where the columns are settled."""
    found: list[list[str]] = []
    for at in range(len(table.header)):
        texts = (text_of(row.cells[at]) for row in table.rows[:300])
        found.append(list(dict.fromkeys(text[:60] for text in texts if text))[:3])
    return found


def rows_of(upload: Upload, table: Table) -> RowsRead:
    """The file's rows in the register's terms, each in the municipality that it says, as far as the person may."""
    own, shipped = upload.organisation, shipped_municipalities()
    spelled = {
        name
        for one in shipped.values()
        for name in (one.name, f"{one.name} kommun", one.official_name)
    }
    for other in Organisation.objects.filter(kind=Kind.MUNICIPALITY):
        spelled |= {other.name, str(other)}
    own_names = _names_of(own)
    around = ReadingContext(
        today=today(),
        own_names=frozenset(map(fold, own_names)),
        municipalities=frozenset(map(fold, spelled | own_names)),
        spelled=frozenset(spelled | own_names),
        areas={fold(name): name for name in Area.objects.values_list("name", flat=True)},
        whose=_municipalities(upload),
        choices=row_choices(upload),
        receiver=own.pk,
        own_export=own_export(upload, table),
    )
    return read_rows(table, upload.columns, around)


def row_choices(upload: Upload) -> dict[str, str]:
    """What was settled about single rows of this municipality's files before: {how a row is known: choice}."""
    chosen = RowChoice.objects.filter(organisation=upload.organisation)
    return dict(chosen.values_list("row_key", "choice"))


def _municipalities(upload: Upload) -> Municipalities:
    """The receiver, others whose registers the person may bring files into, and all other municipalities known."""
    others: set[str] = set()
    for known in shipped_municipalities().values():
        others |= spellings(known.name, known.official_name, known.code)
    for other in Organisation.objects.filter(kind=Kind.MUNICIPALITY):
        others |= spellings(*_names_of(other))
    members: dict[str, int] = {}
    for member in receiving_organisations(upload.by).exclude(pk=upload.organisation_id):
        members.update(dict.fromkeys(spellings(*_names_of(member)), member.pk))
    own = spellings(*_names_of(upload.organisation))
    return Municipalities(
        own, {key: pk for key, pk in members.items() if key not in own}, frozenset(others)
    )


def _names_of(organisation: Organisation) -> set[str]:
    """Everything that a municipality is called: name, short name, code, and what the country calls it."""
    names = {
        organisation.name,
        str(organisation),
        f"{organisation} kommun",
        organisation.municipality_code or organisation.name,
    }
    known = shipped_municipalities().get(organisation.municipality_code or "")
    if known is not None:
        names |= {known.name, f"{known.name} kommun", known.official_name}
    return names
