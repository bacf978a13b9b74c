"""What pages, letters and the PDF say of meetings: colours, the way to a page, the notes as a report."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    ItemOutcome,
    Meeting,
    MeetingState,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import actions_open_at
from samdrift.foundation.ui.documents import (
    DocumentFacts,
    DocumentTable,
    Heading,
    Paragraph,
    Part,
    Report,
)

STATE_TONES: Mapping[str, str] = {
    MeetingState.PLANNED: "neutral",
    MeetingState.CALLED: "info",
    MeetingState.HELD: "warning",
    MeetingState.NOTED: "warning",
    MeetingState.CONFIRMED: "success",
    MeetingState.CANCELLED: "neutral",
}
OUTCOME_TONES: Mapping[str, str] = {
    ItemOutcome.NOTED: "neutral",
    ItemOutcome.AGREED: "success",
    ItemOutcome.REFERRED: "info",
    ItemOutcome.POSTPONED: "warning",
}
Crumb = dict[str, str]


def crumbs_of_group(group: WorkingGroup, here: str = "") -> list[Crumb]:
    """The way to a group's page, or to a page under it."""
    way: list[Crumb] = [{"label": _("Meetings"), "url": reverse("group_list")}]
    if not here:
        return [*way, {"label": str(group)}]
    return [*way, {"label": str(group), "url": group.get_absolute_url()}, {"label": here}]


def crumbs_of_meeting(meeting: Meeting, here: str = "") -> list[Crumb]:
    """The way to a meeting's page, or to a page under it."""
    name = _("Meeting %(number)s") % {"number": meeting.number}
    way = crumbs_of_group(meeting.group, name)
    if not here:
        return way
    return [*way[:-1], {"label": name, "url": meeting.get_absolute_url()}, {"label": here}]


def title_of(meeting: Meeting) -> str:
    """«IT-chefsgruppen, möte 3»."""
    return _("%(group)s, meeting %(number)s") % {"group": meeting.group, "number": meeting.number}


def names_by_presence(attendances: Sequence[Attendance]) -> list[tuple[str, str]]:
    """(«Was there», «Anna, Bo») for each presence that somebody has."""
    return [
        (
            str(Presence(presence).label),
            ", ".join(str(each.person) for each in attendances if each.presence == presence),
        )
        for presence in Presence.values
        if any(each.presence == presence for each in attendances)
    ]


def notes_report(meeting: Meeting) -> Report:
    """The notes on paper, as they read today; once confirmed they always read so."""
    items = list(
        meeting.items.select_related("carried_from__meeting").prefetch_related(
            "actions__assigned_to"
        )
    )
    attendances = list(meeting.attendances.select_related("person"))
    facts: list[tuple[str, object]] = [
        (_("When"), meeting.time_in_words),
        (_("Where"), ", ".join(filter(None, [meeting.place, meeting.link]))),
        *names_by_presence(attendances),
        (_("State"), meeting.get_state_display()),
    ]
    if meeting.noted_by is not None:
        facts.append((_("Notes sent"), f"{meeting.noted_on}, {meeting.noted_by}"))
    if meeting.confirmed_by is not None:
        facts.append((_("Notes confirmed"), f"{meeting.confirmed_on}, {meeting.confirmed_by}"))
    parts: list[Part] = []
    earlier = list(actions_open_at(meeting))
    if earlier:
        parts += [Heading(_("Actions from earlier meetings")), _table_of_earlier(earlier, meeting)]
    for item in items:
        parts += _parts_of_item(item)
    return Report(
        title=_("Notes: %(meeting)s") % {"meeting": title_of(meeting)}, facts=facts, parts=parts
    )


def _table_of_earlier(actions: Sequence[ActionItem], meeting: Meeting) -> DocumentTable:
    """What was to be done when the meeting began; «done» is told of what was done that day."""
    return DocumentTable(
        heads=[_("What is to be done"), _("Given to"), _("At meeting"), _("First due"), _("Done")],
        rows=[
            [
                each.what,
                str(each.assigned_to),
                str(each.item.meeting.number),
                str(each.first_due_on),
                str(each.done_on) if each.done_on == meeting.on else "–",
            ]
            for each in actions
        ],
    )


def _parts_of_item(item: AgendaItem) -> list[Part]:
    parts: list[Part] = [Heading(f"{item.number}. {item.title}")]
    told: list[tuple[str, object]] = [(_("Kind"), item.get_kind_display())]
    if item.outcome:
        told.append((_("Outcome"), item.get_outcome_display()))
    if item.carried_from is not None:
        told.append(
            (
                _("Postponed from"),
                _("Meeting %(number)s") % {"number": item.carried_from.meeting.number},
            )
        )
    parts.append(DocumentFacts(told))
    if item.notes:
        parts.append(Paragraph(item.notes))
    actions = list(item.actions.all())
    if actions:
        parts.append(
            DocumentTable(
                heads=[_("What is to be done"), _("Given to"), _("First due")],
                rows=[
                    [each.what, str(each.assigned_to), str(each.first_due_on)] for each in actions
                ],
            )
        )
    return parts
