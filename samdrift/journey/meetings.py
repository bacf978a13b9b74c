"""The IT managers' group meets: what it agreed on in the autumn, what is left to do, and what it takes up next.

Example data: that there is such a group is the policy's (chapter 3); who said what at which meeting is not known.
"""

import datetime as dt

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.models import (
    AgendaItem,
    ItemKind,
    ItemOutcome,
    Meeting,
    PartInGroup,
    WorkingGroup,
)
from samdrift.foundation.organisations.models import Person
from samdrift.journey.organisations import SINCE, Society

NINE, TWELVE = dt.time(9), dt.time(12)
AUTUMN, ADVENT = dt.date(2008, 10, 9), dt.date(2008, 12, 4)
JANUARY, MARCH = dt.date(2009, 1, 22), dt.date(2009, 3, 12)
CHAIR, SECRETARY = "it.amal", "it.mellerud"
OTHERS = ("it.bengtsfors", "it.dalsed", "it.fargelanda", "skolit.amal")


def meet(society: Society, proposals: list[Proposal]) -> WorkingGroup:
    """Form the group, note two meetings of the autumn, call to the next and plan the one after."""
    group = _form_group(society)
    _meet_in_autumn(society, group)
    _meet_in_advent(society, group)
    january = _plan(society, group, JANUARY, "Melleruds kommunkontor")
    _plan(society, group, MARCH, "Färgelanda kommunhus")
    _prepare(society, january, proposals)
    return group


def _form_group(society: Society) -> WorkingGroup:
    group = actions.form_group(
        by=society.administrator,
        federation=society.federation,
        name="IT-chefsgruppen",
        purpose="Tar initiativ till och driver genomförandet av IT-policyn.",
    )
    parts = {CHAIR: PartInGroup.CHAIR, SECRETARY: PartInGroup.SECRETARY}
    for key in (CHAIR, SECRETARY, *OTHERS):
        actions.take_into_group(
            by=society.administrator,
            group=group,
            person=society.people[key],
            part=parts.get(key, PartInGroup.MEMBER),
            starts_on=SINCE,
        )
    return group


def _plan(society: Society, group: WorkingGroup, on: dt.date, place: str) -> Meeting:
    return actions.plan_meeting(
        by=society.people[SECRETARY], group=group, on=on, starts=NINE, ends=TWELVE, place=place
    )


def _add(society: Society, meeting: Meeting, title: str, kind: str, minutes: int) -> AgendaItem:
    return actions.add_item(
        by=society.people[SECRETARY], meeting=meeting, title=title, kind=kind, minutes=minutes
    )


def _note(society: Society, item: AgendaItem, outcome: str, notes: str) -> AgendaItem:
    item.refresh_from_db()
    return actions.note_outcome(
        by=society.people[SECRETARY], item=item, outcome=outcome, notes=notes
    )


def _hold(society: Society, meeting: Meeting, present: list[Person]) -> None:
    actions.mark_attendance(by=society.people[SECRETARY], meeting=meeting, present=present)


def _send(society: Society, meeting: Meeting) -> Meeting:
    meeting.refresh_from_db()
    return actions.send_notes(by=society.people[SECRETARY], meeting=meeting)


def _meet_in_autumn(society: Society, group: WorkingGroup) -> None:
    """Noted, confirmed, and with an action that is done."""
    meeting = _plan(society, group, AUTUMN, "Åmåls stadshus")
    state = _add(society, meeting, "Nuläget i kommunernas register", ItemKind.INFORMATION, 20)
    telephony = _add(society, meeting, "Gemensam telefonväxel", ItemKind.DECISION, 40)
    workplaces = _add(society, meeting, "Upphandling av arbetsplatser", ItemKind.DISCUSSION, 30)
    _hold(society, meeting, [society.people[key] for key in (CHAIR, SECRETARY, *OTHERS)])
    _note(society, state, ItemOutcome.NOTED, "Registren är olika fullständiga.")
    _note(society, telephony, ItemOutcome.AGREED, "Gruppen förordar en gemensam växel.")
    action = actions.assign_action(
        by=society.people[SECRETARY],
        item=telephony,
        what="Ta in antalet anknytningar från varje kommun",
        owner=society.it_manager("dalsed"),
        due_on=ADVENT,
    )
    _note(society, workplaces, ItemOutcome.POSTPONED, "Underlaget är inte klart.")
    actions.confirm_notes(by=society.people[CHAIR], meeting=_send(society, meeting))
    actions.finish_action(
        by=society.it_manager("dalsed"), action=action, report="Alla fem har svarat."
    )


def _meet_in_advent(society: Society, group: WorkingGroup) -> None:
    """Noted and sent, to be confirmed; an action is left, another was moved, and an item is postponed."""
    meeting = _plan(society, group, ADVENT, "Bengtsfors kommunhus")
    (workplaces,) = meeting.items.all()
    policy = _add(society, meeting, "IT-policyn till fullmäktige", ItemKind.DECISION, 30)
    training = _add(society, meeting, "Gemensam utbildning", ItemKind.DISCUSSION, 20)
    there = (CHAIR, SECRETARY, "it.bengtsfors", "it.fargelanda", "it.dalsed")
    _hold(society, meeting, [society.people[key] for key in there])
    _note(society, workplaces, ItemOutcome.REFERRED, "Ekonomicheferna får frågan.")
    _note(society, policy, ItemOutcome.AGREED, "Varje kommun lägger fram policyn i januari.")
    _note(society, training, ItemOutcome.POSTPONED, "Tas upp när kompetensen är inventerad.")
    by = society.people[SECRETARY]
    actions.assign_action(
        by=by,
        item=policy,
        what="Skriv fram ärendet till kommunstyrelsen",
        owner=society.it_manager("fargelanda"),
        due_on=dt.date(2009, 1, 15),
    )
    action = actions.assign_action(
        by=by,
        item=workplaces,
        what="Lämna över underlaget till ekonomicheferna",
        owner=society.it_manager("bengtsfors"),
        due_on=dt.date(2008, 12, 19),
    )
    _send(society, meeting)
    actions.move_action(
        by=society.it_manager("bengtsfors"),
        action=action,
        due_on=dt.date(2009, 1, 30),
        why="Ekonomicheferna träffas först i slutet av januari.",
    )


def _prepare(society: Society, meeting: Meeting, proposals: list[Proposal]) -> None:
    """A proposal is taken up, and everybody is called; two have answered."""
    for proposal in proposals[:1]:
        actions.add_item(
            by=society.people[CHAIR],
            meeting=meeting,
            title=proposal.title,
            kind=ItemKind.DECISION,
            minutes=30,
            about=proposal,
        )
    called = actions.call_meeting(by=society.people[SECRETARY], meeting=meeting)
    for key, comes in ((SECRETARY, True), ("it.dalsed", False)):
        own = called.attendances.get(person=society.people[key])
        actions.answer_call(by=society.people[key], attendance=own, comes=comes)
