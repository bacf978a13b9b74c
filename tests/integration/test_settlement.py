"""From approved budget to charges, settlement and correction; what is frozen stays."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.core.frozen import digest_of
from samdrift.core.sharing import KeyRule
from samdrift.decisions.settlement import actions as settlement
from samdrift.decisions.settlement.convert.settling import recompute_content
from samdrift.decisions.settlement.models import Charge
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.models import DepartmentKey, DepartmentRule, Share
from samdrift.foundation.organisations.models import Unit
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import Approval, CostKind, CostLine, CostType
from samdrift.records.spending.queries import lines_to_approve
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


@dataclass
class Money:
    people: Society
    application: Application
    line: CostLine


@pytest.fixture
def money(people: Society) -> Money:
    """Åmål hosts what Mellerud and Säffle take part in; Anna owns it; its budget is entered but not approved."""
    for code, value in (("1492", 12_500), ("1461", 9_700), ("1785", 15_800)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    application = factories.application(people.amal, "Telefoni")
    for each in (people.amal, people.mellerud, people.saffle):
        factories.participation(application, each, users=10)
    appoint_owner(by=people.anna, application=application, person=people.anna, starts_on=NEW_YEAR)
    line = spending.add_cost_line(by=people.anna, line=_line(people, application))
    return Money(people, application, line)


def _line(people: Society, application: Application, **fields: object) -> CostLine:
    return CostLine(
        **{
            "application": application,
            "bearer": people.amal,
            "year": 2009,
            "type": CostType.LICENCE,
            "kind": CostKind.BUDGET,
            "amount_ore": 38_000_001,
            **fields,
        }
    )


def _charge(money: Money, periods: int = 4):
    people = money.people
    return settlement.charge_preliminarily(
        by=people.controller, federation=people.federation, year=2009, periods=periods
    )


def test_what_is_not_approved_is_not_charged(money: Money) -> None:
    with pytest.raises(ValidationError, match=r"attest|approved"):
        _charge(money)
    assert not Share.objects.exists()


def test_only_the_owner_or_a_delegate_approves(money: Money) -> None:
    people = money.people
    for other in (people.controller, people.bo, people.administrator, people.cilla):
        with pytest.raises(PermissionDenied):
            spending.approve_cost_lines(by=other, lines=[money.line])
    spending.delegate_approval(
        by=people.anna,
        delegate=people.bo,
        application=money.application,
        starts_on=NEW_YEAR,
        decision="Delegation 1",
        up_to_ore=100,
    )
    with pytest.raises(PermissionDenied):
        spending.approve_cost_lines(by=people.bo, lines=[money.line])
    assert spending.approve_cost_lines(by=people.anna, lines=[money.line])
    assert not lines_to_approve(people.anna).exists()


def test_a_delegate_can_not_delegate(money: Money) -> None:
    with pytest.raises(PermissionDenied):
        spending.delegate_approval(
            by=money.people.bo,
            delegate=money.people.bo,
            application=money.application,
            starts_on=NEW_YEAR,
            decision="Själv",
        )


def test_two_approve_where_the_rule_says_so(money: Money) -> None:
    people = money.people
    spending.set_approval_rule(by=people.administrator, organisation=people.amal, two_from_ore=100)
    spending.delegate_approval(
        by=people.anna,
        delegate=people.bo,
        application=money.application,
        starts_on=NEW_YEAR,
        decision="1",
    )
    assert spending.approve_cost_lines(by=people.anna, lines=[money.line]) == []
    assert spending.approve_cost_lines(by=people.anna, lines=[money.line]) == []
    assert spending.approve_cost_lines(by=people.bo, lines=[money.line]) == [money.line]


def test_a_changed_line_is_approved_anew_and_the_history_stays(money: Money) -> None:
    people = money.people
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    money.line.amount_ore = 5
    spending.change_cost_line(by=people.anna, line=money.line)
    assert CostLine.objects.get().approved_on is None
    assert [(each.amount_ore, each.holds) for each in Approval.objects.all()] == [
        (38_000_001, False)
    ]


def test_a_returned_line_says_why(money: Money) -> None:
    with pytest.raises(ValidationError):
        spending.return_cost_lines(by=money.people.anna, lines=[money.line], note=" ")
    spending.return_cost_lines(by=money.people.anna, lines=[money.line], note="Fel år")
    assert Approval.objects.get().note == "Fel år"


def test_a_year_is_charged_settled_and_corrected(money: Money) -> None:
    """Budget 380 000,01 by 9 700, 15 800 and 12 500 of 38 000; the outcome is 19 000 more, then 3 800 less."""
    people = money.people
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    charged = _charge(money)
    paid = {(each.payer.code, each.period): each.amount_ore for each in charged.charges.all()}
    assert sum(amount for (code, _period), amount in paid.items() if code == "1461") == 9_700_000
    assert sum(amount for (code, _period), amount in paid.items() if code == "1785") == 15_800_001
    with pytest.raises(ValidationError, match=r"charged already|debiterat"):
        _charge(money)

    outcome = spending.add_cost_line(
        by=people.anna,
        line=_line(people, money.application, kind=CostKind.ACTUAL, amount_ore=39_900_000),
    )
    spending.approve_cost_lines(by=people.anna, lines=[outcome])
    Population.objects.update(value=1)  # later figures change nothing of what is charged
    settled = settlement.settle_year(by=people.controller, federation=people.federation, year=2009)
    assert recompute_content(charged) == charged.content
    before = settled.content

    outcome.amount_ore = 39_520_000
    spending.change_cost_line(by=people.anna, line=outcome)
    spending.approve_cost_lines(by=people.anna, lines=[outcome])
    corrected = settlement.correct_settlement(
        by=people.controller, settlement=settled, why="Fel faktura"
    )
    assert corrected.corrects == settled
    settled.refresh_from_db()
    assert (settled.content, digest_of(settled.content)) == (before, settled.digest)
    assert recompute_content(settled) == before
    total = sum(Charge.objects.filter(payer=people.mellerud).values_list("amount_ore", flat=True))
    last = Share.objects.filter(cost_kind=CostKind.ACTUAL).order_by("pk").last()
    assert last is not None
    assert total == last.lines.get(code="1461").amount_ore
    with pytest.raises(ValidationError):
        settlement.correct_settlement(by=people.controller, settlement=settled, why="Igen")


def test_who_may_settle(money: Money, as_person) -> None:
    people = money.people
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    for other in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            settlement.charge_preliminarily(by=other, federation=people.federation, year=2009)
    made = _charge(money)
    page = reverse("settlement_page", args=[made.pk])
    assert as_person(people.controller).get(page).status_code == 200
    assert as_person(people.cilla).get(page).status_code == 404
    assert as_person(people.bo).get(page).status_code == 404


def test_a_neighbour_sees_its_own_charges_alone(money: Money, as_person) -> None:
    spending.approve_cost_lines(by=money.people.anna, lines=[money.line])
    made = _charge(money)
    answer = as_person(money.people.neighbour).get(reverse("settlement_page", args=[made.pk]))
    assert answer.status_code == 200
    assert [payer for payer, _payee, _amount in answer.context["sums"]] == ["Säffle"]


def test_a_charged_share_can_not_be_thrown_away(money: Money) -> None:
    spending.approve_cost_lines(by=money.people.anna, lines=[money.line])
    _charge(money)
    with pytest.raises(ValidationError, match=r"charged|debiterats"):
        sharing.discard_share(by=money.people.controller, share=Share.objects.get(), why="")


def test_joining_at_midyear_is_paid_by_days(money: Money) -> None:
    people = money.people
    part = money.application.participations.get(organisation=people.mellerud)
    part.starts_on = dt.date(2009, 7, 2)
    part.save()
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    share = sharing.share_all(by=people.controller, federation=people.federation, year=2009)[0]
    line = share.lines.get(code="1461")
    assert line.figures["days"] == 183
    weights = {"1492": 12_500 * 365, "1785": 15_800 * 365, "1461": 9_700 * 183}
    assert Fraction(line.exact_ore) == Fraction(38_000_001 * weights["1461"], sum(weights.values()))


def test_an_agreed_key_is_followed_and_named(money: Money) -> None:
    people = money.people
    rule = KeyRule(
        "fixed", weights={"1492": Fraction(1, 2), "1461": Fraction(1, 4), "1785": Fraction(1, 4)}
    )
    sharing.agree_on_rule(
        by=people.controller,
        federation=people.federation,
        key="fixed",
        rule=rule,
        application=money.application,
        origin="Avtal 7 §",
        starts_on=NEW_YEAR,
        agreement=factories.agreement_between(
            people.amal, people.mellerud, people.saffle, about=money.application
        ),
    )
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    share = sharing.share_all(by=people.controller, federation=people.federation, year=2009)[0]
    assert (share.origin, share.key) == ("Avtal 7 §", "fixed")
    amounts = {line.code: line.amount_ore for line in share.lines.all()}
    assert amounts == {"1461": 9_500_000, "1492": 19_000_001, "1785": 9_500_000}
    assert sharing.share_all(by=people.controller, federation=people.federation, year=2009) == []


def test_agreed_shares_that_are_not_the_whole_are_refused_when_agreed_on(money: Money) -> None:
    with pytest.raises(ValidationError, match="1/2"):
        sharing.agree_on_rule(
            by=money.people.controller,
            federation=money.people.federation,
            key="fixed",
            rule=KeyRule("fixed", weights={"1492": Fraction(1, 2)}),
            origin="Avtal",
            starts_on=NEW_YEAR,
        )


def test_a_share_goes_on_to_the_departments(money: Money) -> None:
    people = money.people
    units = [
        Unit.objects.create(organisation=people.mellerud, name=name) for name in ("Skola", "Vård")
    ]
    sharing.split_by_department(
        by=people.controller,
        rule=DepartmentRule(
            organisation=people.mellerud,
            key=DepartmentKey.FIXED,
            starts_on=NEW_YEAR,
            weights={str(units[0].pk): 1, str(units[1].pk): 2},
        ),
    )
    spending.approve_cost_lines(by=people.anna, lines=[money.line])
    share = sharing.share_all(by=people.controller, federation=people.federation, year=2009)[0]
    line = share.lines.get(code="1461")
    parts = {part.name: part.amount_ore for part in line.departments.all()}
    assert parts == {"Skola": 3_233_333, "Vård": 6_466_667}
    others = share.lines.exclude(code="1461")
    assert all(part.stays_with_it for each in others for part in each.departments.all())


def test_the_pages_lead_from_approval_to_charges(money: Money, as_person) -> None:
    people = money.people
    owner = as_person(people.anna)
    owner.post(reverse("cost_approval"), {"rad": [f"{money.line.pk}:{money.line.amount_ore}"]})
    controller = as_person(people.controller)
    answer = controller.post(
        reverse("settlement_add"), {"kind": "preliminary", "year": 2009, "periods": 4}
    )
    made = Charge.objects.first()
    assert made is not None
    assert answer.url == reverse("settlement_page", args=[made.settlement_id])
    again = controller.post(
        reverse("settlement_add"), {"kind": "preliminary", "year": 2009, "periods": 4}
    )
    assert again.status_code == 422
    shown = controller.get(answer.url + "?exportera=csv")
    assert shown.content.decode("utf-8-sig").count("Telefoni") == 8


def test_a_rule_is_written_by_name_and_what_is_wrong_is_told(money: Money, as_person) -> None:
    client = as_person(money.people.controller)
    typed = {
        "application": money.application.pk,
        "key": "fixed",
        "weights": "Åmål; 60 %\nTrollhättan; 40 %",
        "vat": "O",
        "origin": "Avtal 3 §",
        "starts_on": "2009-01-01",
    }
    refused = client.post(reverse("sharing_rule_add"), typed)
    assert refused.status_code == 422
    assert "Trollhättan" in refused.content.decode()
    typed["weights"] = "Åmål; 60 %\nMellerud; 30 %\n1785; 10 %"
    assert client.post(reverse("sharing_rule_add"), typed).status_code == 302
    rule = money.application.sharing_rules.get()
    assert rule.rule.weights == {
        "1492": Fraction(3, 5),
        "1461": Fraction(3, 10),
        "1785": Fraction(1, 10),
    }


def test_next_years_budget_is_this_years_with_an_index(money: Money) -> None:
    people = money.people
    made = spending.copy_forward(
        by=people.anna, lines=[money.line], year=2010, index_percent=Decimal("2.5")
    )
    assert [(each.year, each.amount_ore, each.approved_on) for each in made] == [
        (2010, 38_950_001, None)
    ]
    with pytest.raises(ValidationError):
        spending.copy_forward(by=people.anna, lines=[money.line], year=2010)
