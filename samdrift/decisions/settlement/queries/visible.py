"""Which settlements and charges a person may see, and who may make them."""

from django.db.models import Q, QuerySet

from samdrift.decisions.settlement.models import Charge, Settlement
from samdrift.decisions.sharing.queries.visible import open_federations, visible_shares
from samdrift.foundation.organisations.access import (
    organisation_ids_where,
)
from samdrift.foundation.organisations.models import (
    Person,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where


def visible_settlements(person: Person) -> QuerySet[Settlement]:
    """Those of a federation whose joint money is open to the person, and those one's municipality pays or is paid in.

    Who settles the federation's costs sees that a settlement is made, and of its charges those below.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    settling = organisation_ids_where(person, Permission.SETTLE_COSTS)
    federations = person.federation_ids if settling else open_federations(person)
    mine = Charge.objects.filter(Q(payer__in=over) | Q(payee__in=over))
    return Settlement.objects.filter(
        Q(federation__in=federations) | Q(pk__in=mine.values("settlement"))
    ).select_related("federation", "made_by", "corrects")


def visible_charges(person: Person) -> QuerySet[Charge]:
    """Those one's municipality pays or is paid; for members also those behind which lies a share that one sees."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    seen = Q(settlement__federation__in=open_federations(person))
    seen |= Q(payer__in=over) | Q(payee__in=over)
    if over and person.federation_ids:
        seen |= Q(share__in=visible_shares(person).order_by().values("pk"))
    return Charge.objects.filter(seen).select_related("payer", "payee", "share", "settlement")


def settles(person: Person) -> bool:
    """May the person charge and settle the federation's costs?"""
    return federation_where(person, Permission.SETTLE_COSTS) is not None
