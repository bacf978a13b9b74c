"""Meetings: who may call, note and confirm; nothing falls between two; what is confirmed stays."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from samdrift.foundation.audit.queries import history
from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    GroupMember,
    ItemOutcome,
    Meeting,
    MeetingState,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import (
    actions_open_at,
    visible_actions,
    visible_groups,
    visible_meetings,
)
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.actions import close_employment, erase_person
from samdrift.foundation.organisations.models import Appointment
from samdrift.foundation.organisations.open_duties import open_tasks
from samdrift.foundation.organisations.roles import Role
from tests.integration.meeting_place import (
    LAST_MONTH,
    LATER,
    NINE,
    TODAY,
    TWELVE,
    Circle,
    make_circle,
)
from tests.integration.test_waiting import found
from tests.people import LONG_AGO, Society, person

MONTH = dt.timedelta(days=28)


@pytest.fixture
def circle(people: Society) -> Circle:
    return make_circle(people)


def refused(verb: Any, *who: Any, **said: Any) -> None:
    for each in who:
        with pytest.raises(PermissionDenied):
            verb(by=each, **said)


def test_members_and_who_follows_the_collaboration_see_a_group_and_others_do_not(
    circle: Circle,
) -> None:
    people = circle.people
    auditor = person("Rut", people.mellerud)
    Appointment.objects.create(
        person=auditor, role=Role.AUDITOR, organisation=people.mellerud, starts_on=LONG_AGO
    )
    employee = person("Eva", people.amal)
    for reader in (people.anna, people.bo, people.controller, people.administrator, auditor):
        assert list(visible_groups(reader)) == [circle.group]
    for stranger in (employee, people.cilla, people.neighbour, people.seller):
        assert not visible_groups(stranger).exists()
    actions.take_into_group(
        by=people.anna, group=circle.group, person=people.neighbour, part="member", starts_on=TODAY
    )
    assert list(visible_groups(people.neighbour)) == [circle.group]


def test_the_keeper_forms_a_group_and_others_may_not(people: Society) -> None:
    said = {"federation": people.federation, "name": "Nätverket"}
    refused(actions.form_group, people.anna, people.bo, people.cilla, **said)
    group = actions.form_group(by=people.administrator, **said)
    assert history(group).first().event == "meetings.group_formed"
    with pytest.raises(ValidationError):
        actions.form_group(by=people.administrator, **said)
    with pytest.raises((ValidationError, PermissionDenied)):
        actions.form_group(by=people.administrator, federation=people.amal, name="X")


def test_a_group_has_one_chair_a_day_and_nobody_twice(circle: Circle) -> None:
    people = circle.people
    into = {"group": circle.group, "starts_on": TODAY}
    refused(
        actions.take_into_group,
        people.controller,
        people.cilla,
        person=people.administrator,
        part="member",
        **into,
    )
    with pytest.raises(ValidationError, match="en annan ordförande"):
        actions.take_into_group(by=people.anna, person=people.administrator, part="chair", **into)
    with pytest.raises(ValidationError, match="redan med i gruppen"):
        actions.take_into_group(by=people.anna, person=people.bo, part="member", **into)
    chair = GroupMember.objects.get(part="chair")
    actions.leave_group(by=people.anna, member=chair, ends_on=LAST_MONTH)
    actions.take_into_group(by=people.bo, person=people.administrator, part="chair", **into)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.filter(pk=chair.pk).update(ends_on=None)


def test_only_who_leads_plans_and_calls_and_each_number_is_its_own(circle: Circle) -> None:
    people = circle.people
    when = {"group": circle.group, "on": LATER, "starts": NINE, "ends": TWELVE, "place": "Åmål"}
    refused(actions.plan_meeting, people.controller, people.cilla, people.neighbour, **when)
    first = actions.plan_meeting(by=people.anna, **when)
    with pytest.raises(ValidationError, match="redan ett möte då"):
        actions.plan_meeting(by=people.bo, **when)
    second = circle.plan(LATER + MONTH)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(ValidationError):
        circle.plan(LATER + 2 * MONTH, starts=TWELVE, ends=NINE)
    with pytest.raises(ValidationError, match="var mötet är"):
        circle.plan(LATER + 2 * MONTH, place="")
    refused(actions.call_meeting, people.controller, people.cilla, meeting=first)
    actions.call_meeting(by=people.bo, meeting=first)
    with pytest.raises(ValidationError):
        actions.call_meeting(by=people.bo, meeting=Meeting.objects.get(pk=first.pk))
    with pytest.raises(ValidationError, match="Mötesdagen har passerat"):
        actions.call_meeting(by=people.bo, meeting=circle.plan(LAST_MONTH))


def test_the_call_is_a_letter_with_the_agenda_and_a_file_for_the_calendar(
    circle: Circle, django_capture_on_commit_callbacks: Any
) -> None:
    meeting = circle.plan()
    circle.item(meeting, "Gemensam telefoni")
    actions.call_meeting(by=circle.people.bo, meeting=meeting)
    assert Message.objects.filter(kind="meetings.call").count() == 3
    letter = Message.objects.get(person=circle.people.anna)
    deliver_message.func(letter.pk)
    (mailed,) = mail.outbox
    assert "Gemensam telefoni" in mailed.body
    assert "2009-01-22 kl. 09.00–12.00" in mailed.subject
    ((name, content, kind),) = mailed.attachments
    assert (name, kind) == (f"mote-{meeting.pk}.ics", "text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["DTSTART"].dt == dt.datetime(2009, 1, 22, 8, tzinfo=dt.UTC)
    assert str(event["LOCATION"]) == "Åmåls stadshus"


def test_a_call_that_is_no_longer_true_is_not_mailed(circle: Circle) -> None:
    meeting = circle.called()
    actions.cancel_meeting(by=circle.people.anna, meeting=meeting, why="Snöoväder")
    call, cancelled = (
        Message.objects.get(person=circle.people.anna, kind=kind)
        for kind in ("meetings.call", "meetings.cancelled")
    )
    for each in (call, cancelled):
        deliver_message.func(each.pk)
    assert [each.subject for each in mail.outbox] == ["Inställt: IT-chefsgruppen 1, 2009-01-22"]


def test_each_answers_the_own_call_while_the_meeting_is_called(circle: Circle) -> None:
    people, meeting = circle.people, circle.called()
    own = Attendance.objects.get(meeting=meeting, person=people.controller)
    (waits,) = found(people.controller, "calls")
    assert waits.due_on == LATER
    refused(actions.answer_call, people.anna, people.cilla, attendance=own, comes=True)
    actions.answer_call(by=people.controller, attendance=own, comes=False)
    assert not found(people.controller, "calls")
    actions.cancel_meeting(by=people.anna, meeting=meeting, why="Snöoväder")
    own = Attendance.objects.get(pk=own.pk)
    with pytest.raises(ValidationError):
        actions.answer_call(by=people.controller, attendance=own, comes=True)


def test_who_comes_into_the_group_is_called_and_who_leaves_is_not(circle: Circle) -> None:
    people, meeting = circle.people, circle.called()
    member = actions.take_into_group(
        by=people.anna, group=circle.group, person=people.neighbour, part="member", starts_on=TODAY
    )
    assert found(people.neighbour, "calls")
    actions.leave_group(by=people.anna, member=member, ends_on=TODAY)
    assert not meeting.attendances.filter(person=people.neighbour).exists()


def test_everybody_in_the_group_puts_things_on_the_agenda_and_who_leads_orders_them(
    circle: Circle,
) -> None:
    people, meeting = circle.people, circle.plan()
    refused(actions.add_item, people.cilla, people.neighbour, meeting=meeting, title="X")
    first = actions.add_item(by=people.controller, meeting=meeting, title="Budgeten")
    second, third = circle.item(meeting), circle.item(meeting, "Driften")
    with pytest.raises(ValidationError, match="står redan"):
        actions.add_item(by=people.anna, meeting=meeting, title="budgeten")
    refused(actions.move_item, people.controller, people.cilla, item=third, number=1)
    actions.move_item(by=people.bo, item=third, number=1)
    assert list(meeting.items.values_list("title", "number")) == [
        ("Driften", 1),
        ("Budgeten", 2),
        ("Telefonin", 3),
    ]
    refused(actions.take_off_item, people.controller, people.cilla, item=first)
    actions.take_off_item(by=people.anna, item=AgendaItem.objects.get(pk=first.pk))
    assert list(meeting.items.values_list("number", flat=True)) == [1, 2]
    assert second.pk in meeting.items.values_list("pk", flat=True)


def test_a_meeting_is_held_once_its_day_has_come_and_noted_item_by_item(circle: Circle) -> None:
    people = circle.people
    coming = circle.plan()
    with pytest.raises(ValidationError, match="inte hållits än"):
        circle.hold(coming)
    meeting = circle.plan(LAST_MONTH)
    item = circle.item(meeting)
    with pytest.raises(ValidationError, match="vilka som var på mötet"):
        circle.note(item)
    said = {"meeting": meeting, "present": [people.anna]}
    refused(actions.mark_attendance, people.controller, people.cilla, **said)
    with pytest.raises(ValidationError):
        actions.mark_attendance(by=people.bo, meeting=meeting, present=[people.cilla])
    circle.hold(meeting)
    there = meeting.attendances.filter(presence=Presence.PRESENT)
    assert set(there.values_list("person__name", flat=True)) == {"Anna", "Bo"}
    assert [each.words for each in found(people.bo, "meetings_to_note")]
    with pytest.raises(ValidationError, match="punkt 1"):
        actions.send_notes(by=people.bo, meeting=Meeting.objects.get(pk=meeting.pk))
    refused(actions.note_outcome, people.controller, people.cilla, item=item, outcome="agreed")
    circle.note(item)
    refused(actions.send_notes, people.controller, people.cilla, meeting=meeting)
    actions.send_notes(by=people.bo, meeting=Meeting.objects.get(pk=meeting.pk))
    assert not found(people.bo, "meetings_to_note")
    assert Message.objects.filter(kind="meetings.notes").count() == 3


def test_notes_are_confirmed_by_another_than_who_sent_them(circle: Circle) -> None:
    people, meeting = circle.people, circle.noted()
    assert found(people.anna, "notes_to_confirm")
    refused(actions.confirm_notes, people.bo, people.controller, people.cilla, meeting=meeting)
    actions.confirm_notes(by=people.anna, meeting=meeting)
    assert not found(people.anna, "notes_to_confirm")


def test_where_the_chair_has_sent_them_somebody_else_who_was_there_confirms(
    circle: Circle,
) -> None:
    people, meeting = circle.people, circle.held()
    circle.note(meeting.items.get())
    meeting = actions.send_notes(by=people.anna, meeting=Meeting.objects.get(pk=meeting.pk))
    refused(actions.confirm_notes, people.anna, people.controller, meeting=meeting)
    actions.confirm_notes(by=people.bo, meeting=meeting)


@pytest.mark.parametrize(
    "change",
    [
        lambda meeting: Meeting.objects.update(place="Mellerud"),
        lambda meeting: Meeting.objects.update(state="held"),
        lambda meeting: AgendaItem.objects.update(notes="Något annat"),
        lambda meeting: AgendaItem.objects.create(meeting=meeting, number=9, title="Ny"),
        lambda meeting: Attendance.objects.update(presence="absent"),
        lambda meeting: ActionItem.objects.update(what="Något annat"),
        lambda meeting: ActionItem.objects.update(first_due_on=LAST_MONTH),
    ],
)
def test_the_database_itself_keeps_what_is_confirmed(circle: Circle, change: Any) -> None:
    meeting = circle.held()
    _given(circle, meeting)
    circle.note(meeting.items.get())
    sent = actions.send_notes(by=circle.people.bo, meeting=Meeting.objects.get(pk=meeting.pk))
    meeting = actions.confirm_notes(by=circle.people.anna, meeting=sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(meeting)


def test_after_confirmation_no_verb_changes_the_notes_and_actions_go_on(circle: Circle) -> None:
    people, meeting = circle.people, circle.held()
    action = _given(circle, meeting)
    circle.note(meeting.items.get())
    sent = actions.send_notes(by=people.bo, meeting=Meeting.objects.get(pk=meeting.pk))
    meeting = actions.confirm_notes(by=people.anna, meeting=sent)
    item = meeting.items.get()
    for verb, said in (
        (actions.note_outcome, {"item": item, "outcome": ItemOutcome.NOTED}),
        (actions.write_notes, {"meeting": meeting, "notes": {}}),
        (actions.mark_attendance, {"meeting": meeting, "present": [people.anna]}),
        (actions.add_item, {"meeting": meeting, "title": "Ny"}),
        (actions.move_item, {"item": item, "number": 2}),
        (actions.take_off_item, {"item": item}),
        (actions.cancel_meeting, {"meeting": meeting, "why": "Ångrat"}),
        (actions.send_notes, {"meeting": meeting}),
        (actions.confirm_notes, {"meeting": meeting}),
        (
            actions.assign_action,
            {"item": item, "what": "Ny", "owner": people.bo, "due_on": LATER},
        ),
    ):
        with pytest.raises(ValidationError):
            verb(by=people.anna, **said)
    moved = actions.move_action(by=people.controller, action=action, due_on=LATER, why="Väntar")
    assert (moved.times_moved, moved.first_due_on) == (1, TODAY)
    actions.finish_action(by=people.controller, action=moved, report="Klart")


def _given(circle: Circle, meeting: Meeting, **changes: Any) -> ActionItem:
    said = {
        "item": meeting.items.first(),
        "what": "Ta in offerter",
        "owner": circle.people.controller,
        "due_on": TODAY,
    }
    return actions.assign_action(by=circle.people.bo, **{**said, **changes})


def test_an_action_is_somebodys_in_the_group_and_is_done_or_moved_with_a_reason(
    circle: Circle,
) -> None:
    people, meeting = circle.people, circle.held()
    said = {"item": meeting.items.get(), "what": "X", "owner": people.bo, "due_on": TODAY}
    refused(actions.assign_action, people.controller, people.cilla, **said)
    for wrong in ({"owner": people.cilla}, {"due_on": LAST_MONTH - MONTH}):
        with pytest.raises(ValidationError):
            _given(circle, meeting, **wrong)
    action = _given(circle, meeting)
    (waits,) = found(people.controller, "actions")
    assert waits.due_on == TODAY
    refused(
        actions.move_action, people.cilla, people.neighbour, action=action, due_on=LATER, why="X"
    )
    with pytest.raises(ValidationError):
        actions.move_action(by=people.controller, action=action, due_on=LATER, why=" ")
    with pytest.raises(ValidationError):
        actions.move_action(by=people.controller, action=action, due_on=LAST_MONTH, why="X")
    action.refresh_from_db()
    refused(actions.finish_action, people.cilla, people.neighbour, action=action)
    actions.finish_action(by=people.controller, action=action)
    assert not found(people.controller, "actions")
    with pytest.raises(ValidationError):
        actions.finish_action(by=people.controller, action=action)


def test_what_is_postponed_opens_the_next_agenda_and_is_taken_back_when_it_is_not(
    circle: Circle,
) -> None:
    coming = circle.plan()
    circle.item(coming, "Budgeten")
    meeting = circle.held(LAST_MONTH, "Telefonin", "Driften")
    telephony, operation = meeting.items.all()
    circle.note(telephony, ItemOutcome.POSTPONED)
    circle.note(operation, ItemOutcome.POSTPONED)
    assert [each.title for each in coming.items.all()] == ["Telefonin", "Driften", "Budgeten"]
    carried = coming.items.get(carried_from=telephony)
    with pytest.raises(ValidationError, match="bordlagd"):
        actions.take_off_item(by=circle.people.anna, item=carried)
    circle.note(telephony, ItemOutcome.AGREED)
    assert [each.title for each in coming.items.all()] == ["Driften", "Budgeten"]
    actions.cancel_meeting(by=circle.people.anna, meeting=coming, why="Snöoväder")
    after = circle.plan(LATER + MONTH)
    assert [each.title for each in after.items.all()] == ["Driften", "Budgeten"]


@pytest.mark.deep
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_nothing_falls_between_twelve_meetings(circle: Circle, data: st.DataObject) -> None:
    """Whatever is postponed, cancelled, done or not: every item and action is settled or on the next agenda."""
    with transaction.atomic():
        _twelve_meetings(circle, data)
        transaction.set_rollback(True)


def _twelve_meetings(circle: Circle, data: st.DataObject) -> None:
    by = circle.people.bo
    draw, outcomes = data.draw, st.sampled_from(list(ItemOutcome))
    first = dt.date(2008, 1, 10)
    ahead = draw(st.booleans())
    days = [first + place * MONTH for place in range(12)]
    planned = [circle.plan(day) for day in days] if ahead else []
    begun = set()
    for place, day in enumerate(days):
        meeting = planned[place] if ahead else circle.plan(day)
        meeting.refresh_from_db()
        for number in range(draw(st.integers(0, 2))):
            begun.add(circle.item(meeting, f"Fråga {place}.{number}").title)
        if draw(st.integers(0, 4)) == 0:
            actions.cancel_meeting(by=by, meeting=meeting, why="Prov")
            continue
        open_now = set(ActionItem.objects.to_do().values_list("pk", flat=True))
        assert set(actions_open_at(meeting).values_list("pk", flat=True)) == open_now
        circle.hold(meeting)
        for item in meeting.items.all():
            circle.note(item, draw(outcomes))
            if draw(st.booleans()):
                _given(circle, meeting, what=f"{item.title}, {place}", item=item, due_on=day)
        for action in ActionItem.objects.to_do():
            if draw(st.integers(0, 2)) == 0:
                actions.finish_action(by=by, action=action)
                ActionItem.objects.filter(pk=action.pk).update(done_on=day)
    last = circle.plan(days[-1] + MONTH)
    settled = AgendaItem.objects.filter(meeting__state=MeetingState.HELD).exclude(
        outcome=ItemOutcome.POSTPONED
    )
    found_again = set(settled.values_list("title", flat=True))
    found_again |= set(last.items.values_list("title", flat=True))
    assert begun - found_again == set()
    unfinished = set(ActionItem.objects.to_do().values_list("pk", flat=True))
    assert unfinished == set(actions_open_at(last).values_list("pk", flat=True))


def test_who_leaves_hands_over_actions_and_the_part_in_the_group(circle: Circle) -> None:
    people, meeting = circle.people, circle.held()
    action = _given(circle, meeting, owner=people.bo)
    employment = people.bo.employments.get()
    tasks = open_tasks(people.bo, people.mellerud, TODAY)
    assert {each.kind.name for each in tasks} == {"uppdrag", "grupp"}
    close_employment(
        by=people.administrator,
        employment=employment,
        ends_on=TODAY,
        successors={each.key: people.controller for each in tasks},
    )
    action.refresh_from_db()
    assert (action.owner, action.assigned_to) == (people.controller, people.bo)
    parts = GroupMember.objects.on(LATER).filter(group=circle.group)
    assert set(parts.values_list("person__name", "part")) == {
        ("Anna", "chair"),
        ("Kim", "secretary"),
    }


def test_who_does_an_action_sees_it_outside_the_group_too(circle: Circle) -> None:
    people, meeting = circle.people, circle.held()
    action = _given(circle, meeting)
    ActionItem.objects.update(owner=people.neighbour)
    assert list(visible_actions(people.neighbour)) == [action]
    assert not visible_meetings(people.neighbour).exists()


def test_a_person_who_is_erased_is_gone_from_confirmed_notes_by_name_alone(
    circle: Circle, settings: Any
) -> None:
    people, meeting = circle.people, circle.confirmed()
    tasks = open_tasks(people.controller, people.mellerud, LAST_MONTH)
    close_employment(
        by=people.administrator,
        employment=people.controller.employments.get(),
        ends_on=LAST_MONTH,
        successors=dict.fromkeys((each.key for each in tasks), None),
    )
    erase_person(by=people.administrator, person=people.controller, why="Begärt")
    names = {str(each.person) for each in meeting.attendances.all()}
    assert "Kim" not in names
    assert len(names) == 3


def test_a_group_is_renamed_by_who_leads_it(circle: Circle) -> None:
    people = circle.people
    group = WorkingGroup.objects.get()
    group.name = "IT-cheferna"
    refused(actions.change_group, people.controller, people.cilla, group=group)
    actions.change_group(by=people.anna, group=group)
    assert WorkingGroup.objects.get().name == "IT-cheferna"


def test_another_time_is_told_to_those_who_are_called(circle: Circle) -> None:
    meeting = circle.called()
    meeting.on = LATER + MONTH
    refused(actions.change_meeting, circle.people.controller, circle.people.cilla, meeting=meeting)
    actions.change_meeting(by=circle.people.bo, meeting=meeting)
    assert Message.objects.filter(kind="meetings.call").count() == 6
