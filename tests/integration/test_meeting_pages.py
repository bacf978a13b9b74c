"""Pages of meetings: who opens which, what was typed survives, two note at once, questions do not grow with rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.models import ActionItem, AgendaItem, Meeting, MeetingState
from tests.integration.meeting_place import LAST_MONTH, LATER, TODAY, Circle, make_circle
from tests.integration.test_governance_actions import a_proposal
from tests.people import Society, person


@pytest.fixture
def circle(people: Society) -> Circle:
    return make_circle(people)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("group_page", [200, 200, 404]),
        ("group_change", [200, 403, 404]),
        ("group_member_add", [200, 403, 404]),
        ("meeting_list", [200, 200, 404]),
        ("outcome_list", [200, 200, 404]),
        ("action_list", [200, 200, 404]),
        ("meeting_add", [200, 403, 404]),
    ],
)
def test_pages_of_a_group(circle: Circle, as_person: Any, name: str, told: list[int]) -> None:
    people = circle.people
    address = reverse(name, args=[circle.group.pk])
    asked = (people.anna, people.controller, people.cilla)
    assert [as_person(each).get(address).status_code for each in asked] == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("meeting_page", [200, 200, 404]),
        ("meeting_change", [200, 403, 404]),
        ("meeting_call", [200, 403, 404]),
        ("meeting_cancel", [200, 403, 404]),
        ("meeting_calendar", [200, 200, 404]),
        ("meeting_answer", [200, 200, 404]),
        ("item_add", [200, 200, 404]),
        ("meeting_attendance", [200, 403, 404]),
        ("notes_write", [200, 403, 404]),
        ("notes_send", [200, 403, 404]),
        ("notes_confirm", [200, 403, 404]),
        ("notes_pdf", [200, 200, 404]),
    ],
)
def test_pages_of_a_meeting(circle: Circle, as_person: Any, name: str, told: list[int]) -> None:
    people = circle.people
    address = reverse(name, args=[circle.called().pk])
    asked = (people.anna, people.controller, people.cilla)
    assert [as_person(each).get(address).status_code for each in asked] == told


def test_an_employee_outside_the_group_does_not_know_of_meetings(
    circle: Circle, as_person: Any
) -> None:
    employee = as_person(person("Eva", circle.people.amal))
    assert employee.get(reverse("group_list")).status_code == 404
    assert employee.get(circle.group.get_absolute_url()).status_code == 404
    assert "IT-chefsgruppen" not in employee.get("/").content.decode()


def _typed(meeting: Meeting, browser: Any, **changes: str) -> dict[str, str]:
    """What a browser sends of the page of notes, with some fields written over."""
    form = browser.get(reverse("notes_write", args=[meeting.pk])).context["form"]
    sent = {"row_version": form.row_version}
    for item in meeting.items.all():
        for name, value in ((f"outcome_{item.pk}", item.outcome), (f"notes_{item.pk}", item.notes)):
            sent |= {name: value, f"initial-{name}": value}
    return sent | changes


def test_two_who_note_at_once_keep_both_their_items(circle: Circle, as_person: Any) -> None:
    meeting = circle.held(LAST_MONTH, "Telefonin", "Driften")
    telephony, operation = meeting.items.all()
    address = reverse("notes_write", args=[meeting.pk])
    anna, bo = as_person(circle.people.anna), as_person(circle.people.bo)
    by_anna = _typed(
        meeting, anna, **{f"notes_{telephony.pk}": "Annas", f"outcome_{telephony.pk}": "agreed"}
    )
    by_bo = _typed(
        meeting, bo, **{f"notes_{operation.pk}": "Bos", f"outcome_{operation.pk}": "noted"}
    )
    assert anna.post(address, by_anna).status_code == 302
    answer = bo.post(address, by_bo)
    assert answer.status_code == 422
    shown = answer.context["form"]
    assert shown[f"notes_{operation.pk}"].value() == "Bos"
    assert shown[f"notes_{telephony.pk}"].value() == "Annas"
    again = {**dict(shown.data.items()), "row_version": shown.row_version}
    assert bo.post(address, again).status_code == 302
    told = dict(meeting.items.values_list("title", "notes"))
    assert told == {"Telefonin": "Annas", "Driften": "Bos"}


def test_what_was_typed_survives_a_refusal(circle: Circle, as_person: Any) -> None:
    address = reverse("meeting_add", args=[circle.group.pk])
    typed = {"on": "2009-02-30", "starts": "09:00", "ends": "12:00", "place": "Åmåls stadshus"}
    answer = as_person(circle.people.bo).post(address, typed)
    assert answer.status_code == 422
    assert "Åmåls stadshus" in answer.content.decode()


def test_the_year_of_a_meeting_by_its_pages(circle: Circle, as_person: Any, settings: Any) -> None:
    people, bo = circle.people, as_person(circle.people.bo)
    typed = {
        "on": "2009-01-22",
        "starts": "09:00",
        "ends": "12:00",
        "link": "https://mote.example/x",
    }
    page = bo.post(reverse("meeting_add", args=[circle.group.pk]), typed).url
    meeting = Meeting.objects.get()
    bo.post(reverse("item_add", args=[meeting.pk]), {"title": "Telefonin", "kind": "decision"})
    bo.post(reverse("item_add", args=[meeting.pk]), {"title": "Driften", "kind": "discussion"})
    driften = AgendaItem.objects.get(title="Driften")
    bo.post(reverse("item_move", args=[driften.pk]), {"number": 1})
    bo.post(reverse("meeting_call", args=[meeting.pk]))
    as_person(people.controller).post(reverse("meeting_answer", args=[meeting.pk]), {"comes": "no"})
    assert "Kan inte komma" in bo.get(page).content.decode()
    settings.SAMDRIFT_TODAY = "2009-01-22"
    bo.post(
        reverse("meeting_attendance", args=[meeting.pk]),
        {"present": [people.anna.pk, people.bo.pk]},
    )
    telephony = AgendaItem.objects.get(title="Telefonin")
    meeting.refresh_from_db()
    noted = {
        f"outcome_{telephony.pk}": "agreed",
        f"outcome_{driften.pk}": "postponed",
        f"notes_{telephony.pk}": "Vi går samman.",
    }
    bo.post(reverse("notes_write", args=[meeting.pk]), _typed(meeting, bo, **noted))
    given = {"what": "Ta in offerter", "owner": people.controller.pk, "due_on": "2009-02-12"}
    bo.post(reverse("action_add", args=[telephony.pk]), given)
    bo.post(reverse("notes_send", args=[meeting.pk]))
    as_person(people.anna).post(reverse("notes_confirm", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONFIRMED
    moved = {"due_on": "2009-02-20", "why": "Leverantören svarar sent"}
    action = ActionItem.objects.get()
    as_person(people.controller).post(reverse("action_move", args=[action.pk]), moved)
    text = bo.get(circle.group.get_absolute_url()).content.decode()
    for said in ("Ta in offerter", "2009-02-20", "Anteckningar bekräftade"):
        assert said in text
    pdf = bo.get(reverse("notes_pdf", args=[meeting.pk]))
    words = "".join(each.extract_text() for each in PdfReader(_file(pdf)).pages)
    assert "Vi går samman." in words
    assert "2009-02-12" in words  # as it was said at the meeting
    text = bo.get(reverse("outcome_list", args=[circle.group.pk]), {"q": "samman"}).content.decode()
    assert "Telefonin" in text
    assert "Driften" not in text


def _file(answer: Any) -> Any:
    import io

    return io.BytesIO(answer.content)


def test_a_proposal_is_taken_up_and_its_page_tells_where_and_how_it_went(
    circle: Circle, as_person: Any, settings: Any
) -> None:
    people, proposal = circle.people, a_proposal(circle.people)
    page = reverse("proposal_page", args=[proposal.pk])
    address = reverse("proposal_take_up", args=[proposal.pk])
    anna = as_person(people.anna)
    assert "Ta upp på möte" not in anna.get(page).content.decode()
    assert anna.get(address).status_code == 403
    meeting = circle.plan()
    asked = (people.anna, person("Eva", people.amal), people.cilla)
    assert [as_person(each).get(address).status_code for each in asked] == [200, 403, 404]
    typed = {"meeting": meeting.pk, "kind": "decision", "minutes": "20"}
    assert anna.post(address, typed).url == meeting.get_absolute_url()
    assert anna.post(address, typed).status_code == 422
    assert page in anna.get(meeting.get_absolute_url()).content.decode()
    settings.SAMDRIFT_TODAY = str(LATER)
    circle.hold(meeting)
    circle.note(meeting.items.get(), "agreed", "Gruppen förordar den.")
    text = anna.get(page).content.decode()
    assert "Gruppen förordar den." in text
    assert "Överenskommet" in text
    outsider = as_person(person("Ulla", people.amal)).get(page).content.decode()
    assert "Gruppen förordar den." not in outsider


def test_who_may_not_see_the_proposal_sees_the_item_s_title_alone(
    circle: Circle, as_person: Any
) -> None:
    people, proposal = circle.people, a_proposal(circle.people)
    meeting = circle.plan()
    actions.add_item(by=people.anna, meeting=meeting, title="IT-policyn", about=proposal)
    actions.take_into_group(
        by=people.anna, group=circle.group, person=people.neighbour, part="member", starts_on=TODAY
    )
    text = as_person(people.neighbour).get(meeting.get_absolute_url()).content.decode()
    assert "IT-policyn" in text
    assert reverse("proposal_page", args=[proposal.pk]) not in text
    assert Proposal.objects.count() == 1


def test_a_meeting_costs_the_same_however_long_its_agenda(circle: Circle, as_person: Any) -> None:
    browser = as_person(circle.people.anna)
    meeting = circle.held(LAST_MONTH, "Fråga 1")
    pages = (meeting.get_absolute_url(), circle.group.get_absolute_url(), "/", "/att-gora/")

    def cost() -> list[int]:
        found = []
        for each in pages:
            browser.get(each)
            with CaptureQueriesContext(connection) as asked:
                browser.get(each)
            found.append(len(asked))
        return found

    def give() -> None:
        for item in meeting.items.all():
            actions.assign_action(
                by=circle.people.bo,
                item=item,
                what=f"Gör {item.number}",
                owner=circle.people.anna,
                due_on=TODAY,
            )

    give()
    few = cost()
    for number in range(2, 9):
        circle.item(meeting, f"Fråga {number}")
    ActionItem.objects.all().delete()
    give()
    assert cost() == few
