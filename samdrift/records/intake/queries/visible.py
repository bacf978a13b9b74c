"""What a person may see of uploads, and what the register says now about what they bring."""

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.access import may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.records.intake.models import PERMISSIONS, About, ImportedRow, Upload

RECEIVERS = (Kind.MUNICIPALITY, Kind.COMPANY, Kind.AUTHORITY)
#: Of lists that are others' than the members': organisations are the federation's, and it may have units of its own.
OTHER_RECEIVERS: dict[str, tuple[Kind, ...]] = {
    About.ORGANISATIONS: (Kind.FEDERATION,),
    About.UNITS: (*RECEIVERS, Kind.FEDERATION),
}


def visible_uploads(person: Person) -> QuerySet[Upload]:
    """Uploads to the organisations whose registers or lists the person may bring files into; the file itself unread."""
    reach = Q()
    for about, permission in PERMISSIONS.items():
        reach |= Q(about=about, organisation__in=organisation_ids_where(person, permission))
    return Upload.objects.filter(reach).select_related("organisation", "by").defer("content")


def brings_in_something(person: Person) -> bool:
    """May the person bring in files of some kind?"""
    return any(may_anywhere(person, each) for each in set(PERMISSIONS.values()))


def receiving_organisations(person: Person, about: str = About.REGISTER) -> QuerySet[Organisation]:
    """The organisations whose registers, or costs, the person may bring files into, by municipality code."""
    reach = organisation_ids_where(person, Upload(about=about).permission)
    kinds = OTHER_RECEIVERS.get(about, RECEIVERS)
    return Organisation.objects.filter(pk__in=reach, kind__in=kinds).order_by(
        "municipality_code", "name"
    )


def imported_rows(organisation: Organisation) -> dict[tuple[str, str, int], ImportedRow]:
    """Every application that has come from the organisation's files, by the key of its row."""
    return {row.key: row for row in ImportedRow.objects.filter(organisation=organisation)}
