"""What waits, by how soon it is due: late, this week, later, and what has no last day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations.waiting import Waits


@dataclass(frozen=True, slots=True)
class QueuedRow:
    """One thing that waits, as the page shows it.

    distance: how far its last day is, in words; empty where it has none. notes: for whom, what happens otherwise, and
    since when.
    """

    waits: Waits
    distance: str

    @property
    def words(self) -> str:
        return self.waits.found.words

    @property
    def url(self) -> str:
        return self.waits.found.url

    @property
    def due_on(self) -> dt.date | None:
        return self.waits.found.due_on

    @property
    def kind(self) -> str | Promise:
        return self.waits.kind.heading

    @property
    def icon(self) -> str:
        return self.waits.kind.icon

    @property
    def act(self) -> str | Promise:
        return self.waits.kind.act

    @property
    def notes(self) -> list[str | Promise]:
        found = self.waits.found
        told = [
            _("For %(name)s.") % {"name": found.behalf} if found.behalf else "",
            self.waits.why,
            _("Since %(day)s.") % {"day": found.since} if found.since else "",
        ]
        return [each for each in told if each]


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """The things that are due alike. tone, icon: how their days are marked."""

    heading: str | Promise
    tone: str
    icon: str = ""
    rows: list[QueuedRow] = field(default_factory=list)


def group_waiting(waiting: Iterable[Waits], most: int | None = None) -> list[QueueGroup]:
    """The groups that hold something, the most pressing first; of them all not more rows than `most`.

    Within a group, what is done for the own municipality stands before what is done for another, each in the order
    that is given.
    """
    late = QueueGroup(_("Overdue"), "danger", "circle-alert")
    soon = QueueGroup(_("This week"), "warning", "triangle-alert")
    later = QueueGroup(_("Later"), "neutral")
    open_ended = QueueGroup(_("Without a last day"), "neutral")
    for each in waiting:
        due = each.found.due_on
        if due is None:
            open_ended.rows.append(QueuedRow(each, ""))
            continue
        group = late if each.is_late else soon if due <= _sunday_of(each.on) else later
        group.rows.append(QueuedRow(each, _distance((due - each.on).days)))
    groups, left = (late, soon, later, open_ended), most
    for group in groups:
        group.rows.sort(key=lambda row: row.waits.found.for_others)
        if left is not None:
            del group.rows[left:]
            left -= len(group.rows)
    return [group for group in groups if group.rows]


def number_in_words(waiting: Sequence[Waits]) -> str:
    """«12 things wait, 3 are overdue»."""
    if not waiting:
        return ""
    number, late = len(waiting), sum(each.is_late for each in waiting)
    words = ngettext("%(number)s thing waits", "%(number)s things wait", number) % {
        "number": number
    }
    if late:
        told = ngettext("%(number)s is overdue", "%(number)s are overdue", late)
        words = f"{words}, {told % {'number': late}}"
    return words


def _sunday_of(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=6 - day.weekday())


def _distance(days: int) -> str:
    if days < 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
    if days == 0:
        return str(_("today"))
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
