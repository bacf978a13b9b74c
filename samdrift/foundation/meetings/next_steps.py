"""What comes after an act on a group or a meeting: who is asked now, what is still lacking, until when."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words
from samdrift.foundation.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    GroupMember,
    ItemOutcome,
    Meeting,
    MeetingState,
    PartInGroup,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import confirmers_of
from samdrift.foundation.meetings.waiting import NOTES_WITHIN
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def _group_lacks(_event: AuditEvent, row: Any, _reader: Any) -> str:
    group = row.group if isinstance(row, GroupMember) else row
    if not isinstance(group, WorkingGroup):
        return ""
    parts = set(GroupMember.objects.on(today()).filter(group=group).values_list("part", flat=True))
    if not parts:
        return _("Now take people into the group: a chair, a secretary and the members.")
    if PartInGroup.CHAIR not in parts:
        return _("The group has no chair today.")
    if PartInGroup.SECRETARY not in parts:
        return _("The group has no secretary today: the chair writes the notes.")
    return ""


def _comes_next(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """Of a meeting: what is done next with it."""
    if not isinstance(row, Meeting):
        return ""
    if row.state == MeetingState.PLANNED:
        return _("Now put on the agenda what is to be taken up, and call to the meeting.")
    if row.state == MeetingState.CALLED:
        asked = row.attendances.filter(presence=Presence.ASKED).select_related("person")
        names = rows_in_words(each.person for each in asked)
        return _("Now answer: %(names)s.") % {"names": names} if names else ""
    if row.state == MeetingState.HELD:
        due = row.on + dt.timedelta(days=NOTES_WITHIN)
        return _("Now write the notes; they should be sent by %(day)s.") % {"day": due}
    if row.state == MeetingState.NOTED:
        people = Person.objects.filter(pk__in=confirmers_of(row))
        return _("Now the notes are confirmed by: %(names)s.") % {"names": rows_in_words(people)}
    return ""


def _where_it_goes_on(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """After a meeting is cancelled or an item noted: where what is left is taken up."""
    if isinstance(row, AgendaItem):
        if row.outcome != ItemOutcome.POSTPONED:
            return _items_left(row.meeting)
        carried = AgendaItem.objects.filter(carried_from=row).select_related("meeting").first()
        if carried is None:
            return _("It is put on the agenda of the next meeting that is planned.")
        return _("It stands on the agenda of %(day)s.") % {"day": carried.meeting.on}
    if not isinstance(row, Meeting):
        return ""
    carried = AgendaItem.objects.filter(carried_from__meeting=row).select_related("meeting").first()
    if carried is not None:
        return _("What stood on its agenda stands on that of %(day)s.") % {
            "day": carried.meeting.on
        }
    return _("What stood on its agenda is put on that of the next meeting that is planned.")


def _items_left(meeting: Meeting) -> str:
    left = meeting.items.filter(outcome="").count()
    if not left:
        return _("Every item has its outcome: now the notes can be sent.")
    words = ngettext("%(number)s item is left to note.", "%(number)s items are left to note.", left)
    return words % {"number": left}


def _place_on_agenda(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if not isinstance(row, AgendaItem):
        return ""
    words = _("It stands as number %(number)s on the agenda of %(day)s.")
    return words % {"number": row.number, "day": row.meeting.on}


def _due(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if not isinstance(row, ActionItem) or row.done_on is not None:
        return ""
    return _("%(name)s has until %(day)s.") % {"name": row.owner, "day": row.due_on}


def _actions_left(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if not isinstance(row, ActionItem):
        return ""
    left = ActionItem.objects.to_do().filter(item__meeting__group=row.item.meeting.group_id)
    number = left.count()
    if not number:
        return _("The group has no action left to do.")
    words = ngettext(
        "The group has %(number)s action left to do.",
        "The group has %(number)s actions left to do.",
        number,
    )
    return words % {"number": number}


def _others_answered(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if not isinstance(row, Attendance):
        return ""
    coming = row.meeting.attendances.filter(presence=Presence.COMES).count()
    words = ngettext(
        "%(number)s has said that they come.", "%(number)s have said that they come.", coming
    )
    return words % {"number": coming}


NEXT_STEPS = {
    "meetings.group_formed": _group_lacks,
    "meetings.taken_into_group": _group_lacks,
    "meetings.left_group": _group_lacks,
    "meetings.meeting_planned": _comes_next,
    "meetings.meeting_changed": _comes_next,
    "meetings.meeting_called": _comes_next,
    "meetings.call_answered": _others_answered,
    "meetings.meeting_cancelled": _where_it_goes_on,
    "meetings.item_added": _place_on_agenda,
    "meetings.attendance_marked": _comes_next,
    "meetings.item_noted": _where_it_goes_on,
    "meetings.notes_sent": _comes_next,
    "meetings.action_assigned": _due,
    "meetings.action_moved": _due,
    "meetings.action_handed_over": _due,
    "meetings.action_finished": _actions_left,
}
