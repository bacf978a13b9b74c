"""Who may see costs and who may share and settle them: asked before a page is shown."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from samdrift.decisions.costs.queries import sees_costs
from samdrift.foundation.organisations.access import may_in_group, signed_in
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of


def require_costs(request: HttpRequest) -> Person:
    person = signed_in(request)
    if not sees_costs(person):
        raise PermissionDenied
    return person


def sharing_federation(person: Person) -> Organisation | None:
    """The federation whose costs the person may share."""
    federation = federation_of(person)
    may = federation is not None and may_in_group(person, Permission.SHARE_COSTS, federation)
    return federation if may else None


def require_federation(person: Person, permission: Permission) -> Organisation:
    """The person's federation, where the person may do this for it. Raises PermissionDenied."""
    federation = federation_of(person)
    if federation is None or not may_in_group(person, permission, federation):
        raise PermissionDenied
    return federation
