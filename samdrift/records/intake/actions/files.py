"""The uploaded bytes as a table, and the table as rows of the register."""

from django.conf import settings

from samdrift.core.tables import (
    COSTS,
    REGISTER,
    Limits,
    Table,
    Vocabulary,
    read_table,
)
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.foundation.organisations.queries import shipped_municipalities
from samdrift.records.intake.convert import RowsRead, Surroundings, read_rows, text_of
from samdrift.records.intake.models import Upload
from samdrift.records.register.models import Area


def content_of(upload: Upload) -> bytes:
    return bytes(upload.content or b"")


def table_of(upload: Upload) -> Table:
    """The file's sheet as it was chosen when it was first read."""
    limits = Limits(
        file_bytes=settings.UPLOAD_LIMIT_MB * 1_000_000,
        rows=settings.UPLOAD_LIMIT_ROWS,
        findings=settings.UPLOAD_LIMIT_ROWS,
    )
    return read_table(
        content_of(upload),
        sheet=upload.described.get("sheet") or None,
        limits=limits,
        vocabulary=vocabulary_of(upload),
    )


def vocabulary_of(upload: Upload) -> Vocabulary:
    """What the columns of such a file can mean."""
    return COSTS if upload.is_costs else REGISTER


def samples_of(table: Table) -> list[list[str]]:
    """Up to three different values of each column, for the page where the columns are settled."""
    found: list[list[str]] = []
    for at in range(len(table.header)):
        texts = (text_of(row.cells[at]) for row in table.rows[:300])
        found.append(list(dict.fromkeys(text[:60] for text in texts if text))[:3])
    return found


def rows_of(upload: Upload, table: Table) -> RowsRead:
    own, shipped = upload.organisation, shipped_municipalities()
    spelled = {
        name
        for one in shipped.values()
        for name in (one.name, f"{one.name} kommun", one.official_name)
    }
    for other in Organisation.objects.filter(kind=Kind.MUNICIPALITY):
        spelled |= {other.name, str(other)}
    own_names = {own.name, str(own), f"{own} kommun", own.municipality_code or own.name}
    if own.municipality_code in shipped:
        known = shipped[own.municipality_code]
        own_names |= {known.name, f"{known.name} kommun", known.official_name}
    around = Surroundings(
        today=today(),
        own_names=frozenset(map(fold, own_names)),
        municipalities=frozenset(map(fold, spelled | own_names)),
        spelled=frozenset(spelled | own_names),
        areas={fold(name): name for name in Area.objects.values_list("name", flat=True)},
    )
    return read_rows(table, upload.columns, around)
