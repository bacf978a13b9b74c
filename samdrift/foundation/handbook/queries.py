"""What a person reads beside the handbook's own text, and who may write it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from samdrift.foundation.handbook.models import Addition, ClosedHint
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_kept


def visible_additions(person: Person) -> QuerySet[Addition]:
    """Those of the federations that the person works in."""
    rows = Addition.objects.filter(federation__in=person.federation_ids)
    return rows.select_related("federation")


def federation_written_for(person: Person) -> Organisation | None:
    """The federation whose additions the person keeps; None for who keeps none."""
    return federation_kept(person, Permission.EDIT_HANDBOOK)


def additions_by_section(person: Person, chapter: str) -> dict[str, Sequence[Addition]]:
    """What stands beside a chapter's sections, by their places; one query."""
    found: dict[str, list[Addition]] = {}
    for each in visible_additions(person).filter(chapter=chapter):
        found.setdefault(each.section, []).append(each)
    return dict(found)


def has_closed(person: Person, hint: str) -> bool:
    """Has the person closed a hint for good?"""
    return ClosedHint.objects.filter(person=person, hint=hint).exists()
