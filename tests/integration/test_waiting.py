"""What waits for whom: each kind reaches the one who acts, nobody else, and goes away when it is done."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samdrift.decisions.governance.actions import propose, record_decision
from samdrift.decisions.governance.models import Body, Outcome, ProposalKind
from samdrift.decisions.notices import actions as notices
from samdrift.decisions.policy import actions as policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.entrances.portal.queue import group_waiting
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, Waits, waiting_for, waiting_kinds
from samdrift.records.spending import actions as spending
from tests import factories
from tests.integration import money_year
from tests.integration.notice_told import make_told, sent
from tests.people import Society, society
from tests.policy_place import let_adopt

pytestmark = pytest.mark.django_db
EVERY_KIND = {
    "actions",
    "agreements",
    "budget_requests",
    "calls",
    "competence",
    "costs",
    "draft_notices",
    "functions",
    "keys",
    "letters",
    "meetings_to_note",
    "notes_to_confirm",
    "notices",
    "opportunities",
    "plans",
    "policy",
    "products",
    "proposals",
    "returned_costs",
    "returned_proposals",
    "steps",
    "uploads",
}


def found(person: Person, kind: str) -> list[Waiting]:
    fresh = Person.objects.get(pk=person.pk)
    return [each.found for each in waiting_for(fresh) if each.kind.name == kind]


def test_every_room_answers_for_its_own() -> None:
    assert {each.name for each in waiting_kinds()} == EVERY_KIND


def test_what_is_due_first_stands_first_and_what_is_late_is_said_to_be() -> None:
    kind, on = waiting_kinds()[0], dt.date(2009, 3, 1)
    late = Waits(kind, Waiting("b", "/", due_on=dt.date(2009, 2, 28)), on)
    last_day = Waits(kind, Waiting("a", "/", due_on=on), on)
    no_day = Waits(kind, Waiting("c", "/", since=dt.date(2008, 1, 1)), on)
    assert late.is_late
    assert not last_day.is_late
    assert not no_day.is_late


def test_what_waits_is_grouped_by_how_soon_it_is_due() -> None:
    """A Thursday: the week ends on Sunday, and what is due today is not late."""
    kind, thursday = waiting_kinds()[0], dt.date(2009, 1, 1)
    due = {"a": -2, "b": -1, "c": 0, "d": 3, "e": 4, "f": None}
    waiting = [
        Waits(
            kind,
            Waiting(name, "/", due_on=None if days is None else thursday + dt.timedelta(days=days)),
            thursday,
        )
        for name, days in due.items()
    ]
    with translation.override("sv"):
        told = {
            str(group.heading): [(row.waits.found.words, row.distance) for row in group.rows]
            for group in group_waiting(waiting)
        }
    assert told == {
        "Försenat": [("a", "2 dagar sedan"), ("b", "1 dag sedan")],
        "Den här veckan": [("c", "i dag"), ("d", "om 3 dagar")],
        "Längre fram": [("e", "om 4 dagar")],
        "Utan sista dag": [("f", "")],
    }
    assert group_waiting([]) == []


def test_within_a_group_the_own_municipality_stands_first_and_no_more_rows_than_asked() -> None:
    kind, on = waiting_kinds()[0], dt.date(2009, 1, 1)
    waiting = [
        Waits(kind, Waiting("others, late", "/", due_on=dt.date(2008, 1, 1), for_others=True), on),
        Waits(kind, Waiting("others, soon", "/", due_on=on, for_others=True), on),
        Waits(kind, Waiting("own, soon", "/", due_on=dt.date(2009, 1, 3)), on),
        Waits(kind, Waiting("own, later", "/", due_on=dt.date(2009, 2, 1)), on),
    ]
    everything = ["others, late", "own, soon", "others, soon", "own, later"]
    for most in (None, 0, 1, 2, 3, 4, 5):
        groups = group_waiting(waiting, most)
        assert [row.words for group in groups for row in group.rows] == everything[:most]
        assert all(group.rows for group in groups)


def test_what_is_answered_for_another_municipality_is_known_as_that() -> None:
    told = make_told(society())
    sent(told)
    (own,) = found(told.manager, "notices")
    assert (own.behalf, own.for_others) == ("Mellerud", False)
    Person.objects.filter(pk=told.manager.pk).update(organisation=told.people.amal)
    (lent,) = found(told.manager, "notices")
    assert (lent.behalf, lent.for_others) == ("Mellerud", True)


def test_a_proposal_waits_for_those_who_record_the_decision_until_it_is_made() -> None:
    people = society()
    proposal = propose(
        by=people.administrator,
        federation=people.federation,
        kind=ProposalKind.DOCUMENT,
        title="Gemensam drift",
        text="Vi driver gemensamt.",
        organisations=[people.amal, people.mellerud],
        cites_none_because="Prov",
    )
    (waits,) = found(people.anna, "proposals")
    assert waits.words == "Besluta: Gemensam drift"
    assert waits.since == proposal.made_on
    assert waits.behalf == "Åmål"
    for nobody in (people.bo, people.neighbour, people.seller):
        assert not found(nobody, "proposals")
    record_decision(
        by=people.anna,
        proposal=proposal,
        organisation=people.amal,
        body=Body.BOARD,
        outcome=Outcome.ADOPTED,
        on=dt.date(2009, 1, 1),
        paragraph="§ 1",
    )
    assert not found(people.anna, "proposals")


def test_costs_wait_for_whoever_approves_them_and_come_back_to_who_entered_them() -> None:
    year = money_year.begin(society())
    people = year.people
    (waits,) = found(people.anna, "costs")
    assert waits.url == reverse("cost_approval")
    assert "1 kostnadsrad" in waits.words
    assert not found(people.bo, "costs")
    spending.return_cost_lines(by=people.anna, lines=[year.budget], note="Fel belopp")
    assert not found(people.anna, "costs")
    entered_by = year.budget.entered_by
    assert entered_by is not None
    (back,) = found(entered_by, "returned_costs")
    assert "1 kostnadsrad som har lämnats tillbaka" in back.words
    assert back.since is not None


def test_a_change_notice_waits_until_it_is_answered_and_is_due_after_thirty_days() -> None:
    told = make_told(society())
    notice = sent(told)
    (waits,) = found(told.manager, "notices")
    assert waits.since is not None
    assert waits.due_on == waits.since + dt.timedelta(days=30)
    assert not found(told.people.seller, "notices")
    notices.acknowledge_notice(by=told.manager, notice=notice)
    assert not found(told.manager, "notices")


def test_the_policy_waits_for_everybody_it_holds_for_until_it_is_read() -> None:
    people = society()
    made = policy.adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    assert not found(people.bo, "policy")  # nobody has adopted it
    let_adopt(people.anna, made)
    (waits,) = found(people.bo, "policy")
    assert waits.url == reverse("policy")
    assert not found(people.seller, "policy")
    policy.acknowledge_reading(by=people.bo, policy=made)
    assert not found(people.bo, "policy")


def _many_wait(people: Society, number: int) -> None:
    for each in range(number):
        propose(
            by=people.administrator,
            federation=people.federation,
            kind=ProposalKind.DOCUMENT,
            title=f"Förslag {each} av {number}",
            text="Vi föreslår.",
            organisations=[people.amal],
            cites_none_because="Prov",
        )


def test_more_that_waits_costs_no_more_questions(as_person) -> None:
    people = society()
    client = as_person(people.anna)
    address = reverse("waiting")
    counted = []
    for more in (2, 10):
        _many_wait(people, more)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address)
        assert shown.status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert len(shown.context["waiting"]) >= 12
    told = client.get("/api/v1/waiting").json()["items"]
    assert [each["words"] for each in told] == [
        each.found.words for each in shown.context["waiting"]
    ]
    assert {each["kind"] for each in told} == {"proposals"}
    start = client.get("/")
    assert sum(len(group.rows) for group in start.context["queue"]) == 10
    assert f"Se alla {start.context['waiting_number']}" in start.content.decode()


def test_who_has_nothing_to_do_is_told_so(as_person) -> None:
    people = society()
    for address in ("/", reverse("waiting")):
        assert "Inget väntar på dig." in as_person(people.seller).get(address).content.decode()


def test_agreements_to_decide_on_are_due_by_the_first_of_their_days() -> None:
    people = society()
    system = factories.application(people.amal)
    for title, last_day in (("Senare", dt.date(2008, 11, 30)), ("Först", dt.date(2008, 6, 30))):
        made = factories.agreement(
            people.amal, title, starts_on=dt.date(2006, 1, 1), ends_on=last_day, renewal="ends"
        )
        made.applications.add(system)
    (waits,) = found(people.anna, "agreements")
    assert waits.words == "2 avtal har löpt ut men det som avtalen gäller är i drift"
    assert waits.since == waits.due_on == dt.date(2008, 6, 30)
    assert not found(people.bo, "agreements")
