"""Budget requests that a person may see, and who may handle them."""

from django.db.models import Q, QuerySet

from samdrift.decisions.budgeting.models import BudgetRequest
from samdrift.foundation.organisations.access import (
    may,
    organisation_ids_where,
    unit_ids_where,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Membership, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of


def seen_municipalities(person: Person) -> frozenset[int]:
    """Whose frames and requests one sees: the own municipality's; the federation's administrator's also neighbours'."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    if person.federation_ids & over:
        members = Membership.objects.on(today()).values("member")
        outside = Organisation.objects.exclude(pk__in=members).exclude(kind=Kind.SUPPLIER)
        over |= set(outside.values_list("pk", flat=True))
    return frozenset(over)


def visible_requests(person: Person) -> QuerySet[BudgetRequest]:
    """Those of the own municipality, or of the own unit."""
    units = unit_ids_where(person, Permission.SEE_COSTS)
    return BudgetRequest.objects.filter(
        Q(organisation__in=seen_municipalities(person)) | Q(unit__in=units)
    ).select_related("organisation", "unit", "proposal", "made_by")


def may_handle_request(person: Person, organisation: Organisation) -> bool:
    """One's own municipality's; the federation's administrator those of members and of neighbours without accounts."""
    return may(person, Permission.HANDLE_BUDGET_REQUEST, keeper_of(organisation, person))
