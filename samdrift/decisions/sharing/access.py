"""Who may see costs and who may share and settle them: asked before a page is shown."""

from django.http import HttpRequest

from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.decisions.sharing.queries.visible import owned_applications, sees_costs
from samdrift.foundation.organisations.access import require_found, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where
from samdrift.records.spending.models import CostKind


def require_costs(request: HttpRequest) -> Person:
    person = signed_in(request)
    require_that(sees_costs(person))
    return person


def require_subject(request: HttpRequest, subject: Subject) -> Person:
    """Those who see costs, and an application's owner for that application. Raises PermissionDenied."""
    person = signed_in(request)
    owned = owned_applications(person).values_list("pk", flat=True)
    require_that(sees_costs(person) or subject[0] in owned)
    return person


def sharing_federation(person: Person) -> Organisation | None:
    """The federation whose costs the person may share."""
    return federation_where(person, Permission.SHARE_COSTS)


def require_federation(person: Person, permission: Permission) -> Organisation:
    """The person's federation, where the person may do this for it. Raises PermissionDenied."""
    return require_found(federation_where(person, permission))


def year_asked(request: HttpRequest) -> int:
    """The year in the address, else this one."""
    asked = request.GET.get("ar", "")
    return int(asked) if asked.isdecimal() and 1950 <= int(asked) <= 2200 else today().year


def kind_asked(request: HttpRequest) -> str:
    """Budget, forecast or actual in the address, else budget."""
    asked = request.GET.get("slag", "")
    return asked if asked in CostKind.values else CostKind.BUDGET
