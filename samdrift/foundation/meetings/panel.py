"""The groups of a federation, on its page."""

from typing import Any

from samdrift.foundation.meetings.queries import sees_groups, visible_groups
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.page_panels import Panel


def _groups(person: Person, organisation: Organisation) -> dict[str, Any] | None:
    """Left out on other organisations' pages, and for who sees no group."""
    if organisation.kind != Kind.FEDERATION or not sees_groups(person):
        return None
    return {"groups": list(visible_groups(person).filter(federation=organisation))}


GROUPS_OF_FEDERATION = Panel("meetings/_groups_of_federation.html", _groups)
