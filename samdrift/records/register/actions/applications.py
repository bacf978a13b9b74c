"""An application's life: added, changed, retired."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Membership, Organisation, Person
from samdrift.foundation.organisations.own_unit import closed_in_words, is_closed_by
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.introducing import lacking_for_introduction
from samdrift.records.register.models import (
    Application,
    IntroductionException,
    LifecycleEvent,
    LifecycleKind,
    Phase,
)


@verb
def add_application(
    *,
    by: Person,
    name: str,
    host: Organisation,
    starts_on: dt.date,
    owner: Person | None = None,
    without_because: str = "",
    **fields: Any,
) -> Application:
    """Add one installation. `fields` are other fields of Application.

    What is introduced now is judged worth it first, and what comes into use has its training planned; without_because:
    the reason for an exception. Given an owner, that person is system owner from the first day; without one the gap is
    shown until somebody is.
    """
    require(by, Permission.ADD_APPLICATION, host)
    application = Application(name=name, host=host, starts_on=starts_on, **fields)
    application.full_clean()
    _require_operator(by, application)
    lacking = _ask_before_introduction(by, application, None, without_because)
    application.save()
    record("register.application_added", application, by=by, after=facts(application))
    _record_exception(by, application, lacking, without_because)
    if owner is not None:
        from samdrift.records.register.actions.responsibilities import appoint_owner

        appoint_owner(by=by, application=application, person=owner, starts_on=starts_on)
    return application


def _require_operator(by: Person, application: Application) -> None:
    """The host's own IT unit operates it, or another's that has agreed to; one that is not closed.

    The other has agreed where the host is a member of the federation that the unit belongs to, where it is a party to
    an operating agreement of the application, or where its own IT manager is who says so.
    """
    unit = application.operating_unit
    if unit is not None and is_closed_by(unit, application.ends_on or today()):
        raise ValidationError({"operating_unit": closed_in_words(unit)})
    if unit is None or unit.organisation_id == application.host_id:
        return
    joint = Membership.objects.on(today()).filter(
        federation=unit.organisation_id, member=application.host_id
    )
    agreed = application.pk and application.agreements.filter(
        Q(responsible=unit.organisation_id) | Q(parties__organisation=unit.organisation_id),
        kind="operating",
    )
    if joint.exists() or (agreed and agreed.exists()):
        return
    if not may(by, Permission.ADD_APPLICATION, unit.organisation):
        words = _(
            "%(unit)s belongs to another organisation: its IT manager says that it operates the application,"
            " or an operating agreement does."
        )
        raise ValidationError({"operating_unit": words % {"unit": unit}})


def _require_life_round_parts(application: Application) -> None:
    """The application is in operation before anybody takes part in it or answers for it."""
    for parts in (application.participations, application.responsibilities):
        first = parts.order_by("starts_on").values_list("starts_on", flat=True).first()
        if first is not None and application.starts_on > first:
            words = _("Somebody takes part in the application or answers for it from %(day)s.")
            raise ValidationError({"starts_on": words % {"day": first}})


@verb
def change_application(
    *, by: Person, application: Application, why: str = "", without_because: str = ""
) -> Application:
    """Store the changed fields of an application. Its host changes only with the new host's consent too.

    Another last day is retiring by another name, and asks for the same permission.
    """
    stored = lock_for_edit(application)
    require(by, Permission.EDIT_APPLICATION, stored)
    retires = application.phase == Phase.RETIRED and stored.phase != Phase.RETIRED
    if retires or application.ends_on != stored.ends_on:
        require(by, Permission.RETIRE_APPLICATION, stored)
    if application.host_id != stored.host_id:
        require(by, Permission.ADD_APPLICATION, application.host)
    application.full_clean()
    if application.operating_unit_id != stored.operating_unit_id:
        _require_operator(by, application)
    _require_life_round_parts(application)
    lacking = _ask_before_introduction(by, application, stored, without_because)
    save_changes(application, stored)
    record(
        "register.application_changed",
        application,
        by=by,
        before=facts(stored),
        after=facts(application),
        why=why,
    )
    _record_exception(by, application, lacking, without_because)
    return application


def _ask_before_introduction(
    by: Person, application: Application, before: Application | None, because: str
) -> list[str]:
    """What is lacking though a reason is given. Raises ValidationError where something is, and no reason."""
    lacking = lacking_for_introduction(application, before)
    if lacking and not because.strip():
        words = cite_clauses(
            _("Or say why it is introduced without."), Duty.VALUE_BEFORE_USE, by.federation_ids
        )
        raise ValidationError({"without_because": [*lacking, words]})
    return lacking


def _record_exception(
    by: Person, application: Application, lacking: list[str], because: str
) -> None:
    if lacking:
        made = IntroductionException.objects.create(
            application=application,
            on=today(),
            lacking="\n".join(lacking),
            reason=because.strip(),
            by=by,
        )
        record(
            "register.introduction_exception_made",
            made,
            by=by,
            after=facts(made),
            parent=application,
            why=made.reason,
        )


@verb
def retire_application(
    *, by: Person, application: Application, ends_on: dt.date, decision: str, why: str = ""
) -> Application:
    """End an application's life; participations and responsibilities end with it.

    Retiring is a decision of its owner, or of those who govern the host municipality's IT; not of its system manager.
    """
    require(by, Permission.RETIRE_APPLICATION, application)
    lock_for_act(application)
    if application.phase == Phase.RETIRED:
        raise ValidationError(_("The application is retired already."))
    if not decision.strip():
        raise ValidationError({"decision": _("Retiring an application is a decision: say which.")})
    before = facts(application)
    if ends_on < application.starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first.")})
    for part in (application.participations, application.responsibilities):
        for row in part.filter(starts_on__gt=ends_on):
            record(
                gettext_noop("register.called_off_by_retirement"),
                row,
                by=by,
                before=facts(row),
                parent=application,
                why=decision,
            )
            row.delete()
        for row in part.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)):
            former = facts(row)
            row.ends_on = ends_on
            row.save()
            record(
                gettext_noop("register.ended_by_retirement"),
                row,
                by=by,
                before=former,
                after=facts(row),
                parent=application,
                why=decision,
            )
    application.ends_on, application.phase = ends_on, Phase.RETIRED
    application.full_clean()
    application.save()
    LifecycleEvent.objects.create(
        application=application, kind=LifecycleKind.RETIRED, on=ends_on, decision=decision
    )
    record(
        "register.application_retired",
        application,
        by=by,
        before=before,
        after=facts(application),
        why=why or decision,
    )
    return application


@verb
def record_lifecycle_event(
    *,
    by: Person,
    application: Application,
    kind: str,
    on: dt.date,
    decision: str = "",
    note: str = "",
) -> LifecycleEvent:
    """Note what happened to an application, or is decided to happen."""
    retires = kind in {LifecycleKind.ENDING, LifecycleKind.RETIRED}
    wanted = Permission.RETIRE_APPLICATION if retires else Permission.EDIT_APPLICATION
    require(by, wanted, application)
    event = LifecycleEvent(application=application, kind=kind, on=on, decision=decision, note=note)
    event.full_clean()
    event.save()
    record(
        "register.lifecycle_event_recorded", event, by=by, after=facts(event), parent=application
    )
    return event
