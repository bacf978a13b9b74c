"""What waits, by how soon it is due: late, this week, later, and what has no last day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations.waiting import Waits


@dataclass(frozen=True, slots=True)
class QueuedRow:
    """One thing that waits. distance: how far its last day is, in words; empty where it has none."""

    waits: Waits
    distance: str


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """The things that are due alike. tone: as of a tag."""

    heading: str | Promise
    tone: str
    rows: list[QueuedRow] = field(default_factory=list)


def group_waiting(waiting: Iterable[Waits]) -> list[QueueGroup]:
    """The groups that hold something, the most pressing first; within each, the order that is given."""
    late = QueueGroup(_("Overdue"), "danger")
    soon = QueueGroup(_("This week"), "warning")
    later = QueueGroup(_("Later"), "neutral")
    open_ended = QueueGroup(_("Without a last day"), "neutral")
    for each in waiting:
        due = each.found.due_on
        if due is None:
            open_ended.rows.append(QueuedRow(each, ""))
            continue
        group = late if each.is_late else soon if due <= _sunday_of(each.on) else later
        group.rows.append(QueuedRow(each, _distance((due - each.on).days)))
    return [group for group in (late, soon, later, open_ended) if group.rows]


def _sunday_of(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=6 - day.weekday())


def _distance(days: int) -> str:
    if days < 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
    if days == 0:
        return str(_("today"))
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
