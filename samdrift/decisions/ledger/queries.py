"""Whose accounts and billing details a person may see and set, and what has been written for whom."""

from django.db.models import Q, QuerySet

from samdrift.decisions.ledger.models import (
    AccountMapping,
    BillingDetails,
    Export,
    ExportedDocument,
    ExportKind,
)
from samdrift.decisions.settlement.models import Charge, Settlement
from samdrift.decisions.settlement.queries.visible import visible_charges, visible_settlements
from samdrift.decisions.sharing.queries.visible import open_federations
from samdrift.foundation.organisations.access import may, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Membership, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids, keeper_of


def booked_federations(person: Person) -> frozenset[int]:
    """The federations for which the person charges, settles and writes everybody's files."""
    settling = organisation_ids_where(person, Permission.SETTLE_COSTS)
    return open_federations(person) if settling else frozenset()


def booked_organisations(person: Person) -> QuerySet[Organisation]:
    """Those whose accounts and billing details the person may see: of the municipalities whose money it sees.

    Who books and invoices for the whole federation sees every member's, and those of neighbours that it deals with.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    if not over:
        return Organisation.objects.none()
    seen = Q(pk__in=over)
    federations = booked_federations(person)
    if federations:
        partners = Charge.objects.filter(settlement__federation__in=federations)
        seen |= Q(pk__in=circle_ids(person))
        seen |= Q(pk__in=partners.values("payer")) | Q(pk__in=partners.values("payee"))
    return (
        Organisation.objects.filter(seen)
        .exclude(kind__in=[Kind.SUPPLIER, Kind.FEDERATION])
        .order_by("municipality_code", "name")
    )


def visible_accounts(person: Person) -> QuerySet[AccountMapping]:
    return AccountMapping.objects.filter(
        organisation__in=booked_organisations(person)
    ).select_related("organisation")


def visible_billing_details(person: Person) -> QuerySet[BillingDetails]:
    return BillingDetails.objects.filter(
        organisation__in=booked_organisations(person)
    ).select_related("organisation")


def sets_accounts(person: Person, organisation: Organisation) -> bool:
    """May the person say how this municipality books and invoices?"""
    return may(person, Permission.SET_APPROVAL_RULE, keeper_of(organisation, person))


def organisations_to_set(person: Person) -> QuerySet[Organisation]:
    """Those whose accounts and billing details the person may set: `sets_accounts` of each, in one query."""
    over = organisation_ids_where(person, Permission.SET_APPROVAL_RULE)
    kept = Q(pk__in=over)
    if person.federation_ids & over:
        members = Membership.objects.on(today()).values("member")
        kept |= ~Q(pk__in=members)
    return booked_organisations(person).filter(kept)


def visible_exports(person: Person) -> QuerySet[Export]:
    """What has been written: all of it for who books the federation's, else what one's own municipality books."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = booked_federations(person)
    return (
        Export.objects.filter(settlement__in=visible_settlements(person))
        .filter(Q(settlement__federation__in=federations) | Q(organisation__in=over))
        .select_related("organisation", "settlement", "made_by")
        .prefetch_related("documents__counterparty")
    )


def visible_invoices(person: Person) -> QuerySet[ExportedDocument]:
    """Invoices that are written: of what the person may see, and those to one's own municipality."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return ExportedDocument.objects.filter(
        Q(export__in=visible_exports(person).order_by().values("pk")) | Q(counterparty__in=over),
        kind=ExportKind.INVOICES,
    ).select_related("export", "organisation", "counterparty")


def parties_of(person: Person, settlement: Settlement) -> QuerySet[Organisation]:
    """Those who pay or are paid in a settlement, and whose part of it the person may see."""
    charges = visible_charges(person).filter(settlement=settlement)
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    found = Organisation.objects.filter(
        Q(pk__in=charges.values("payer")) | Q(pk__in=charges.values("payee"))
    )
    if settlement.federation_id not in open_federations(person):
        found = found.filter(pk__in=over)
    return found.order_by("municipality_code", "name")
