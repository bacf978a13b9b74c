"""A group's page, and who is in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.forms import GroupForm, MemberEndForm, MemberForm
from samdrift.foundation.meetings.models import ActionItem, Meeting, MeetingState, WorkingGroup
from samdrift.foundation.meetings.present import STATE_TONES, crumbs_of_group
from samdrift.foundation.meetings.queries import (
    keeps_groups,
    may_add_item,
    may_lead,
    members_from,
    visible_group_members,
    visible_groups,
)
from samdrift.foundation.organisations.access import require_found, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import form_page, page

SHOWN_MEETINGS, SHOWN_ACTIONS = 8, 15


def _group(request: HttpRequest, pk: int) -> tuple[Person, WorkingGroup]:
    person = signed_in(request)
    return person, get_object_or_404(visible_groups(person), pk=pk)


def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The next meeting with its agenda, what is left to do, earlier meetings, and who is in the group."""
    person, group = _group(request, pk)
    leads = may_lead(person, group)
    to_come = list(group.meetings.to_come().prefetch_related("items__carried_from__meeting"))
    left = ActionItem.objects.to_do().filter(item__meeting__group=group)
    context: dict[str, Any] = {
        "title": group.name,
        "lead": group.purpose,
        "breadcrumbs": crumbs_of_group(group),
        "actions": _ways(group) if leads else [],
        "group": group,
        "leads": leads,
        "adds": may_add_item(person, group),
        "next": to_come[0] if to_come else None,
        "later": [_line_of(each) for each in to_come[1:]],
        "open_actions": [
            (each, leads or each.owner_id == person.pk)
            for each in left.select_related("owner", "item__meeting")[:SHOWN_ACTIONS]
        ],
        "open_number": left.count(),
        "today": today(),
        "earlier": [
            _line_of(each)
            for each in group.meetings.exclude(
                state__in=[MeetingState.PLANNED, MeetingState.CALLED]
            ).order_by("-on", "-starts")[:SHOWN_MEETINGS]
        ],
        "members": members_from(group),
        "events": history_for(person, group),
    }
    return page(request, "meetings/group_page.html", context)


def _line_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as a line of a list."""
    return {
        "meeting": meeting,
        "state": meeting.get_state_display(),
        "tone": STATE_TONES[meeting.state],
    }


def _ways(group: WorkingGroup) -> list[dict[str, object]]:
    return [
        {
            "label": _("Plan a meeting"),
            "url": reverse("meeting_add", args=[group.pk]),
            "icon": "plus",
            "primary": True,
        },
        {"label": _("Change"), "url": reverse("group_change", args=[group.pk])},
    ]


def group_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_found(federation_of(person))
    require_that(keeps_groups(person, federation))
    form = GroupForm(request.POST or None)

    def save() -> str:
        group = actions.form_group(
            by=person,
            federation=federation,
            name=form.cleaned_data["name"],
            purpose=form.cleaned_data["purpose"],
        )
        return group.get_absolute_url()

    context = {
        "title": _("New group"),
        "lead": _("People who meet: the IT managers' group, or a network."),
        "breadcrumbs": [
            {"label": _("Meetings"), "url": reverse("group_list")},
            {"label": _("New group")},
        ],
        "submit_label": _("Form the group"),
        "cancel_url": reverse("group_list"),
    }
    return form_page(request, form, save, context)


def group_change(request: HttpRequest, pk: int) -> HttpResponse:
    person, group = _group(request, pk)
    require_that(may_lead(person, group))
    form = GroupForm(request.POST or None, instance=group)

    def save() -> str:
        return actions.change_group(by=person, group=form.instance).get_absolute_url()

    context = {
        "title": _("Change the group"),
        "breadcrumbs": crumbs_of_group(group, _("Change")),
        "cancel_url": group.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    person, group = _group(request, pk)
    require_that(may_lead(person, group))
    form = MemberForm(request.POST or None, by=person)

    def save() -> str:
        actions.take_into_group(by=person, group=group, **form.cleaned_data)
        return group.get_absolute_url()

    context = {
        "title": _("Take somebody into the group"),
        "lead": group.name,
        "breadcrumbs": crumbs_of_group(group, _("Take somebody into the group")),
        "submit_label": _("Take into the group"),
        "cancel_url": group.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def member_end(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    person, group = _group(request, pk)
    row = get_object_or_404(visible_group_members(person).filter(group=group), pk=member)
    require_that(may_lead(person, group))
    form = MemberEndForm(request.POST or None, initial={"ends_on": row.ends_on or today()})

    def save() -> str:
        actions.leave_group(by=person, member=row, **form.cleaned_data)
        return group.get_absolute_url()

    context = {
        "title": _("%(name)s leaves the group") % {"name": row.person},
        "lead": f"{row.get_part_display()}, {group}",
        "breadcrumbs": crumbs_of_group(group, str(row.person)),
        "submit_label": _("End"),
        "cancel_url": group.get_absolute_url(),
    }
    return form_page(request, form, save, context, row=row)
