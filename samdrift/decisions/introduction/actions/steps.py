"""A step is given to somebody, begins, is completed, is cancelled. What the register says follows in the same move."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.decisions.introduction.models import Step, StepKind, StepStatus
from samdrift.decisions.introduction.queries import (
    EffectKind,
    RegisterEffect,
    effects_of,
    hindrances_to_begin,
    hindrances_to_complete,
    may_act_on,
)
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.actions import give_notice
from samdrift.records.register.actions import (
    end_participation,
    join_application,
    record_lifecycle_event,
    retire_application,
)
from samdrift.records.register.models import LifecycleKind


def _lock_step(step: Step) -> Step:
    """The step as it is now, for whoever changes it."""
    return lock_for_edit(step)


def _require_say(by: Person, step: Step) -> None:
    if not may_act_on(by, step):
        raise PermissionDenied("has no say over the step")


def _require_day(step: Step, on: dt.date) -> None:
    if on > today():
        raise ValidationError({"on": _("What has happened has happened by today.")})
    if step.began_on is not None and on < step.began_on:
        raise ValidationError({"on": _("A step can't be done before it began.")})


@verb
def assign_step(*, by: Person, step: Step, responsible: Person | None) -> Step:
    """Say who is responsible for a step: somebody in the municipality or at its federation."""
    stored = _lock_step(step)
    require(by, Permission.INTRODUCE, stored.move)
    if not stored.is_open:
        raise ValidationError(_("The step is done or cancelled already."))
    near = {stored.move.organisation_id, stored.move.introduction.federation_id}
    if responsible is not None and responsible.organisation_id not in near:
        raise ValidationError(
            {"responsible": _("Choose somebody in the municipality or at the federation.")}
        )
    before = facts(stored)
    stored.responsible = responsible
    stored.save(update_fields=["responsible"])
    _record(gettext_noop("introduction.step_assigned"), stored, by, before)
    return stored


def _record(event: str, step: Step, by: Person, before: dict[str, object], why: str = "") -> None:
    record(
        event, step, by=by, before=before, after=facts(step), parent=step.move.introduction, why=why
    )


@verb
def begin_step(*, by: Person, step: Step, on: dt.date) -> Step:
    """Work on a step begins. An introduction does not begin without its value assessment."""
    stored = _lock_step(step)
    _require_say(by, stored)
    _require_day(stored, on)
    hindrances = hindrances_to_begin(stored)
    if hindrances:
        raise ValidationError(hindrances)
    before = facts(stored)
    stored.status, stored.began_on = StepStatus.UNDER_WAY, on
    stored.save()
    _record(gettext_noop("introduction.step_begun"), stored, by, before)
    return stored


@verb
def complete_step(*, by: Person, step: Step, on: dt.date, evidence: str = "") -> Step:
    """A step is done. What follows in the register is written by the register's own verbs, each asking `by` anew.

    Refused before what it waits for is done, for an introduction without training done or planned, and for one
    without a value assessment. Nothing is written where any of it is refused.
    """
    stored = _lock_step(step)
    _require_say(by, stored)
    _require_day(stored, on)
    hindrances = hindrances_to_complete(stored, evidence or stored.evidence)
    if hindrances:
        raise ValidationError(hindrances)
    effects = effects_of(stored, on)
    before = facts(stored)
    stored.status, stored.done_on = StepStatus.DONE, on
    stored.began_on = stored.began_on or min(stored.starts_on, on)
    stored.evidence = evidence or stored.evidence
    stored.full_clean()
    stored.save()
    for effect in effects:
        _WRITE[effect.kind](by, stored, effect)
    _record(gettext_noop("introduction.step_completed"), stored, by, before)
    return stored


def _give_notice(by: Person, step: Step, effect: RegisterEffect) -> None:
    assert effect.agreement is not None
    assert step.done_on is not None
    why = str(step.move.introduction)
    give_notice(
        by=by, agreement=effect.agreement, given_on=step.done_on, ends_on=effect.on, why=why
    )


def _note_introduction(by: Person, step: Step, effect: RegisterEffect) -> None:
    assert effect.application is not None
    record_lifecycle_event(
        by=by,
        application=effect.application,
        kind=LifecycleKind.INTRODUCED,
        on=effect.on,
        decision=str(step.move.introduction.plan.proposal or "")[:200],
        note=_("Made ready for several municipalities."),
    )


def _join(by: Person, step: Step, effect: RegisterEffect) -> None:
    """With as many users, and the same department and contact, as used the old."""
    assert effect.application is not None
    move = step.move
    was = (
        move.old.participations.filter(organisation=move.organisation).last() if move.old else None
    )
    join_application(
        by=by,
        application=effect.application,
        organisation=move.organisation,
        starts_on=effect.on,
        users=was.users if was else None,
        unit=was.unit if was else None,
        contact=was.contact if was else None,
        is_adopted=True,
    )


def _leave(by: Person, step: Step, effect: RegisterEffect) -> None:
    assert effect.participation is not None
    why = str(step.move.introduction)
    end_participation(by=by, participation=effect.participation, ends_on=effect.on, why=why)


def _retire(by: Person, step: Step, effect: RegisterEffect) -> None:
    assert effect.application is not None
    retire_application(
        by=by,
        application=effect.application,
        ends_on=effect.on,
        decision=effect.decision[:200],
        why=str(step.move.introduction),
    )


_WRITE: dict[EffectKind, Callable[[Person, Step, RegisterEffect], None]] = {
    EffectKind.GIVE_NOTICE: _give_notice,
    EffectKind.INTRODUCED: _note_introduction,
    EffectKind.JOIN: _join,
    EffectKind.LEAVE: _leave,
    EffectKind.RETIRE: _retire,
}
#: Steps whose completion wrote something that can't be taken back here.
LASTING = {StepKind.SETUP, StepKind.NOTICE, StepKind.INTRODUCTION, StepKind.RETIREMENT}


@verb
def cancel_step(*, by: Person, step: Step, why: str) -> Step:
    """A step that is not to be done. Nothing waits for it any longer; what the policy asks for is still asked for."""
    stored = _lock_step(step)
    require(by, Permission.INTRODUCE, stored.move)
    if not stored.is_open:
        raise ValidationError(_("The step is done or cancelled already."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the step is cancelled.")})
    before = facts(stored)
    stored.status = StepStatus.CANCELLED
    stored.save(update_fields=["status"])
    _record(gettext_noop("introduction.step_cancelled"), stored, by, before, why)
    return stored


@verb
def reopen_step(*, by: Person, step: Step, why: str) -> Step:
    """A step that was marked done or cancelled by mistake is planned again; not where the register has followed."""
    stored = _lock_step(step)
    require(by, Permission.INTRODUCE, stored.move)
    if stored.is_open:
        raise ValidationError(_("The step is not done or cancelled."))
    if stored.status == StepStatus.DONE and stored.kind in LASTING:
        raise ValidationError(
            _(
                "The register has followed this step: correct the application or the agreement there."
            )
        )
    if stored.waited_for_by.filter(status=StepStatus.DONE).exists():
        raise ValidationError(_("A step that waited for this one is done."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the step is opened again.")})
    before = facts(stored)
    stored.status, stored.done_on, stored.began_on = StepStatus.PLANNED, None, None
    stored.save(update_fields=["status", "done_on", "began_on"])
    _record(gettext_noop("introduction.step_reopened"), stored, by, before, why)
    return stored
