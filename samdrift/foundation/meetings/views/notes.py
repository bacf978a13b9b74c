"""What happens to a meeting when it has been held: who was there, notes, sent and confirmed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.forms import AttendanceForm, NotesForm
from samdrift.foundation.meetings.models import Meeting, MeetingState
from samdrift.foundation.meetings.present import crumbs_of_meeting, notes_report, title_of
from samdrift.foundation.meetings.queries import (
    actions_open_at,
    may_confirm,
    may_lead,
    visible_meetings,
)
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.documents import as_pdf
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import confirm_page, form_page


def _meeting(request: HttpRequest, pk: int) -> tuple[Person, Meeting]:
    person = signed_in(request)
    return person, get_object_or_404(visible_meetings(person), pk=pk)


def _led(request: HttpRequest, pk: int) -> tuple[Person, Meeting]:
    """The meeting, for who leads its group; others who see it are refused."""
    person, meeting = _meeting(request, pk)
    require_that(may_lead(person, meeting.group))
    return person, meeting


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _led(request, pk)
    form = AttendanceForm(request.POST or None, meeting=meeting)

    def save() -> str:
        actions.mark_attendance(by=person, meeting=meeting, **form.cleaned_data)
        return meeting.get_absolute_url()

    context = {
        "title": _("Who was there"),
        "lead": f"{title_of(meeting)}, {meeting.time_in_words}",
        "breadcrumbs": crumbs_of_meeting(meeting, _("Who was there")),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context, row=meeting)


def notes_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Every item with its outcome and its notes on one page. What another has noted meanwhile is kept."""
    person, meeting = _led(request, pk)
    form = NotesForm(request.POST or None, meeting=meeting)

    def save() -> str:
        actions.write_notes(by=person, meeting=meeting, notes=form.written)
        say_done(request, _("The notes are saved."))
        return meeting.get_absolute_url()

    context = {
        "title": _("Write the notes"),
        "lead": f"{title_of(meeting)}, {meeting.time_in_words}",
        "breadcrumbs": crumbs_of_meeting(meeting, _("Write the notes")),
        "meeting": meeting,
        "earlier": actions_open_at(meeting),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context, "meetings/notes_write.html", row=meeting)


def notes_send(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _led(request, pk)
    names = ", ".join(str(each.person) for each in meeting.attendances.select_related("person"))

    def act() -> str:
        return actions.send_notes(by=person, meeting=meeting).get_absolute_url()

    context = {
        "title": _("Send the notes"),
        "lead": title_of(meeting),
        "breadcrumbs": crumbs_of_meeting(meeting, _("Send the notes")),
        "consequences": [
            _("A letter with the outcomes and the way to the notes goes to: %(names)s.")
            % {"names": names},
            _("The chair confirms them, or another who was there where the chair has sent them."),
            _("Until then they can be mended."),
        ],
        "confirm_label": _("Send the notes"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return confirm_page(request, act, context, row=meeting)


def notes_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _meeting(request, pk)
    sent = meeting.state == MeetingState.NOTED
    require_that(may_confirm(person, meeting) if sent else may_lead(person, meeting.group))

    def act() -> str:
        return actions.confirm_notes(by=person, meeting=meeting).get_absolute_url()

    context = {
        "title": _("Confirm the notes"),
        "lead": title_of(meeting),
        "breadcrumbs": crumbs_of_meeting(meeting, _("Confirm the notes")),
        "consequences": [
            _("Nobody can change the notes, the agenda or who was there after this."),
            _("Actions go on: they are done, or moved with the reason."),
        ],
        "confirm_label": _("Confirm the notes"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return confirm_page(request, act, context, row=meeting)


def notes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    _person, meeting = _meeting(request, pk)
    return as_pdf(notes_report(meeting), f"minnesanteckningar-{meeting.on}-{meeting.number}")
