"""A meeting is planned, called to, answered, changed and cancelled."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.meetings.actions.agenda import carry_over
from samdrift.foundation.meetings.letters import post_call, post_cancelled
from samdrift.foundation.meetings.models import (
    Attendance,
    Meeting,
    MeetingState,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import may_lead, members_on
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


@verb
def plan_meeting(
    *,
    by: Person,
    group: WorkingGroup,
    on: dt.date,
    starts: dt.time,
    ends: dt.time,
    place: str = "",
    link: str = "",
) -> Meeting:
    """Plan the group's next meeting. Its agenda opens with what was postponed; nobody is called yet."""
    require_that(may_lead(by, group))
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    last = Meeting.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        group=group, number=last + 1, on=on, starts=starts, ends=ends, place=place, link=link
    )
    meeting.full_clean()
    meeting.save(force_insert=True)
    record("meetings.meeting_planned", meeting, by=by, after=facts(meeting), parent=group)
    carry_over(by, group)
    return meeting


@verb
def change_meeting(*, by: Person, meeting: Meeting) -> Meeting:
    """Store another day, time or place of a meeting to come; those who are called are told."""
    stored = lock_for_edit(meeting)
    require_that(may_lead(by, stored.group))
    _require_to_come(stored)
    meeting.full_clean()
    before = facts(stored)
    changed = save_changes(meeting, stored)
    record(
        "meetings.meeting_changed",
        meeting,
        by=by,
        before=before,
        after=facts(meeting),
        parent=meeting.group,
    )
    if changed and meeting.state == MeetingState.CALLED:
        for called in meeting.attendances.select_related("person"):
            post_call(meeting, called.person, by)
    return meeting


@verb
def call_meeting(*, by: Person, meeting: Meeting) -> Meeting:
    """Call everybody who is in the group on the day: each gets a letter with the agenda, and answers."""
    require_that(may_lead(by, meeting.group))
    lock_for_act(meeting)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(_("The meeting is called already, or over."))
    if meeting.on < today():
        raise ValidationError(_("The day of the meeting is past: mark who was there instead."))
    members = members_on(meeting)
    if not members:
        raise ValidationError(_("Nobody is in the group on that day: take people into it first."))
    before = facts(meeting)
    meeting.state, meeting.called_on = MeetingState.CALLED, today()
    meeting.save(update_fields=["state", "called_on"])
    create_rows([Attendance(meeting=meeting, person=each.person) for each in members])
    record(
        "meetings.meeting_called",
        meeting,
        by=by,
        before=before,
        after=facts(meeting),
        parent=meeting.group,
    )
    for each in members:
        post_call(meeting, each.person, by)
    return meeting


@verb
def answer_call(*, by: Person, attendance: Attendance, comes: bool) -> Attendance:
    """Say whether one comes to a meeting that one is called to; until it is held the answer may be another."""
    require_that(by.pk == attendance.person_id)
    lock_for_act(attendance)
    if attendance.meeting.state != MeetingState.CALLED:
        raise ValidationError(_("The meeting is over or cancelled: there is nothing to answer."))
    before = facts(attendance)
    attendance.presence = Presence.COMES if comes else Presence.STAYS_AWAY
    attendance.save(update_fields=["presence"])
    record(
        "meetings.call_answered",
        attendance,
        by=by,
        before=before,
        after=facts(attendance),
        parent=attendance.meeting,
    )
    return attendance


@verb
def cancel_meeting(*, by: Person, meeting: Meeting, why: str) -> Meeting:
    """Cancel a meeting to come; what stood on its agenda goes to the next, and those who are called are told."""
    require_that(may_lead(by, meeting.group))
    lock_for_act(meeting)
    _require_to_come(meeting)
    if not why.strip():
        raise ValidationError({"why": _("Say why the meeting is cancelled.")})
    was_called, before = meeting.state == MeetingState.CALLED, facts(meeting)
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    record(
        "meetings.meeting_cancelled",
        meeting,
        by=by,
        before=before,
        after=facts(meeting),
        parent=meeting.group,
        why=why,
    )
    if was_called:
        for called in meeting.attendances.select_related("person"):
            post_cancelled(meeting, called.person, by)
    carry_over(by, meeting.group)
    return meeting


def _require_to_come(meeting: Meeting) -> None:
    if not meeting.is_to_come:
        raise ValidationError(_("The meeting has been held or is cancelled."))
