"""What waits of meetings: calls to answer, meetings to note, notes to confirm, actions to do."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.meetings.models import (
    ActionItem,
    Attendance,
    GroupMember,
    Meeting,
    MeetingState,
    PartInGroup,
    Presence,
)
from samdrift.foundation.meetings.queries import LEADING, confirmers_of
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind

#: So many days after a meeting its notes should be sent, and after that be confirmed.
NOTES_WITHIN, CONFIRMED_WITHIN = 7, 14


def _calls(person: Person, on: dt.date) -> QuerySet[Attendance]:
    """Meetings that the person is called to and has not said whether she comes to."""
    return Attendance.objects.filter(
        person=person,
        presence=Presence.ASKED,
        meeting__state=MeetingState.CALLED,
        meeting__on__gte=on,
    )


def _to_answer(person: Person, on: dt.date) -> Iterable[Waiting]:
    rows = _calls(person, on).select_related("meeting__group")
    for row in rows.order_by("meeting__on", "pk"):
        yield Waiting(
            _("Say whether you come: %(meeting)s, %(when)s")
            % {"meeting": row.meeting, "when": row.meeting.time_in_words},
            reverse("meeting_answer", args=[row.meeting_id]),
            since=row.meeting.called_on,
            due_on=row.meeting.on,
        )


def _over(person: Person, on: dt.date) -> QuerySet[Meeting]:
    """Meetings that have been, of the groups that the person leads, without notes."""
    over = Q(state=MeetingState.HELD) | Q(
        state__in=[MeetingState.PLANNED, MeetingState.CALLED], on__lt=on
    )
    return _led_by(person, on).filter(over)


def _to_note(person: Person, on: dt.date) -> Iterable[Waiting]:
    """The secretary's; the chair's where the group has no secretary."""
    for meeting in _over(person, on).order_by("on", "pk"):
        parts = {each.part: each.person_id for each in meeting.group.members.all()}
        if parts.get(PartInGroup.SECRETARY, parts.get(PartInGroup.CHAIR)) != person.pk:
            continue
        yield Waiting(
            _("Write the notes: %(meeting)s, %(day)s") % {"meeting": meeting, "day": meeting.on},
            reverse("meeting_page", args=[meeting.pk]),
            since=meeting.on,
            due_on=meeting.on + dt.timedelta(days=NOTES_WITHIN),
        )


def _led_by(person: Person, on: dt.date) -> QuerySet[Meeting]:
    """Meetings of the groups that the person leads, each with those who lead it."""
    led = GroupMember.objects.on(on).filter(person=person, part__in=LEADING)
    leading = GroupMember.objects.on(on).filter(part__in=LEADING)
    return (
        Meeting.objects.filter(group__in=led.values("group"))
        .select_related("group")
        .prefetch_related(Prefetch("group__members", leading))
    )


def _meetings_with_notes(person: Person, on: dt.date) -> QuerySet[Meeting]:
    own = GroupMember.objects.on(on).filter(person=person).values("group")
    there = Attendance.objects.filter(person=person).values("meeting")
    return Meeting.objects.filter(Q(group__in=own) | Q(pk__in=there), state=MeetingState.NOTED)


def _to_confirm(person: Person, on: dt.date) -> Iterable[Waiting]:
    rows = _meetings_with_notes(person, on).select_related("group")
    rows = rows.prefetch_related("attendances", "group__members")
    for meeting in rows.order_by("on", "pk"):
        if person.pk in confirmers_of(meeting):
            since = meeting.noted_on or meeting.on
            yield Waiting(
                _("Confirm the notes: %(meeting)s, %(day)s")
                % {"meeting": meeting, "day": meeting.on},
                reverse("meeting_page", args=[meeting.pk]),
                since=since,
                due_on=since + dt.timedelta(days=CONFIRMED_WITHIN),
            )


def _actions(person: Person, _on: dt.date) -> QuerySet[ActionItem]:
    return ActionItem.objects.to_do().filter(owner=person)


def _to_do(person: Person, on: dt.date) -> Iterable[Waiting]:
    for row in _actions(person, on).select_related("item__meeting__group"):
        yield Waiting(
            _("%(what)s (%(meeting)s)") % {"what": row.what, "meeting": row.item.meeting},
            reverse("action_finish", args=[row.pk]),
            since=row.item.meeting.on,
            due_on=row.due_on,
        )


WAITING = (
    WaitingKind(
        "calls",
        gettext_lazy("Meetings that you are called to"),
        _to_answer,
        act=gettext_lazy("Answer"),
        why=gettext_lazy("The chair does not know whether you come."),
        icon="calendar",
        rows=_calls,
    ),
    WaitingKind(
        "meetings_to_note",
        gettext_lazy("Meetings without notes"),
        _to_note,
        act=gettext_lazy("Write"),
        why=gettext_lazy("Without notes nobody can read what was said."),
        icon="pencil",
        rows=_over,
    ),
    WaitingKind(
        "notes_to_confirm",
        gettext_lazy("Notes to confirm"),
        _to_confirm,
        act=gettext_lazy("Confirm"),
        why=gettext_lazy("Until then the notes can still be changed."),
        icon="check",
        rows=_meetings_with_notes,
    ),
    WaitingKind(
        "actions",
        gettext_lazy("Actions from meetings"),
        _to_do,
        act=gettext_lazy("Say that it is done"),
        why=gettext_lazy("The group follows it up at its next meeting."),
        icon="circle-check",
        rows=_actions,
    ),
)
