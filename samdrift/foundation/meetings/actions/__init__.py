"""The room's verbs."""

from samdrift.foundation.meetings.actions.agenda import add_item, move_item, take_off_item
from samdrift.foundation.meetings.actions.calling import (
    answer_call,
    call_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from samdrift.foundation.meetings.actions.doing import assign_action, finish_action, move_action
from samdrift.foundation.meetings.actions.groups import (
    change_group,
    form_group,
    leave_group,
    take_into_group,
)
from samdrift.foundation.meetings.actions.noting import (
    ItemNotes,
    confirm_notes,
    mark_attendance,
    note_outcome,
    send_notes,
    write_notes,
)

__all__ = [
    "ItemNotes",
    "add_item",
    "answer_call",
    "assign_action",
    "call_meeting",
    "cancel_meeting",
    "change_group",
    "change_meeting",
    "confirm_notes",
    "finish_action",
    "form_group",
    "leave_group",
    "mark_attendance",
    "move_action",
    "move_item",
    "note_outcome",
    "plan_meeting",
    "send_notes",
    "take_into_group",
    "take_off_item",
    "write_notes",
]
