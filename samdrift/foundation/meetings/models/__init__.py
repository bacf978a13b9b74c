"""Groups that meet: who is in them, their meetings, what is taken up, what came of it and who does what."""

from samdrift.foundation.meetings.models.agenda import (
    ActionItem,
    ActionItemQuerySet,
    AgendaItem,
    ItemKind,
    ItemOutcome,
)
from samdrift.foundation.meetings.models.group import (
    GroupMember,
    PartInGroup,
    WorkingGroup,
)
from samdrift.foundation.meetings.models.meeting import (
    Attendance,
    Meeting,
    MeetingQuerySet,
    MeetingState,
    Presence,
)

__all__ = [
    "ActionItem",
    "ActionItemQuerySet",
    "AgendaItem",
    "Attendance",
    "GroupMember",
    "ItemKind",
    "ItemOutcome",
    "Meeting",
    "MeetingQuerySet",
    "MeetingState",
    "PartInGroup",
    "Presence",
    "WorkingGroup",
]
