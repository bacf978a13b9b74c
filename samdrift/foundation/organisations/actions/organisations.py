"""What happens to organisations and their memberships."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.ending import end_on_day
from samdrift.foundation.organisations.actions.organisation_changes import check_municipality
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Appointment,
    Employment,
    Kind,
    Membership,
    Organisation,
    Person,
)
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of
from samdrift.foundation.organisations.roles import Role


@verb
def found_federation(
    *,
    name: str,
    short_name: str = "",
    administrator_name: str,
    administrator_email: str,
    password: str | None,
) -> tuple[Organisation, Person]:
    """The first act of an empty installation: a federation and its first administrator.

    The one verb without `by`: nobody exists yet. Raises ValidationError where a federation already does.
    """
    if Organisation.objects.filter(kind=Kind.FEDERATION).exists():
        raise ValidationError(_("This installation has a federation already."))
    federation = Organisation.objects.create(kind=Kind.FEDERATION, name=name, short_name=short_name)
    administrator = Person(
        name=administrator_name, email=administrator_email.lower(), organisation=federation
    )
    administrator.set_password(password)
    administrator.save()
    Employment.objects.create(
        person=administrator, organisation=federation, starts_on=START_NOT_RECORDED
    )
    Appointment.objects.create(
        person=administrator,
        role=Role.FEDERATION_ADMINISTRATOR,
        organisation=federation,
        starts_on=today(),
    )
    record(
        "organisations.federation_founded", federation, by=administrator, after=facts(federation)
    )
    return federation, administrator


@verb
def add_organisation(
    *,
    by: Person,
    federation: Organisation,
    kind: Kind,
    name: str,
    short_name: str = "",
    municipality_code: str | None = None,
    organisation_number: str = "",
    is_example: bool = False,
) -> Organisation:
    """Add a municipality, company, authority or supplier that the federation deals with."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    if kind == Kind.FEDERATION:
        raise ValidationError({"kind": _("A federation is founded, not added to another.")})
    check_municipality(kind, name, municipality_code)
    organisation = Organisation(
        kind=kind,
        name=name,
        short_name=short_name,
        municipality_code=municipality_code or None,
        organisation_number=organisation_number,
        is_example=is_example,
    )
    organisation.full_clean()
    organisation.save()
    record("organisations.organisation_added", organisation, by=by, after=facts(organisation))
    return organisation


@verb
def identify_organisation(
    *, by: Person, organisation: Organisation, organisation_number: str
) -> Organisation:
    """Say an organisation's number, which invoices and vouchers carry; by those who keep its accounts."""
    require(by, Permission.SET_APPROVAL_RULE, keeper_of(organisation, by))
    before = facts(organisation)
    organisation.organisation_number = organisation_number
    organisation.full_clean()
    organisation.save(update_fields=["organisation_number"])
    after = facts(organisation)
    record("organisations.organisation_identified", organisation, by=by, before=before, after=after)
    return organisation


@verb
def join_federation(
    *, by: Person, federation: Organisation, member: Organisation, starts_on: dt.date
) -> Membership:
    """An organisation becomes a member from a day."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    membership = Membership(federation=federation, member=member, starts_on=starts_on)
    membership.full_clean()
    membership.save()
    record(
        "organisations.federation_joined", membership, by=by, after=facts(membership), parent=member
    )
    return membership


@verb
def leave_federation(
    *, by: Person, membership: Membership, ends_on: dt.date, why: str = ""
) -> Membership:
    """A membership ends on a day; what was done together stays."""
    require(by, Permission.MANAGE_ORGANISATIONS, membership.federation)
    before = end_on_day(membership, ends_on)
    record(
        "organisations.federation_left",
        membership,
        by=by,
        before=before,
        after=facts(membership),
        parent=membership.member,
        why=why,
    )
    return membership
