"""Charges and settlements: everybody ends up bearing its share, to the öre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.settlement import (
    CostToCharge,
    by_payee,
    claims,
    preliminary,
    settle,
)
from samdrift.core.sharing import instalments, quantity_key, share

codes = st.text("0123456789", min_size=4, max_size=4)
amounts = st.integers(-(10**12), 10**12)


@st.composite
def costs(draw, subject="telefoni"):
    """A cost with any number of bearers, shared among any participants."""
    outlays = draw(st.dictionaries(codes, amounts, min_size=1, max_size=6))
    weights = draw(
        st.dictionaries(codes, st.integers(0, 10**6), min_size=1, max_size=40).filter(
            lambda found: any(found.values())
        )
    )
    shares = share(sum(outlays.values()), quantity_key(weights)).amounts_ore
    return CostToCharge(subject, outlays, shares)


def test_with_one_bearer_everyone_else_pays_it_its_share():
    cost = CostToCharge("GIS", {"1460": 1000}, {"1460": 500, "1438": 200, "1439": 300})
    assert [(each.payer, each.payee, each.amount_ore) for each in claims(cost)] == [
        ("1438", "1460", 200),
        ("1439", "1460", 300),
    ]


@given(costs())
def test_after_the_claims_everyone_has_borne_its_share(cost):
    borne = dict(cost.outlays_ore)
    for claim in claims(cost):
        assert claim.payer != claim.payee
        borne[claim.payer] = borne.get(claim.payer, 0) + claim.amount_ore
        borne[claim.payee] = borne.get(claim.payee, 0) - claim.amount_ore
    for code in {*borne, *cost.shares_ore}:
        assert borne.get(code, 0) == cost.shares_ore.get(code, 0)


def test_outlays_that_are_not_the_total_are_refused():
    with pytest.raises(ValueError, match="different totals"):
        claims(CostToCharge("GIS", {"1460": 1000}, {"1438": 999}))


@given(costs(), st.sampled_from([1, 4, 12]))
def test_instalments_sum_to_the_year(cost, periods):
    charges = preliminary([cost], periods)
    assert [each.claim for each in charges] == sorted(
        claims(cost), key=lambda claim: (claim.payer, claim.payee)
    )
    for each in charges:
        assert each.amounts_ore == instalments(each.claim.amount_ore, periods)


@given(costs(), costs())
def test_a_settlement_is_the_outcome_less_what_was_charged(budget, outcome):
    charged = {(each.subject, each.payer, each.payee): each.amount_ore for each in claims(budget)}
    lines = settle([outcome], charged)
    assert {(each.payer, each.payee) for each in lines} == {
        (each.payer, each.payee) for cost in (budget, outcome) for each in claims(cost)
    }
    assert sum(each.difference_ore for each in lines) == sum(
        each.amount_ore for each in claims(outcome)
    ) - sum(charged.values())


def test_what_came_to_cost_nothing_is_paid_back():
    lines = settle([], {("GIS", "1438", "1460"): 200})
    assert [(each.outcome_ore, each.difference_ore) for each in lines] == [(0, -200)]


def test_a_claim_by_type_of_cost():
    cost = CostToCharge("GIS", {"A": 1000}, {"A": 500, "B": 500}, {"licence": 667, "staff": 333})
    found = by_payee(claims(cost), {"GIS": cost.types_ore})
    assert found == {("B", "A"): {("GIS", "licence"): 334, ("GIS", "staff"): 166}}
