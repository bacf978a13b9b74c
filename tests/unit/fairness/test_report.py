"""What a report says of a way to share: every figure against the same game counted group by group."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.fairness import (
    Game,
    JointCostGame,
    core_is_empty,
    costs_of_all,
    effect_of_changing,
    fairness_of_bills,
    judge,
    nucleolus,
    shapley,
    worst_group,
)

CODES = ["1438", "1439", "1460", "1461", "1492", "1785"]


def _part(numbers, total):
    """Whole numbers that sum to a total."""
    return [*numbers[1:], total - sum(numbers[1:])]


@st.composite
def games(draw, most=5, known=None):
    members = tuple(sorted(draw(st.sets(st.sampled_from(CODES[:most]), min_size=2))))
    alone = {name: draw(st.integers(0, 900)) for name in members}
    joint = draw(st.integers(0, 3000))
    if draw(st.booleans()) if known is None else known:
        return JointCostGame(joint, members, alone)
    own = [draw(st.integers(0, 500)) for _name in members]
    some = {name: cost for name, cost in alone.items() if known is None and draw(st.booleans())}
    return JointCostGame(
        sum(own) + joint, members, some, joint, dict(zip(members, own, strict=True))
    )


def _whole(several):
    players = tuple(sorted({name for each in several for name in each.members}))
    costs = [Fraction(0)]
    for mask in range(1, 1 << len(players)):
        group = {name for place, name in enumerate(players) if mask >> place & 1}
        costs.append(Fraction(sum(each.cost_of(group) for each in several)))
    return Game(players, tuple(costs))


@settings(max_examples=40, deadline=None)
@given(st.lists(games(), min_size=1, max_size=3), st.data())
def test_a_report_is_the_game_of_all_undertakings(several, data):
    """Closed forms, sums over games and arrays give what the whole game gives, counted with fractions."""
    whole = _whole(several)
    assert list(costs_of_all(several, whole.players)) == [int(cost) for cost in whole.costs]
    pays = [data.draw(st.integers(-100, 2000)) for _name in whole.players]
    report = judge(several, dict(zip(whole.players, pays, strict=True)))
    assert tuple(each.by_contribution_ore for each in report.outcomes) == shapley(whole)
    assert [each.alone_ore for each in report.outcomes] == [
        whole.standalone(place) for place in range(len(pays))
    ]
    assert report.worst == worst_group(whole, [Fraction(each) for each in pays])
    assert tuple(report.nucleolus.values()) == nucleolus(whole).paid
    assert report.core_is_empty == core_is_empty(whole)


@settings(max_examples=40, deadline=None)
@given(st.booleans().flatmap(lambda known: games(known=known)), st.data())
def test_closed_forms_hold_for_any_number(one, data):
    """What is said of more participants than can be counted group by group, on few enough to count."""
    from samdrift.core.fairness.report import _is_empty, _worst_in_closed_form

    whole = _whole([one])
    assert tuple(one.closed_form().values()) == nucleolus(whole).paid
    assert _is_empty(one) == core_is_empty(whole)
    pays = {name: data.draw(st.integers(-100, 2000)) for name in one.members}
    found = _worst_in_closed_form(one, judge([one], pays).outcomes)
    assert found.excess == worst_group(whole, [Fraction(each) for each in pays.values()]).excess


def test_the_report_says_who_loses_and_who_pays_for_whom():
    report = judge([JointCostGame(1200, ("A", "B"), {"A": 1000, "B": 400})], {"A": 700, "B": 500})
    assert [each.name for each in report.losers] == ["B"]
    assert [(each.gain_ore, each.solidarity_ore) for each in report.outcomes] == [
        (300, -200),
        (-100, 200),
    ]
    assert (report.saving_ore, report.is_rational, report.is_in_core) == (200, False, False)
    assert report.core_is_empty is False
    assert report.worst.group == ("B",)
    assert effect_of_changing({"A": 700, "B": 500}, {"A": 600, "B": 600}) == {"A": -100, "B": 100}


def test_what_is_not_known_is_not_guessed():
    """One stand-alone cost is missing: the others are judged, and nothing is said of groups."""
    one = JointCostGame(1200, ("A", "B", "C"), {"A": 300, "B": 700})
    report = judge([one], {"A": 400, "B": 400, "C": 400})
    assert report.unknown == ("C",)
    assert [each.gain_ore for each in report.outcomes] == [-100, 300, None]
    assert (report.saving_ore, report.nucleolus, report.core_is_empty) == (None, None, None)
    assert (report.is_rational, report.is_in_core, report.worst.group) == (False, False, ("A",))
    kinder = judge([one], {"A": 300, "B": 400, "C": 500})
    assert (kinder.is_rational, kinder.is_in_core) == (None, None)


def test_a_group_can_lose_where_nobody_does():
    """A fixed cost of 600 that any two could share: two who pay it all are better off without the third."""
    one = JointCostGame(630, ("A", "B", "C"), {}, 600, {"A": 10, "B": 10, "C": 10})
    report = judge([one], {"A": 312, "B": 313, "C": 5})
    assert (report.is_rational, report.is_in_core) == (True, False)
    assert (report.worst.group, report.worst.excess) == (("A", "B"), 5)


def test_more_participants_than_can_be_counted_are_sampled_with_an_interval():
    members = tuple(f"{place:03}" for place in range(30))
    own = {name: 1000 + 10 * place for place, name in enumerate(members)}
    joint = 90_000 + sum(own.values())
    one = JointCostGame(joint, members, {"000": 1500}, 90_000, own)
    paid = dict.fromkeys(members, joint // 30)
    first, again = judge([one], paid), judge([one], paid)
    assert first == again
    assert first.seed is not None
    assert (first.nucleolus, first.is_in_core) == (None, False)
    low, high = first.outcomes[5].interval_ore
    assert low < float(first.outcomes[5].by_contribution_ore) < high
    assert float(sum(each.by_contribution_ore for each in first.outcomes)) == pytest.approx(joint)


def test_two_hundred_and_ninety_in_closed_form():
    members = tuple(f"{place:04}" for place in range(290))
    one = JointCostGame(290_000, members, dict.fromkeys(members, 1500))
    report = judge([one], dict.fromkeys(members, 1000))
    assert (report.is_in_core, report.core_is_empty, report.seed) == (True, False, None)
    assert set(report.nucleolus.values()) == {Fraction(1000)}


@dataclass(frozen=True)
class _Bill:
    municipality: str
    before: float
    after: float


def test_the_fairness_of_a_plan():
    """One pays 100 kronor more than if all went on as today, so that the others can save 500."""
    report = fairness_of_bills([_Bill("A", 1000, 600), _Bill("B", 500, 600), _Bill("C", 200, 100)])
    assert report.saving_ore == 40_000
    assert [each.name for each in report.losers] == ["B"]
    by_name = {each.name: each.solidarity_ore for each in report.outcomes}
    assert by_name["B"] == 60_000 - (50_000 - Fraction(40_000, 3))
    assert sum(by_name.values()) == 0
    assert fairness_of_bills([]).outcomes == ()
