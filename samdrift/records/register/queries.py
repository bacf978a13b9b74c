"""What a person may see of the register, and questions that span several of its nouns."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import (
    Application,
    Area,
    Audience,
    FieldAudience,
    FieldGroup,
    Participation,
    Product,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.models.audience import DEFAULT_AUDIENCE


def is_supplier(person: Person) -> bool:
    return person.organisation is not None and person.organisation.kind == Kind.SUPPLIER


def visible_applications(person: Person) -> ApplicationQuerySet:
    """Applications that somebody in the person's circle hosts or has ever taken part in.

    The circle is the members of one's federation; a neighbour outside it sees what itself takes part in;
    a supplier sees none.
    """
    if is_supplier(person):
        return Application.objects.none()
    circle = circle_ids(person)
    taking_part = Participation.objects.filter(application=OuterRef("pk"), organisation__in=circle)
    return Application.objects.filter(Q(host__in=circle) | Exists(taking_part))


def visible_products(person: Person) -> QuerySet[Product]:
    """The catalogue is shared by everyone; a supplier sees its own products."""
    if is_supplier(person):
        assert person.organisation is not None
        return Product.objects.filter(vendor__iexact=person.organisation.name)
    return Product.objects.all()


def visible_areas(person: Person) -> QuerySet[Area]:
    return Area.objects.none() if is_supplier(person) else Area.objects.all()


def visible_participations(person: Person) -> QuerySet[Participation]:
    return Participation.objects.filter(application__in=visible_applications(person))


def visible_value_assessments(person: Person) -> QuerySet[ValueAssessment]:
    """Those of the municipalities in one's circle: they learn from each other's."""
    return ValueAssessment.objects.filter(organisation__in=circle_ids(person)).select_related(
        "organisation", "application", "by"
    )


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
    held = Responsibility.objects.on(today()).filter(person=person)
    return Application.objects.filter(
        host=person.organisation_id, pk__in=held.values("application")
    )


def visible_groups(person: Person, application: Application) -> frozenset[FieldGroup]:
    """The parts of an application's page that its reader may see, by the federation's choice or the default.

    Whoever answers for the application sees everything.
    """
    if application.roles_held_by(person, today()):
        return frozenset(FieldGroup)
    own = person.organisation_id == application.host_id
    taking_part = (
        own or application.participations.filter(organisation=person.organisation).exists()
    )
    member = bool(person.federation_ids)
    chosen = {
        FieldGroup(row.group): Audience(row.audience)
        for row in FieldAudience.objects.filter(federation__in=person.federation_ids)
    }
    reaches = {
        Audience.OWN: own,
        Audience.PARTICIPANTS: taking_part,
        Audience.MEMBERS: member or taking_part,
    }
    return frozenset(
        group for group in FieldGroup if reaches[chosen.get(group, DEFAULT_AUDIENCE[group])]
    )


def with_people(applications: ApplicationQuerySet, on: dt.date) -> ApplicationQuerySet:
    """Add `owner_name`, `owner_id` and `manager_name` as of a day, one query for the whole list."""

    def holder(role: str, field: str) -> Subquery:
        current = Responsibility.objects.on(on).filter(application=OuterRef("pk"), role=role)
        return Subquery(current.order_by("-starts_on").values(field)[:1])

    return applications.annotate(
        owner_name=holder(ResponsibilityRole.OWNER, "person__name"),
        owner_id=holder(ResponsibilityRole.OWNER, "person_id"),
        manager_name=holder(ResponsibilityRole.MANAGER, "person__name"),
    )


def without_owner(applications: ApplicationQuerySet, on: dt.date) -> ApplicationQuerySet:
    """Those that nobody owns on a day."""
    owners = Responsibility.objects.on(on).filter(role=ResponsibilityRole.OWNER)
    return applications.filter(~Exists(owners.filter(application=OuterRef("pk"))))


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


def search_applications(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Applications whose name, product, other product names, supplier, area or purpose hold every word."""
    for word in text.split():
        applications = applications.filter(
            Q(name__icontains=word)
            | Q(product__name__icontains=word)
            | Q(product__vendor__icontains=word)
            | Q(area__name__icontains=word)
            | Q(purpose__icontains=word)
            | Q(product__in=Product.objects.filter(aliases__name__icontains=word))
        )
    return applications


def without_endings(text: str) -> str:
    """The words less their last letter, so that «karta» finds «kartor»; short words stay as they are."""
    return " ".join(word[:-1] if len(word) > 4 else word for word in text.split())


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
