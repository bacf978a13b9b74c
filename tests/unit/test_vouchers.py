"""From what is owed to vouchers: every voucher sums to zero, both sides agree, and every öre is on an account."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.exports.booking import booking_rows
from samdrift.core.exports.owed import Owed, group_by_invoice, vat_ore
from samdrift.core.exports.peppol import lines_of
from samdrift.core.exports.sie import (
    COST_CENTRE,
    COUNTERPARTY,
    SieFile,
    check_sie,
    read_sie,
    sie_bytes,
)
from samdrift.core.exports.vouchers import Account, check_chart, number_vouchers, vouchers_of
from samdrift.core.findings import InvalidInput, errors

NAMES = {"1492": "Åmål", "1461": "Mellerud", "1439": "Färgelanda"}
DAY = dt.date(2009, 3, 31)
CHART = {
    ("cost", "licence"): Account("6490", "1200", "0", "82{kod}"),
    ("cost", ""): Account("6400", counterparty="82{kod}", project="P1"),
    ("income", ""): Account("3690", "1200"),
    ("payable", ""): Account("2461"),
    ("receivable", ""): Account("1511"),
    ("vat_in", ""): Account("1651"),
    ("vat_out", ""): Account("2611"),
}


def owed(payer: str, payee: str, amount: int, **fields) -> Owed:
    given_fields = {"period": 1, "on": DAY, "due_on": DAY, "title": "Ekonomisystem"}
    return Owed(payer=payer, payee=payee, amount_ore=amount, **{**given_fields, **fields})


def rows(code: str, *all_owed: Owed) -> list[tuple[str, int]]:
    (voucher,) = vouchers_of(code, all_owed, CHART, NAMES, "Debitering 2009")
    return [(row.account, row.amount_ore) for row in voucher.rows]


def test_who_pays_books_cost_by_type_vat_and_debt() -> None:
    charge = owed("1461", "1492", 10_001, vat="S", types_ore={"licence": 3, "other": 1})
    assert rows("1461", charge) == [
        ("6490", 7_501),
        ("6400", 2_500),
        ("1651", 2_500),
        ("2461", -12_501),
    ]


def test_who_is_paid_books_claim_income_and_vat() -> None:
    charge = owed("1461", "1492", 10_001, vat="S", types_ore={"licence": 3, "other": 1})
    assert rows("1492", charge) == [
        ("3690", -10_001),
        ("2611", -2_500),
        ("1511", 12_501),
    ]


def test_money_back_is_booked_the_other_way_round() -> None:
    assert rows("1461", owed("1461", "1492", -500)) == [("6400", -500), ("2461", 500)]


def test_codes_follow_the_account_and_name_the_counterparty() -> None:
    (voucher,) = vouchers_of(
        "1461", [owed("1461", "1492", 5, types_ore={"licence": 1})], CHART, NAMES, "x"
    )
    assert voucher.rows[0].objects == ((COST_CENTRE, "1200"), (COUNTERPARTY, "821492"), (21, "0"))
    assert voucher.rows[0].text == "Åmål: Ekonomisystem"


def test_others_business_is_not_booked() -> None:
    assert vouchers_of("1439", [owed("1461", "1492", 5)], CHART, NAMES, "x") == ()


def test_a_voucher_a_period_numbered_without_a_gap() -> None:
    charges = [owed("1461", "1492", 5, period=period) for period in (2, 1, 4)]
    made = number_vouchers(vouchers_of("1461", charges, CHART, NAMES, "x"), "SD", 7)
    assert [(each.series, each.number, each.text) for each in made] == [
        ("SD", "7", "x, period 1"),
        ("SD", "8", "x, period 2"),
        ("SD", "9", "x, period 4"),
    ]


def test_every_account_that_is_missing_is_told_at_once() -> None:
    chart = {("cost", "licence"): Account("x1")}
    charges = [
        owed("1461", "1492", 5, vat="S", types_ore={"licence": 1}),
        owed("1461", "1439", 900, vat="S"),
    ]
    found = check_chart("1461", charges, chart, "Mellerud")
    assert [(each.rule, each.values["direction"], each.values["cost_type"]) for each in found] == [
        ("account-missing", "cost", ""),
        ("account-not-digits", "cost", "licence"),
        ("account-missing", "payable", ""),
        ("account-missing", "vat_in", ""),
    ]
    with pytest.raises(InvalidInput):
        vouchers_of("1461", charges, chart, NAMES, "x")


AMOUNTS = st.integers(-(10**12), 10**12)
CHARGES = st.lists(
    st.builds(
        owed,
        st.just("1461") | st.just("1439"),
        st.just("1492") | st.just("1785"),
        AMOUNTS,
        vat=st.sampled_from("SO"),
        period=st.integers(1, 3),
        title=st.sampled_from(["A", "B"]),
        types_ore=st.dictionaries(
            st.sampled_from(["licence", "staff", "other"]), st.integers(1, 10**9)
        ),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(CHARGES)
def test_every_voucher_sums_to_zero_and_both_sides_agree(charges: list[Owed]) -> None:
    total: Counter[str] = Counter()
    for code in ("1461", "1439", "1492", "1785"):
        made = vouchers_of(code, charges, CHART, NAMES, "Debitering")
        assert all(voucher.balance_ore == 0 for voucher in made)
        for voucher in made:
            for row in voucher.rows:
                total[row.account] += row.amount_ore
        for row in booking_rows(made):
            assert min(row.debit_ore, row.credit_ore) == 0 < max(row.debit_ore, row.credit_ore)
    net = sum(each.amount_ore for each in charges)
    tax = sum(
        vat_ore(sum(each.amount_ore for each in group), key[3])
        for key, group in group_by_invoice(charges).items()
    )
    assert total["6490"] + total["6400"] == net == -total["3690"]
    assert total["1651"] == tax == -total["2611"]
    assert total["1511"] == net + tax == -total["2461"]


@settings(max_examples=25, deadline=None)
@given(CHARGES)
def test_vouchers_are_written_and_read_as_sie(charges: list[Owed]) -> None:
    made = number_vouchers(vouchers_of("1492", charges, CHART, NAMES, "Debitering"), "SD", 1)
    file = SieFile(
        program="Samdrift", version="1", generated_on=DAY, company="Åmåls kommun", vouchers=made
    )
    if made:
        assert not errors(check_sie(file))
        read = read_sie(sie_bytes(file)).file
        assert read is not None
        assert read.vouchers == made


@settings(max_examples=40)
@given(CHARGES)
def test_invoices_hold_what_is_owed_and_never_mix_vat(charges: list[Owed]) -> None:
    found = group_by_invoice(charges)
    assert sum(line.amount_ore for group in found.values() for line in lines_of(group)) == sum(
        each.amount_ore for each in charges
    )
    assert all({each.vat for each in group} == {key[3]} for key, group in found.items())


def test_what_came_to_nothing_is_not_booked() -> None:
    assert group_by_invoice([replace(owed("1461", "1492", 0))]) == {}
