"""Groups are formed, and people come into them and leave."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.meetings.letters import post_call
from samdrift.foundation.meetings.models import (
    Attendance,
    GroupMember,
    MeetingState,
    PartInGroup,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import keeps_groups, may_lead
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.actions.ending import end_on_day
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person


@verb
def form_group(
    *, by: Person, federation: Organisation, name: str, purpose: str = ""
) -> WorkingGroup:
    """Form a group of a federation; nobody is in it yet."""
    require_that(keeps_groups(by, federation))
    if federation.kind != Kind.FEDERATION:
        raise ValidationError({"federation": _("A group belongs to a federation.")})
    group = WorkingGroup(federation=federation, name=name, purpose=purpose)
    group.full_clean()
    group.save(force_insert=True)
    record("meetings.group_formed", group, by=by, after=facts(group))
    return group


@verb
def change_group(*, by: Person, group: WorkingGroup) -> WorkingGroup:
    """Store what has been changed of a group: its name and its purpose."""
    stored = lock_for_edit(group)
    require_that(may_lead(by, stored))
    group.full_clean()
    before = facts(stored)
    save_changes(group, stored)
    record("meetings.group_changed", group, by=by, before=before, after=facts(group))
    return group


@verb
def take_into_group(
    *, by: Person, group: WorkingGroup, person: Person, part: str, starts_on: dt.date
) -> GroupMember:
    """Somebody is in the group from a day, and is called to the meetings that are called from then on."""
    require_that(may_lead(by, group))
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not person.employed_on(max(starts_on, today())):
        raise ValidationError({"person": _("The person is not employed then.")})
    member = GroupMember(group=group, person=person, part=part, starts_on=starts_on)
    member.full_clean()
    member.save(force_insert=True)
    record("meetings.taken_into_group", member, by=by, after=facts(member), parent=group)
    for meeting in group.meetings.filter(state=MeetingState.CALLED, on__gte=starts_on):
        _called, is_new = Attendance.objects.get_or_create(meeting=meeting, person=person)
        if is_new:
            post_call(meeting, person, by)
    return member


@verb
def leave_group(*, by: Person, member: GroupMember, ends_on: dt.date) -> GroupMember:
    """Somebody is in the group no longer after a day, and is called to nothing later."""
    require_that(may_lead(by, member.group))
    before = end_on_day(member, ends_on)
    record(
        "meetings.left_group",
        member,
        by=by,
        before=before,
        after=facts(member),
        parent=member.group,
    )
    not_called_after(member, ends_on)
    return member


def not_called_after(member: GroupMember, day: dt.date) -> None:
    """Who leaves a group is no longer called to its meetings after a day."""
    Attendance.objects.filter(
        meeting__group=member.group,
        meeting__state=MeetingState.CALLED,
        meeting__on__gt=day,
        person=member.person,
    ).delete()


def continue_as(member: GroupMember, successor: Person, starts_on: dt.date, by: Person) -> None:
    """Let a successor have somebody's part from a day; who is in the group already has the more of the two parts."""
    group = member.group
    there = GroupMember.objects.not_ended(starts_on).filter(group=group, person=successor).first()
    new = GroupMember(group=group, person=successor, part=member.part, starts_on=starts_on)
    if there is not None:
        if member.part == PartInGroup.MEMBER or there.part != PartInGroup.MEMBER:
            return
        before = facts(there)
        new.ends_on = there.ends_on
        if there.starts_on < starts_on:
            there.ends_on = starts_on - dt.timedelta(days=1)
            there.save(update_fields=["ends_on"])
            record(
                "meetings.left_group", there, by=by, before=before, after=facts(there), parent=group
            )
        else:
            new = there
            new.part = member.part
    new.full_clean()
    new.save()
    record("meetings.taken_into_group", new, by=by, after=facts(new), parent=group)
