"""What the list of applications would export today of the rows that come back in a file."""

from django.conf import settings
from django.utils import translation

from samdrift.core.tables import Table
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.listing.columns import plain_value
from samdrift.records.intake.convert.own_export import Listed, OwnExport, key_column, keys_of
from samdrift.records.intake.models import Upload
from samdrift.records.intake.queries import receiving_organisations
from samdrift.records.register.fields import PLAIN_FIELDS
from samdrift.records.register.listing import APPLICATIONS, as_listed
from samdrift.records.register.queries import visible_applications

KEY = "key"
CHUNK = 500


def own_export(upload: Upload, table: Table) -> OwnExport | None:
    """The list as it is today, for the rows of a file that the list itself once wrote; None for any other file."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            columns = {fold(str(column.label)): column.key for column in APPLICATIONS.columns}
        key_heading = next(heading for heading, key in columns.items() if key == KEY)
        at = key_column(table, key_heading)
        if at is not None:
            return OwnExport(
                key_heading, columns, _listed_rows(upload, sorted(set(keys_of(table, at).values())))
            )
    return None


def columns_of_own_export(table: Table) -> dict[str, str]:
    """Heading → column, of the plain fields in a file that the list itself once wrote; nothing for any other file."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels = {fold(str(column.label)): column.key for column in APPLICATIONS.columns}
        keys = {labels.get(fold(heading)): heading for heading in table.header}
        if KEY in keys:
            return {
                keys[field.name]: field.file_columns[0]
                for field in PLAIN_FIELDS
                if field.name in keys
            }
    return {}


def _listed_rows(upload: Upload, keys: list[int]) -> dict[int, Listed]:
    may_change = set(receiving_organisations(upload.by).values_list("pk", flat=True))
    found: dict[int, Listed] = {}
    for start in range(0, len(keys), CHUNK):
        seen = visible_applications(upload.by).filter(pk__in=keys[start : start + CHUNK])
        with translation.override(settings.LANGUAGE_CODE):
            for row in as_listed(seen, upload.by, today()):
                cells = {
                    column.key: plain_value(column, column.reader(row)(row))
                    for column in APPLICATIONS.columns
                }
                found[row.pk] = Listed(cells, row.host_id, str(row.host), row.host_id in may_change)
    return found
