"""The letters of a meeting: the call with a file for the calendar, that it is cancelled, that there are notes."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samdrift.foundation.meetings.calendars import calendar_of
from samdrift.foundation.meetings.models import Meeting, MeetingState
from samdrift.foundation.messages.actions import post_message
from samdrift.foundation.messages.kinds import EnclosedFile, Letter, MessageKind
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def post_call(meeting: Meeting, person: Person, by: Person) -> None:
    """Queue the letter that calls somebody to a meeting, or tells of its other day, time or place."""
    _post(CALL, _subject_of_call, meeting, person, by)


def post_cancelled(meeting: Meeting, person: Person, by: Person) -> None:
    """Queue the letter that says that a meeting is cancelled."""
    _post(CANCELLED, _subject_of_cancelled, meeting, person, by)


def post_notes(meeting: Meeting, person: Person, by: Person) -> None:
    """Queue the letter that says that there are notes to read."""
    _post(NOTES, _subject_of_notes, meeting, person, by)


def _post(
    kind: MessageKind,
    subject: Callable[[Meeting], str],
    meeting: Meeting,
    person: Person,
    by: Person,
) -> None:
    with override(settings.LANGUAGE_CODE):
        words = subject(meeting)
    post_message(
        to=person,
        kind=kind,
        about=meeting,
        subject=words,
        link=meeting.get_absolute_url(),
        asked_by=by,
    )


def _subject_of_call(meeting: Meeting) -> str:
    return _("Call: %(meeting)s, %(when)s") % {"meeting": meeting, "when": meeting.time_in_words}


def _subject_of_cancelled(meeting: Meeting) -> str:
    return _("Cancelled: %(meeting)s, %(day)s") % {"meeting": meeting, "day": meeting.on}


def _subject_of_notes(meeting: Meeting) -> str:
    return _("Notes of %(meeting)s, %(day)s") % {"meeting": meeting, "day": meeting.on}


def _meeting_of(message: Message) -> Meeting | None:
    rows = Meeting.objects.filter(pk=message.about_id).select_related("group")
    return rows.prefetch_related("items").first()


def _text(template: str, message: Message, meeting: Meeting) -> str:
    address = f"{settings.SAMDRIFT_URL.rstrip('/')}{meeting.get_absolute_url()}"
    context = {
        "person": message.person,
        "sender": message.asked_by,
        "meeting": meeting,
        "address": address,
    }
    return render_to_string(f"meetings/mail/{template}", context)


def write_call(message: Message) -> Letter | None:
    """The call as the meeting stands now; None where it is over, cancelled, or no longer the person's."""
    meeting = _meeting_of(message)
    if meeting is None or meeting.state != MeetingState.CALLED or meeting.on < today():
        return None
    if not meeting.attendances.filter(person=message.person).exists():
        return None
    calendar = EnclosedFile(f"mote-{meeting.pk}.ics", "text/calendar", calendar_of(meeting))
    return Letter(
        _subject_of_call(meeting), _text("call.txt", message, meeting), attachments=(calendar,)
    )


def write_cancelled(message: Message) -> Letter | None:
    """That the meeting is cancelled; None where its day is past."""
    meeting = _meeting_of(message)
    if meeting is None or meeting.on < today():
        return None
    return Letter(_subject_of_cancelled(meeting), _text("cancelled.txt", message, meeting))


def write_notes_letter(message: Message) -> Letter | None:
    """That the notes can be read, with what came of each item."""
    meeting = _meeting_of(message)
    if meeting is None or meeting.state not in {MeetingState.NOTED, MeetingState.CONFIRMED}:
        return None
    return Letter(_subject_of_notes(meeting), _text("notes.txt", message, meeting))


CALL = MessageKind("meetings.call", gettext_lazy("Call to a meeting"), write_call)
CANCELLED = MessageKind("meetings.cancelled", gettext_lazy("Cancelled meeting"), write_cancelled)
NOTES = MessageKind("meetings.notes", gettext_lazy("Notes of a meeting"), write_notes_letter)
