"""Budget requests (P1.5): what fits a frame, what does not, what nobody has set a frame for, and what becomes of it."""

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.budgeting import actions as budgeting
from samdrift.decisions.budgeting.convert.frames import FrameVerdict, against_frames
from samdrift.decisions.budgeting.models import BudgetRequest, RequestStatus
from samdrift.decisions.budgeting.queries import visible_requests
from samdrift.decisions.governance.actions import withdraw_proposal
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.queries import CHECKS, read_facts
from samdrift.decisions.settlement import actions as settlement
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.models import DepartmentKey, DepartmentRule
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Unit, UnitKind
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.register.models import Application
from samdrift.records.spending.models import BudgetFrame, CostKind, CostLine, CostType
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


@dataclass
class Frames:
    """200 000 kr shared equally by Åmål and Mellerud; Åmål's frame holds 80 000 of its 100 000, Mellerud has none."""

    people: Society
    application: Application
    amal_it: Unit
    mellerud_it: Unit


@pytest.fixture
def frames(people: Society) -> Frames:
    for code in ("1492", "1461"):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=10_000, source_table="TAB638"
        )
    units = [
        Unit.objects.create(organisation=each, kind=UnitKind.IT_UNIT, name="IT-enheten")
        for each in (people.amal, people.mellerud)
    ]
    application = factories.application(people.amal, "Ekonomi")
    for each in (people.amal, people.mellerud):
        factories.participation(application, each)
    CostLine.objects.create(
        application=application,
        bearer=people.amal,
        year=2009,
        type=CostType.LICENCE,
        kind=CostKind.BUDGET,
        amount_ore=20_000_000,
        approved_on=NEW_YEAR,
    )
    BudgetFrame.objects.create(unit=units[0], year=2009, amount_ore=10_000_000)
    CostLine.objects.create(
        unit=units[0],
        bearer=people.amal,
        year=2009,
        type=CostType.STAFF,
        kind=CostKind.BUDGET,
        amount_ore=2_000_000,
    )
    return Frames(people, application, *units)


def proposed(frames: Frames) -> Proposal:
    people = frames.people
    share = sharing.share_cost(
        by=people.anna,
        federation=people.federation,
        title="Ekonomi",
        year=2009,
        application=frames.application,
        participants=[people.amal, people.mellerud],
        key_date=dt.date(2008, 12, 31),
    )
    return sharing.propose_share(by=people.anna, share=share)


def test_what_does_not_fit_becomes_a_request_and_a_missing_frame_is_said(frames: Frames) -> None:
    proposal = proposed(frames)
    rows = {row.organisation.code: row for row in against_frames([proposal])[proposal.pk]}
    assert (rows["1492"].room_ore, rows["1492"].verdict) == (8_000_000, FrameVerdict.OVER)
    assert (rows["1461"].room_ore, rows["1461"].verdict) == (None, FrameVerdict.NO_FRAME)
    request = BudgetRequest.objects.get()
    assert (request.unit, request.needed_ore, request.room_ore, request.asked_ore) == (
        frames.amal_it,
        10_000_000,
        8_000_000,
        2_000_000,
    )
    assert request.status == RequestStatus.NEEDED


def test_asked_again_it_follows_the_frames_until_it_is_sent(frames: Frames) -> None:
    proposal, by = proposed(frames), frames.people.anna
    BudgetFrame.objects.update(amount_ore=12_000_000)
    assert budgeting.note_budget_needs(by=by, proposal=proposal) == []
    assert not BudgetRequest.objects.exists()
    BudgetFrame.objects.update(amount_ore=2_000_000)
    (request,) = budgeting.note_budget_needs(by=by, proposal=proposal)
    assert request.asked_ore == 10_000_000
    BudgetFrame.objects.update(amount_ore=0)
    (request,) = budgeting.note_budget_needs(by=by, proposal=proposal)
    assert request.room_ore == -2_000_000
    assert request.asked_ore == 10_000_000  # never more than is needed
    budgeting.send_budget_request(by=by, request=request)
    BudgetFrame.objects.update(amount_ore=99_000_000)
    budgeting.note_budget_needs(by=by, proposal=proposal)
    assert BudgetRequest.objects.get().status == RequestStatus.SENT


def test_other_joint_costs_that_are_charged_take_room_and_the_own_share_does_not(
    frames: Frames,
) -> None:
    people = frames.people
    DepartmentRule.objects.create(
        organisation=people.amal, key=DepartmentKey.ONE, unit=frames.amal_it, starts_on=NEW_YEAR
    )
    other = factories.application(people.amal, "Karta")
    for each in (people.amal, people.mellerud):
        factories.participation(other, each)
    CostLine.objects.create(
        application=other,
        bearer=people.amal,
        year=2009,
        kind=CostKind.BUDGET,
        amount_ore=600_000,
        approved_on=NEW_YEAR,
    )
    settlement.charge_preliminarily(by=people.controller, federation=people.federation, year=2009)
    share = frames.application.shares.get()
    proposal = sharing.propose_share(by=people.anna, share=share)
    row = next(
        each for each in against_frames([proposal])[proposal.pk] if each.unit == frames.amal_it
    )
    assert (row.own_ore, row.joint_ore, row.room_ore) == (2_000_000, 300_000, 7_700_000)


def test_a_request_is_sent_and_decided_by_its_own_municipality_alone(frames: Frames) -> None:
    people = frames.people
    proposed(frames)
    request = BudgetRequest.objects.get()
    events = AuditEvent.objects.count()
    for other in (people.bo, people.cilla, people.controller, people.seller, people.neighbour):
        with pytest.raises(PermissionDenied):
            budgeting.send_budget_request(by=other, request=request)
        with pytest.raises(PermissionDenied):
            budgeting.decide_budget_request(
                by=other, request=request, granted_ore=0, decision="KS § 1"
            )
    assert AuditEvent.objects.count() == events
    with pytest.raises(ValidationError):
        budgeting.decide_budget_request(
            by=people.anna, request=request, granted_ore=0, decision="KS § 1"
        )
    budgeting.send_budget_request(by=people.anna, request=request, reference="KS 2009/12")
    with pytest.raises(ValidationError):
        budgeting.send_budget_request(by=people.anna, request=request)
    for granted, decision in ((2_000_001, "KS § 1"), (-1, "KS § 1"), (5, " ")):
        with pytest.raises(ValidationError):
            budgeting.decide_budget_request(
                by=people.anna, request=request, granted_ore=granted, decision=decision
            )
    for granted, status in ((2_000_000, "granted"), (500_000, "partly"), (0, "refused")):
        decided = budgeting.decide_budget_request(
            by=people.anna, request=request, granted_ore=granted, decision="KF 2009-01-01 § 4"
        )
        assert decided.status == status


def test_only_those_who_propose_or_handle_may_test_a_proposal(frames: Frames) -> None:
    proposal = proposed(frames)
    for other in (frames.people.bo, frames.people.cilla, frames.people.seller):
        with pytest.raises(PermissionDenied):
            budgeting.note_budget_needs(by=other, proposal=proposal)
    assert budgeting.note_budget_needs(by=frames.people.controller, proposal=proposal)


def test_a_withdrawn_proposal_needs_nothing(frames: Frames) -> None:
    proposal = proposed(frames)
    withdraw_proposal(by=frames.people.anna, proposal=proposal, why="Nytt underlag")
    assert budgeting.note_budget_needs(by=frames.people.anna, proposal=proposal) == []
    assert not BudgetRequest.objects.exists()


def test_a_plan_needs_its_one_off_costs_year_by_year(frames: Frames) -> None:
    people = frames.people
    area, product = factories.area("gis"), factories.product("ArcGIS", "Esri", status="approved")
    for each, unit in ((people.amal, frames.amal_it), (people.mellerud, frames.mellerud_it)):
        own = factories.application(each, "ArcGIS", area=area, product=product, operating_unit=unit)
        factories.participation(own, each)
        CostLine.objects.create(
            application=own, bearer=each, year=2009, kind=CostKind.BUDGET, amount_ore=20_000_000
        )
    scenario = Scenario(
        federation=people.federation, name="Vägen", first_year=2009, made_by=people.anna
    )
    planning.add_scenario(by=people.anna, scenario=scenario)
    plan = planning.compute_plan(by=people.anna, scenario=scenario)
    proposal = planning.propose_plan(by=people.anna, plan=plan)
    rows = against_frames([proposal])[proposal.pk]
    assert rows
    for row in rows:
        assert row.unit in {frames.amal_it, frames.mellerud_it}
        assert row.needed_ore > 0
        assert (row.verdict == FrameVerdict.NO_FRAME) == (
            row.unit == frames.mellerud_it or row.year > 2009
        )


def test_who_sees_requests_and_where(frames: Frames, as_person) -> None:
    people = frames.people
    proposal = proposed(frames)
    request = BudgetRequest.objects.get()
    for seeing in (people.anna, people.administrator):
        assert list(visible_requests(seeing)) == [request]
    for stranger in (people.bo, people.controller, people.cilla, people.seller, people.neighbour):
        assert not visible_requests(stranger).exists()
    page = reverse("budget_request_page", args=[request.pk])
    anna = as_person(people.anna)
    for address in (
        page,
        reverse("budget_request_list"),
        reverse("proposal_fits", args=[proposal.pk]),
        reverse("budget_request_send", args=[request.pk]),
        reverse("budget_request_decide", args=[request.pk]),
    ):
        assert anna.get(address).status_code == 200, address
    assert as_person(people.cilla).get(page).status_code == 404
    assert as_person(people.bo).get(page).status_code == 403
    about = reverse("proposal_page", args=[proposal.pk])
    assert "Ram saknas" in as_person(people.controller).get(about).content.decode()
    assert "Ram saknas" not in anna.get(about).content.decode()  # Mellerud's frame is its own
    bo = as_person(people.bo).get(reverse("proposal_page", args=[proposal.pk]))
    assert "Ram saknas" not in bo.content.decode()
    send = reverse("budget_request_send", args=[request.pk])
    wrong = anna.post(send, {"asked_ore": "tjugo", "reference": "KS 7"})
    assert wrong.status_code == 422
    assert "KS 7" in wrong.content.decode()
    anna.post(send, {"asked_ore": "20 000", "reference": "KS 7"})
    typed = {"granted_ore": "5 000", "decision": "KF § 9", "on": "2009-01-01"}
    anna.post(reverse("budget_request_decide", args=[request.pk]), typed)
    request.refresh_from_db()
    assert (request.status, request.granted_ore, request.reference) == ("partly", 500_000, "KS 7")


def test_the_policy_judges_what_is_asked_for(frames: Frames) -> None:
    """P1.5: a missing frame lacks, what does not fit lacks until it is sent."""
    people = frames.people
    policy = adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )

    def lacking() -> list[str]:
        result = CHECKS["budget_tested"](read_facts(policy, NEW_YEAR))
        return [each.note for each in result.evidence if not each.fulfils]

    assert lacking() == []
    proposed(frames)
    assert sorted(lacking()) == ["Ska begäras", "ram saknas"]
    budgeting.send_budget_request(by=people.anna, request=BudgetRequest.objects.get())
    assert lacking() == ["ram saknas"]
    BudgetFrame.objects.create(unit=frames.mellerud_it, year=2009, amount_ore=10_000_000)
    assert lacking() == []


def test_what_was_granted_in_part_is_told_beside_what_was_asked_for(
    frames: Frames, as_person
) -> None:
    proposal, by = proposed(frames), frames.people.anna
    request = budgeting.send_budget_request(by=by, request=BudgetRequest.objects.get())
    budgeting.decide_budget_request(
        by=by, request=request, granted_ore=1_234_500, decision="KF § 4"
    )
    page = as_person(by).get(reverse("proposal_page", args=[proposal.pk])).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Delvis beviljad, 12 345,00 kr av 20 000,00 kr" in words
