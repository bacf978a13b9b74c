"""What a change means to each department: nothing is lost, and a change of key alone moves money without making any."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import (
    NO_DEPARTMENT,
    CostYear,
    Figures,
    KeyRule,
    apportion,
    consequences,
    share_by_rule,
)

PEOPLE = {"1460": 9076, "1438": 4606, "1439": 6376, "1461": 9052, "1492": 11906}
POPULATION, EQUAL = KeyRule("population"), KeyRule("equal")
MIX = KeyRule("mix", parts=((Fraction(3, 10), EQUAL), (Fraction(7, 10), POPULATION)))
FIGURES = Figures(population=PEOPLE, users=dict.fromkeys(PEOPLE, Fraction(3)))


def cost(before: int, after: int, rules=(POPULATION, POPULATION), **fields) -> CostYear:
    told = {"participants": tuple(PEOPLE), "figures": FIGURES, "year": 2010, **fields}
    return CostYear(
        before_ore=before, after_ore=after, rule_before=rules[0], rule_after=rules[1], **told
    )


def test_the_worked_example_of_the_methods_page() -> None:
    uses = {"1460": {"social": 30, "skola": 10}}
    rows = consequences([cost(10_000_000, 10_000_000, (POPULATION, MIX), uses=uses)])
    told = {(row.participant, row.department): (row.before_ore, row.after_ore) for row in rows}
    assert told["1460", "social"] == (1_659_596, 1_611_717)
    assert told["1460", "skola"] == (553_199, 537_239)
    assert told["1438", NO_DEPARTMENT] == (1_122_976, 1_386_083)
    assert sum(row.change_ore for row in rows) == 0


def test_who_is_alone_bears_it_all_whatever_the_key() -> None:
    alone = cost(100, 250, (KeyRule("users_mean"), KeyRule("fixed")), participants=("1460",))
    assert [(row.participant, row.change_ore) for row in consequences([alone])] == [("1460", 150)]


def test_several_costs_of_a_year_are_summed_and_years_are_not() -> None:
    several = [cost(100, 200), cost(300, 300), cost(100, 400, year=2011)]
    changes: dict[int, int] = {}
    for row in consequences(several):
        changes[row.year] = changes.get(row.year, 0) + row.change_ore
    assert changes == {2010: 100, 2011: 300}


def test_everything_that_is_missing_is_said_at_once_and_once() -> None:
    lacking = [
        cost(100, 100, (POPULATION, KeyRule("users_mean")), year=year) for year in (2010, 2011)
    ]
    with pytest.raises(InvalidInput) as told:
        consequences(lacking)
    assert sorted(each.where for each in told.value.findings) == sorted(PEOPLE)


weights = st.dictionaries(
    st.sampled_from([NO_DEPARTMENT, "a", "b", "c"]), st.integers(0, 10**6), max_size=4
)
amounts = st.integers(-(10**12), 10**12)
rules = st.sampled_from([POPULATION, EQUAL, MIX, KeyRule("users")])


@settings(deadline=None)
@given(amounts, amounts, rules, rules, st.fixed_dictionaries(dict.fromkeys(PEOPLE, weights)))
def test_departments_sum_to_shares_and_shares_to_the_change(
    before, after, was, becomes, uses
) -> None:
    rows = consequences([cost(before, after, (was, becomes), uses=uses)])
    assert sum(row.change_ore for row in rows) == after - before
    for total, rule, amount in (
        (before, was, lambda row: row.before_ore),
        (after, becomes, lambda row: row.after_ore),
    ):
        shares = share_by_rule(total, rule, PEOPLE, FIGURES).amounts_ore
        for code in PEOPLE:
            assert sum(amount(row) for row in rows if row.participant == code) == shares[code]


@settings(deadline=None)
@given(amounts, rules, st.fixed_dictionaries(dict.fromkeys(PEOPLE, weights)))
def test_a_change_of_key_alone_makes_no_money(total, becomes, uses) -> None:
    changed = consequences([cost(total, total, (POPULATION, becomes), uses=uses)])
    assert sum(row.change_ore for row in changed) == 0
    same = consequences([cost(total, total, (becomes, becomes), uses=uses)])
    assert not any(row.change_ore for row in same)


@settings(deadline=None)
@given(amounts, weights.filter(lambda found: any(found.values())))
def test_a_department_bears_what_it_will_be_charged(total, uses) -> None:
    alone = cost(total, total, participants=("1460",), uses={"1460": uses})
    told = {row.department: row.after_ore for row in consequences([alone])}
    assert told == apportion(total, uses)
