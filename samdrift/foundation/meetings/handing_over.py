"""What is open for somebody who leaves: actions to do, and the part in each group."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.meetings.actions.groups import continue_as, not_called_after
from samdrift.foundation.meetings.models import ActionItem, GroupMember
from samdrift.foundation.organisations.actions.handing_over import after_day
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind


def _actions(person: Person, _day: dt.date) -> Iterable[OpenDuty]:
    rows = ActionItem.objects.to_do().filter(owner=person)
    for row in rows.select_related("item__meeting__group"):
        meeting = row.item.meeting
        yield OpenDuty(
            row.pk,
            f"{row.what} ({meeting})",
            person.organisation_id,
            url=reverse("meeting_page", args=[meeting.pk]),
            may_be_left=False,
        )


def _hand_over_action(given: HandOver) -> None:
    row = ActionItem.objects.select_for_update().get(pk=given.pk)
    if given.successor is None:
        return
    before = facts(row)
    row.owner = given.successor
    row.save(update_fields=["owner"])
    record(
        "meetings.action_handed_over",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.item.meeting,
        why=given.why,
    )


def _parts(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = GroupMember.objects.filter(after_day(day), person=person)
    for row in rows.select_related("group"):
        yield OpenDuty(
            row.pk,
            f"{row.get_part_display()}, {row.group}",
            person.organisation_id,
            url=reverse("group_page", args=[row.group_id]),
        )


def _hand_over_part(given: HandOver) -> None:
    row = GroupMember.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    starts_on = max(row.starts_on, given.ends_on + dt.timedelta(days=1))
    if row.starts_on > given.ends_on:
        row.delete()
        row.pk = given.pk
    else:
        row.ends_on = given.ends_on
        row.full_clean()
        row.save(update_fields=["ends_on"])
    record(
        "meetings.left_group",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.group,
        why=given.why,
    )
    not_called_after(row, given.ends_on)
    if given.successor is not None:
        continue_as(row, given.successor, starts_on, given.by)


OPEN_KINDS = (
    OpenKind(
        "uppdrag",
        _("Actions from meetings"),
        "meetings.ActionItem.owner",
        _actions,
        _hand_over_action,
        order=60,
    ),
    OpenKind(
        "grupp",
        _("Parts in groups"),
        "meetings.GroupMember.person",
        _parts,
        _hand_over_part,
        order=65,
    ),
)
