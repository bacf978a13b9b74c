"""Proposals are frozen when they are made; each municipality decides for itself; nothing is changed afterwards."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from samdrift.core.frozen import digest_of
from samdrift.decisions.governance.actions import propose, record_decision, withdraw_proposal
from samdrift.decisions.governance.models import Decision, Proposal
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.models import Policy
from samdrift.foundation.audit.queries import history
from tests.people import Society, person

DAY = dt.date(2008, 12, 1)


def a_proposal(people: Society, **changes: Any) -> Proposal:
    fields: dict[str, Any] = {
        "kind": "document",
        "title": "IT-policy 2009-2013",
        "text": "Policyn antas.",
        "organisations": [people.amal, people.mellerud],
        "on": DAY,
        "serves": ["P1.6"],
    }
    if not Policy.objects.exists():
        adopt_policy(
            by=people.administrator, federation=people.federation, document=shipped_policy()
        )
    return propose(by=people.anna, federation=people.federation, **{**fields, **changes})


def decided(people: Society, proposal: Proposal, **changes: Any) -> Decision:
    fields: dict[str, Any] = {
        "by": people.anna,
        "organisation": people.amal,
        "body": "council",
        "outcome": "adopted",
        "on": dt.date(2008, 12, 17),
        "paragraph": "§ 118",
    }
    return record_decision(proposal=proposal, **{**fields, **changes})


def test_anna_proposes_bo_may_not_and_cilla_may_not(people: Society) -> None:
    proposal = a_proposal(people)
    assert proposal.document["text"] == "Policyn antas."
    assert proposal.digest == digest_of(proposal.content)
    assert history(proposal).first().event == "governance.proposal_made"
    for other in (people.bo, people.cilla, people.controller, people.seller):
        with pytest.raises(PermissionDenied):
            propose(
                by=other,
                federation=people.federation,
                kind="document",
                title="X",
                text="X",
                organisations=[people.amal],
            )


def test_a_proposal_changed_behind_the_verbs_is_found_out_and_not_decided_on(
    people: Society,
) -> None:
    proposal = a_proposal(people)
    Proposal.objects.update(content=proposal.content.replace("antas", "avslås"))
    tampered = Proposal.objects.get()
    assert not tampered.is_unchanged
    with pytest.raises(ValidationError):
        decided(people, tampered)


def test_a_title_that_no_longer_agrees_with_the_content_is_found_out(people: Society) -> None:
    a_proposal(people)
    Proposal.objects.update(title="Något annat")
    assert not Proposal.objects.get().is_unchanged


@pytest.mark.parametrize(
    "changes",
    [
        {"organisations": []},
        {"departs": ["P2.18"]},
        {"serves": ["P99.9"]},
        {"serves": ["P1.6", "p1.6"]},
        {"serves": [], "departs": ["P99.9"], "departs_because": "Det går inte annars."},
        {"serves": []},
        {"serves": [], "cites_none_because": "  "},
        {"departs": ["P1.6"], "departs_because": "Den både främjar och avviker."},
        {"source_path": "//elsewhere.example"},
        {"on": dt.date(2009, 1, 2)},
        {"title": ""},
    ],
)
def test_a_proposal_that_says_too_little_is_refused(
    people: Society, changes: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        a_proposal(people, **changes)


def test_a_supplier_is_never_asked_to_decide(people: Society) -> None:
    with pytest.raises(ValidationError):
        a_proposal(people, organisations=[people.supplier])


def test_one_decides_only_for_ones_own_municipality(people: Society) -> None:
    proposal = a_proposal(people)
    decision = decided(people, proposal)
    assert (decision.organisation, decision.recorded_by) == (people.amal, people.anna)
    for other in (people.bo, people.cilla, people.controller):
        with pytest.raises(PermissionDenied):
            decided(people, proposal, by=other)
    with pytest.raises(PermissionDenied):
        decided(people, proposal, organisation=people.mellerud)


def test_the_administrator_records_for_members_and_for_a_neighbour_who_is_asked(
    people: Society,
) -> None:
    proposal = a_proposal(people, organisations=[people.mellerud, people.saffle])
    decided(people, proposal, by=people.administrator, organisation=people.mellerud)
    decided(people, proposal, by=people.administrator, organisation=people.saffle)
    later = {"outcome": "rejected", "on": dt.date(2008, 12, 30)}
    decided(people, proposal, by=people.neighbour, organisation=people.saffle, **later)
    assert Decision.objects.count() == 3


def test_status_follows_from_what_each_municipality_decided_last(people: Society) -> None:
    proposal = a_proposal(people)

    def status() -> str:
        return Proposal.objects.get(pk=proposal.pk).status

    decided(people, proposal)
    assert status() == "waiting"
    admin = {"by": people.administrator, "organisation": people.mellerud}
    decided(people, proposal, **admin, outcome="returned", on=dt.date(2008, 12, 18))
    assert status() == "returned"
    decided(people, proposal, **admin, on=dt.date(2008, 12, 22))
    assert status() == "adopted"


def test_a_decision_is_corrected_by_a_new_one_and_only_once(people: Society) -> None:
    proposal = a_proposal(people)
    wrong = decided(people, proposal, outcome="rejected")
    right = decided(people, proposal, corrects=wrong)
    wrong.refresh_from_db()
    assert wrong.outcome == "rejected"
    assert list(proposal.decisions.not_corrected()) == [right]
    with pytest.raises(ValidationError):
        decided(people, proposal, corrects=wrong)


def test_a_correction_stays_within_its_municipality(people: Society) -> None:
    proposal = a_proposal(people)
    wrong = decided(people, proposal)
    with pytest.raises(ValidationError):
        decided(
            people, proposal, by=people.administrator, organisation=people.mellerud, corrects=wrong
        )


def test_a_body_may_have_decided_before_the_proposal_was_written_here(people: Society) -> None:
    proposal = a_proposal(people)
    decided(people, proposal, on=DAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="1998-12-01 till och med i dag, 2009-01-01"):
        decided(people, proposal, on=dt.date(1998, 11, 30))


@pytest.mark.parametrize(
    "changes",
    [
        {"on": dt.date(1998, 11, 30)},
        {"on": dt.date(2009, 1, 2)},
        {"paragraph": "", "case_number": ""},
        {"body": "committee"},
        {"outcome": "perhaps"},
    ],
)
def test_a_decision_that_can_not_be_is_refused(people: Society, changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decided(people, a_proposal(people), **changes)


def test_the_database_itself_wants_to_find_the_decision(people: Society) -> None:
    decided(people, a_proposal(people))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(paragraph="", case_number="")


def test_nobody_decides_on_a_withdrawn_proposal(people: Society) -> None:
    proposal = a_proposal(people)
    for other in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            withdraw_proposal(by=other, proposal=proposal, why="Fel belopp")
    with pytest.raises(ValidationError):
        withdraw_proposal(by=people.anna, proposal=proposal, why=" ")
    withdraw_proposal(by=people.anna, proposal=proposal, why="Fel belopp")
    with pytest.raises(ValidationError):
        decided(people, proposal)
    with pytest.raises(ValidationError):
        withdraw_proposal(by=people.anna, proposal=proposal, why="Igen")


def test_a_member_of_another_federation_does_not_propose_here(people: Society) -> None:
    stranger = person("Ture", people.trollhattan)
    with pytest.raises(PermissionDenied):
        propose(
            by=stranger,
            federation=people.federation,
            kind="document",
            title="X",
            text="X",
            organisations=[people.amal],
        )
