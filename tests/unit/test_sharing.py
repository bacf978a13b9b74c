"""Shares sum to the öre, whatever the amount, the key and the unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import (
    equal_key,
    fixed_key,
    mixed_key,
    population_key,
    quantity_key,
    share,
    weighted_by_days,
)

DALSLAND_2024 = {"1460": 9076, "1438": 4606, "1439": 6376, "1461": 9052, "1492": 11906}
weights = st.dictionaries(
    st.text("0123456789", min_size=4, max_size=4), st.integers(0, 10**9), min_size=1, max_size=290
).filter(lambda quantities: any(quantities.values()))
totals = st.integers(-(10**14), 10**14)
units = st.sampled_from([1, 100, 10_000])


def test_the_worked_example():
    """100 000 kr by SCB's population on 31 December 2024."""
    amounts = share(10_000_000, population_key(DALSLAND_2024)).amounts_ore
    assert amounts == {
        "1460": 2212795,
        "1438": 1122976,
        "1439": 1554515,
        "1461": 2206944,
        "1492": 2902770,
    }


@given(totals, weights, units)
def test_the_sum_is_exact(total, quantities, unit):
    assert sum(share(total, quantity_key(quantities), unit_ore=unit).amounts_ore.values()) == total


@given(totals, weights, units)
def test_who_weighs_nothing_pays_nothing(total, quantities, unit):
    amounts = share(total, quantity_key(quantities), unit_ore=unit).amounts_ore
    assert all(amounts[code] == 0 for code, weight in quantities.items() if weight == 0)


@given(totals, weights, units)
def test_everyone_is_within_one_unit_of_the_exact_share(total, quantities, unit):
    steps = share(total, quantity_key(quantities), unit_ore=unit).steps
    assert all(abs(step.amount_ore - step.exact_ore) < unit for step in steps)


@given(totals, weights, st.integers(1, 10**6))
def test_scaling_all_weights_changes_nothing(total, quantities, factor):
    scaled = {code: weight * factor for code, weight in quantities.items()}
    assert (
        share(total, quantity_key(scaled)).amounts_ore
        == share(total, quantity_key(quantities)).amounts_ore
    )


@given(totals, weights)
def test_a_credit_is_the_mirror_image(total, quantities):
    debit = share(abs(total), quantity_key(quantities)).amounts_ore
    credit = share(-abs(total), quantity_key(quantities)).amounts_ore
    assert credit == {code: -amount for code, amount in debit.items()}


@given(totals, weights)
def test_the_order_of_participants_does_not_matter(total, quantities):
    turned = dict(reversed(quantities.items()))
    assert share(total, quantity_key(turned)) == share(total, quantity_key(quantities))


@given(totals, weights)
def test_names_do_not_matter_but_for_ties(total, quantities):
    """Who weighs as much gets as much, but for the one unit that a tie decides; other names give the same amounts."""
    steps = share(total, quantity_key(quantities)).steps
    amounts = {}
    for step in steps:
        amounts.setdefault(step.weight, set()).add(step.amount_ore)
    assert all(max(equal) - min(equal) <= 1 for equal in amounts.values())
    renamed = share(total, quantity_key({f"x{code}": each for code, each in quantities.items()}))
    assert [step.amount_ore for step in renamed.steps] == [step.amount_ore for step in steps]


def test_what_is_less_than_a_unit_is_shown():
    shares = share(-12_345, equal_key(["a", "b"]), unit_ore=100)
    assert (shares.amounts_ore, shares.below_unit_ore) == ({"a": -6200, "b": -6145}, -45)


def test_a_share_keeps_every_step_of_its_reckoning():
    first, second = share(100, population_key({"a": 1, "b": 2})).steps
    assert (first.share, first.exact_ore, first.floor_ore, first.extra_ore) == (
        Fraction(1, 3),
        Fraction(100, 3),
        33,
        0,
    )
    assert (second.remainder_ore, second.extra_ore, second.amount_ore) == (Fraction(2, 3), 1, 67)


def test_everything_wrong_with_a_key_is_told_at_once():
    with pytest.raises(InvalidInput) as refused:
        fixed_key({"a": Fraction(-1, 2), "b": Fraction(-1, 3), "c": Fraction(1)})
    assert [finding.rule for finding in refused.value.findings] == [
        "negative-weight",
        "negative-weight",
        "shares-not-one",
    ]


def test_ties_go_to_the_lowest_code():
    assert share(100, equal_key(["c", "b", "a"])).amounts_ore == {"a": 34, "b": 33, "c": 33}


def test_thirty_per_cent_equal_and_seventy_by_population():
    key = mixed_key(
        [
            (Fraction(3, 10), equal_key(["a", "b"])),
            (Fraction(7, 10), population_key({"a": 3, "b": 1})),
        ]
    )
    assert share(1000, key).amounts_ore == {"a": 675, "b": 325}


def test_half_a_year_pays_half():
    key = weighted_by_days(equal_key(["a", "b"]), {"a": 365, "b": 0})
    assert share(1000, key).amounts_ore == {"a": 1000, "b": 0}


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: quantity_key({}), "no-participants"),
        (lambda: quantity_key({"a": 0}), "all-weights-zero"),
        (lambda: quantity_key({"a": -1, "b": 2}), "negative-weight"),
        (lambda: fixed_key({"a": Fraction(1, 3)}), "shares-not-one"),
        (lambda: fixed_key({}), "no-participants"),
        (lambda: mixed_key([(Fraction(1, 2), equal_key(["a"]))]), "shares-not-one"),
        (lambda: weighted_by_days(equal_key(["a"]), {}), "all-weights-zero"),
        (lambda: share(1, equal_key(["a"]), unit_ore=0), "bad-unit"),
    ],
)
def test_bad_keys_are_told(make, rule):
    with pytest.raises(InvalidInput) as refused:
        make()
    assert [finding.rule for finding in refused.value.findings] == [rule]
