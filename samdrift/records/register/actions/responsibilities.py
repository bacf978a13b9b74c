"""Who answers for an application. Hand-over keeps history: the former owner's last day is the day before."""

import datetime as dt

from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole


@verb
def appoint_owner(
    *, by: Person, application: Application, person: Person, starts_on: dt.date, decision: str = ""
) -> Responsibility:
    """Make a person system owner from a day on; whoever owns it then hands over the day before."""
    require(by, Permission.APPOINT_OWNER, application)
    former = (
        application.responsibilities.on(starts_on).filter(role=ResponsibilityRole.OWNER).first()
    )
    until: dt.date | None = application.ends_on
    if former is not None and former.starts_on < starts_on:
        before, until = facts(former), former.ends_on
        former.ends_on = starts_on - dt.timedelta(days=1)
        former.save()
        record(
            "register.owner_handed_over",
            former,
            by=by,
            before=before,
            after=facts(former),
            parent=application,
        )
    return _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.OWNER,
        starts_on=starts_on,
        ends_on=until,
        decision=decision,
        event=gettext_noop("register.owner_appointed"),
    )


@verb
def appoint_system_manager(
    *, by: Person, application: Application, person: Person, starts_on: dt.date, decision: str = ""
) -> Responsibility:
    """Make a person system manager; there can be several."""
    require(by, Permission.APPOINT_SYSTEM_MANAGER, application)
    return _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.MANAGER,
        starts_on=starts_on,
        ends_on=application.ends_on,
        decision=decision,
        event=gettext_noop("register.system_manager_appointed"),
    )


@verb
def appoint_deputy(
    *, by: Person, application: Application, person: Person, starts_on: dt.date, decision: str = ""
) -> Responsibility:
    """Appoint who steps in for the system owner."""
    require(by, Permission.APPOINT_OWNER, application)
    return _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.DEPUTY,
        starts_on=starts_on,
        ends_on=application.ends_on,
        decision=decision,
        event=gettext_noop("register.deputy_appointed"),
    )


def _appoint(
    *,
    by: Person,
    application: Application,
    person: Person,
    role: ResponsibilityRole,
    starts_on: dt.date,
    ends_on: dt.date | None,
    decision: str,
    event: str,
) -> Responsibility:
    responsibility = Responsibility(
        application=application,
        person=person,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        appointed_by=by,
        decision=decision,
    )
    responsibility.full_clean()
    responsibility.save()
    record(event, responsibility, by=by, after=facts(responsibility), parent=application)
    return responsibility


@verb
def end_responsibility(
    *, by: Person, responsibility: Responsibility, ends_on: dt.date, why: str = ""
) -> Responsibility:
    """End a responsibility without a successor. The gap that an owner leaves is shown until filled."""
    wanted = (
        Permission.APPOINT_SYSTEM_MANAGER
        if responsibility.role == ResponsibilityRole.MANAGER
        else Permission.APPOINT_OWNER
    )
    require(by, wanted, responsibility.application)
    before = facts(responsibility)
    responsibility.ends_on = ends_on
    responsibility.full_clean()
    responsibility.save()
    record(
        "register.responsibility_ended",
        responsibility,
        by=by,
        before=before,
        after=facts(responsibility),
        parent=responsibility.application,
        why=why,
    )
    return responsibility
