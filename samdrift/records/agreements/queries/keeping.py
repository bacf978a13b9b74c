"""Who may keep an agreement: the verbs ask here, and the forms offer what the verbs let through."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from samdrift.foundation.organisations.access import may, may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import ROLES
from samdrift.records.agreements.models import (
    Agreement,
    roles_over_all,
)
from samdrift.records.register.models import (
    Application,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    applications_by_role,
    visible_applications,
)


def owned_applications(person: Person) -> ApplicationQuerySet:
    """Applications that a person owns today, or is the owner's deputy of."""
    return applications_by_role(person, Permission.EDIT_AGREEMENT).on(today())


def may_keep(
    person: Person, responsible: Organisation, applications: Iterable[Application]
) -> bool:
    """May a person keep an agreement of this organisation, covering these applications?

    Whoever is appointed to it over the organisation may. An owner or deputy may where the agreement covers her own
    applications and nothing else, and the organisation is her own or hosts one of them.
    """
    if may(person, Permission.EDIT_AGREEMENT, responsible):
        return True
    covered = list(applications)
    roles = roles_over_all(person, [each.pk for each in covered], today())
    if not (person.is_active and any(Permission.EDIT_AGREEMENT in ROLES[role] for role in roles)):
        return False
    return responsible.pk in {person.organisation_id, *(each.host_id for each in covered)}


def require_keeping(
    person: Person, responsible: Organisation, applications: Iterable[Application]
) -> None:
    """Refuse who may not. Raises PermissionDenied."""
    if not may_keep(person, responsible, applications):
        raise PermissionDenied("may not keep such an agreement")


def require_knowing(person: Person, applications: Iterable[Application]) -> None:
    """Refuse who says that an agreement covers what the person may not know of. Raises PermissionDenied."""
    wanted = {each.pk for each in applications}
    if visible_applications(person).filter(pk__in=wanted).count() != len(wanted):
        raise PermissionDenied("does not know of what the agreement covers")


def may_add_agreements(person: Person) -> bool:
    """Is there any agreement that a person could add? For buttons and forms; the verb asks about the one added."""
    if may_anywhere(person, Permission.EDIT_AGREEMENT):
        return True
    return bool(
        person.is_authenticated and person.is_active and owned_applications(person).exists()
    )


def may_add_agreement_for(person: Person, application: Application) -> bool:
    """May a person add an agreement that covers this application, whoever keeps it?"""
    return may_anywhere(person, Permission.EDIT_AGREEMENT) or may(
        person, Permission.EDIT_AGREEMENT, application
    )


def possible_keepers(person: Person, agreement: Agreement) -> set[int]:
    """The organisations that a person may say keep an agreement; its own stays among them."""
    ids = organisation_ids_where(person, Permission.EDIT_AGREEMENT)
    hosts = set(owned_applications(person).values_list("host_id", flat=True))
    if hosts:
        ids |= hosts | ({person.organisation_id} if person.organisation_id else set())
    return ids | ({agreement.responsible_id} if agreement.pk else set())


def possible_applications(person: Person) -> ApplicationQuerySet:
    """The applications that a person may say an agreement covers."""
    if may_anywhere(person, Permission.EDIT_AGREEMENT):
        return visible_applications(person)
    return owned_applications(person)
