"""What a person may see of shares, rules and settlements, and the choices that follow from it."""

import datetime as dt

from django.db.models import Q, QuerySet

from samdrift.decisions.costs.models import (
    Charge,
    DepartmentRule,
    Settlement,
    Share,
    SharingRule,
)
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.foundation.organisations.access import may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Population
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import Participation, Responsibility
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.queries import visible_cost_lines


def sees_costs(person: Person) -> bool:
    return may_anywhere(person, Permission.SEE_COSTS)


def visible_shares(person: Person) -> QuerySet[Share]:
    """Those who see costs see their federation's shares, a neighbour those it has a line in.

    A system owner sees those of the own applications. A share that has been proposed is a public document: whoever
    sees the proposal sees it.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = person.federation_ids if over else frozenset()
    owned = Responsibility.objects.held_by(person).filter(role__in=["system_owner", "deputy_owner"])
    return (
        Share.objects.filter(
            Q(federation__in=federations)
            | Q(pk__in=Share.objects.filter(lines__organisation__in=over).values("pk"))
            | Q(application__in=owned.values("application"))
            | Q(proposal__in=visible_proposals(person))
        )
        .select_related("application", "initiative", "made_by", "proposal", "federation")
        .order_by("-year", "-made_on", "-pk")
    )


def visible_rules(person: Person) -> QuerySet[SharingRule]:
    """What is agreed instead of population: for those who see costs in the federation."""
    federations = person.federation_ids if sees_costs(person) else frozenset()
    return SharingRule.objects.filter(federation__in=federations).select_related(
        "application", "initiative", "agreement", "federation"
    )


def visible_department_rules(person: Person) -> QuerySet[DepartmentRule]:
    """How municipalities' shares go on to departments: a member's people see the members', a neighbour its own."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    reach = over | set(circle_ids(person)) if over else over
    return DepartmentRule.objects.filter(organisation__in=reach).select_related(
        "organisation", "application", "initiative", "unit"
    )


def visible_settlements(person: Person) -> QuerySet[Settlement]:
    """Those who see costs see their federation's settlements, a neighbour those it pays or is paid in."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = person.federation_ids if over else frozenset()
    mine = Charge.objects.filter(Q(payer__in=over) | Q(payee__in=over))
    return Settlement.objects.filter(
        Q(federation__in=federations) | Q(pk__in=mine.values("settlement"))
    ).select_related("federation", "made_by", "corrects")


def visible_charges(person: Person) -> QuerySet[Charge]:
    """Every charge of one's own federation; a neighbour sees its own alone."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = person.federation_ids if over else frozenset()
    return Charge.objects.filter(
        Q(settlement__federation__in=federations) | Q(payer__in=over) | Q(payee__in=over)
    ).select_related("payer", "payee", "share", "settlement")


def possible_participants(person: Person) -> QuerySet[Organisation]:
    """Members of one's circle, and neighbours that take part in what the circle sees; never suppliers."""
    joint = Participation.objects.filter(application__in=visible_applications(person))
    return (
        Organisation.objects.filter(
            Q(pk__in=circle_ids(person)) | Q(pk__in=joint.values("organisation"))
        )
        .exclude(kind__in=[Kind.SUPPLIER, Kind.FEDERATION])
        .order_by("municipality_code", "name")
    )


def key_dates() -> list[dt.date]:
    """Days up to today with published population, newest first."""
    days = Population.objects.filter(on__lte=today()).order_by("-on").values_list("on", flat=True)
    return list(days.distinct())


def cost_years(person: Person) -> list[int]:
    """Years with cost lines of applications, newest first."""
    lines = visible_cost_lines(person).filter(application__isnull=False)
    return list(lines.order_by("-year").values_list("year", flat=True).distinct())
