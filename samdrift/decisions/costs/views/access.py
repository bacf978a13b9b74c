"""Who may see costs and who may share and settle them: asked before a page is shown."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from samdrift.decisions.costs.queries import Subject, owned_applications, sees_costs
from samdrift.foundation.organisations.access import may_in_group, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.spending.models import CostKind


def require_costs(request: HttpRequest) -> Person:
    person = signed_in(request)
    if not sees_costs(person):
        raise PermissionDenied
    return person


def require_subject(request: HttpRequest, subject: Subject) -> Person:
    """Those who see costs, and an application's owner for that application. Raises PermissionDenied."""
    person = signed_in(request)
    owned = owned_applications(person).values_list("pk", flat=True)
    if not sees_costs(person) and subject[0] not in owned:
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


def settles(person: Person) -> bool:
    """May the person charge and settle the federation's costs?"""
    federation = federation_of(person)
    return federation is not None and may_in_group(person, Permission.SETTLE_COSTS, federation)


def year_asked(request: HttpRequest) -> int:
    """The year in the address, else this one."""
    asked = request.GET.get("ar", "")
    return int(asked) if asked.isdecimal() and 1950 <= int(asked) <= 2200 else today().year


def kind_asked(request: HttpRequest) -> str:
    """Budget, forecast or actual in the address, else budget."""
    asked = request.GET.get("slag", "")
    return asked if asked in CostKind.values else CostKind.BUDGET
