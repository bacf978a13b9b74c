"""A meeting is held, noted item by item, and its notes are sent and confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.meetings.actions.agenda import carry_over
from samdrift.foundation.meetings.letters import post_notes
from samdrift.foundation.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Presence,
)
from samdrift.foundation.meetings.queries import may_confirm, may_lead, members_on
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class ItemNotes:
    """What came of an item, in one word and in text."""

    outcome: str
    notes: str = ""


@verb
def mark_attendance(*, by: Person, meeting: Meeting, present: Iterable[Person]) -> Meeting:
    """Say who was there; the meeting is then held. Until its notes are confirmed it may be said anew."""
    require_that(may_lead(by, meeting.group))
    lock_for_act(meeting)
    if not meeting.is_to_come and not meeting.takes_notes:
        raise ValidationError(_("The meeting is cancelled, or its notes are confirmed."))
    if meeting.on > today():
        raise ValidationError(_("The meeting has not been held yet."))
    there = {each.pk for each in present}
    if not there:
        raise ValidationError(
            {"present": _("Say who was there; a meeting nobody came to is cancelled.")}
        )
    rows = {each.person_id: each for each in meeting.attendances.select_related("person")}
    expected = {each.person_id for each in members_on(meeting)} | rows.keys()
    if there - expected:
        raise ValidationError({"present": _("Only who is called, or is in the group, was there.")})
    before = {**facts(meeting), "present": _names_of_present(rows.values())}
    missing = [Attendance(meeting=meeting, person_id=key) for key in sorted(expected - rows.keys())]
    create_rows(missing)
    marked = list(meeting.attendances.select_related("person"))
    for row in marked:
        row.presence = Presence.PRESENT if row.person_id in there else Presence.ABSENT
    change_rows(marked, ["presence"])
    if meeting.is_to_come:
        meeting.state = MeetingState.HELD
        meeting.save(update_fields=["state"])
    record(
        "meetings.attendance_marked",
        meeting,
        by=by,
        before=before,
        after={**facts(meeting), "present": _names_of_present(marked)},
        parent=meeting.group,
    )
    return meeting


def _names_of_present(rows: Iterable[Attendance]) -> str:
    there = [str(each.person) for each in rows if each.presence == Presence.PRESENT]
    return ", ".join(sorted(there))


@verb
def write_notes(*, by: Person, meeting: Meeting, notes: Mapping[int, ItemNotes]) -> Meeting:
    """Store what came of several items, by their keys; what is postponed goes to the next meeting."""
    require_that(may_lead(by, meeting.group))
    lock_for_act(meeting)
    _require_taking_notes(meeting)
    for item in meeting.items.filter(pk__in=notes.keys()):
        _note(by, item, notes[item.pk])
    carry_over(by, meeting.group)
    return meeting


@verb
def note_outcome(*, by: Person, item: AgendaItem, outcome: str, notes: str = "") -> AgendaItem:
    """Store what came of one item; what is postponed goes to the next meeting."""
    require_that(may_lead(by, item.meeting.group))
    lock_for_act(item)
    _require_taking_notes(Meeting.objects.select_for_update().get(pk=item.meeting_id))
    _note(by, item, ItemNotes(outcome, notes))
    carry_over(by, item.meeting.group)
    return item


def _note(by: Person, item: AgendaItem, said: ItemNotes) -> None:
    before = facts(item)
    item.outcome, item.notes = said.outcome, said.notes
    item.full_clean()
    item.save(update_fields=["outcome", "notes"])
    record(
        "meetings.item_noted",
        item,
        by=by,
        before=before,
        after=facts(item),
        parent=item.meeting,
    )


def _require_taking_notes(meeting: Meeting) -> None:
    if meeting.is_to_come:
        raise ValidationError(_("Say first who was at the meeting."))
    if not meeting.takes_notes:
        raise ValidationError(_("The meeting is cancelled, or its notes are confirmed."))


@verb
def send_notes(*, by: Person, meeting: Meeting) -> Meeting:
    """Send the notes to everybody called, to be confirmed. Every item has its outcome by then."""
    require_that(may_lead(by, meeting.group))
    lock_for_act(meeting)
    if meeting.state != MeetingState.HELD:
        raise ValidationError(_("The notes are sent already, or there are none to send."))
    items = list(meeting.items.all())
    lacking = [str(each.number) for each in items if not each.outcome]
    if not items:
        raise ValidationError(_("There is nothing to send: the agenda is empty."))
    if lacking:
        words = _("Say first what came of item %(numbers)s.")
        raise ValidationError(words % {"numbers": get_text_list(lacking, _("and"))})
    before = facts(meeting)
    meeting.state, meeting.noted_by, meeting.noted_on = MeetingState.NOTED, by, today()
    meeting.save(update_fields=["state", "noted_by", "noted_on"])
    record(
        "meetings.notes_sent",
        meeting,
        by=by,
        before=before,
        after=facts(meeting),
        parent=meeting.group,
    )
    for called in meeting.attendances.select_related("person"):
        post_notes(meeting, called.person, by)
    return meeting


@verb
def confirm_notes(*, by: Person, meeting: Meeting) -> Meeting:
    """Confirm that the notes tell what was said. After that nothing in them is changed, by anybody."""
    lock_for_act(meeting)
    if meeting.state != MeetingState.NOTED:
        require_that(may_lead(by, meeting.group))
        raise ValidationError(_("The notes are not sent yet, or are confirmed already."))
    require_that(may_confirm(by, meeting))
    before = facts(meeting)
    meeting.state = MeetingState.CONFIRMED
    meeting.confirmed_by, meeting.confirmed_on = by, today()
    meeting.save(update_fields=["state", "confirmed_by", "confirmed_on"])
    record(
        "meetings.notes_confirmed",
        meeting,
        by=by,
        before=before,
        after=facts(meeting),
        parent=meeting.group,
    )
    return meeting
