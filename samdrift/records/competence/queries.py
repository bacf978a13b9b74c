"""What a person may see of competence and training."""

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samdrift.foundation.organisations.access import organisation_ids_where, unit_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
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


def confirmable_by(by: Person) -> CompetenceQuerySet:
    """What the person may vouch for of what others know; never the own. A few queries, however much there is.

    The IT manager of an organisation (or the federation's administrator) for its people, the manager of a department
    for those who work in it and its parts, and the owner of an application on the product for those of the
    organisations that use or host it.
    """
    if not by.is_active:
        return Competence.objects.none()
    return (
        Competence.objects.filter(_led_by(by) | _of_owned_products(by))
        .exclude(person=by)
        .select_related("person", "person__organisation", "product", "judged_by")
    )


def may_confirm(by: Person, competence: Competence) -> bool:
    """Is it one of those that the person may vouch for?"""
    return confirmable_by(by).filter(pk=competence.pk).exists()


def _led_by(by: Person) -> Q:
    """The people of the organisations and units over which the person's appointments confirm competence."""
    whole = organisation_ids_where(by, Permission.CONFIRM_COMPETENCE)
    units = unit_ids_where(by, Permission.CONFIRM_COMPETENCE)
    return Q(person__organisation__in=whole) | Q(person__unit__in=units)


def _of_owned_products(by: Person) -> Q:
    """What is known of the products of the person's own applications, by people whose organisation has them."""
    held = Responsibility.objects.on(today()).filter(
        person=by, role__in=[ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY]
    )
    owned = Application.objects.filter(
        product=OuterRef("product"), pk__in=held.values("application")
    )
    used = Participation.objects.on(today()).filter(
        application__in=held.values("application"),
        application__product=OuterRef("product"),
        organisation=OuterRef("person__organisation"),
    )
    return Q(Exists(owned.filter(host=OuterRef("person__organisation")))) | Q(Exists(used))


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
