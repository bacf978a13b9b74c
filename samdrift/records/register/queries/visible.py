"""Which rows of the register a person may know of. Which parts of an application it may see is in `audience.py`."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.foundation.organisations.access import is_supplier, organisation_ids_where
from samdrift.foundation.organisations.dated import DatedQuerySet
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import ROLES, Role
from samdrift.records.register.models import (
    Application,
    Area,
    Participation,
    Product,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.models.application import ApplicationQuerySet


@remembered_while_reading
def roles_on_applications(person: Person) -> frozenset[Role]:
    """The roles that the person holds today on some application."""
    held = Responsibility.objects.held_by(person).order_by().values_list("role", flat=True)
    return frozenset(Role(each) for each in held.distinct())


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


def applications_by_role(person: Person, permission: Permission) -> ApplicationQuerySet:
    """Applications of which the person is owner, deputy or system manager today, in a role that carries this."""
    roles = [role.value for role in ResponsibilityRole if permission in ROLES[Role(role)]]
    held = Responsibility.objects.held_by(person).filter(role__in=roles)
    return Application.objects.filter(pk__in=held.order_by().values("application"))


def applications_where(person: Person, permission: Permission) -> ApplicationQuerySet:
    """The visible applications over which the person may do this: `may`, asked of all of them at once."""
    if not (person.is_authenticated and person.is_active):
        return Application.objects.none()
    hosts = organisation_ids_where(person, permission)
    by_role = applications_by_role(person, permission).order_by().values("pk")
    return visible_applications(person).filter(Q(host__in=hosts) | Q(pk__in=by_role))


def visible_products(person: Person) -> QuerySet[Product]:
    """Members share the catalogue; a neighbour sees the products of what it takes part in, a supplier its own."""
    if is_supplier(person):
        assert person.organisation is not None
        return Product.objects.filter(supplier=person.organisation)
    if not person.federation_ids:
        used = visible_applications(person).order_by().values("product")
        return Product.objects.filter(pk__in=used)
    return Product.objects.all()


def visible_areas(person: Person) -> QuerySet[Area]:
    """Members share the areas; a neighbour sees those of what it takes part in, a supplier none."""
    if is_supplier(person):
        return Area.objects.none()
    if not person.federation_ids:
        return Area.objects.filter(pk__in=visible_applications(person).order_by().values("area"))
    return Area.objects.all()


def visible_participations(person: Person) -> DatedQuerySet[Participation]:
    return Participation.objects.filter(application__in=visible_applications(person))
