"""Groups and meetings that a person may see, and who may do what in them."""

from django.db import models
from django.db.models import Q, QuerySet

from samdrift.foundation.meetings.models import (
    ActionItem,
    ActionItemQuerySet,
    AgendaItem,
    Attendance,
    GroupMember,
    Meeting,
    MeetingQuerySet,
    PartInGroup,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.organisations.access import may, may_anywhere, may_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission

LEADING = frozenset({PartInGroup.CHAIR, PartInGroup.SECRETARY})


def followed_federation_ids(person: Person) -> set[int]:
    """The federations whose groups the person may follow without being in them."""
    federations = Organisation.objects.filter(pk__in=person.federation_ids)
    return {
        each.pk for each in federations if may_in_group(person, Permission.SEE_COLLABORATION, each)
    }


def visible_groups(person: Person) -> QuerySet[WorkingGroup]:
    """Those that the person is in today; every group of the federation for who follows the collaboration."""
    own = GroupMember.objects.on(today()).filter(person=person)
    return WorkingGroup.objects.filter(
        Q(pk__in=own.values("group")) | Q(federation__in=followed_federation_ids(person))
    ).select_related("federation")


def sees_groups(person: Person) -> bool:
    """For menus: is there anything of groups for the person?"""
    return bool(followed_federation_ids(person)) or _is_in_some_group(person)


def has_groups_to_show(person: Person) -> bool:
    """As `sees_groups`, by what is known of the person already or one query: for the menu of every page."""
    follows = bool(person.federation_ids) and may_anywhere(person, Permission.SEE_COLLABORATION)
    return follows or _is_in_some_group(person)


def _is_in_some_group(person: Person) -> bool:
    return GroupMember.objects.on(today()).filter(person=person).exists()


def visible_group_members(person: Person) -> QuerySet[GroupMember]:
    rows = GroupMember.objects.filter(group__in=visible_groups(person))
    return rows.select_related("person__organisation", "group__federation")


def visible_meetings(person: Person) -> MeetingQuerySet:
    rows = Meeting.objects.filter(group__in=visible_groups(person))
    return rows.select_related("group__federation", "noted_by", "confirmed_by")


def visible_items(person: Person) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(meeting__group__in=visible_groups(person))
    return rows.select_related("meeting__group__federation")


def visible_actions(person: Person) -> ActionItemQuerySet:
    """Those of the groups that the person sees, and those that are the person's to do."""
    rows = ActionItem.objects.filter(
        Q(item__meeting__group__in=visible_groups(person)) | Q(owner=person)
    )
    return rows.select_related("item__meeting__group__federation", "owner", "assigned_to")


def attendance_of(person: Person, meeting: Meeting) -> Attendance | None:
    """The person's own answer to a call; None for who is not called."""
    return Attendance.objects.filter(meeting=meeting, person=person).first()


def members_on(meeting: Meeting) -> list[GroupMember]:
    """Who is in the group on the day of the meeting, chair and secretary first."""
    rows = GroupMember.objects.on(meeting.on).filter(group=meeting.group_id)
    return sorted(rows.select_related("person__organisation"), key=_by_part)


def members_from(group: WorkingGroup) -> list[GroupMember]:
    """Who is in the group today or comes into it later, chair and secretary first."""
    rows = GroupMember.objects.not_ended(today()).filter(group=group)
    return sorted(rows.select_related("person__organisation"), key=_by_part)


def _by_part(member: GroupMember) -> int:
    return PartInGroup.values.index(member.part)


def keeps_groups(person: Person, federation: Organisation) -> bool:
    """Whoever keeps the federation forms its groups, and leads those that have nobody to lead them."""
    return may(person, Permission.MANAGE_ORGANISATIONS, federation)


def part_of(person: Person, group: WorkingGroup) -> str | None:
    """The person's part in the group today; None for who is not in it."""
    row = GroupMember.objects.on(today()).filter(person=person, group=group).first()
    return row.part if row else None


def may_lead(person: Person, group: WorkingGroup) -> bool:
    """The chair, the secretary, or whoever keeps the federation: calls, notes and gives actions."""
    if not person.is_active:
        return False
    return part_of(person, group) in LEADING or keeps_groups(person, group.federation)


def may_add_item(person: Person, group: WorkingGroup) -> bool:
    """Everybody in the group may put something on the agenda."""
    return person.is_active and (
        part_of(person, group) is not None or keeps_groups(person, group.federation)
    )


def may_do(person: Person, action: ActionItem) -> bool:
    """Whoever is to do it tells how it goes; so may those who lead the group."""
    own = person.is_active and action.owner_id == person.pk
    return own or may_lead(person, action.item.meeting.group)


def confirmers_of(meeting: Meeting) -> set[int]:
    """Keys of those who may confirm the notes: the chair, where somebody else has sent them.

    Where the chair did so, or there is none, whoever else was there; and where nobody else was, who sent them.
    """
    there = {
        each.person_id for each in meeting.attendances.all() if each.presence == Presence.PRESENT
    }
    chair = {
        each.person_id
        for each in meeting.group.members.all()
        if each.part == PartInGroup.CHAIR and each.holds_on(today())
    }
    writer = {meeting.noted_by_id} if meeting.noted_by_id else set()
    return (chair - writer) or (there - writer) or writer


def may_confirm(person: Person, meeting: Meeting) -> bool:
    return person.is_active and person.pk in confirmers_of(meeting)


def actions_open_at(meeting: Meeting) -> ActionItemQuerySet:
    """What was to be done when the meeting began: given at earlier meetings and not done before its day."""
    earlier = Q(item__meeting__on__lt=meeting.on) | Q(
        item__meeting__on=meeting.on, item__meeting__starts__lt=meeting.starts
    )
    left = Q(done_on=None) | Q(done_on__gte=meeting.on)
    rows = ActionItem.objects.filter(earlier, left, item__meeting__group=meeting.group_id)
    return rows.select_related("item__meeting", "owner", "assigned_to").order_by("due_on", "pk")


def items_about(person: Person, thing: models.Model) -> QuerySet[AgendaItem]:
    """Where a thing has been taken up, or is to be, at meetings that the person sees; the latest first."""
    rows = visible_items(person).filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))
    return rows.order_by("-meeting__on", "-meeting__starts")


def meetings_to_add_to(person: Person) -> MeetingQuerySet:
    """Meetings to come on whose agenda the person may put something, the first one first."""
    own = GroupMember.objects.on(today()).filter(person=person).values("group")
    kept = [
        each
        for each in Organisation.objects.filter(pk__in=person.federation_ids)
        if keeps_groups(person, each)
    ]
    rows = Meeting.objects.to_come().filter(Q(group__in=own) | Q(group__federation__in=kept))
    return rows.select_related("group")
