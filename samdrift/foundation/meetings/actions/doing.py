"""What somebody is to do after a meeting: given, moved, done, and handed over."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.meetings.models import ActionItem, AgendaItem, GroupMember, Meeting
from samdrift.foundation.meetings.queries import may_do, may_lead
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Person


@verb
def assign_action(
    *, by: Person, item: AgendaItem, what: str, owner: Person, due_on: dt.date
) -> ActionItem:
    """Write down at a meeting who does what until when; the one who does it is in the group."""
    require_that(may_lead(by, item.meeting.group))
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if not meeting.takes_notes:
        raise ValidationError(_("An action is given at a meeting that is held and not confirmed."))
    if due_on < meeting.on:
        raise ValidationError({"due_on": _("An action is due on the day of the meeting or later.")})
    in_group = GroupMember.objects.on(max(meeting.on, today())).filter(group=meeting.group_id)
    if not in_group.filter(person=owner).exists():
        raise ValidationError({"owner": _("Only somebody in the group is given an action.")})
    action = ActionItem(
        item=item,
        what=what,
        assigned_to=owner,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
    )
    action.full_clean()
    action.save(force_insert=True)
    record("meetings.action_assigned", action, by=by, after=facts(action), parent=meeting)
    return action


@verb
def move_action(*, by: Person, action: ActionItem, due_on: dt.date, why: str) -> ActionItem:
    """Let an action be due another day, with the reason; how often that was done is counted."""
    require_that(may_do(by, action))
    lock_for_act(action)
    _require_unfinished(action)
    check_day("due_on", due_on)
    if due_on == action.due_on:
        raise ValidationError({"due_on": _("It is due that day already.")})
    if not why.strip():
        raise ValidationError({"why": _("Say why the action is moved.")})
    before = facts(action)
    action.due_on = due_on
    action.times_moved += 1
    action.full_clean()
    action.save(update_fields=["due_on", "times_moved"])
    record(
        "meetings.action_moved",
        action,
        by=by,
        before=before,
        after=facts(action),
        parent=action.item.meeting,
        why=why,
    )
    return action


@verb
def finish_action(*, by: Person, action: ActionItem, report: str = "") -> ActionItem:
    """Say that an action is done, and what came of it."""
    require_that(may_do(by, action))
    lock_for_act(action)
    _require_unfinished(action)
    before = facts(action)
    action.done_on, action.report = today(), report
    action.save(update_fields=["done_on", "report"])
    record(
        "meetings.action_finished",
        action,
        by=by,
        before=before,
        after=facts(action),
        parent=action.item.meeting,
    )
    return action


def _require_unfinished(action: ActionItem) -> None:
    if action.done_on is not None:
        raise ValidationError(_("The action is done already."))
