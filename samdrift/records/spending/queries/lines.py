"""What a person may see of costs."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from samdrift.foundation.organisations.access import may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import Application, Participation, Responsibility
from samdrift.records.register.queries import is_supplier
from samdrift.records.spending.models import (
    ApprovalDelegation,
    BudgetFrame,
    CostKind,
    CostLine,
    InitiativeParticipation,
    JointInitiative,
)


def visible_cost_lines(person: Person) -> QuerySet[CostLine]:
    """Costs borne where an appointment of one's own shows costs, and of the applications one owns.

    A member's controller sees the other members' too: shares can't be checked otherwise. A neighbour sees those of
    the applications that it takes part in.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    reach = over | set(circle_ids(person)) if over else over
    owned = Responsibility.objects.held_by(person).filter(role__in=["system_owner", "deputy_owner"])
    taken_part_in = Participation.objects.filter(organisation__in=over)
    joined = InitiativeParticipation.objects.filter(organisation__in=over)
    delegated = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    return CostLine.objects.filter(
        Q(bearer__in=reach)
        | Q(application__in=owned.values("application"))
        | Q(application__in=taken_part_in.values("application"))
        | Q(application__in=delegated.values("application"))
        | Q(initiative__in=joined.values("initiative"))
        | Q(initiative__in=delegated.values("initiative"))
        | Q(initiative__owner=person)
    )


def sees_some_costs(person: Person) -> bool:
    """By an appointment that shows costs, or because the person owns or approves something that costs."""
    if may_anywhere(person, Permission.SEE_COSTS):
        return True
    owned = Responsibility.objects.held_by(person).filter(role__in=["system_owner", "deputy_owner"])
    delegated = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    return owned.exists() or delegated.exists() or person.initiatives.exists()


def visible_initiatives(person: Person) -> QuerySet[JointInitiative]:
    """Those of one's federation, those that one's organisation takes part in, and those one owns."""
    if is_supplier(person):
        return JointInitiative.objects.none()
    taking_part = InitiativeParticipation.objects.filter(organisation=person.organisation)
    return JointInitiative.objects.filter(
        Q(federation__in=person.federation_ids)
        | Q(pk__in=taking_part.values("initiative"))
        | Q(owner=person)
    )


def visible_frames(person: Person) -> QuerySet[BudgetFrame]:
    """Budget frames of the municipalities whose costs one sees."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return BudgetFrame.objects.filter(unit__organisation__in=over).select_related(
        "unit__organisation"
    )


def cost_by_application(
    applications: Iterable[int], year: int, kind: str = CostKind.BUDGET
) -> dict[int, int]:
    """Öre a year by application; applications without a line are left out, not counted as zero."""
    rows = (
        CostLine.objects.filter(application__in=list(applications), year=year, kind=kind)
        .values("application")
        .annotate(total_ore=Sum("amount_ore"))
    )
    return {row["application"]: row["total_ore"] for row in rows}


def latest_year(kind: str = CostKind.BUDGET) -> int | None:
    """The last year with cost lines of a kind."""
    return (
        CostLine.objects.filter(kind=kind).order_by("-year").values_list("year", flat=True).first()
    )


def applications_with_costs(
    applications: QuerySet[Application], year: int
) -> QuerySet[Application]:
    return applications.filter(cost_lines__year=year).distinct()
