"""A group with Anna as its chair, Bo as its secretary and Kim in it; verbs and pages of meetings are tried in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.models import AgendaItem, ItemOutcome, Meeting, WorkingGroup
from tests.people import LONG_AGO, Society

TODAY = dt.date(2009, 1, 1)
LATER = dt.date(2009, 1, 22)
LAST_MONTH = dt.date(2008, 12, 1)
NINE, TWELVE = dt.time(9), dt.time(12)


@dataclass(frozen=True)
class Circle:
    people: Society
    group: WorkingGroup

    def plan(self, on: dt.date = LATER, **changes: Any) -> Meeting:
        fields = {"starts": NINE, "ends": TWELVE, "place": "Åmåls stadshus", **changes}
        return actions.plan_meeting(by=self.people.bo, group=self.group, on=on, **fields)

    def called(self, on: dt.date = LATER) -> Meeting:
        return actions.call_meeting(by=self.people.bo, meeting=self.plan(on))

    def item(self, meeting: Meeting, title: str = "Telefonin", **fields: Any) -> AgendaItem:
        return actions.add_item(by=self.people.bo, meeting=meeting, title=title, **fields)

    def hold(self, meeting: Meeting) -> Meeting:
        return actions.mark_attendance(
            by=self.people.bo, meeting=meeting, present=[self.people.anna, self.people.bo]
        )

    def held(self, on: dt.date = LAST_MONTH, *titles: str) -> Meeting:
        """A meeting that was held, with these on its agenda."""
        meeting = self.plan(on)
        for title in titles or ("Telefonin",):
            self.item(meeting, title)
        return self.hold(meeting)

    def note(
        self, item: AgendaItem, outcome: str = ItemOutcome.AGREED, notes: str = ""
    ) -> AgendaItem:
        item.refresh_from_db()
        return actions.note_outcome(by=self.people.bo, item=item, outcome=outcome, notes=notes)

    def noted(self, on: dt.date = LAST_MONTH) -> Meeting:
        """A meeting whose notes are sent by the secretary."""
        meeting = self.held(on)
        self.note(meeting.items.get())
        meeting.refresh_from_db()
        return actions.send_notes(by=self.people.bo, meeting=meeting)

    def confirmed(self, on: dt.date = LAST_MONTH) -> Meeting:
        return actions.confirm_notes(by=self.people.anna, meeting=self.noted(on))


def make_circle(people: Society) -> Circle:
    group = actions.form_group(
        by=people.administrator, federation=people.federation, name="IT-chefsgruppen"
    )
    for person, part in (
        (people.anna, "chair"),
        (people.bo, "secretary"),
        (people.controller, "member"),
    ):
        actions.take_into_group(
            by=people.administrator, group=group, person=person, part=part, starts_on=LONG_AGO
        )
    return Circle(people, group)
