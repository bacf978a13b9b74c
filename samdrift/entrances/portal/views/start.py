"""The start page, of another kind for each kind of person, and the page of all that waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.entrances.portal.queue import group_waiting, number_in_words
from samdrift.entrances.portal.reader_kinds import reader_kind
from samdrift.entrances.portal.start_parts import PARTS
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import waiting_for
from samdrift.foundation.ui.page import page

MOST_WAITING = 10  # on the start page; the page of what waits has all


def start(request: HttpRequest) -> HttpResponse:
    """What waits first; then the parts that are for this kind of person, and nothing of the others is computed."""
    person = signed_in(request)
    kind = reader_kind(person)
    waiting = waiting_for(person)
    context: dict[str, Any] = {
        "title": kind.heading,
        "lead": _tell_who(person, number_in_words(waiting)),
        "queue": group_waiting(waiting, MOST_WAITING),
        "waiting_number": len(waiting),
        "has_more_waiting": len(waiting) > MOST_WAITING,
        "first_steps": [],
        "guides": [],
    }
    for part in PARTS[kind]:
        context |= part(person, kind)
    return page(request, "portal/start.html", context)


def waiting_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the reader, with since when, by when and for whom."""
    person = signed_in(request)
    waiting = waiting_for(person)
    context = {
        "title": _("To do"),
        "actions": [
            {
                "label": _("My days in a calendar"),
                "url": reverse("calendar_page"),
                "icon": "calendar",
            }
        ],
        "lead": _tell_who(person, number_in_words(waiting)),
        "waiting": waiting,
        "queue": group_waiting(waiting),
    }
    return page(request, "portal/waiting.html", context)


def _tell_who(person: Person, words: str) -> str:
    """«Åsa Karlberg · IT-chef, Åmål · 12 things wait»."""
    place = ", ".join(str(part) for part in (person.title, person.organisation) if part)
    return " · ".join(part for part in (str(person), place, words) if part)
