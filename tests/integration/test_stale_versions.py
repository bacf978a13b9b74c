"""Who acts on a row from a page or an answer of an older version is told, whatever the verb and the entrance."""

import pytest
from django.db import models
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.versions import ChangedMeanwhileError, edit_from, version_of
from samdrift.foundation.organisations.models import Unit
from samdrift.records.spending.actions import set_approval_rule, set_budget_frame
from samdrift.records.spending.models import ApprovalRule, BudgetFrame
from tests import factories
from tests.integration import test_verbs
from tests.integration.test_verbs import Place
from tests.integration.verb_examples_prepared import PREPARED, read_again
from tests.people import Society

place = test_verbs.place
STALE = f"{'0' * 20}-0"
#: Verbs of the examples that change no row that they are given, and what they do instead.
NOT_OF_A_ROW = {
    # by somebody, for an organisation or a year
    "add_person",
    "set_approval_rule",
    "set_account",
    "replace_accounts",
    "store_population",
    "charge_preliminarily",
    "settle_year",
    "hand_out_personal_data",
    # something new that belongs to a row
    "write_addition",
    "add_clause",
    "add_goal",
    "form_group",
    "take_into_group",
    "plan_meeting",
    "add_item",
    "assign_action",
    "employ",
    "start_employment",
    "invite_person",
    "delegate_approval",
    "draft_notice",
    "set_billing_details",
    "ask_what_if",
    "record_results",
    "propose_document",
    "export_settlement",
    "write_vouchers",
    "issue_invoices",
    "correct_settlement",
    "note_budget_needs",
    "acknowledge_notice",
    "choose_letters",
    "mail_message_again",  # its state says whether it may be mailed again
    "close_hint",  # a second time changes nothing
    # within the transaction of a verb that has looked
    "point_everything_at",
    # rows that move on by themselves while somebody looks: their state says what may be done
    "stop_run",
    "resume_run",
    "approve_upload",
    "choose_columns",
    "choose_products",
    "choose_rows",
    "compare_upload",
    "confirm_upload",
    "propose_new_products",
    "answer_introductions",
    "stop_work",
    "identify_organisation",  # only the number, which is typed beside other things of the organisation's
}


@pytest.mark.parametrize("name", sorted(PREPARED.keys() - NOT_OF_A_ROW))
def test_no_verb_acts_on_a_version_that_is_gone(place: Place, name: str) -> None:
    made = read_again(PREPARED[name].make(place))
    first = made[0] if isinstance(made, tuple) else made
    assert isinstance(first, models.Model)
    edit_from(first, STALE)
    events = AuditEvent.objects.count()
    with pytest.raises(ChangedMeanwhileError):
        PREPARED[name].act(place, made)
    assert AuditEvent.objects.count() == events


def test_each_that_is_left_out_is_a_verb() -> None:
    assert PREPARED.keys() >= NOT_OF_A_ROW


def test_a_frame_that_another_has_set_meanwhile_is_told_and_can_be_set_on_top(
    people: Society, as_person
) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="IT-enheten")
    client = as_person(people.anna)
    address = reverse("frame_set")
    typed = {
        "unit": unit.pk,
        "year": 2009,
        "amount_ore": "500",
        "decision": "KF § 1",
        "row_version": client.get(address).context["form"].row_version,
    }
    set_budget_frame(by=people.anna, unit=unit, year=2009, amount_ore=100)
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert BudgetFrame.objects.get().amount_ore == 100
    form = refused.context["form"]
    assert (form["amount_ore"].value(), form["decision"].value()) == ("500", "KF § 1")
    assert f'value="{form.row_version}"' in refused.text
    assert client.post(address, {**typed, "row_version": form.row_version}).status_code == 302
    assert BudgetFrame.objects.get().amount_ore == 50_000


def test_an_approval_rule_that_another_has_set_meanwhile_is_told(
    people: Society, as_person
) -> None:
    by = people.administrator
    client = as_person(by)
    address = reverse("approval_rule_set", args=[people.amal.pk])
    shown = client.get(address).context["form"].row_version
    set_approval_rule(by=by, organisation=people.amal, two_from_ore=100)
    typed = {"two_from_ore": "900", "decision": ""}
    assert client.post(address, {**typed, "row_version": shown}).status_code == 422
    shown = client.get(address).context["form"].row_version
    set_approval_rule(by=by, organisation=people.amal, two_from_ore=200)
    assert client.post(address, {**typed, "row_version": shown}).status_code == 422
    assert ApprovalRule.objects.get().two_from_ore == 200
    shown = version_of(ApprovalRule.objects.get())
    assert client.post(address, {**typed, "row_version": shown}).status_code == 302


@pytest.mark.parametrize(
    ("method", "operation", "body"),
    [
        ("patch", "units/{unit}", {"name": "Ny"}),
        ("post", "units/{unit}/remove", {"why": "Fel"}),
        ("patch", "organisations/{organisation}", {"name": "Ny"}),
        ("post", "cost-lines/{line}/return", {"note": "Fel"}),
    ],
)
def test_an_operation_of_an_older_version_is_refused_by_the_api(
    place: Place, as_person, method: str, operation: str, body: dict[str, str]
) -> None:
    people = place.people
    keys = {
        "unit": people.amal.units.first().pk,
        "organisation": people.amal.pk,
        "line": place.own.cost_lines.get().pk,
    }
    events = AuditEvent.objects.count()
    answer = getattr(
        as_person(people.administrator if "organ" in operation else people.anna), method
    )(
        f"/api/v1/{operation.format(**keys)}",
        body,
        content_type="application/json",
        headers={"If-Match": f'"{STALE}"'},
    )
    assert answer.status_code == 412, answer.text
    assert answer["ETag"]
    assert AuditEvent.objects.count() == events


def test_a_page_of_an_older_version_is_refused_before_its_verb(people: Society, as_person) -> None:
    application = factories.application(people.amal)
    address = reverse("application_retire", args=[application.pk])
    typed = {"ends_on": "2009-01-01", "decision": "KS § 1", "row_version": STALE}
    assert as_person(people.anna).post(address, typed).status_code == 422
    application.refresh_from_db()
    assert application.ends_on is None
