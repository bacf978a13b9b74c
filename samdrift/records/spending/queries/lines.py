"""What a person may see of costs."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet, Sum

from samdrift.foundation.organisations.access import (
    is_supplier,
    may_anywhere,
    organisation_ids_where,
    unit_ids_where,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, FieldGroup, Responsibility
from samdrift.records.register.queries import (
    applications_whose,
    hosts_whose,
    roles_on_applications,
    visible_groups,
)
from samdrift.records.spending.models import (
    ApprovalDelegation,
    BudgetFrame,
    CostKind,
    CostLine,
    InitiativeParticipation,
    JointInitiative,
)


def applications_with_seen_costs(person: Person) -> QuerySet[Application]:
    """The applications all of whose cost lines the person sees: so nobody computes with a part of them.

    Those that one owns or approves the costs of; for those who see costs in a municipality, those whose costs the
    audience lets them see, which always holds what the municipality takes part in.
    """
    owned = Responsibility.objects.held_by(person).filter(role__in=["system_owner", "deputy_owner"])
    delegated = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    seen = Q(pk__in=owned.order_by().values("application"))
    seen |= Q(pk__in=delegated.order_by().values("application"))
    if organisation_ids_where(person, Permission.SEE_COSTS):
        seen |= Q(pk__in=applications_whose(person, FieldGroup.COSTS).order_by().values("pk"))
    return Application.objects.filter(seen)


def initiatives_with_seen_costs(person: Person) -> QuerySet[JointInitiative]:
    """The same for joint initiatives: one's own, those one's municipality takes part in, and the members' together."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    joined = InitiativeParticipation.objects.filter(organisation__in=over)
    delegated = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    open_to = hosts_whose(person, FieldGroup.COSTS) if over else set()
    return JointInitiative.objects.filter(
        Q(owner=person)
        | Q(pk__in=joined.order_by().values("initiative"))
        | Q(pk__in=delegated.order_by().values("initiative"))
        | Q(federation__in=open_to)
    )


def visible_cost_lines(person: Person) -> QuerySet[CostLine]:
    """What one's own municipality bears, one's unit's own, and all of the applications and initiatives above.

    A manager of a unit sees that unit's and what lies in it, not the municipality's. Other municipalities' units'
    own costs are theirs alone.
    """
    condition = Q()
    for name, keys in _cost_sight(person).items():
        condition |= Q(**{f"{name}__in": keys})
    return CostLine.objects.filter(condition)


def lines_of(person: Person, application: Application) -> QuerySet[CostLine]:
    """As `visible_cost_lines`, of one application that the person may see: a small question."""
    lines = CostLine.objects.filter(application=application)
    if sees_all_costs_of(person, application):
        return lines
    bearers = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    return lines.filter(Q(bearer__in=bearers) | Q(unit__in=units))


def sees_all_costs_of(person: Person, application: Application) -> bool:
    """Whether it is one of `applications_with_seen_costs`."""
    if answers_for_costs_of(person, application):
        return True
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return bool(over) and FieldGroup.COSTS in visible_groups(person, application)


@remembered_while_reading
def answers_for_costs_of(person: Person, application: Application) -> bool:
    """Whether the person owns the application, or approves its costs for who does."""
    held = application.roles_held_by(person, today())
    if held & {Role.SYSTEM_OWNER, Role.DEPUTY_OWNER}:
        return True
    return application.approval_delegations.on(today()).filter(delegate=person).exists()


def _cost_sight(person: Person) -> dict[str, Collection[int] | QuerySet[Any, Any]]:
    """A cost line is seen where one of these fields of it is among the keys: the one place that says so."""
    return {
        "bearer": organisation_ids_where(person, Permission.SEE_COSTS),
        "unit": unit_ids_where(person, Permission.SEE_COSTS),
        "application": applications_with_seen_costs(person).order_by().values("pk"),
        "initiative": initiatives_with_seen_costs(person).order_by().values("pk"),
    }


def seen_lines_then(person: Person, lines: Sequence[CostLine]) -> list[CostLine]:
    """Of cost lines as they were on another day, those that the person may see today.

    By what each was then and, where it is still there, by what it is: nothing is seen by asking for another day. A
    fixed number of queries.
    """
    keys = [line.pk for line in lines]
    kept = set(CostLine.objects.filter(pk__in=keys).values_list("pk", flat=True))
    open_today = set(visible_cost_lines(person).filter(pk__in=keys).values_list("pk", flat=True))
    then: set[int] = set()
    for name, sight in _cost_sight(person).items():
        named = {getattr(line, f"{name}_id") for line in lines} - {None}
        known = named & (
            set(sight.filter(pk__in=named).values_list("pk", flat=True))
            if isinstance(sight, QuerySet)
            else set(sight)
        )
        then |= {line.pk for line in lines if getattr(line, f"{name}_id") in known}
    return [line for line in lines if line.pk in then and line.pk not in kept - open_today]


def sees_costs_of_some(person: Person) -> bool:
    """By an appointment that shows the costs of a municipality, or of a unit."""
    return may_anywhere(person, Permission.SEE_COSTS)


def sees_some_costs(person: Person) -> bool:
    """By an appointment that shows costs, or because the person owns or approves something that costs."""
    owner = {Role.SYSTEM_OWNER, Role.DEPUTY_OWNER}
    if sees_costs_of_some(person) or roles_on_applications(person) & owner:
        return True
    delegated = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    return delegated.exists() or person.initiatives.exists()


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
    """Budget frames of the municipalities and units whose costs one sees."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    return BudgetFrame.objects.filter(
        Q(unit__organisation__in=over) | Q(unit__in=units)
    ).select_related("unit__organisation")


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
