"""May this person do this about that? The one place that answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Membership,
    Organisation,
    Person,
    Unit,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import ROLES, Role

Found = TypeVar("Found")


def is_supplier(person: Person) -> bool:
    """Does the person work for a supplier?"""
    return person.organisation is not None and person.organisation.kind == Kind.SUPPLIER


class Governed(Protocol):
    """Anything that belongs to one or more organisations."""

    @property
    def governing_organisation_ids(self) -> Iterable[int]: ...


@runtime_checkable
class HasRoles(Protocol):
    """Something over which people hold roles of its own, as an application has its owner."""

    def roles_held_by(self, person: Person, on: dt.date) -> frozenset[Role]: ...


#: Money, and what people know: a role over a unit gives these for the unit and what lies in it, not its municipality.
FOR_THE_UNIT_ALONE = frozenset(
    {Permission.SEE_COSTS, Permission.APPROVE_UNIT_COSTS, Permission.CONFIRM_COMPETENCE}
)


def _reaches_all(appointment: Appointment, permission: Permission | None) -> bool:
    """Does the appointment carry the permission over the whole organisation, not over one of its units alone?"""
    return appointment.unit_id is None or permission not in FOR_THE_UNIT_ALONE


def appointed_roles(
    person: Person, organisation_ids: Iterable[int], permission: Permission | None = None
) -> frozenset[Role]:
    """Roles held today by appointment over any of these organisations; a federation's cover its members.

    permission: leave out the roles that carry it over a unit alone.
    """
    wanted = set(organisation_ids)
    reaching = [each for each in person.appointments_today if _reaches_all(each, permission)]
    held = {Role(each.role) for each in reaching if each.organisation_id in wanted}
    above = [each for each in reaching if each.organisation.kind == "federation"]
    if above and wanted:
        covered = set(
            Membership.objects.on(today())
            .filter(member__in=wanted, federation__in=[each.organisation_id for each in above])
            .values_list("federation_id", flat=True)
        )
        held |= {Role(each.role) for each in above if each.organisation_id in covered}
    return frozenset(held)


def roles_over(
    person: Person, about: Governed, permission: Permission | None = None
) -> frozenset[Role]:
    """Every role that a person holds today over something; `permission` as in `appointed_roles`.

    None from the day after the last employment's end.
    """
    if not person.is_active:
        return frozenset()
    held = appointed_roles(person, about.governing_organisation_ids, permission)
    return held | about.roles_held_by(person, today()) if isinstance(about, HasRoles) else held


def may(person: Person, permission: Permission, about: Governed) -> bool:
    if not (person.is_authenticated and person.is_active):
        return False
    return any(permission in ROLES[role] for role in roles_over(person, about, permission))


def require(person: Person, permission: Permission, about: Governed) -> None:
    """Refuse unless the person may. Raises PermissionDenied, which the page shows as 403."""
    if not may(person, permission, about):
        raise PermissionDenied(f"lacks {permission}")


def require_that(allowed: bool) -> None:
    """Refuse unless it is so: `require_that(may_handle(person, notice))`. Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied


def require_found(found: Found | None) -> Found:
    """What was found; refuse where nothing was, as where there is no federation that the person may act for.

    Raises PermissionDenied.
    """
    if found is None:
        raise PermissionDenied
    return found


def may_change_sign_in(by: Person, person: Person) -> bool:
    """May the caller change the address that a person signs in with?

    Whoever has the address can sign in as the person: so only where the person's appointments let them do nothing that
    the caller may not do already.
    """
    held = Appointment.objects.not_ended(today()).filter(person=person)
    return person.pk == by.pk or all(
        permission in allowed
        for row in held.select_related("organisation")
        for allowed in [{each for role in roles_over(by, row.organisation) for each in ROLES[role]}]
        for permission in ROLES[Role(row.role)]
    )


def may_in_group(person: Person, permission: Permission, federation: Organisation) -> bool:
    """May the person act for the federation? Its administrator may, and a member's people within their own roles."""
    if may(person, permission, federation):
        return True
    if person.organisation is None or federation.pk not in person.federation_ids:
        return False
    return may(person, permission, person.organisation)


def require_in_group(person: Person, permission: Permission, federation: Organisation) -> None:
    """Refuse unless the person may act for the federation. Raises PermissionDenied."""
    if not may_in_group(person, permission, federation):
        raise PermissionDenied(f"lacks {permission}")


def may_anywhere(person: Person, permission: Permission) -> bool:
    """Does any appointment of the person carry this permission? For menus and buttons, never instead of `require`."""
    if not (person.is_authenticated and person.is_active):
        return False
    return any(permission in ROLES[Role(each.role)] for each in person.appointments_today)


def require_anywhere(person: Person, permission: Permission) -> None:
    """Refuse who may do this nowhere. Raises PermissionDenied."""
    if not may_anywhere(person, permission):
        raise PermissionDenied


def organisation_ids_where(person: Person, permission: Permission) -> set[int]:
    """The organisations over which the person's appointments carry this permission today.

    A manager of one unit sees that unit's money alone: ask `unit_ids_where` beside this.
    """
    return set(
        _with_members(
            frozenset(
                each.organisation_id
                for each in person.appointments_today
                if permission in ROLES[Role(each.role)] and _reaches_all(each, permission)
            )
        )
    )


def unit_ids_where(person: Person, permission: Permission) -> set[int]:
    """The units, with everything that lies in them, over which alone the person's appointments carry this today."""
    return set(
        units_with_parts(
            frozenset(
                each.unit_id
                for each in person.appointments_today
                if each.unit_id and permission in ROLES[Role(each.role)]
            )
        )
    )


@remembered_while_reading
def units_with_parts(units: frozenset[int]) -> frozenset[int]:
    """Units and everything that lies in them; one query for each storey."""
    found = set(units)
    edge = set(found)
    while edge:
        edge = set(Unit.objects.filter(parent__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return frozenset(found)


def appointed_organisation_ids(person: Person) -> set[int]:
    """The organisations over the whole of which the person is appointed today, in whatever role."""
    whole = (each.organisation_id for each in person.appointments_today if each.unit_id is None)
    return set(_with_members(frozenset(whole)))


@remembered_while_reading
def _with_members(organisations: frozenset[int]) -> frozenset[int]:
    """A federation's appointments cover its members."""
    if not organisations:
        return organisations
    members = Membership.objects.on(today()).filter(federation__in=organisations)
    return organisations | set(members.values_list("member_id", flat=True))


def signed_in(request: HttpRequest) -> Person:
    """The person behind a request; every page but a listed few is closed to others by the middleware."""
    assert isinstance(request.user, Person)
    return request.user
