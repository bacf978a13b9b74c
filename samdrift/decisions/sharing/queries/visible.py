"""What a person may see of shares, rules and settlements, and the choices that follow from it."""

import datetime as dt

from django.db.models import (
    Q,
    QuerySet,
)

from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.sharing.models import (
    DepartmentLine,
    DepartmentRule,
    Share,
    ShareLine,
    SharingRule,
)
from samdrift.foundation.organisations.access import (
    may_anywhere,
    organisation_ids_where,
    unit_ids_where,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    Person,
    Population,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import ROLES
from samdrift.records.register.models import Application, FieldGroup, Participation
from samdrift.records.register.queries import (
    applications_by_role,
    hosts_whose,
    roles_on_applications,
    visible_applications,
)
from samdrift.records.spending.queries import (
    applications_with_seen_costs,
    initiatives_with_seen_costs,
    visible_cost_lines,
)


def sees_costs(person: Person) -> bool:
    return may_anywhere(person, Permission.SEE_COSTS)


def owns_applications(person: Person) -> bool:
    """Does the person answer for the costs of some application today?"""
    held = roles_on_applications(person)
    return any(Permission.SEE_COSTS in ROLES[role] for role in held)


def owns_or_sees_costs(person: Person) -> bool:
    return sees_costs(person) or owns_applications(person)


@remembered_while_reading
def open_federations(person: Person) -> frozenset[int]:
    """The person's federations all of whose joint money it may see: no member's costs are hidden from it."""
    if not organisation_ids_where(person, Permission.SEE_COSTS):
        return frozenset()
    open_to = hosts_whose(person, FieldGroup.COSTS)
    members = Membership.objects.on(today()).filter(federation__in=person.federation_ids)
    closed = {each.federation_id for each in members if each.member_id not in open_to}
    return person.federation_ids - closed


def visible_shares(person: Person) -> QuerySet[Share]:
    """Shares that one's municipality has a line in, one's unit bears a part of, or of what one sees the costs of.

    A free calculation, of no application or initiative, is seen by those who share in it and by who made it. A share
    that has been proposed is a public document: whoever sees the proposal sees it.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    seen = Q(pk__in=Share.objects.filter(lines__organisation__in=over).values("pk"))
    if units:
        borne = Share.objects.filter(lines__departments__unit__in=units)
        seen |= Q(pk__in=borne.values("pk"))
    seen |= Q(application__in=applications_with_seen_costs(person).order_by().values("pk"))
    if over:
        seen |= Q(initiative__in=initiatives_with_seen_costs(person).order_by().values("pk"))
        seen |= Q(application=None, initiative=None, federation__in=open_federations(person))
        seen |= Q(made_by=person)
    return (
        Share.objects.filter(seen | Q(proposal__in=visible_proposals(person)))
        .select_related("application", "initiative", "made_by", "proposal", "federation")
        .order_by("-year", "-made_on", "-pk")
    )


def visible_rules(person: Person) -> QuerySet[SharingRule]:
    """What is agreed instead of population: for those who see costs in a municipality of the federation."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = person.federation_ids if over else frozenset()
    return SharingRule.objects.filter(federation__in=federations).select_related(
        "application", "initiative", "agreement", "federation"
    )


def visible_department_rules(person: Person) -> QuerySet[DepartmentRule]:
    """How a municipality's shares go on to its departments: its own business."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return DepartmentRule.objects.filter(organisation__in=over).select_related(
        "organisation", "application", "initiative", "unit"
    )


def visible_department_lines(person: Person) -> QuerySet[DepartmentLine]:
    """What departments bear of shares: those of one's own municipality, or of one's own unit."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    return DepartmentLine.objects.filter(Q(line__organisation__in=over) | Q(unit__in=units))


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


def visible_payers(person: Person) -> QuerySet[Organisation]:
    """Whose year a person may look at: the own municipality's, and that of everyone in a share that one sees.

    What it holds is narrowed further: of others what they bear of what one sees the costs of.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    if not over:
        return Organisation.objects.none()
    if not person.federation_ids:
        return Organisation.objects.filter(pk__in=over).order_by("municipality_code", "name")
    seen = Q(pk__in=over)
    if open_federations(person):
        seen |= Q(pk__in=possible_participants(person).values("pk"))
    shared = ShareLine.objects.filter(share__in=visible_shares(person).order_by().values("pk"))
    return (
        Organisation.objects.filter(seen | Q(pk__in=shared.values("organisation")))
        .exclude(kind__in=[Kind.SUPPLIER, Kind.FEDERATION])
        .order_by("municipality_code", "name")
    )


def owned_applications(person: Person) -> QuerySet[Application]:
    """The applications whose costs a person answers for today, as system owner or deputy."""
    return applications_by_role(person, Permission.SEE_COSTS).order_by("name")
