"""Items of an agenda, and what somebody is to do because of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.forms import (
    ActionFinishForm,
    ActionForm,
    ActionMoveForm,
    ItemForm,
)
from samdrift.foundation.meetings.models import ActionItem, AgendaItem
from samdrift.foundation.meetings.present import crumbs_of_meeting, title_of
from samdrift.foundation.meetings.queries import (
    may_add_item,
    may_do,
    may_lead,
    visible_actions,
    visible_items,
    visible_meetings,
)
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import act_and_return, confirm_page, form_page


def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    meeting = get_object_or_404(visible_meetings(person), pk=pk)
    require_that(may_add_item(person, meeting.group))
    form = ItemForm(request.POST or None)

    def save() -> str:
        actions.add_item(by=person, meeting=meeting, **form.cleaned_data)
        return meeting.get_absolute_url()

    context = {
        "title": _("Put something on the agenda"),
        "lead": f"{title_of(meeting)}, {meeting.time_in_words}",
        "breadcrumbs": crumbs_of_meeting(meeting, _("Put something on the agenda")),
        "submit_label": _("Put on the agenda"),
        "cancel_url": meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def _led_item(request: HttpRequest, item: int) -> tuple[Person, AgendaItem]:
    """The item, for who leads its group; others who see it are refused."""
    person = signed_in(request)
    row = get_object_or_404(visible_items(person), pk=item)
    require_that(may_lead(person, row.meeting.group))
    return person, row


@require_POST
def item_move(request: HttpRequest, item: int) -> HttpResponse:
    """One step up or down; the button says as which number the item is to stand."""
    person, row = _led_item(request, item)
    meeting = row.meeting
    asked = request.POST.get("number", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else row.number

    def act() -> str:
        actions.move_item(by=person, item=row, number=number)
        return meeting.get_absolute_url() + "#agenda"

    return act_and_return(request, act, meeting.get_absolute_url())


def item_take_off(request: HttpRequest, item: int) -> HttpResponse:
    person, row = _led_item(request, item)
    back = row.meeting.get_absolute_url()

    def act() -> str:
        actions.take_off_item(by=person, item=row)
        return back

    context = {
        "title": _("Take off the agenda"),
        "lead": f"{row.number}. {row.title}",
        "breadcrumbs": crumbs_of_meeting(row.meeting, _("Take off the agenda")),
        "consequences": [_("The items after it get the number before theirs.")],
        "confirm_label": _("Take off the agenda"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=row)


def action_add(request: HttpRequest, item: int) -> HttpResponse:
    person, row = _led_item(request, item)
    form = ActionForm(request.POST or None, meeting=row.meeting)

    def save() -> str:
        actions.assign_action(by=person, item=row, **form.cleaned_data)
        return row.meeting.get_absolute_url()

    context = {
        "title": _("Give an action"),
        "lead": f"{row.number}. {row.title}",
        "breadcrumbs": crumbs_of_meeting(row.meeting, _("Give an action")),
        "submit_label": _("Give the action"),
        "cancel_url": row.meeting.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def _own_action(request: HttpRequest, pk: int) -> tuple[Person, ActionItem, str]:
    """The action, for who is to do it or leads its group, and the page that one comes from."""
    person = signed_in(request)
    row = get_object_or_404(visible_actions(person), pk=pk)
    require_that(may_do(person, row))
    meeting = visible_meetings(person).filter(pk=row.item.meeting_id).first()
    return person, row, meeting.get_absolute_url() if meeting else reverse("waiting")


def action_move(request: HttpRequest, action: int) -> HttpResponse:
    person, row, back = _own_action(request, action)
    form = ActionMoveForm(request.POST or None, initial={"due_on": row.due_on})

    def save() -> str:
        actions.move_action(by=person, action=row, **form.cleaned_data)
        return back

    context = {
        "title": _("Move the action"),
        "lead": _("%(what)s, due %(day)s") % {"what": row.what, "day": row.due_on},
        "breadcrumbs": crumbs_of_meeting(row.item.meeting, _("Move the action")),
        "submit_label": _("Move the action"),
        "cancel_url": back,
    }
    return form_page(request, form, save, context, row=row)


def action_finish(request: HttpRequest, action: int) -> HttpResponse:
    person, row, back = _own_action(request, action)
    form = ActionFinishForm(request.POST or None)

    def save() -> str:
        actions.finish_action(by=person, action=row, **form.cleaned_data)
        return back

    context = {
        "title": _("The action is done"),
        "lead": _("%(what)s, due %(day)s") % {"what": row.what, "day": row.due_on},
        "breadcrumbs": crumbs_of_meeting(row.item.meeting, _("The action is done")),
        "submit_label": _("It is done"),
        "cancel_url": back,
        "action": row,
    }
    return form_page(request, form, save, context, "meetings/action_finish.html", row=row)
