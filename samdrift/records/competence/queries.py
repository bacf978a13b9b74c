"""What a person may see of competence and training."""

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from samdrift.foundation.organisations.access import appointed_roles
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Appointment, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.roles import ROLES, Role
from samdrift.records.competence.models import (
    Competence,
    CompetenceLevel,
    CompetenceQuerySet,
    TrainingPlan,
)
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Participation,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.queries import applications_whose


def visible_competences(person: Person) -> CompetenceQuerySet:
    """Competence of people in one's circle, so that a specialist can be found."""
    return Competence.objects.filter(person__organisation__in=circle_ids(person)).select_related(
        "person", "person__organisation", "product", "judged_by"
    )


def may_confirm(by: Person, competence: Competence) -> bool:
    """Who vouches for what somebody has said of themselves; never the person.

    The IT manager of the person's organisation (or the federation's administrator), the manager of the person's
    department, and the owner of an application on the product that the person's organisation uses or hosts.
    """
    person = competence.person
    if by.pk == person.pk or not by.is_active:
        return False
    managed = [
        each
        for each in by.appointments_today
        if Permission.CONFIRM_COMPETENCE in ROLES[Role(each.role)]
    ]
    for appointment in managed:
        if appointment.role == Role.DEPARTMENT_MANAGER:
            if _leads(appointment, person):
                return True
        elif Role(appointment.role) in appointed_roles(by, person.governing_organisation_ids):
            return True
    owned = Application.objects.filter(
        product=competence.product_id,
        pk__in=Responsibility.objects.on(today())
        .filter(person=by, role__in=[ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY])
        .values("application"),
    )
    used = Participation.objects.on(today()).filter(organisation=person.organisation_id)
    reached = Q(host=person.organisation_id) | Q(pk__in=used.values("application"))
    return owned.filter(reached).exists()


def _leads(appointment: Appointment, person: Person) -> bool:
    """Whether a department manager's department, with all its parts, is where the person works."""
    if appointment.organisation_id != person.organisation_id:
        return False
    if appointment.unit_id is None:
        return True
    unit = person.unit
    while unit is not None:
        if unit.pk == appointment.unit_id:
            return True
        unit = unit.parent
    return False


def may_take_back(by: Person, competence: Competence) -> bool:
    """What somebody has said of themselves and nobody has vouched for is theirs to take back."""
    return by.is_active and by.pk == competence.person_id and not competence.is_confirmed


def require_confirming(by: Person, competence: Competence) -> None:
    """Refuse whoever may not confirm it. Raises PermissionDenied."""
    if not may_confirm(by, competence):
        raise PermissionDenied("may not confirm the competence")


def visible_training_plans(person: Person) -> QuerySet[TrainingPlan]:
    """Those of applications whose people one may see."""
    return TrainingPlan.objects.filter(
        application__in=applications_whose(person, FieldGroup.PEOPLE)
    )


def trained_applications(keys: Collection[int]) -> set[int]:
    """Those of the applications that have a training plan for this year or a later one."""
    plans = TrainingPlan.objects.filter(application__in=keys, year__gte=today().year)
    return set(plans.values_list("application", flat=True))


def specialists_by_product(organisation_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Number of people with confirmed specialist competence by (organisation, product)."""
    rows = (
        Competence.objects.counting()
        .filter(
            level=CompetenceLevel.SPECIALIST,
            person__organisation__in=list(organisation_ids),
            person__in=Person.objects.active(),
        )
        .values("person__organisation", "product")
        .annotate(number=Count("person", distinct=True))
    )
    return {(row["person__organisation"], row["product"]): row["number"] for row in rows}
