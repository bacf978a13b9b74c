"""Valid calls of verbs that act on what stands already: a plan, a sent notice, a charged year, a step, a file.

What an example acts on is prepared once; the act itself is then done again and again, each time on fresh rows.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from samdrift.core.planning import Pin, PinKind, Rule
from samdrift.core.population import Inhabitants
from samdrift.decisions.budgeting import actions as budgeting
from samdrift.decisions.budgeting.models import BudgetRequest
from samdrift.decisions.governance import actions as governance
from samdrift.decisions.introduction import actions as introduction
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.ledger import actions as ledger
from samdrift.decisions.ledger.models import AccountMapping, BillingDetails, Direction
from samdrift.decisions.notices import actions as notices
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.actions.what_if import Twist
from samdrift.decisions.policy import actions as policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.settlement import actions as settlement
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.messages import actions as letters
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.organisations import actions as organisations
from samdrift.foundation.organisations.actions.unit_changes import point_everything_at
from samdrift.foundation.organisations.models import Kind, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements import actions as agreements
from samdrift.records.agreements.models import Agreement
from samdrift.records.competence import actions as competence
from samdrift.records.intake import actions as intake
from samdrift.records.intake.models import Status, Upload
from samdrift.records.register import actions as register
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.integration import notice_told
from tests.integration.test_verbs import VERBS, Place, _with
from tests.integration.verb_examples_drafts import DRAFTS
from tests.integration.verb_examples_handbook import HANDBOOK
from tests.integration.verb_examples_meetings import MEETINGS
from tests.people import person

DAY = dt.date(2009, 1, 1)
SUMMER = dt.date(2009, 6, 30)
NUMBERS = {"1492": "212000-1587", "1461": "212000-1488"}


@dataclass(frozen=True)
class Prepared:
    """What is made once, and the act upon it; every row of what was made is read again before each act."""

    make: Callable[[Place], Any]
    act: Callable[[Place, Any], Any]


def read_again(made: Any) -> Any:
    """The same rows as they are stored."""
    if isinstance(made, models.Model):
        return type(made)._base_manager.get(pk=made.pk)
    return tuple(read_again(each) for each in made) if isinstance(made, tuple) else made


def _owned(at: Place) -> Any:
    register.appoint_owner(
        by=at.people.anna, application=at.shared, person=at.people.anna, starts_on=DAY
    )
    return at.shared


def _told(at: Place, shared: Any) -> notice_told.Told:
    unit = at.people.amal.units.first()
    return notice_told.Told(at.people, shared, unit, unit, at.people.bo)


def _draft(at: Place) -> Any:
    _owned(at)
    at.shared.participations.update(users=10)
    return notices.draft_notice(
        by=at.people.anna, notice=notice_told.platform(_told(at, at.shared))
    )


def _sent(at: Place) -> Any:
    return notices.send_notice(by=at.people.anna, notice=_draft(at))


def _unmailed(at: Place) -> Any:
    sent = _sent(at)
    Message.objects.update(state=MessageState.FAILED)
    return sent


def _unmailed_to_anna(at: Place) -> Any:
    """A letter to somebody whose people Anna keeps."""
    return Message.objects.create(
        person=at.people.anna, kind="organisations.invitation", state=MessageState.FAILED
    )


def _charged(at: Place) -> Any:
    return settlement.charge_preliminarily(
        by=at.people.controller, federation=at.people.federation, year=2009
    )


def _paid(at: Place) -> Any:
    """Charged for by the budget, and then the invoice came."""
    charged = _charged(at)
    CostLine.objects.create(
        application=at.shared,
        bearer=at.people.amal,
        year=2009,
        type=CostType.LICENCE,
        kind=CostKind.ACTUAL,
        amount_ore=19_000_000,
        approved_on=DAY,
    )
    return charged


def _settled(at: Place) -> Any:
    _paid(at)
    return settlement.settle_year(
        by=at.people.controller, federation=at.people.federation, year=2009
    )


def _settled_and_changed(at: Place) -> Any:
    settled = _settled(at)
    CostLine.objects.filter(kind=CostKind.ACTUAL).update(amount_ore=19_500_000)
    return settled


def _billable(at: Place) -> Any:
    charged = _charged(at)
    for each in (at.people.amal, at.people.mellerud):
        each.organisation_number = NUMBERS[each.code]
        each.save()
        for direction in Direction:
            ledger.set_account(
                by=at.people.administrator,
                mapping=AccountMapping(
                    organisation=each, direction=direction, account="6490", counterparty="82{kod}"
                ),
            )
        ledger.set_billing_details(
            by=at.people.administrator,
            details=BillingDetails(organisation=each, reference="4100", bankgiro="991-2346"),
        )
    return charged


def _needed(at: Place) -> Any:
    unit = at.people.amal.units.first()
    spending.set_budget_frame(by=at.people.anna, unit=unit, year=2009, amount_ore=100)
    return sharing.propose_share(by=at.people.anna, share=VERBS["share_cost"](at.people.anna, at))


def _request(at: Place) -> Any:
    _needed(at)
    return BudgetRequest.objects.filter(organisation=at.people.amal).get()


def _plan(at: Place) -> Any:
    scenario = VERBS["add_scenario"](at.people.anna, at)
    return planning.compute_plan(by=at.people.anna, scenario=scenario)


def _run(at: Place) -> Any:
    return planning.ask_for_plan(
        by=at.people.anna, scenario=VERBS["add_scenario"](at.people.anna, at)
    )


def _silent_run(at: Place) -> Any:
    run = _run(at)
    type(run).objects.filter(pk=run.pk).update(
        state="solving", beat_at=timezone.now() - dt.timedelta(minutes=9)
    )
    return run


def _step(at: Place) -> Any:
    """A step that nothing has to come before, of an introduction that both have adopted."""
    person("Magnus", at.people.mellerud, Role.IT_MANAGER)
    plan = _plan(at)
    proposal = planning.propose_plan(by=at.people.anna, plan=plan)
    for each in (at.people.amal, at.people.mellerud):
        governance.record_decision(
            by=at.people.administrator,
            proposal=proposal,
            organisation=each,
            body="board",
            outcome="adopted",
            on=DAY,
            paragraph="§ 7",
        )
    plan.refresh_from_db()
    introduction.make_introduction(by=at.people.anna, plan=plan)
    return Step.objects.filter(waits_for=None).exclude(kind="value").first()


def _done_step(at: Place) -> Any:
    _step(at)
    step = Step.objects.filter(kind="training").first()
    Step.objects.filter(pk=step.pk).update(status="done", done_on=DAY)
    return step


def _keeper(at: Place) -> Any:
    return at.people.administrator


def _claim(at: Place) -> Any:
    return competence.record_competence(
        by=at.people.bo, person=at.people.bo, product=at.own.product, level=3, refreshed_on=DAY
    )


def _left(at: Place) -> Any:
    gone = person("Gunnel", at.people.mellerud)
    gone.employments.update(ends_on=dt.date(2008, 6, 30))
    return gone


def _merge(at: Place) -> Any:
    return organisations.merge_people(
        by=at.people.administrator, kept=at.people.bo, merged=person("Bosse", at.people.mellerud)
    )


def _company(at: Place, name: str) -> Any:
    return organisations.add_organisation(
        by=at.people.administrator, federation=at.people.federation, kind=Kind.COMPANY, name=name
    )


def _delegation(at: Place) -> Any:
    _owned(at)
    return spending.delegate_approval(
        by=at.people.anna,
        delegate=at.people.bo,
        application=at.shared,
        starts_on=DAY,
        decision="KS § 1",
    )


def _joined(at: Place) -> Any:
    initiative = VERBS["start_initiative"](at.people.anna, at)
    return spending.join_initiative(
        by=at.people.anna, initiative=initiative, organisation=at.people.mellerud, starts_on=DAY
    )


def _extendable(at: Place) -> Any:
    Agreement.objects.filter(pk=at.agreement.pk).update(
        ends_on=dt.date(2009, 12, 31), extension_options=2, extension_months=12, renewal="option"
    )
    return at.agreement


def _dated(sent: Any) -> Any:
    """Sent long enough ago to remind of it."""
    sent.acknowledgements.update(sent_on=dt.date(2008, 12, 1))
    return sent


def _policy(at: Place) -> Any:
    return policy.adopt_policy(
        by=at.people.administrator, federation=at.people.federation, document=shipped_policy()
    )


FILE = "System;Leverantör;Fas\nKartan;A AB;I förvaltning\nNyheten;B AB;Införs\n".encode()


def _columns(at: Place) -> Any:
    """A file whose headings are read."""
    made = intake.add_upload(
        by=at.people.anna, organisation=at.people.amal, file_name="r.csv", content=FILE
    )
    intake.work(made.pk)
    return _at(made, Status.COLUMNS)


def _products(at: Place) -> Any:
    read = _columns(at)
    intake.choose_columns(by=at.people.anna, upload=read, columns=read.columns)
    made = Upload.objects.get()
    intake.work(made.pk)
    return _at(made, Status.PRODUCTS)


def _preview(at: Place) -> Any:
    made = intake.compare_upload(by=at.people.anna, upload=_products(at))
    intake.work(made.pk)
    return _at(made, Status.PREVIEW)


def _at(upload: Any, status: str) -> Any:
    upload.refresh_from_db()
    assert upload.status == status, upload.status
    return upload


def _answered(at: Place) -> Any:
    return intake.answer_introductions(
        by=at.people.anna, upload=_preview(at), rows=[3], because="Prov"
    )


def _brought_in(at: Place) -> Any:
    intake.confirm_upload(by=at.people.anna, upload=_answered(at))
    return ChangeSet.objects.get()


def _matches(upload: Any) -> dict[int, tuple[str, None]]:
    return {each.pk: ("new", None) for each in upload.name_matches.all()}


PREPARED: dict[str, Prepared] = {
    # people and organisations
    "add_person": Prepared(
        _keeper,
        lambda at, keeper: organisations.add_person(
            by=keeper,
            name="Ny",
            organisation=at.people.amal,
            email="ny@kommun.example",
            title="Chef",
        ),
    ),
    "change_person": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: organisations.change_person(
            by=at.people.administrator,
            person=bo,
            name="Bo Bok",
            email="bo.bok@kommun.example",
            phone="1",
        ),
    ),
    "merge_people": Prepared(
        lambda at: (at.people.bo, person("Bosse", at.people.mellerud)),
        lambda at, both: organisations.merge_people(
            by=at.people.administrator, kept=both[0], merged=both[1]
        ),
    ),
    "undo_merge": Prepared(
        _merge, lambda at, merge: organisations.undo_merge(by=at.people.administrator, merge=merge)
    ),
    "employ": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: organisations.employ(
            by=at.people.administrator,
            person=bo,
            organisation=at.people.amal,
            starts_on=SUMMER,
            title="Chef",
            external_number="17",
        ),
    ),
    "start_employment": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: organisations.start_employment(
            by=at.people.administrator,
            person=bo,
            organisation=at.people.amal,
            starts_on=SUMMER,
            title="Chef",
        ),
    ),
    "change_employment": Prepared(
        lambda at: at.people.bo.employments.get(),
        lambda at, employment: organisations.change_employment(
            by=at.people.administrator,
            employment=employment,
            unit=None,
            title="Chef",
            manager=at.people.anna,
            external_number="17",
        ),
    ),
    "erase_person": Prepared(
        _left,
        lambda at, gone: organisations.erase_person(
            by=at.people.administrator, person=gone, why="Har slutat"
        ),
    ),
    "hand_out_personal_data": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: organisations.hand_out_personal_data(by=bo, person=bo),
    ),
    "invite_person": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: organisations.invite_person(by=at.people.administrator, person=bo),
    ),
    "choose_letters": Prepared(
        lambda at: at.people.bo,
        lambda at, bo: letters.choose_letters(
            by=bo, person=bo, frequencies={"organisations.waiting": "weekly"}
        ),
    ),
    "mail_message_again": Prepared(
        _unmailed_to_anna,
        lambda at, letter: letters.mail_message_again(by=at.people.anna, message=letter),
    ),
    "identify_organisation": Prepared(
        lambda at: at.people.amal,
        lambda at, amal: organisations.identify_organisation(
            by=at.people.administrator, organisation=amal, organisation_number="212000-1587"
        ),
    ),
    "merge_organisation": Prepared(
        lambda at: (_company(at, "Bolaget"), _company(at, "Det andra")),
        lambda at, both: organisations.merge_organisation(
            by=at.people.administrator, organisation=both[0], into=both[1], why="Slås ihop"
        ),
    ),
    "merge_suppliers": Prepared(
        lambda at: (factories.supplier("Bolaget"), factories.supplier("Det andra")),
        lambda at, both: register.merge_suppliers(
            by=at.people.administrator, kept=both[0], merged=both[1], why="Slås ihop"
        ),
    ),
    "point_everything_at": Prepared(
        lambda at: (
            at.own.operating_unit,
            Unit.objects.create(organisation=at.people.amal, name="Ny"),
        ),
        lambda at, both: point_everything_at(
            by=at.people.administrator, thing=both[0], other=both[1], drop_doubles=False
        ),
    ),
    "store_population": Prepared(
        _keeper,
        lambda at, keeper: organisations.store_population(
            by=keeper,
            federation=at.people.federation,
            source="scb.json",
            figures=[
                Inhabitants("1461", dt.date(2008, 12, 31), 9_701, "TAB638", False),
                Inhabitants("1785", dt.date(2008, 12, 31), 15_800, "TAB638", False),
            ],
        ),
    ),
    "confirm_competence": Prepared(
        _claim,
        lambda at, claim: competence.confirm_competence(
            by=at.people.administrator, competence=claim, grounds="Kurs"
        ),
    ),
    "refuse_competence": Prepared(
        _claim,
        lambda at, claim: competence.refuse_competence(
            by=at.people.administrator, competence=claim, grounds="Ingen kurs"
        ),
    ),
    "take_back_competence": Prepared(
        _claim,
        lambda at, claim: competence.take_back_competence(by=claim.person, competence=claim),
    ),
    "use_extension_option": Prepared(
        _extendable,
        lambda at, agreement: agreements.use_extension_option(
            by=at.people.anna, agreement=agreement
        ),
    ),
    # money
    "delegate_approval": Prepared(
        _owned,
        lambda at, shared: spending.delegate_approval(
            by=at.people.anna,
            delegate=at.people.bo,
            application=shared,
            starts_on=DAY,
            decision="KS § 1",
            up_to_ore=100,
        ),
    ),
    "end_delegation": Prepared(
        _delegation,
        lambda at, delegation: spending.end_delegation(
            by=at.people.anna, delegation=delegation, ends_on=SUMMER
        ),
    ),
    "set_approval_rule": Prepared(
        _keeper,
        lambda at, keeper: spending.set_approval_rule(
            by=keeper, organisation=at.people.amal, two_from_ore=100, decision="KS § 1"
        ),
    ),
    "leave_initiative": Prepared(
        _joined,
        lambda at, joined: spending.leave_initiative(
            by=at.people.anna, participation=joined, ends_on=SUMMER
        ),
    ),
    "set_account": Prepared(
        _keeper,
        lambda at, keeper: ledger.set_account(
            by=keeper,
            mapping=AccountMapping(
                organisation=at.people.amal, direction=Direction.COST, account="6490"
            ),
        ),
    ),
    "remove_account": Prepared(
        lambda at: ledger.set_account(
            by=at.people.administrator,
            mapping=AccountMapping(
                organisation=at.people.amal, direction=Direction.COST, account="6490"
            ),
        ),
        lambda at, mapping: ledger.remove_account(by=at.people.administrator, mapping=mapping),
    ),
    "replace_accounts": Prepared(
        _keeper,
        lambda at, keeper: ledger.replace_accounts(
            by=keeper,
            organisation=at.people.amal,
            mappings=[
                AccountMapping(
                    organisation=at.people.amal, direction=Direction.COST, account="6490"
                )
            ],
        ),
    ),
    "set_billing_details": Prepared(
        lambda at: at.people.amal,
        lambda at, amal: ledger.set_billing_details(
            by=at.people.administrator,
            details=BillingDetails(organisation=amal, reference="4100", bankgiro="991-2346"),
            organisation_number="212000-1587",
        ),
    ),
    "charge_preliminarily": Prepared(_keeper, lambda at, _keeper: _charged(at)),
    "settle_year": Prepared(
        _paid,
        lambda at, _charged: settlement.settle_year(
            by=at.people.controller, federation=at.people.federation, year=2009
        ),
    ),
    "correct_settlement": Prepared(
        _settled_and_changed,
        lambda at, settled: settlement.correct_settlement(
            by=at.people.controller, settlement=settled, why="Fel faktura"
        ),
    ),
    "export_settlement": Prepared(
        _charged,
        lambda at, charged: ledger.export_settlement(by=at.people.controller, settlement=charged),
    ),
    "write_vouchers": Prepared(
        _billable,
        lambda at, charged: ledger.write_vouchers(
            by=at.people.controller, settlement=charged, organisation=at.people.amal
        ),
    ),
    "issue_invoices": Prepared(
        _billable,
        lambda at, charged: ledger.issue_invoices(
            by=at.people.controller, settlement=charged, organisation=at.people.amal
        ),
    ),
    "note_budget_needs": Prepared(
        _needed,
        lambda at, proposal: budgeting.note_budget_needs(by=at.people.anna, proposal=proposal),
    ),
    "send_budget_request": Prepared(
        _request,
        lambda at, request: budgeting.send_budget_request(
            by=at.people.anna, request=request, reference="KS 2009/12"
        ),
    ),
    "decide_budget_request": Prepared(
        lambda at: budgeting.send_budget_request(by=at.people.anna, request=_request(at)),
        lambda at, request: budgeting.decide_budget_request(
            by=at.people.anna, request=request, granted_ore=1, decision="KF § 4"
        ),
    ),
    # notices of change
    "draft_notice": Prepared(
        _owned,
        lambda at, shared: notices.draft_notice(
            by=at.people.anna, notice=notice_told.platform(_told(at, shared))
        ),
    ),
    "change_notice": Prepared(
        _draft,
        lambda at, draft: notices.change_notice(
            by=at.people.anna, notice=_with(draft, title="Nyare server")
        ),
    ),
    "discard_notice": Prepared(
        _draft, lambda at, draft: notices.discard_notice(by=at.people.anna, notice=draft)
    ),
    "send_notice": Prepared(
        _draft, lambda at, draft: notices.send_notice(by=at.people.anna, notice=draft)
    ),
    "withdraw_notice": Prepared(
        _sent,
        lambda at, sent: notices.withdraw_notice(by=at.people.anna, notice=sent, why="Uppskjutet"),
    ),
    "acknowledge_notice": Prepared(
        _sent,
        lambda at, sent: notices.acknowledge_notice(
            by=at.people.controller, notice=sent, comment="Bra"
        ),
    ),
    "mail_notice_again": Prepared(
        _unmailed, lambda at, sent: notices.mail_notice_again(by=at.people.anna, notice=sent)
    ),
    "remind_recipients": Prepared(
        lambda at: _dated(_sent(at)),
        lambda at, sent: notices.remind_recipients(by=at.people.anna, notice=sent),
    ),
    # plans
    "set_limit": Prepared(
        lambda at: VERBS["add_scenario"](at.people.anna, at),
        lambda at, scenario: planning.set_limit(
            by=at.people.anna, scenario=scenario, rule=Rule.BUDGET, of="1461", amount=1000
        ),
    ),
    "ask_what_if": Prepared(
        _plan,
        lambda at, plan: planning.ask_what_if(
            by=at.people.anna,
            plan=plan,
            name="Tänk om",
            twist=Twist(pin=Pin(PinKind.STAYS_OUT, municipality="1461")),
        ),
    ),
    "propose_plan": Prepared(
        _plan, lambda at, plan: planning.propose_plan(by=at.people.anna, plan=plan)
    ),
    "stop_run": Prepared(_run, lambda at, run: planning.stop_run(by=at.people.anna, run=run)),
    "resume_run": Prepared(
        _silent_run, lambda at, run: planning.resume_run(by=at.people.anna, run=run)
    ),
    "assign_step": Prepared(
        _step,
        lambda at, step: introduction.assign_step(
            by=at.people.administrator, step=step, responsible=at.people.administrator
        ),
    ),
    "begin_step": Prepared(
        _step,
        lambda at, step: introduction.begin_step(by=at.people.administrator, step=step, on=DAY),
    ),
    "cancel_step": Prepared(
        _step,
        lambda at, step: introduction.cancel_step(
            by=at.people.administrator, step=step, why="Behövs inte"
        ),
    ),
    "complete_step": Prepared(
        _step,
        lambda at, step: introduction.complete_step(
            by=at.people.administrator, step=step, on=DAY, evidence="Dnr 1"
        ),
    ),
    "reopen_step": Prepared(
        _done_step,
        lambda at, step: introduction.reopen_step(
            by=at.people.administrator, step=step, why="För tidigt"
        ),
    ),
    # the policy
    "record_results": Prepared(
        _policy, lambda at, adopted: policy.record_results(by=at.people.anna, policy=adopted)
    ),
    "propose_document": Prepared(
        lambda at: _policy(at).documents.first(),
        lambda at, document: policy.propose_document(by=at.people.administrator, document=document),
    ),
    # a file on its way in
    "choose_columns": Prepared(
        _columns,
        lambda at, upload: intake.choose_columns(
            by=at.people.anna, upload=upload, columns=upload.columns
        ),
    ),
    "choose_products": Prepared(
        _products,
        lambda at, upload: intake.choose_products(
            by=at.people.anna, upload=upload, choices=_matches(upload)
        ),
    ),
    "propose_new_products": Prepared(
        _products, lambda at, upload: intake.propose_new_products(by=at.people.anna, upload=upload)
    ),
    "compare_upload": Prepared(
        _products, lambda at, upload: intake.compare_upload(by=at.people.anna, upload=upload)
    ),
    "choose_rows": Prepared(
        _preview,
        lambda at, upload: intake.choose_rows(
            by=at.people.anna, upload=upload, choices={2: "left_out"}
        ),
    ),
    "answer_introductions": Prepared(
        _preview,
        lambda at, upload: intake.answer_introductions(
            by=at.people.anna, upload=upload, rows=[3], because="Prov"
        ),
    ),
    "approve_upload": Prepared(
        _answered,
        lambda at, upload: intake.approve_upload(
            by=at.people.anna, upload=upload, only_sound=False
        ),
    ),
    "confirm_upload": Prepared(
        _answered, lambda at, upload: intake.confirm_upload(by=at.people.anna, upload=upload)
    ),
    "undo_changes": Prepared(
        _brought_in,
        lambda at, change_set: organisations.undo_changes(
            by=at.people.anna, change_set=change_set, why="Fel fil"
        ),
    ),
    "stop_work": Prepared(
        lambda at: intake.compare_upload(by=at.people.anna, upload=_products(at)),
        lambda at, upload: intake.stop_work(by=at.people.anna, upload=upload),
    ),
    **{name: Prepared(*example) for name, example in DRAFTS.items()},
    **{name: Prepared(*example) for name, example in HANDBOOK.items()},
    **{name: Prepared(*example) for name, example in MEETINGS.items()},
}
