"""What a person may see of competence and training."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.competence.models import Competence, CompetenceLevel, TrainingPlan
from samdrift.records.register.queries import visible_applications


def visible_competences(person: Person) -> QuerySet[Competence]:
    """Competence of people in one's circle, so that a specialist can be found."""
    return Competence.objects.filter(person__organisation__in=circle_ids(person)).select_related(
        "person", "person__organisation", "product"
    )


def visible_training_plans(person: Person) -> QuerySet[TrainingPlan]:
    return TrainingPlan.objects.filter(application__in=visible_applications(person))


def specialists_by_product(organisation_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Number of people with specialist competence by (organisation, product)."""
    rows = (
        Competence.objects.filter(
            level=CompetenceLevel.SPECIALIST,
            person__organisation__in=list(organisation_ids),
            person__in=Person.objects.active(),
        )
        .values("person__organisation", "product")
        .annotate(number=Count("person", distinct=True))
    )
    return {(row["person__organisation"], row["product"]): row["number"] for row in rows}
