"""Lists of groups, and of a group's meetings, outcomes and actions: searched, filtered and exported."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.meetings.models import (
    ActionItem,
    AgendaItem,
    GroupMember,
    ItemKind,
    ItemOutcome,
    Meeting,
    MeetingState,
    PartInGroup,
)
from samdrift.foundation.meetings.present import OUTCOME_TONES, STATE_TONES, crumbs_of_group
from samdrift.foundation.meetings.queries import keeps_groups, sees_groups, visible_groups
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link

LIST_PAGE = "meetings/list_page.html"


def _with_what_stands(rows: list[Any]) -> list[Any]:
    """Each group with its chair, its next meeting and how many actions are left: three queries."""
    keys = [row["pk"] for row in rows]
    chairs = dict(
        GroupMember.objects.on(today())
        .filter(group__in=keys, part=PartInGroup.CHAIR)
        .values_list("group_id", "person__name")
    )
    coming: dict[int, Any] = {}
    meetings = Meeting.objects.to_come().filter(group__in=keys, on__gte=today())
    for group, on in meetings.values_list("group_id", "on"):
        coming.setdefault(group, on)
    left: dict[int, int] = {}
    actions = ActionItem.objects.to_do().filter(item__meeting__group__in=keys)
    for group in actions.values_list("item__meeting__group_id", flat=True):
        left[group] = left.get(group, 0) + 1
    return [
        row
        | {
            "chair": chairs.get(row["pk"]),
            "next": coming.get(row["pk"]),
            "left": left.get(row["pk"], 0),
        }
        for row in rows
    ]


GROUPS = Listing(
    name="grupper",
    columns=[
        Column(
            "name",
            gettext_lazy("Group"),
            heading=True,
            link=row_link("group_page"),
            sort=("name",),
        ),
        Column("purpose", gettext_lazy("Purpose")),
        Column("chair", gettext_lazy("Chair"), value=lambda row: row["chair"]),
        Column("next", gettext_lazy("Next meeting"), kind=Kind.DAY, value=lambda row: row["next"]),
        Column(
            "left",
            gettext_lazy("Actions left to do"),
            kind=Kind.NUMBER,
            value=lambda row: row["left"],
        ),
    ],
    search=("name", "purpose"),
    order=("name", "pk"),
    prepare=_with_what_stands,
)
MEETINGS = Listing(
    name="moten",
    columns=[
        Column(
            "number",
            gettext_lazy("Meeting"),
            kind=Kind.NUMBER,
            heading=True,
            link=row_link("meeting_page"),
            sort=("number",),
        ),
        Column("on", gettext_lazy("Day"), kind=Kind.DAY, sort=("on",)),
        Column("place", gettext_lazy("Place"), sort=("place",)),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda row: MeetingState(row["state"]).label,
            tag=lambda row: STATE_TONES[row["state"]],
            needs=("state",),
            sort=("state",),
        ),
        Column("confirmed_on", gettext_lazy("Notes confirmed"), kind=Kind.DAY, visible=False),
    ],
    filters=[Choices("lage", gettext_lazy("State"), MeetingState.choices, field="state")],
    search=("place",),
    order=("-on", "-starts", "-pk"),
)
OUTCOMES = Listing(
    name="utfall",
    columns=[
        Column(
            "title",
            gettext_lazy("Item"),
            heading=True,
            link=row_link("meeting_page", "meeting_id"),
            needs=("meeting_id",),
            sort=("title",),
        ),
        Column("meeting", gettext_lazy("Meeting"), source="meeting__number", kind=Kind.NUMBER),
        Column(
            "on",
            gettext_lazy("Day"),
            source="meeting__on",
            kind=Kind.DAY,
            sort=("meeting__on",),
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            value=lambda row: ItemKind(row["kind"]).label,
            needs=("kind",),
            visible=False,
        ),
        Column(
            "outcome",
            gettext_lazy("Outcome"),
            value=lambda row: ItemOutcome(row["outcome"]).label,
            tag=lambda row: OUTCOME_TONES[row["outcome"]],
            needs=("outcome",),
            sort=("outcome",),
        ),
        Column("notes", gettext_lazy("Notes")),
    ],
    filters=[Choices("utfall", gettext_lazy("Outcome"), ItemOutcome.choices, field="outcome")],
    search=("title", "notes"),
    order=("-meeting__on", "-meeting__starts", "number"),
)
ACTIONS = Listing(
    name="atgarder",
    columns=[
        Column(
            "what",
            gettext_lazy("What is to be done"),
            heading=True,
            link=row_link("meeting_page", "item__meeting_id"),
            needs=("item__meeting_id",),
            sort=("what",),
        ),
        Column("owner", gettext_lazy("Who does it"), source="owner__name", sort=("owner__name",)),
        Column("due_on", gettext_lazy("At the latest"), kind=Kind.DAY, sort=("due_on",)),
        Column("times_moved", gettext_lazy("Times moved"), kind=Kind.NUMBER, sort=("times_moved",)),
        Column("done_on", gettext_lazy("Done"), kind=Kind.DAY, sort=("done_on",)),
        Column(
            "meeting",
            gettext_lazy("Given at meeting"),
            source="item__meeting__number",
            kind=Kind.NUMBER,
        ),
        Column("report", gettext_lazy("What came of it"), visible=False),
    ],
    filters=[
        Flag("kvar", gettext_lazy("Left to do"), where=lambda rows: rows.filter(done_on=None)),
        Flag(
            "sena",
            gettext_lazy("Late"),
            where=lambda rows: rows.filter(done_on=None, due_on__lt=today()),
        ),
    ],
    search=("what", "owner__name", "report"),
    order=("done_on", "due_on", "pk"),
)


def group_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if not sees_groups(person):
        raise Http404
    federation = federation_of(person)
    new = {"label": _("New group"), "url": reverse("group_add"), "icon": "plus", "primary": True}
    may_form = federation is not None and keeps_groups(person, federation)
    context = {
        "title": _("Meetings"),
        "lead": _("The groups that meet, when they meet next, and what is left to do."),
        "actions": [new] if may_form else [],
        "empty_title": _("No group yet"),
        "empty_text": _("Whoever keeps the federation forms its groups, such as the IT managers'."),
    }
    return GROUPS.answer(request, visible_groups(person), LIST_PAGE, context)


def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(visible_groups(signed_in(request)), pk=pk)
    context = {
        "title": _("Meetings of %(group)s") % {"group": group},
        "breadcrumbs": crumbs_of_group(group, _("All meetings")),
        "empty_title": _("No meeting yet"),
    }
    return MEETINGS.answer(request, Meeting.objects.filter(group=group), LIST_PAGE, context)


def outcome_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group has noted, agreed on, referred and postponed, at every meeting that was held."""
    group = get_object_or_404(visible_groups(signed_in(request)), pk=pk)
    rows = AgendaItem.objects.filter(meeting__group=group).exclude(outcome="")
    context = {
        "title": _("Outcomes of %(group)s") % {"group": group},
        "breadcrumbs": crumbs_of_group(group, _("All outcomes")),
        "empty_title": _("No outcome yet"),
        "empty_text": _("Outcomes are noted item by item when a meeting has been held."),
    }
    return OUTCOMES.answer(request, rows, LIST_PAGE, context)


def action_list(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(visible_groups(signed_in(request)), pk=pk)
    rows = ActionItem.objects.filter(item__meeting__group=group)
    context = {
        "title": _("Actions of %(group)s") % {"group": group},
        "breadcrumbs": crumbs_of_group(group, _("All actions")),
        "empty_title": _("No action yet"),
        "empty_text": _("Actions are given when the notes of a meeting are written."),
    }
    return ACTIONS.answer(request, rows, LIST_PAGE, context)
