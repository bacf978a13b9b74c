"""Everything that can happen to organisations, people and population."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Membership,
    Organisation,
    Person,
    Population,
    Unit,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import Inhabitants, keeper_of
from samdrift.foundation.organisations.roles import Role


@transaction.atomic
def found_federation(
    *,
    name: str,
    short_name: str = "",
    administrator_name: str,
    administrator_email: str,
    password: str | None,
) -> tuple[Organisation, Person]:
    """The first act of an empty installation: a federation and its first administrator.

    The one verb without `by`: nobody exists yet. Raises ValueError where a federation already does.
    """
    if Organisation.objects.filter(kind=Kind.FEDERATION).exists():
        raise ValueError("this installation has a federation already")
    federation = Organisation.objects.create(kind=Kind.FEDERATION, name=name, short_name=short_name)
    administrator = Person(
        name=administrator_name, email=administrator_email.lower(), organisation=federation
    )
    administrator.set_password(password)
    administrator.save()
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


@transaction.atomic
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


@transaction.atomic
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


@transaction.atomic
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


@transaction.atomic
def leave_federation(
    *, by: Person, membership: Membership, ends_on: dt.date, why: str = ""
) -> Membership:
    """A membership ends on a day; what was done together stays."""
    require(by, Permission.MANAGE_ORGANISATIONS, membership.federation)
    before = facts(membership)
    membership.ends_on = ends_on
    membership.full_clean()
    membership.save()
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


@transaction.atomic
def save_unit(*, by: Person, unit: Unit) -> Unit:
    """Add a unit, or change one."""
    require(by, Permission.MANAGE_ORGANISATIONS, keeper_of(unit.organisation, by))
    before = facts(Unit.objects.get(pk=unit.pk)) if unit.pk else {}
    unit.full_clean()
    unit.save()
    event = (
        gettext_noop("organisations.unit_changed")
        if before
        else gettext_noop("organisations.unit_added")
    )
    record(event, unit, by=by, before=before, after=facts(unit), parent=unit.organisation)
    return unit


@transaction.atomic
def add_person(
    *,
    by: Person,
    name: str,
    organisation: Organisation,
    email: str | None = None,
    unit: Unit | None = None,
    title: str = "",
    password: str | None = None,
    is_example: bool = False,
) -> Person:
    """Add somebody; without a password they can't sign in with one (their municipality's provider still can)."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    person = Person(
        name=name,
        email=email.lower() if email else None,
        organisation=organisation,
        unit=unit,
        title=title,
        is_example=is_example,
    )
    person.set_password(password)
    person.full_clean()
    person.save()
    record("organisations.person_added", person, by=by, after=facts(person), parent=organisation)
    return person


@transaction.atomic
def appoint(
    *,
    by: Person,
    person: Person,
    role: Role,
    organisation: Organisation,
    starts_on: dt.date,
    unit: Unit | None = None,
    decision: str = "",
) -> Appointment:
    """Give a person a role over an organisation from a day."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    appointment = Appointment(
        person=person,
        role=role,
        organisation=organisation,
        unit=unit,
        starts_on=starts_on,
        decision=decision,
    )
    appointment.full_clean()
    appointment.save()
    record(
        "organisations.person_appointed",
        appointment,
        by=by,
        after=facts(appointment),
        parent=person,
    )
    return appointment


@transaction.atomic
def end_appointment(
    *, by: Person, appointment: Appointment, ends_on: dt.date, why: str = ""
) -> Appointment:
    """A role ends on a day."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(appointment.organisation, by))
    before = facts(appointment)
    appointment.ends_on = ends_on
    appointment.full_clean()
    appointment.save()
    record(
        "organisations.appointment_ended",
        appointment,
        by=by,
        before=before,
        after=facts(appointment),
        parent=appointment.person,
        why=why,
    )
    return appointment


@transaction.atomic
def store_population(
    *, by: Person, federation: Organisation, figures: Iterable[Inhabitants], source: str
) -> int:
    """Store published figures; one that is already there is replaced by what SCB says now. Returns how many differ."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    known = {(row.code, row.on): row for row in Population.objects.all()}
    fresh, changed = [], []
    for figure in figures:
        row = known.get((figure.code, figure.on))
        values = {
            "value": figure.value,
            "source_table": figure.source_table,
            "perturbed": figure.perturbed,
        }
        if row is None:
            fresh.append(Population(code=figure.code, on=figure.on, **values))
        elif any(getattr(row, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(row, key, value)
            changed.append(row)
    Population.objects.bulk_create(fresh, batch_size=2000)
    Population.objects.bulk_update(changed, ["value", "source_table", "perturbed"], batch_size=500)
    record(
        "organisations.population_stored",
        federation,
        by=by,
        after={"new": len(fresh), "changed": len(changed), "source": source},
    )
    return len(fresh) + len(changed)
