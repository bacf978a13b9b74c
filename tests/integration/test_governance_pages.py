"""Who sees proposals, what their page answers, and that nothing typed is lost."""

import datetime as dt

import pytest
from django.urls import reverse

from samdrift.core.frozen import digest_of
from samdrift.decisions.governance.models import Decision, Proposal
from samdrift.decisions.governance.queries import progress, visible_proposals
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from tests.integration.test_governance_actions import a_proposal, decided


def test_employees_read_outsiders_find_nothing_and_neighbours_see_what_is_put_to_them(
    people,
) -> None:
    own = a_proposal(people)
    joint = a_proposal(people, title="Telefonin", organisations=[people.amal, people.saffle])
    for reader in (people.anna, people.bo, people.controller, people.administrator):
        assert set(visible_proposals(reader)) == {own, joint}
    assert list(visible_proposals(people.neighbour)) == [joint]
    assert not visible_proposals(people.cilla).exists()
    assert not visible_proposals(people.seller).exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("proposal_page", [200, 200, 404]),
        ("proposal_content", [200, 200, 404]),
        ("decision_add", [200, 403, 404]),
        ("proposal_withdraw", [200, 403, 404]),
    ],
)
def test_pages_of_a_proposal(people, as_person, name, told) -> None:
    address = reverse(name, args=[a_proposal(people).pk])
    asked = (people.anna, people.bo, people.cilla)
    assert [as_person(each).get(address).status_code for each in asked] == told


@pytest.mark.parametrize(
    ("name", "told"), [("proposal_list", [200, 200, 404]), ("proposal_add", [200, 403, 404])]
)
def test_list_and_new(people, as_person, name, told) -> None:
    asked = (people.anna, people.bo, people.cilla)
    assert [as_person(each).get(reverse(name)).status_code for each in asked] == told


def test_the_page_says_who_has_decided_what_and_that_nothing_changed(people, as_person) -> None:
    proposal = a_proposal(people)
    decided(people, proposal, case_number="KS 2008/417")
    text = as_person(people.bo).get(reverse("proposal_page", args=[proposal.pk])).content.decode()
    for said in (
        "Kommunfullmäktige",
        "§ 118",
        "KS 2008/417",
        "2008-12-17",
        "Väntar",
        proposal.digest,
        "Oförändrat sedan 2008-12-01",
        "Policyn antas.",
        "P1.6",
    ):
        assert said in text
    assert "Registrera ett beslut" not in text


def test_a_changed_content_is_told_and_can_not_be_decided_on(people, as_person) -> None:
    proposal = a_proposal(people)
    Proposal.objects.update(content=proposal.content.replace("antas", "avslås"))
    text = as_person(people.anna).get(reverse("proposal_page", args=[proposal.pk])).content.decode()
    assert "Innehållet har ändrats" in text
    assert "Oförändrat sedan" not in text
    assert "Registrera ett beslut" not in text


def test_the_file_has_the_digest_that_the_page_shows(people, as_person) -> None:
    proposal = a_proposal(people)
    answer = as_person(people.bo).get(reverse("proposal_content", args=[proposal.pk]))
    assert digest_of(answer.content.decode()) == proposal.digest


def test_anna_records_her_municipalitys_decision(people, as_person) -> None:
    proposal = a_proposal(people)
    typed = {
        "organisation": people.amal.pk,
        "body": "council",
        "outcome": "adopted",
        "on": "2008-12-17",
        "paragraph": "§ 118",
    }
    answer = as_person(people.anna).post(reverse("decision_add", args=[proposal.pk]), typed)
    assert answer.url == reverse("proposal_page", args=[proposal.pk])
    assert Decision.objects.get().organisation == people.amal
    typed["organisation"] = people.mellerud.pk
    answer = as_person(people.anna).post(reverse("decision_add", args=[proposal.pk]), typed)
    assert answer.status_code == 422


def test_what_was_typed_survives_a_refusal(people, as_person) -> None:
    proposal = a_proposal(people)
    typed = {
        "organisation": people.amal.pk,
        "body": "council",
        "outcome": "adopted",
        "on": "2008-12-17",
        "note": "Enhälligt",
    }
    answer = as_person(people.anna).post(reverse("decision_add", args=[proposal.pk]), typed)
    assert answer.status_code == 422
    assert "Enhälligt" in answer.content.decode()
    assert "Ange beslutets paragraf eller diarienummer." in answer.content.decode()


def test_a_document_is_proposed_by_its_page_and_withdrawn(people, as_person) -> None:
    adopt_policy(by=people.administrator, federation=people.federation, document=shipped_policy())
    browser = as_person(people.anna)
    typed = {
        "title": "IT-policy",
        "text": "Antas.",
        "organisations": [people.amal.pk],
        "serves": ["P1.6", "P2.8"],
    }
    answer = browser.post(reverse("proposal_add"), typed)
    proposal = Proposal.objects.get()
    assert answer.url == reverse("proposal_page", args=[proposal.pk])
    assert proposal.document["serves"] == ["P1.6", "P2.8"]
    browser.post(reverse("proposal_withdraw", args=[proposal.pk]), {"why": "Skrivs om"})
    assert "Skrivs om" in browser.get(answer.url).content.decode()
    assert browser.post(reverse("proposal_add"), typed | {"serves": ["P99.9"]}).status_code == 422


def test_the_list_filters_on_what_waits_for_ones_own_municipality(people, as_person) -> None:
    decided(people, a_proposal(people, title="Avgjort här"))
    a_proposal(people, title="Väntar här")
    answer = as_person(people.anna).get(reverse("proposal_list"), {"vantar": people.amal.pk})
    text = answer.content.decode()
    assert "Väntar här" in text
    assert "Avgjort här" not in text


def test_the_list_costs_the_same_for_one_row_and_for_three(people, as_person) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = as_person(people.anna)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("proposal_list"))
        return len(asked)

    a_proposal(people)
    cost()
    one = cost()
    for number in range(2):
        a_proposal(people, title=f"Nummer {number}")
    assert cost() == one


def test_progress_counts_the_latest_standing_outcome(people) -> None:
    proposal = a_proposal(people)
    wrong = decided(people, proposal, outcome="rejected")
    assert progress([proposal.pk]) == {proposal.pk: (0, 2)}
    decided(people, proposal, corrects=wrong, on=dt.date(2008, 12, 18))
    assert progress([proposal.pk]) == {proposal.pk: (1, 2)}
