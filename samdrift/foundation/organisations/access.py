"""May this person do this about that? The one place that answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Membership, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import ROLES, Role


class Governed(Protocol):
    """Anything that belongs to one or more organisations."""

    @property
    def governing_organisation_ids(self) -> Iterable[int]: ...


@runtime_checkable
class HasRoles(Protocol):
    """Something over which people hold roles of its own, as an application has its owner."""

    def roles_held_by(self, person: Person, on: dt.date) -> frozenset[Role]: ...


def appointed_roles(person: Person, organisation_ids: Iterable[int]) -> frozenset[Role]:
    """Roles held today by appointment over any of these organisations; a federation's cover its members."""
    wanted = set(organisation_ids)
    held = {Role(each.role) for each in person.appointments_today if each.organisation_id in wanted}
    above = [each for each in person.appointments_today if each.organisation.kind == "federation"]
    if above and wanted:
        covered = set(
            Membership.objects.on(today())
            .filter(member__in=wanted, federation__in=[each.organisation_id for each in above])
            .values_list("federation_id", flat=True)
        )
        held |= {Role(each.role) for each in above if each.organisation_id in covered}
    return frozenset(held)


def roles_over(person: Person, about: Governed) -> frozenset[Role]:
    """Every role that a person holds today over something."""
    held = appointed_roles(person, about.governing_organisation_ids)
    return held | about.roles_held_by(person, today()) if isinstance(about, HasRoles) else held


def may(person: Person, permission: Permission, about: Governed) -> bool:
    if not (person.is_authenticated and person.is_active):
        return False
    return any(permission in ROLES[role] for role in roles_over(person, about))


def require(person: Person, permission: Permission, about: Governed) -> None:
    """Refuse unless the person may. Raises PermissionDenied, which the page shows as 403."""
    if not may(person, permission, about):
        raise PermissionDenied(f"{person} lacks {permission} over {about}")


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
        raise PermissionDenied(f"{person} lacks {permission} in {federation}")


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
    """The organisations over which the person's appointments carry this permission today."""
    ids = {
        each.organisation_id
        for each in person.appointments_today
        if permission in ROLES[Role(each.role)]
    }
    members = (
        Membership.objects.on(today())
        .filter(federation__in=ids)
        .values_list("member_id", flat=True)
    )
    return ids | set(members) if ids else ids


def signed_in(request: HttpRequest) -> Person:
    """The person behind a request; every page but a listed few is closed to others by the middleware."""
    assert isinstance(request.user, Person)
    return request.user
