"""Valid calls of the verbs of meetings: what is made first, and the act upon it."""

from collections.abc import Callable
from typing import Any

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.models import GroupMember, Meeting
from tests.integration.meeting_place import LATER, NINE, TODAY, TWELVE, Circle, make_circle
from tests.integration.test_verbs import Place


def _circle(at: Place) -> Circle:
    return make_circle(at.people)


def _called(at: Place) -> Any:
    return _circle(at).called().attendances.get(person=at.people.controller)


def _two_items(at: Place) -> Any:
    circle = _circle(at)
    meeting = circle.plan()
    circle.item(meeting)
    return circle.item(meeting, "Driften")


def _held_item(at: Place) -> Any:
    return _circle(at).held().items.get()


def _fully_noted(at: Place) -> Any:
    circle = _circle(at)
    meeting = circle.held()
    circle.note(meeting.items.get())
    return Meeting.objects.get(pk=meeting.pk)


def _action(at: Place) -> Any:
    return actions.assign_action(
        by=at.people.bo,
        item=_held_item(at),
        what="Ta in offerter",
        owner=at.people.controller,
        due_on=TODAY,
    )


def _renamed(at: Place, group: Any) -> Any:
    group.name = "IT-cheferna"
    return actions.change_group(by=at.people.anna, group=group)


def _elsewhere(at: Place, meeting: Any) -> Any:
    meeting.place = "Melleruds kommunkontor"
    return actions.change_meeting(by=at.people.bo, meeting=meeting)


#: By the verb's name: what is made once, and the act.
MEETINGS: dict[str, tuple[Callable[[Place], Any], Callable[[Place, Any], Any]]] = {
    "form_group": (
        lambda at: at.people.federation,
        lambda at, federation: actions.form_group(
            by=at.people.administrator, federation=federation, name="Nätverket"
        ),
    ),
    "change_group": (lambda at: _circle(at).group, _renamed),
    "take_into_group": (
        lambda at: _circle(at).group,
        lambda at, group: actions.take_into_group(
            by=at.people.anna,
            group=group,
            person=at.people.neighbour,
            part="member",
            starts_on=TODAY,
        ),
    ),
    "leave_group": (
        lambda at: GroupMember.objects.get(group=_circle(at).group, part="member"),
        lambda at, member: actions.leave_group(by=at.people.anna, member=member, ends_on=TODAY),
    ),
    "plan_meeting": (
        lambda at: _circle(at).group,
        lambda at, group: actions.plan_meeting(
            by=at.people.bo, group=group, on=LATER, starts=NINE, ends=TWELVE, place="Åmål"
        ),
    ),
    "change_meeting": (lambda at: _circle(at).plan(), _elsewhere),
    "call_meeting": (
        lambda at: _circle(at).plan(),
        lambda at, meeting: actions.call_meeting(by=at.people.bo, meeting=meeting),
    ),
    "answer_call": (
        _called,
        lambda at, own: actions.answer_call(by=at.people.controller, attendance=own, comes=True),
    ),
    "cancel_meeting": (
        lambda at: _circle(at).called(),
        lambda at, meeting: actions.cancel_meeting(by=at.people.bo, meeting=meeting, why="Snö"),
    ),
    "add_item": (
        lambda at: _circle(at).plan(),
        lambda at, meeting: actions.add_item(
            by=at.people.controller, meeting=meeting, title="Budgeten", minutes=10
        ),
    ),
    "move_item": (
        _two_items,
        lambda at, item: actions.move_item(by=at.people.bo, item=item, number=1),
    ),
    "take_off_item": (
        _two_items,
        lambda at, item: actions.take_off_item(by=at.people.bo, item=item),
    ),
    "mark_attendance": (
        lambda at: _held_item(at).meeting,
        lambda at, meeting: actions.mark_attendance(
            by=at.people.bo, meeting=meeting, present=[at.people.controller]
        ),
    ),
    "write_notes": (
        lambda at: _held_item(at).meeting,
        lambda at, meeting: actions.write_notes(
            by=at.people.bo,
            meeting=meeting,
            notes={meeting.items.all()[0].pk: actions.ItemNotes("agreed", "Vi gör så.")},
        ),
    ),
    "note_outcome": (
        _held_item,
        lambda at, item: actions.note_outcome(by=at.people.bo, item=item, outcome="agreed"),
    ),
    "send_notes": (
        _fully_noted,
        lambda at, meeting: actions.send_notes(by=at.people.bo, meeting=meeting),
    ),
    "confirm_notes": (
        lambda at: _circle(at).noted(),
        lambda at, meeting: actions.confirm_notes(by=at.people.anna, meeting=meeting),
    ),
    "assign_action": (
        _held_item,
        lambda at, item: actions.assign_action(
            by=at.people.bo, item=item, what="X", owner=at.people.anna, due_on=TODAY
        ),
    ),
    "move_action": (
        _action,
        lambda at, action: actions.move_action(
            by=at.people.controller, action=action, due_on=LATER, why="Väntar"
        ),
    ),
    "finish_action": (
        _action,
        lambda at, action: actions.finish_action(by=at.people.controller, action=action),
    ),
}
