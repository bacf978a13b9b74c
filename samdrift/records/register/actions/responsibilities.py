"""Who answers for an application. Nothing is forgotten: who hands over, gives way or is replaced stands in the history.

One owner a day is a rule of the database; what a new owner's days do to the others' is reckoned in core.succession.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.periods import Period
from samdrift.core.succession import (
    Held,
    HolderChange,
    PeriodEffect,
    day_after,
    last_day_of_successor,
    make_way,
)
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.actions.owner_gaps import owned_periods, require_reason_for_gaps
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole

APPOINTS = {
    ResponsibilityRole.OWNER: Permission.APPOINT_OWNER,
    ResponsibilityRole.DEPUTY: Permission.APPOINT_OWNER,
    ResponsibilityRole.MANAGER: Permission.APPOINT_SYSTEM_MANAGER,
}


@verb
def appoint_owner(
    *,
    by: Person,
    application: Application,
    person: Person,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    decision: str = "",
    others_give_way: bool = False,
    gap_reason: str = "",
) -> Responsibility:
    """Make a person system owner for any days of the application's life.

    Whoever owns it on the first day hands over the day before, or is replaced where that leaves no day. Without a
    last day the new owner takes over the rest of the former's time, or fills the gap until the next. `others_give_way`:
    those whose days would be split, cut at the beginning or wiped out give them up; without it that is refused. Where
    nobody follows after the last day, `gap_reason` says why.
    """
    require(by, Permission.APPOINT_OWNER, application)
    application = Application.objects.select_for_update().get(pk=application.pk)
    owners = {
        row.pk: row
        for row in application.responsibilities.filter(
            role=ResponsibilityRole.OWNER
        ).select_related("person")
    }
    if any(
        (row.person_id, row.starts_on) == (person.pk, starts_on) and ends_on in {None, row.ends_on}
        for row in owners.values()
    ):
        raise ValidationError(
            {"person": _("%(who)s owns it from that day already.") % {"who": person}}
        )
    line = [Held(row.pk, row.period) for row in owners.values()]
    if ends_on is None:
        ends_on = last_day_of_successor(line, starts_on, application.ends_on)
    elif not gap_reason.strip():
        _refuse_silent_end(application, line, starts_on, ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first.")})
    changes = make_way(line, Period(starts_on, ends_on))
    if not others_give_way:
        _refuse_to_take(changes, owners)
    kept = _make_room(by, application, changes, owners)
    appointed = _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.OWNER,
        period=Period(starts_on, ends_on),
        decision=decision,
        event=gettext_noop("register.owner_appointed"),
        gap_reason=gap_reason.strip(),
    )
    for row in kept:
        row.full_clean()
        row.save()
        record("register.owner_resumed", row, by=by, after=facts(row), parent=application)
    return appointed


def _refuse_silent_end(
    application: Application, line: list[Held], starts_on: dt.date, ends_on: dt.date
) -> None:
    """An owner with a last day to come, whom nobody follows, leaves a gap: it takes a reason."""
    following = day_after(ends_on)
    if following is None or ends_on < today():
        return
    is_alive = application.ends_on is None or following <= application.ends_on
    if is_alive and not any(following in held.period for held in line):
        raise ValidationError(
            {
                "gap_reason": _(
                    "Nobody owns the application from %(day)s. Say why, or leave the last day empty."
                )
                % {"day": following}
            }
        )


def _refuse_to_take(changes: list[HolderChange], owners: dict[int, Responsibility]) -> None:
    """Say whose days the appointment would take, and how to mean it."""
    words = {
        PeriodEffect.IS_SPLIT: _(
            "%(who)s owns the application from %(from)s and also after these days."
        ),
        PeriodEffect.BEGINS_LATER: _(
            "%(who)s owns the application from %(from)s and would begin later."
        ),
        PeriodEffect.IS_REPLACED: _(
            "%(who)s owns the application from %(from)s to %(to)s and would lose all these days."
        ),
    }
    refused = [
        words[change.effect]
        % {
            "who": owners[change.held.key].person,
            "from": change.held.period.starts_on,
            "to": change.held.period.ends_on or _("until further notice"),
        }
        for change in changes
        if change.takes_from_another(today())
    ]
    if refused:
        how = _("Tick that the others give way if that is meant, or choose other days.")
        raise ValidationError({"others_give_way": [*refused, how]})


def _make_room(
    by: Person,
    application: Application,
    changes: list[HolderChange],
    owners: dict[int, Responsibility],
) -> list[Responsibility]:
    """Shorten or remove those in the way; gives the rows, not yet stored, of those who go on afterwards."""
    resumed = []
    for change in changes:
        row = owners[change.held.key]
        before = facts(row)
        if not change.kept:
            record("register.owner_replaced", row, by=by, before=before, parent=application)
            row.delete()
            continue
        first, *rest = change.kept
        row.starts_on, row.ends_on = first.starts_on, first.ends_on
        row.save()
        event = {
            PeriodEffect.HANDS_OVER: gettext_noop("register.owner_handed_over"),
            PeriodEffect.BEGINS_LATER: gettext_noop("register.owner_begins_later"),
            PeriodEffect.IS_SPLIT: gettext_noop("register.owner_makes_way"),
        }[change.effect]
        record(event, row, by=by, before=before, after=facts(row), parent=application)
        resumed += [
            Responsibility(
                application=application,
                person=row.person,
                role=row.role,
                starts_on=part.starts_on,
                ends_on=part.ends_on,
                appointed_by=row.appointed_by,
                decision=row.decision,
                gap_reason=row.gap_reason,
            )
            for part in rest
        ]
    return resumed


@verb
def appoint_system_manager(
    *,
    by: Person,
    application: Application,
    person: Person,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    decision: str = "",
) -> Responsibility:
    """Make a person system manager for any days of the application's life; there can be several."""
    require(by, Permission.APPOINT_SYSTEM_MANAGER, application)
    return _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.MANAGER,
        period=_period(starts_on, ends_on or application.ends_on),
        decision=decision,
        event=gettext_noop("register.system_manager_appointed"),
    )


@verb
def appoint_deputy(
    *,
    by: Person,
    application: Application,
    person: Person,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    decision: str = "",
) -> Responsibility:
    """Appoint who steps in for the system owner, for any days of the application's life."""
    require(by, Permission.APPOINT_OWNER, application)
    return _appoint(
        by=by,
        application=application,
        person=person,
        role=ResponsibilityRole.DEPUTY,
        period=_period(starts_on, ends_on or application.ends_on),
        decision=decision,
        event=gettext_noop("register.deputy_appointed"),
    )


def _period(starts_on: dt.date, ends_on: dt.date | None) -> Period:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first.")})
    return Period(starts_on, ends_on)


def _appoint(
    *,
    by: Person,
    application: Application,
    person: Person,
    role: ResponsibilityRole,
    period: Period,
    decision: str,
    event: str,
    gap_reason: str = "",
) -> Responsibility:
    responsibility = Responsibility(
        application=application,
        person=person,
        role=role,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        appointed_by=by,
        decision=decision,
        gap_reason=gap_reason,
    )
    responsibility.full_clean()
    responsibility.save()
    record(event, responsibility, by=by, after=facts(responsibility), parent=application)
    return responsibility


@verb
def end_responsibility(
    *,
    by: Person,
    responsibility: Responsibility,
    ends_on: dt.date,
    why: str = "",
    successor: Person | None = None,
    decision: str = "",
    leaves_gap: bool = False,
) -> Responsibility:
    """End a responsibility. An owner has a successor from the day after, or leaves a gap that somebody has given the
    reason for; the gap is shown until it is filled. The decision is the successor's; without one it is told with the
    reason."""
    role = ResponsibilityRole(responsibility.role)
    application = responsibility.application
    require(by, APPOINTS[role], application)
    lock_for_act(responsibility)
    if responsibility.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before, owned_before = facts(responsibility), owned_periods(application)
    told = " · ".join(filter(None, [why.strip(), "" if successor else decision.strip()]))
    responsibility.ends_on = ends_on
    responsibility.full_clean()
    responsibility.save()
    record(
        "register.responsibility_ended",
        responsibility,
        by=by,
        before=before,
        after=facts(responsibility),
        parent=application,
        why=told,
    )
    following = day_after(ends_on)
    if successor is not None and following is not None and role is ResponsibilityRole.OWNER:
        appoint_owner(
            by=by,
            application=application,
            person=successor,
            starts_on=following,
            decision=decision,
        )
    require_reason_for_gaps(application, owned_before, told if leaves_gap and why.strip() else "")
    return Responsibility.objects.get(pk=responsibility.pk)
