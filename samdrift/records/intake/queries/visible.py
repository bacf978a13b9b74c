"""What a person may see of uploads, and what the register says now about what they bring."""

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.intake.models import About, ImportedRow, Upload

RECEIVERS = (Kind.MUNICIPALITY, Kind.COMPANY, Kind.AUTHORITY)


def visible_uploads(person: Person) -> QuerySet[Upload]:
    """Uploads to the organisations whose registers or costs the person may bring files into; the file itself unread."""
    registers = organisation_ids_where(person, Permission.IMPORT_REGISTER)
    costs = organisation_ids_where(person, Permission.EDIT_COSTS)
    people = organisation_ids_where(person, Permission.KEEP_PEOPLE)
    return (
        Upload.objects.filter(
            Q(about=About.REGISTER, organisation__in=registers)
            | Q(about=About.COSTS, organisation__in=costs)
            | Q(about=About.EMPLOYEES, organisation__in=people)
        )
        .select_related("organisation", "by")
        .defer("content")
    )


def receiving_organisations(person: Person, about: str = About.REGISTER) -> QuerySet[Organisation]:
    """The organisations whose registers, or costs, the person may bring files into, by municipality code."""
    reach = organisation_ids_where(person, Upload(about=about).permission)
    return Organisation.objects.filter(pk__in=reach, kind__in=RECEIVERS).order_by(
        "municipality_code", "name"
    )


def imported_rows(organisation: Organisation) -> dict[tuple[str, str, int], ImportedRow]:
    """Every application that has come from the organisation's files, by the key of its row."""
    return {row.key: row for row in ImportedRow.objects.filter(organisation=organisation)}
