"""Another key than population is in force when everybody who pays has agreed, not when somebody writes it down."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.core.sharing import KeyRule
from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Body, Outcome, Proposal
from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.models import RuleState, SharingRule
from samdrift.decisions.sharing.queries.agreed import payers_of, waits_for
from samdrift.decisions.sharing.queries.joint import rules_on
from tests import factories
from tests.integration.money_year import NEW_YEAR, Year, begin
from tests.people import Society


@pytest.fixture
def year(people: Society) -> Year:
    return begin(people)


def write_down(year: Year, key: str = "equal", **fields: Any) -> SharingRule:
    return actions.agree_on_rule(
        **{
            "by": year.people.controller,
            "federation": year.people.federation,
            "key": key,
            "rule": KeyRule(key),
            "application": year.telephony,
            "origin": "Avtal 5 §",
            "starts_on": NEW_YEAR,
            **fields,
        }
    )


def key_in_force(year: Year, day: dt.date = dt.date(2009, 12, 31)) -> str | None:
    rule = rules_on(year.people.federation, day).get((year.telephony.pk, None))
    return rule.key if rule else None


def everybody(year: Year) -> list[Any]:
    return [year.people.amal, year.people.mellerud, year.people.saffle]


def adopt(
    year: Year, proposal: Proposal, *organisations: Any, outcome: str = Outcome.ADOPTED
) -> None:
    for each in organisations:
        record_decision(
            by=year.people.administrator,
            proposal=proposal,
            organisation=each,
            body=Body.BOARD,
            outcome=outcome,
            on=NEW_YEAR,
            paragraph="1",
        )


def test_a_text_alone_changes_no_key(year: Year):
    rule = write_down(year)
    assert rule.state == RuleState.AWAITING
    assert waits_for(rule) == payers_of(rule) == sorted(everybody(year), key=lambda each: each.code)
    assert key_in_force(year) is None


def test_an_agreement_between_all_who_pay_is_enough(year: Year):
    agreement = factories.agreement_between(*everybody(year), about=year.telephony)
    assert write_down(year, agreement=agreement).state == RuleState.AGREED
    assert key_in_force(year) == "equal"


@pytest.mark.parametrize("lacking", ["a party", "the application", "the days"])
def test_an_agreement_that_does_not_bind_them_is_not_enough(year: Year, lacking: str):
    parties = everybody(year)[:2] if lacking == "a party" else everybody(year)
    about = (
        factories.application(year.people.amal, "Annat")
        if lacking == "the application"
        else year.telephony
    )
    agreement = factories.agreement_between(*parties, about=about)
    if lacking == "the days":
        type(agreement).objects.filter(pk=agreement.pk).update(
            ends_on=dt.date(2008, 12, 31), renewal="ends"
        )
    write_down(year, agreement=agreement)
    assert key_in_force(year) is None


def test_it_is_put_to_those_who_have_not_agreed_and_holds_when_each_has_adopted(year: Year):
    agreement = factories.agreement_between(*everybody(year)[:2], about=year.telephony)
    rule = write_down(year, agreement=agreement)
    proposal = actions.propose_rule(by=year.people.administrator, rule=rule)
    assert list(proposal.organisations.all()) == [year.people.saffle]
    assert key_in_force(year) is None
    adopt(year, proposal, year.people.saffle)
    assert key_in_force(year) == "equal"


def test_one_who_rejects_keeps_the_old_key(year: Year):
    proposal = actions.propose_rule(by=year.people.administrator, rule=write_down(year))
    adopt(year, proposal, year.people.amal, year.people.mellerud)
    adopt(year, proposal, year.people.saffle, outcome=Outcome.REJECTED)
    assert key_in_force(year) is None


def test_the_key_before_holds_until_all_have_agreed_and_both_are_shown(year: Year, as_person: Any):
    agreement = factories.agreement_between(*everybody(year), about=year.telephony)
    write_down(year, agreement=agreement)
    new = write_down(year, "users", starts_on=dt.date(2009, 7, 1), origin="Muntligt")
    assert key_in_force(year) == "equal"
    shown = as_person(year.people.controller).get(
        reverse("joint_cost_page", args=[year.telephony.pk]), {"ar": "2009"}
    )
    assert "I lika delar" in shown.text
    assert reverse("sharing_rule_page", args=[new.pk]) in shown.text
    proposal = actions.propose_rule(by=year.people.administrator, rule=new)
    adopt(year, proposal, *everybody(year))
    assert key_in_force(year, dt.date(2009, 6, 30)) == "equal"
    assert key_in_force(year) == "users"
    actions.confirm_rule(by=year.people.controller, rule=new)
    assert SharingRule.objects.get(key="equal").ends_on == dt.date(2009, 6, 30)


def test_it_can_be_taken_back_but_not_confirmed_too_early(year: Year):
    rule = write_down(year)
    with pytest.raises(ValidationError, match="Säffle"):
        actions.confirm_rule(by=year.people.controller, rule=rule)
    with pytest.raises(PermissionDenied):
        actions.withdraw_rule(by=year.people.bo, rule=rule)
    actions.withdraw_rule(by=year.people.controller, rule=rule, why="Fel nyckel")
    with pytest.raises(ValidationError, match="tillbaka"):
        actions.withdraw_rule(by=year.people.controller, rule=rule)


def test_the_page_says_who_is_waited_for_and_what_can_be_done(year: Year, as_person: Any):
    rule = write_down(year)
    client = as_person(year.people.controller)
    page = client.get(reverse("sharing_rule_page", args=[rule.pk])).text
    assert "Mellerud" in page
    decide = reverse("sharing_rule_decide", args=[rule.pk])
    assert decide in page
    assert client.get(decide).status_code == 200
    assert client.post(decide, {"act": "confirm"}).status_code == 422
    assert client.post(decide, {"act": "withdraw", "why": "Fel"}).status_code == 302
    assert as_person(year.people.bo).get(decide).status_code == 403
    assert as_person(year.people.cilla).get(decide).status_code in {403, 404}


def test_another_key_tells_who_has_to_agree_before_it_is_written(
    year: Year, as_person: Any
) -> None:
    rule = write_down(year)
    address = reverse("sharing_rule_change", args=[rule.pk])
    answer = as_person(year.people.controller).get(address, {"nyckel": "equal"})
    told = " ".join(str(each.words) for each in answer.context["consequences"])
    assert "De som betalar måste komma överens: " in told
    for each in everybody(year):
        assert str(each) in told
    assert as_person(year.people.bo).get(address).status_code in {403, 404}
