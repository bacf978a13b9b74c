"""Taking part in an application, and leaving it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.actions.ending import end_on_day
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application, FieldGroup, Participation
from samdrift.records.register.queries import visible_groups


def _require_say(by: Person, application: Application, organisation: Organisation) -> None:
    """The host's people decide who takes part; a municipality's own IT manager decides for the municipality."""
    if not may(by, Permission.EDIT_APPLICATION, application):
        require(by, Permission.CHANGE_PARTICIPATION, organisation)


def _require_consent(by: Person, application: Application, organisation: Organisation) -> None:
    """Who pays sees the costs: where they are hidden, taking part is for the host to say, not for the guest alone."""
    if may(by, Permission.EDIT_APPLICATION, application):
        return
    if FieldGroup.COSTS not in visible_groups(by, application):
        words = _(
            "Costs are shown here only to those who take part. Ask %(host)s to add %(organisation)s."
        )
        names = {"host": application.host, "organisation": organisation}
        raise ValidationError({"organisation": words % names})


@verb
def join_application(
    *,
    by: Person,
    application: Application,
    organisation: Organisation,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    unit: Unit | None = None,
    users: int | None = None,
    contact: Person | None = None,
    is_adopted: bool = False,
) -> Participation:
    """An organisation, or one of its departments, begins to use an application.

    is_adopted: by a plan that the host has adopted too, so that nobody need be asked again.
    """
    _require_say(by, application, organisation)
    if not is_adopted:
        _require_consent(by, application, organisation)
    participation = Participation(
        application=application,
        organisation=organisation,
        unit=unit,
        users=users,
        contact=contact,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    participation.full_clean()
    participation.save()
    record(
        "register.application_joined",
        participation,
        by=by,
        after=facts(participation),
        parent=application,
    )
    return participation


@verb
def change_participation(*, by: Person, participation: Participation) -> Participation:
    """Store changed users, contact, department or days."""
    _require_say(by, participation.application, participation.organisation)
    stored = lock_for_edit(participation)
    participation.full_clean()
    save_changes(participation, stored)
    record(
        "register.participation_changed",
        participation,
        by=by,
        before=facts(stored),
        after=facts(participation),
        parent=participation.application,
    )
    return participation


@verb
def end_participation(
    *, by: Person, participation: Participation, ends_on: dt.date, why: str = ""
) -> Participation:
    """Leave an application; the others stay."""
    _require_say(by, participation.application, participation.organisation)
    before = end_on_day(participation, ends_on)
    record(
        "register.participation_ended",
        participation,
        by=by,
        before=before,
        after=facts(participation),
        parent=participation.application,
        why=why,
    )
    return participation
