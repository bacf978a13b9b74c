"""Who and what a person may see of organisations."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from samdrift.foundation.organisations.access import may, may_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    Person,
    Unit,
)
from samdrift.foundation.organisations.models.organisation import (
    OrganisationQuerySet,
    UnitQuerySet,
)
from samdrift.foundation.organisations.models.person import PersonQuerySet
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.reading import remembered_while_reading


@remembered_while_reading
def circle_ids(person: Person) -> frozenset[int]:
    """Organisations in the same federations as the person's own: the members and the federations themselves."""
    own = {person.organisation_id} if person.organisation_id else set()
    if not person.federation_ids:
        return frozenset(own)
    members = Membership.objects.on(today()).filter(federation__in=person.federation_ids)
    return frozenset(own | set(members.values_list("member_id", flat=True)) | person.federation_ids)


def visible_organisations(person: Person) -> OrganisationQuerySet:
    """Members see every organisation; others (neighbours, suppliers) see their own."""
    if person.federation_ids:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=circle_ids(person))


def visible_units(person: Person) -> UnitQuerySet:
    return Unit.objects.filter(organisation__in=visible_organisations(person)).select_related(
        "organisation"
    )


def visible_people(person: Person) -> PersonQuerySet:
    """Colleagues: people of the organisations in one's circle. Never suppliers' view of others.

    Who keeps the people of neighbours and suppliers for the federation sees those too: nobody else could mend them.
    """
    seen = Q(organisation__in=circle_ids(person))
    if _keeps_outsiders(person):
        inside = Membership.objects.on(today()).values("member_id")
        outside = Organisation.objects.exclude(kind=Kind.FEDERATION).exclude(pk__in=inside)
        seen |= Q(organisation__in=outside)
    rows = Person.objects.get_queryset().filter(seen)
    return rows.select_related("organisation", "unit")


@remembered_while_reading
def _keeps_outsiders(person: Person) -> bool:
    """Is the person among those who keep people of organisations that are members of nothing? See `keeper_of`."""
    return federation_kept(person, Permission.KEEP_PEOPLE) is not None


def known_among(person: Person, keys: Iterable[int]) -> set[int]:
    """Keys of those people whose pages the person may open."""
    return set(visible_people(person).filter(pk__in=set(keys)).values_list("pk", flat=True))


@remembered_while_reading
def federation_of(person: Person) -> Organisation | None:
    """The federation whose pages the person sees: the first that the own organisation is a member of."""
    return Organisation.objects.filter(pk__in=person.federation_ids).order_by("pk").first()


def federation_where(person: Person, permission: Permission) -> Organisation | None:
    """The person's federation, where the person may act in it within the own role; None elsewhere."""
    federation = federation_of(person)
    may_act = federation is not None and may_in_group(person, permission, federation)
    return federation if may_act else None


def federation_kept(person: Person, permission: Permission) -> Organisation | None:
    """The person's federation, where the person may do this over the whole of it; None elsewhere."""
    federation = federation_of(person)
    return federation if federation is not None and may(person, permission, federation) else None


def keeper_of(organisation: Organisation, by: Person) -> Organisation:
    """Whose people keep an organisation's units, people and appointments.

    A member's and a federation's: those appointed over it. A neighbour's or a supplier's: the federation that deals
    with it, because nobody else here could.
    """
    if organisation.kind == Kind.FEDERATION or _is_member(organisation):
        return organisation
    return Organisation.objects.filter(pk__in=by.federation_ids).first() or organisation


@remembered_while_reading
def _is_member(organisation: Organisation) -> bool:
    """Is the organisation a member of a federation today?"""
    return organisation.federations.current().exists()


def keeper_of_person(person: Person, by: Person) -> Organisation:
    """Whose people keep a person: those of the organisation that the person is listed in."""
    if person.organisation is None:
        raise PermissionDenied("the person belongs to no organisation")
    return keeper_of(person.organisation, by)


def members_of(federation: Organisation, on: dt.date | None = None) -> list[Organisation]:
    return list(_members_on(federation, on or today()))


@remembered_while_reading
def _members_on(federation: Organisation, on: dt.date) -> tuple[Organisation, ...]:
    return tuple(Organisation.objects.members_of(federation, on))


def it_units_by_organisation(
    organisations: Iterable[Organisation], on: dt.date | None = None
) -> dict[int, list[Unit]]:
    """The IT units that each organisation had on a day (today)."""
    units: dict[int, list[Unit]] = {organisation.pk: [] for organisation in organisations}
    rows = Unit.objects.filter(organisation__in=list(units), kind="it_unit")
    for unit in rows.existing(on or today()):
        units[unit.organisation_id].append(unit)
    return units


@dataclass(frozen=True, slots=True)
class UnitBranch:
    """A unit with the units that are parts of it."""

    unit: Unit
    parts: "list[UnitBranch]"


def unit_tree(units: Iterable[Unit]) -> list[UnitBranch]:
    """Units as a tree, in the order they come; one whose whole is not among them stands at the top."""
    branches = {unit.pk: UnitBranch(unit, []) for unit in units}
    tops: list[UnitBranch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (tops if above is None else above.parts).append(branch)
    return tops


def parts_of(unit: Unit) -> list[Unit]:
    """A unit that is stored, with all its parts and their parts."""
    found = list(Unit.objects.filter(pk=unit.pk))
    row = found
    while row:
        row = list(Unit.objects.filter(parent__in=row).exclude(pk__in=[each.pk for each in found]))
        found = [*found, *row]
    return found


def suppliers() -> OrganisationQuerySet:
    return Organisation.objects.filter(kind=Kind.SUPPLIER)
