"""What a person may see of the register, and questions that span several of its nouns."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery

from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    IntroductionException,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries.audience import (
    applications_whose,
    audience_condition,
    audience_sight,
    hosts_whose,
    mark_of_sight,
    own_organisation_ids,
    sees_groups_of_all,
    visible_groups,
    visible_groups_of,
    where_seen,
)
from samdrift.records.register.queries.ownership import (
    OwnerSpell,
    owner_gap_on,
    owner_line,
    owner_missing_since,
)
from samdrift.records.register.queries.searching import (
    search_applications,
    search_by_some_words,
    search_products,
    shipped_synonyms,
    sought_in,
    visible_synonyms,
)
from samdrift.records.register.queries.suppliers import (
    SupplierNames,
    catalogue_kept_by,
    may_merge_suppliers,
    visible_suppliers,
    what_follows,
    why_not_merged,
)
from samdrift.records.register.queries.visible import (
    applications_by_role,
    applications_where,
    roles_on_applications,
    visible_applications,
    visible_areas,
    visible_participations,
    visible_products,
)

__all__ = [
    "OwnerSpell",
    "ShippedProduct",
    "SupplierNames",
    "answers_for",
    "applications_by_role",
    "applications_where",
    "applications_whose",
    "audience_condition",
    "audience_sight",
    "catalogue_kept_by",
    "hosts_whose",
    "mark_of_sight",
    "may_assess_value",
    "may_merge_suppliers",
    "own_organisation_ids",
    "owner_gap_on",
    "owner_line",
    "owner_missing_since",
    "owner_on",
    "participants_by_application",
    "roles_on_applications",
    "search_applications",
    "search_by_some_words",
    "search_products",
    "sees_groups_of_all",
    "shared_by_several",
    "shipped_products",
    "shipped_synonyms",
    "sought_in",
    "visible_applications",
    "visible_areas",
    "visible_groups",
    "visible_groups_of",
    "visible_introduction_exceptions",
    "visible_participations",
    "visible_products",
    "visible_suppliers",
    "visible_synonyms",
    "visible_value_assessments",
    "what_follows",
    "where_seen",
    "why_not_merged",
    "with_people",
    "without_owner",
]


def visible_introduction_exceptions(person: Person) -> QuerySet[IntroductionException]:
    """Those of applications whose assessments the person may see."""
    judged = applications_whose(person, FieldGroup.ASSESSMENT).order_by().values("pk")
    return IntroductionException.objects.filter(application__in=judged)


def visible_value_assessments(person: Person) -> QuerySet[ValueAssessment]:
    """Those of the own municipality, and in one's circle those of applications whose assessments one may see.

    They learn from each other's; what is not in the register yet is seen where assessments are the members'.
    """
    judged = applications_whose(person, FieldGroup.ASSESSMENT).order_by().values("pk")
    open_to = hosts_whose(person, FieldGroup.ASSESSMENT)
    return ValueAssessment.objects.filter(
        Q(organisation__in=own_organisation_ids(person))
        | Q(application__isnull=True, organisation__in=open_to)
        | Q(application__in=judged, organisation__in=circle_ids(person))
    ).select_related("organisation", "application", "by")


def may_assess_value(
    person: Person, organisation: Organisation, application: Application | None = None
) -> bool:
    """May the person judge for a municipality: by appointment there, or as one who answers for an application of its.

    The policy's system owner is responsible from the decision to introduce, so owners judge what comes after theirs.
    """
    if may(person, Permission.ASSESS_OPERATION, organisation):
        return True
    if application is not None and may(person, Permission.ASSESS_OPERATION, application):
        return True
    return person.organisation_id == organisation.pk and answers_for(person).exists()


def answers_for(person: Person) -> ApplicationQuerySet:
    """The applications of the person's own municipality that the person owns or manages today."""
    held = Responsibility.objects.held_by(person)
    return Application.objects.filter(
        host=person.organisation_id, pk__in=held.values("application")
    )


def with_people(
    applications: ApplicationQuerySet, person: Person, on: dt.date
) -> ApplicationQuerySet:
    """Add `owner_name`, `owner_id`, `manager_name` and `manager_id` as of a day, where the person may see them.

    `has_no_owner` and `owner_left_on` are what `owner_missing_since` reads. One query for the whole
    list. To sort by them tells nothing of those that are not shown.
    """

    def holder(role: str, field: str) -> Case:
        current = Responsibility.objects.on(on).filter(application=OuterRef("pk"), role=role)
        named = Subquery(current.order_by("-starts_on").values(field)[:1])
        return where_seen(person, FieldGroup.PEOPLE, named)

    owners = Responsibility.objects.filter(
        application=OuterRef("pk"), role=ResponsibilityRole.OWNER
    )
    return applications.annotate(
        owner_name=holder(ResponsibilityRole.OWNER, "person__name"),
        owner_id=holder(ResponsibilityRole.OWNER, "person_id"),
        manager_name=holder(ResponsibilityRole.MANAGER, "person__name"),
        manager_id=holder(ResponsibilityRole.MANAGER, "person_id"),
        has_no_owner=where_seen(person, FieldGroup.PEOPLE, ~Exists(owners.on(on))),
        owner_left_on=Subquery(
            owners.filter(ends_on__lt=on).order_by("-ends_on").values("ends_on")[:1]
        ),
    )


def without_owner(
    applications: ApplicationQuerySet, person: Person, on: dt.date
) -> ApplicationQuerySet:
    """Those that nobody owns on a day, among those whose owner the person may see."""
    owners = Responsibility.objects.on(on).filter(role=ResponsibilityRole.OWNER)
    seen = applications.filter(audience_condition(person, FieldGroup.PEOPLE))
    return seen.filter(~Exists(owners.filter(application=OuterRef("pk"))))


def shared_by_several(applications: ApplicationQuerySet, on: dt.date) -> ApplicationQuerySet:
    """Those that two organisations or more take part in on a day."""
    using = Participation.objects.on(on).order_by().values("application")
    several = using.annotate(number=Count("organisation", distinct=True)).filter(number__gt=1)
    return applications.filter(pk__in=several.values("application"))


def participants_by_application(
    applications: Iterable[int], on: dt.date
) -> dict[int, list[Organisation]]:
    """The organisations that take part in each application on a day, by municipality code."""
    rows = (
        Participation.objects.on(on)
        .filter(application__in=list(applications))
        .select_related("organisation")
    )
    found: dict[int, list[Organisation]] = {}
    for row in rows.order_by(
        "application", "organisation__municipality_code", "organisation__name"
    ):
        here = found.setdefault(row.application_id, [])
        if row.organisation not in here:
            here.append(row.organisation)
    return found


def owner_on(application: Application, day: dt.date) -> Responsibility | None:
    """Who owned this on that day."""
    return (
        application.responsibilities.on(day)
        .filter(role=ResponsibilityRole.OWNER)
        .select_related("person", "person__organisation", "appointed_by")
        .first()
    )


@dataclass(frozen=True, slots=True)
class ShippedProduct:
    """One row of the catalogue that comes with the package; needs no database."""

    name: str
    vendor: str
    area: str
    source: str
    aliases: tuple[str, ...]


def shipped_products() -> Iterator[ShippedProduct]:
    """The products that come with the package, each with the other names that registers use."""
    folder = files("samdrift.records.register") / "data"
    aliases: dict[str, list[str]] = {}
    with (folder / "product_aliases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "product":
                aliases.setdefault(row["name"], []).append(row["alias"])
    with (folder / "products.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = tuple(aliases.get(row["product"], ()))
            yield ShippedProduct(
                row["product"], row["vendor"], row["area"], row["source"][:250], names
            )
