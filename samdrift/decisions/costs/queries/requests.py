"""Budget requests that a person may see, and who may handle them."""

from django.db.models import QuerySet

from samdrift.decisions.costs.models import BudgetRequest
from samdrift.foundation.organisations.access import may, organisation_ids_where
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids, keeper_of


def seen_municipalities(person: Person) -> frozenset[int]:
    """Whose money one sees: a member's controller the other members' too, a neighbour's its own alone."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return frozenset(over | set(circle_ids(person))) if over else frozenset()


def visible_requests(person: Person) -> QuerySet[BudgetRequest]:
    return BudgetRequest.objects.filter(
        organisation__in=seen_municipalities(person)
    ).select_related("organisation", "unit", "proposal", "made_by")


def may_handle_request(person: Person, organisation: Organisation) -> bool:
    """One's own municipality's; the federation's administrator those of members and of neighbours without accounts."""
    return may(person, Permission.HANDLE_BUDGET_REQUEST, keeper_of(organisation, person))
