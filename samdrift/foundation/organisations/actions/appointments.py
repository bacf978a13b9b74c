"""What happens to the roles that people hold by appointment."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.succession import ONE_DAY
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.ending import end_on_day
from samdrift.foundation.organisations.administrators import require_administrator
from samdrift.foundation.organisations.models import (
    Appointment,
    Organisation,
    Person,
    Unit,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of
from samdrift.foundation.organisations.roles import Role


@verb
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
    """Give a person a role over an organisation, or over one of its units, from a day."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    if unit is None and role in Role.over_a_unit():
        raise ValidationError({"unit": _("Choose which department the role is for.")})
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


@verb
def end_appointment(
    *, by: Person, appointment: Appointment, ends_on: dt.date, why: str = ""
) -> Appointment:
    """A role ends on a day."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(appointment.organisation, by))
    before = end_on_day(appointment, ends_on)
    if appointment.role == Role.FEDERATION_ADMINISTRATOR:
        require_administrator({appointment.organisation_id}, ends_on + ONE_DAY)
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
