"""Whatever has a state that stops until somebody acts is asked of somebody in «Väntar på dig»."""

import datetime as dt

import pytest
from django.apps import apps
from django.urls import reverse

from samdrift.core.sharing import KeyRule
from samdrift.decisions.collaboration.models import Opportunity, OpportunityState
from samdrift.decisions.governance.actions import propose, record_decision
from samdrift.decisions.governance.models import Body, Outcome, ProposalKind
from samdrift.decisions.notices import actions as notices
from samdrift.decisions.planning.models import Run, RunState, Scenario
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.organisations.models import Appointment, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.organisations.waiting import waiting_kinds
from samdrift.records.competence import actions as competence
from samdrift.records.register.models import Product, Responsibility
from tests import factories
from tests.integration.money_year import NEW_YEAR, begin
from tests.integration.notice_told import make_told, notice
from tests.integration.test_waiting import found
from tests.people import LONG_AGO, Society, person

pytestmark = pytest.mark.django_db

#: Each field that says how far something has come, and by which kinds it waits for somebody; or why it never does.
STATES = {
    "budgeting.BudgetRequest.status": {"budget_requests"},
    "collaboration.Opportunity.state": {"opportunities"},
    "competence.Competence.confirmation": {"competence"},
    "governance.Proposal.status": {"proposals", "returned_proposals"},
    "intake.Upload.status": {"uploads"},
    "introduction.Step.status": {"steps"},
    "meetings.Meeting.state": {"calls", "meetings_to_note", "notes_to_confirm"},
    "outbox.Message.state": {"letters"},
    "planning.Plan.status": "says how good a plan that is made is",
    "planning.Run.state": {"plans"},
    "policy.CheckResult.status": "says what was so on a day",
    "register.Area.status": "says what the policy says of it",
    "register.Product.status": {"products"},
    "sharing.SharingRule.state": {"keys"},
}


def test_every_state_of_every_room_is_asked_of_somebody_or_said_not_to_be() -> None:
    """A new one is given its kind, or the reason why nobody has to act."""
    states = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("samdrift.")
        for field in model._meta.fields
        if field.name in {"state", "status", "confirmation"}
    }
    assert states == set(STATES)
    asked = {kind for kinds in STATES.values() if isinstance(kinds, set) for kind in kinds}
    assert asked < {each.name for each in waiting_kinds()}


def test_competence_waits_for_each_who_may_vouch_for_it_until_one_does(people: Society) -> None:
    product = factories.product()
    application = factories.application(people.amal, product=product)
    factories.participation(application, people.mellerud)
    owner, chief, other = (person(name, people.mellerud) for name in ("Olle", "Moa", "Kaj"))
    Responsibility.objects.create(
        application=application, person=owner, role="system_owner", starts_on=LONG_AGO
    )
    school, care = (
        Unit.objects.create(organisation=people.mellerud, name=name) for name in ("Skola", "Vård")
    )
    for who, unit in ((chief, school), (other, care)):
        Appointment.objects.create(
            person=who,
            role=Role.DEPARTMENT_MANAGER,
            organisation=people.mellerud,
            unit=unit,
            starts_on=LONG_AGO,
        )
    people.bo.unit = Unit.objects.create(organisation=people.mellerud, name="1–3", parent=school)
    people.bo.save()
    said = competence.record_competence(
        by=people.bo, person=people.bo, product=product, level=3, refreshed_on=LONG_AGO
    )
    for asked in (owner, chief, people.administrator):
        (waits,) = found(asked, "competence")
        assert waits.words.startswith("Bekräfta eller avslå: Bo, ")
        assert waits.url == reverse("competence_page", args=[said.pk])
    for nobody in (people.bo, other, people.anna, people.cilla, people.controller):
        assert not found(nobody, "competence")
    competence.refuse_competence(by=chief, competence=said, grounds="Ingen kurs")
    assert not found(owner, "competence")


def test_a_proposal_that_is_returned_waits_for_who_made_it(people: Society) -> None:
    proposal = propose(
        by=people.anna,
        federation=people.federation,
        kind=ProposalKind.DOCUMENT,
        title="Gemensam drift",
        text="Vi driver gemensamt.",
        organisations=[people.mellerud],
        cites_none_because="Prov",
    )
    assert not found(people.anna, "returned_proposals")
    record_decision(
        by=people.administrator,
        proposal=proposal,
        organisation=people.mellerud,
        body=Body.BOARD,
        outcome=Outcome.RETURNED,
        on=NEW_YEAR,
        paragraph="§ 1",
    )
    (waits,) = found(people.anna, "returned_proposals")
    assert "Gemensam drift" in waits.words
    assert not found(people.administrator, "returned_proposals")


def test_a_draft_waits_for_who_wrote_it_until_it_is_sent(people: Society) -> None:
    told = make_told(people)
    drafted = notices.draft_notice(by=people.anna, notice=notice(told))
    (waits,) = found(people.anna, "draft_notices")
    assert waits.due_on == drafted.due_on
    assert not found(people.administrator, "draft_notices")
    notices.send_notice(by=people.anna, notice=drafted)
    assert not found(people.anna, "draft_notices")


def test_a_key_written_down_waits_until_it_is_put_to_those_who_pay(people: Society) -> None:
    year = begin(people)
    rule = sharing.agree_on_rule(
        by=people.controller,
        federation=people.federation,
        key="equal",
        rule=KeyRule("equal"),
        application=year.telephony,
        origin="Avtal 5 §",
        starts_on=NEW_YEAR,
    )
    (waits,) = found(people.anna, "keys")
    assert waits.url == reverse("sharing_rule_page", args=[rule.pk])
    for nobody in (people.bo, people.controller):  # a controller makes no proposals
        assert not found(nobody, "keys")
    sharing.propose_rule(by=people.anna, rule=rule)
    assert not found(people.anna, "keys")
    assert found(people.anna, "proposals")


def test_what_stopped_or_was_begun_waits_for_who_began_it(people: Society) -> None:
    """A plan's computation, an opportunity, letters that could not be mailed, and products proposed."""
    scenario = Scenario.objects.create(
        federation=people.federation, name="Vägen", made_by=people.anna, first_year=2009
    )
    for state, number in ((RunState.BROKEN, 1), (RunState.DONE, 0), (RunState.REFUSED, 1)):
        Run.objects.create(scenario=scenario, by=people.anna, state=state)
        assert len(found(people.anna, "plans")) == number
    assert not found(people.administrator, "plans")
    row = Opportunity.objects.create(
        federation=people.federation,
        key="a",
        address="a",
        name="Gemensam drift av kartor",
        state=OpportunityState.INVESTIGATING,
        changed_by=people.anna,
    )
    (waits,) = found(people.anna, "opportunities")
    assert row.name in waits.words
    assert not found(people.administrator, "opportunities")
    Message.objects.create(
        person=people.bo,
        kind="k",
        subject="Hej",
        state=MessageState.FAILED,
        made_at=dt.datetime.now(dt.UTC),
    )
    (waits,) = found(people.administrator, "letters")
    assert "1 brev kunde inte mejlas" in waits.words
    assert not found(people.anna, "letters")
    Product.objects.create(name="Nytt", status="concept")
    (waits,) = found(people.administrator, "products")
    assert waits.words.endswith("1 föreslagen produkt")
    assert not found(people.bo, "products")
