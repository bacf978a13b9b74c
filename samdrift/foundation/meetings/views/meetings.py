"""A meeting's page, and what happens to it before it is held."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.agenda_kinds import subjects_of
from samdrift.foundation.meetings.calendars import calendar_of
from samdrift.foundation.meetings.forms import AnswerForm, CancelForm, MeetingForm
from samdrift.foundation.meetings.models import Meeting, MeetingState, Presence
from samdrift.foundation.meetings.present import (
    OUTCOME_TONES,
    STATE_TONES,
    crumbs_of_group,
    crumbs_of_meeting,
    names_by_presence,
    title_of,
)
from samdrift.foundation.meetings.queries import (
    actions_open_at,
    attendance_of,
    may_add_item,
    may_confirm,
    may_lead,
    members_on,
    visible_groups,
    visible_meetings,
)
from samdrift.foundation.organisations.access import require_found, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import confirm_page, form_page, page

#: What brings a meeting onwards; the rest is beside it.
STEPS = {"meeting_call", "meeting_attendance", "notes_write", "notes_send", "notes_confirm"}


def _meeting(request: HttpRequest, pk: int) -> tuple[Person, Meeting]:
    person = signed_in(request)
    return person, get_object_or_404(visible_meetings(person), pk=pk)


def _led(request: HttpRequest, pk: int) -> tuple[Person, Meeting]:
    """The meeting, for who leads its group; others who see it are refused."""
    person, meeting = _meeting(request, pk)
    require_that(may_lead(person, meeting.group))
    return person, meeting


def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with what came of each item, what was left from earlier meetings, and who was there."""
    person, meeting = _meeting(request, pk)
    leads = may_lead(person, meeting.group)
    attendances = list(meeting.attendances.select_related("person"))
    own = next((each for each in attendances if each.person_id == person.pk), None)
    earlier = list(actions_open_at(meeting))
    context: dict[str, Any] = {
        "title": title_of(meeting),
        "breadcrumbs": crumbs_of_meeting(meeting),
        "actions": _ways(person, meeting, leads),
        "meeting": meeting,
        "state": meeting.get_state_display(),
        "tone": STATE_TONES[meeting.state],
        "facts": _facts(meeting),
        "own": own,
        "may_answer": own is not None and meeting.state == MeetingState.CALLED,
        "presences": names_by_presence(attendances),
        "agenda": _agenda(person, meeting, leads),
        "leads": leads,
        "adds": meeting.is_to_come and may_add_item(person, meeting.group),
        "earlier": [(each, leads or each.owner_id == person.pk) for each in earlier],
        "today": today(),
        "events": history_for(person, meeting),
    }
    return page(request, "meetings/meeting_page.html", context)


def _agenda(person: Person, meeting: Meeting, leads: bool) -> list[dict[str, Any]]:
    """Every item with what it is about, what came of it, and its actions."""
    rows = meeting.items.select_related("carried_from__meeting", "carried_to__meeting")
    items = list(rows.prefetch_related("actions__owner"))
    about = subjects_of(person, items)
    return [
        {
            "item": item,
            "about": about.get(item.pk),
            "tone": OUTCOME_TONES.get(item.outcome, "neutral"),
            "carried_to": getattr(item, "carried_to", None),
            "actions": [(each, leads or each.owner_id == person.pk) for each in item.actions.all()],
            "is_last": item is items[-1],
        }
        for item in items
    ]


def _facts(meeting: Meeting) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [(_("When"), meeting.time_in_words)]
    if meeting.place:
        told.append((_("Place"), meeting.place))
    if meeting.called_on:
        told.append((_("Called"), meeting.called_on.isoformat()))
    if meeting.noted_by is not None:
        told.append((_("Notes sent"), f"{meeting.noted_on}, {meeting.noted_by}"))
    if meeting.confirmed_by is not None:
        told.append((_("Notes confirmed"), f"{meeting.confirmed_on}, {meeting.confirmed_by}"))
    return told


def _ways(person: Person, meeting: Meeting, leads: bool) -> list[dict[str, object]]:
    """What can be done with the meeting now, what is nearest at hand first."""
    ways: list[tuple[str, str, bool]] = []
    has_begun = meeting.on <= today()
    if leads:
        ways = [
            (
                "meeting_call",
                _("Call to the meeting"),
                meeting.state == MeetingState.PLANNED and meeting.on >= today(),
            ),
            ("meeting_attendance", _("Say who was there"), meeting.is_to_come and has_begun),
            ("notes_write", _("Write the notes"), meeting.takes_notes),
            ("notes_send", _("Send the notes"), meeting.state == MeetingState.HELD),
        ]
    noted = meeting.state == MeetingState.NOTED
    ways.append(("notes_confirm", _("Confirm the notes"), noted and may_confirm(person, meeting)))
    if leads:
        ways += [
            ("meeting_attendance", _("Who was there"), meeting.takes_notes),
            ("meeting_change", _("Change"), meeting.is_to_come),
            ("meeting_cancel", _("Cancel the meeting"), meeting.is_to_come),
        ]
    ways += [
        (
            "notes_pdf",
            _("Notes as PDF"),
            meeting.takes_notes or meeting.state == MeetingState.CONFIRMED,
        ),
        ("meeting_calendar", _("To my calendar"), meeting.is_to_come),
    ]
    shown = [(name, words) for name, words, holds in ways if holds]
    return [
        {
            "label": words,
            "url": reverse(name, args=[meeting.pk]),
            "primary": name in STEPS and not place,
        }
        for place, (name, words) in enumerate(shown)
    ]


def meeting_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    group = get_object_or_404(visible_groups(person), pk=pk)
    require_that(may_lead(person, group))
    form = MeetingForm(request.POST or None)

    def save() -> str:
        made = actions.plan_meeting(by=person, group=group, **form.cleaned_data)
        return made.get_absolute_url()

    context = {
        "title": _("Plan a meeting"),
        "lead": _("Its agenda opens with what was postponed. Nobody is called until you call."),
        "breadcrumbs": crumbs_of_group(group, _("Plan a meeting")),
        "submit_label": _("Plan the meeting"),
        "cancel_url": group.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _led(request, pk)
    form = MeetingForm(request.POST or None, instance=meeting)

    def save() -> str:
        return actions.change_meeting(by=person, meeting=form.instance).get_absolute_url()

    called = meeting.state == MeetingState.CALLED
    context = {
        "title": _("Change the meeting"),
        "lead": _("Everybody who is called gets a letter with the new time.") if called else "",
        "breadcrumbs": crumbs_of_meeting(meeting, _("Change")),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _led(request, pk)
    names = ", ".join(str(each.person) for each in members_on(meeting))
    items = meeting.items.count()
    context = {
        "lead": title_of(meeting),
        "title": _("Call to the meeting"),
        "consequences": [
            _("A letter with the agenda and the meeting for the calendar goes to: %(names)s.")
            % {"names": names or "–"},
            _("Each of them answers whether they come."),
            _("Items on the agenda now: %(number)s. More can be added until the meeting is held.")
            % {"number": items},
        ],
    }

    def act() -> str:
        return actions.call_meeting(by=person, meeting=meeting).get_absolute_url()

    return _ask_first(request, meeting, act, _("Call"), context)


def _ask_first(
    request: HttpRequest,
    meeting: Meeting,
    act: Callable[[], str],
    label: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Ask once more before something happens to a meeting."""
    shown = {
        "breadcrumbs": crumbs_of_meeting(meeting, context["title"]),
        "confirm_label": label,
        "cancel_url": meeting.get_absolute_url(),
        **context,
    }
    return confirm_page(request, act, shown, row=meeting)


def meeting_answer(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _meeting(request, pk)
    own = require_found(attendance_of(person, meeting))
    given = {Presence.COMES: "yes", Presence.STAYS_AWAY: "no"}
    form = AnswerForm(request.POST or None, initial={"comes": given.get(Presence(own.presence))})

    def save() -> str:
        actions.answer_call(by=person, attendance=own, comes=form.cleaned_data["comes"])
        return meeting.get_absolute_url()

    context = {
        "title": _("Answer the call"),
        "lead": f"{title_of(meeting)}, {meeting.time_in_words}",
        "breadcrumbs": crumbs_of_meeting(meeting, _("Answer the call")),
        "submit_label": _("Answer"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context, row=own)


def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    person, meeting = _led(request, pk)
    form = CancelForm(request.POST or None)

    def save() -> str:
        actions.cancel_meeting(by=person, meeting=meeting, **form.cleaned_data)
        return meeting.get_absolute_url()

    context = {
        "title": _("Cancel the meeting"),
        "lead": title_of(meeting),
        "breadcrumbs": crumbs_of_meeting(meeting, _("Cancel the meeting")),
        "consequences": [
            _("Everybody who is called gets a letter."),
            _("What stands on the agenda is put on that of the next meeting."),
        ],
        "danger": True,
        "confirm_label": _("Cancel the meeting"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=meeting)


def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as a file for one's own calendar."""
    _person, meeting = _meeting(request, pk)
    response = HttpResponse(calendar_of(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mote-{meeting.pk}.ics"'
    return response
