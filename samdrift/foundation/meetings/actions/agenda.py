"""What is taken up: put on an agenda, moved, taken off, and carried over to the next meeting."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import change_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.meetings.models import (
    AgendaItem,
    ItemKind,
    ItemOutcome,
    Meeting,
    MeetingState,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import may_add_item, may_lead
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person

#: Far above every number of an agenda: where items stand while they change places.
ASIDE = 10_000
MOST_ITEMS = 200


@verb
def add_item(
    *,
    by: Person,
    meeting: Meeting,
    title: str,
    kind: str = ItemKind.DISCUSSION,
    minutes: int | None = None,
    about: models.Model | None = None,
) -> AgendaItem:
    """Put something last on the agenda; `about` is the thing that is taken up, which its room must have let be so.

    Everybody in the group may, until the meeting is held; those who lead it, until its notes are sent.
    """
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    leads = may_lead(by, held.group)
    require_that(leads or may_add_item(by, held.group))
    if not held.is_to_come and not (leads and held.state == MeetingState.HELD):
        raise ValidationError(_("The meeting has been held or is cancelled."))
    there = list(held.items.all())
    if any(each.title.casefold() == title.strip().casefold() for each in there):
        raise ValidationError({"title": _("It stands on the agenda of that meeting already.")})
    if len(there) >= MOST_ITEMS:
        raise ValidationError(_("The agenda is full: plan another meeting."))
    item = AgendaItem(
        meeting=held,
        number=max((each.number for each in there), default=0) + 1,
        title=title,
        kind=kind,
        minutes=minutes,
    )
    if about is not None:
        item.about_kind, item.about_id = about._meta.label_lower, str(about.pk)
    item.full_clean()
    item.save(force_insert=True)
    record("meetings.item_added", item, by=by, after=facts(item), parent=held)
    return item


@verb
def move_item(*, by: Person, item: AgendaItem, number: int) -> AgendaItem:
    """Let an item stand as number so and so on its agenda; the others make room."""
    require_that(may_lead(by, item.meeting.group))
    lock_for_act(item)
    _require_open_agenda(item.meeting)
    order = list(item.meeting.items.select_for_update().exclude(pk=item.pk))
    before = {"number": item.number}
    order.insert(max(0, min(number - 1, len(order))), item)
    _number_anew(order)
    record(
        "meetings.item_moved",
        item,
        by=by,
        before=before,
        after={"number": item.number},
        parent=item.meeting,
    )
    return item


@verb
def take_off_item(*, by: Person, item: AgendaItem) -> None:
    """Take something off the agenda; not what was postponed from an earlier meeting, which is never lost."""
    require_that(may_lead(by, item.meeting.group))
    lock_for_act(item)
    _require_open_agenda(item.meeting)
    if item.carried_from_id is not None:
        raise ValidationError(
            _("It was postponed from an earlier meeting: say at this one what comes of it.")
        )
    _take_off(by, item)


def _require_open_agenda(meeting: Meeting) -> None:
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not stored.is_to_come:
        raise ValidationError(_("The meeting has been held or is cancelled."))


def _take_off(by: Person, item: AgendaItem) -> None:
    record("meetings.item_taken_off", item, by=by, before=facts(item), parent=item.meeting)
    meeting = item.meeting
    item.delete()
    _number_anew(list(meeting.items.all()))


def _number_anew(order: Sequence[AgendaItem]) -> None:
    """Number the items of an agenda as they come; they step aside first, for two never have one number."""
    AgendaItem.objects.filter(pk__in=[each.pk for each in order]).update(number=F("number") + ASIDE)
    for number, each in enumerate(order, start=1):
        each.number = number
    change_rows(order, ["number"])


def carry_over(by: Person, group: WorkingGroup) -> None:
    """Put what was postponed, and what stood on a cancelled meeting's agenda, first on the next agenda.

    What is no longer postponed is taken off again, until that meeting is held. Called by every verb after which either
    may be so.
    """
    for item in list(_carried_for_nothing(group)):
        _take_off(by, item)
    for item in list(_left_over(group)):
        meeting = _next_meeting(item.meeting)
        if meeting is not None:
            _carry(by, item, meeting)


def _goes_on(path: str = "") -> Q:
    """An item that is to be taken up once more."""
    held = [MeetingState.HELD, MeetingState.NOTED, MeetingState.CONFIRMED]
    postponed = Q(**{f"{path}outcome": ItemOutcome.POSTPONED, f"{path}meeting__state__in": held})
    return postponed | Q(**{f"{path}meeting__state": MeetingState.CANCELLED})


def _left_over(group: WorkingGroup) -> models.QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(_goes_on(), meeting__group=group, carried_to=None)
    return rows.select_related("meeting__group").order_by(
        "meeting__on", "meeting__starts", "number"
    )


def _carried_for_nothing(group: WorkingGroup) -> models.QuerySet[AgendaItem]:
    to_come = group.meetings.to_come().order_by()
    rows = AgendaItem.objects.filter(meeting__in=to_come, carried_from__isnull=False)
    return rows.exclude(_goes_on("carried_from__")).select_related("meeting")


def _next_meeting(after: Meeting) -> Meeting | None:
    """The first meeting to come after another; after a cancelled one that was the last, the first to come at all."""
    to_come = list(after.group.meetings.to_come())
    later = [each for each in to_come if each.starts_at > after.starts_at]
    return next(iter([*later, *(each for each in to_come if each.on >= today())]), None)


def _carry(by: Person, item: AgendaItem, meeting: Meeting) -> None:
    order = list(meeting.items.all())
    same = next((each for each in order if item.about_id and _is_about_same(each, item)), None)
    if same is not None and same.carried_from_id is not None:
        return  # the same thing was postponed twice: this time it waits for the meeting after
    carried = same or AgendaItem(
        meeting=meeting,
        number=2 * ASIDE,
        title=item.title,
        kind=item.kind,
        minutes=item.minutes,
        about_kind=item.about_kind,
        about_id=item.about_id,
    )
    carried.carried_from = item
    carried.full_clean()
    carried.save()
    others = [each for each in order if each.pk != carried.pk]
    first = [each for each in others if each.carried_from_id is not None]
    _number_anew([*first, carried, *(each for each in others if each.carried_from_id is None)])
    record("meetings.item_carried_over", carried, by=by, after=facts(carried), parent=meeting)


def _is_about_same(one: AgendaItem, other: AgendaItem) -> bool:
    return (one.about_kind, one.about_id) == (other.about_kind, other.about_id)
