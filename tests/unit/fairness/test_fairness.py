"""Published games with known answers, and what must hold in every game."""

import itertools
import json
import time
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.fairness import (
    core_is_empty,
    game,
    in_core,
    is_individually_rational,
    nucleolus,
    read_game,
    sampled_shapley,
    shapley,
    shapley_of_airport,
    shapley_of_fixed_and_own,
    simple_game,
    worst_group,
)
from samdrift.core.findings import InvalidInput
from tests.unit.fairness.cases import game_of, games


def _table(players, costs):
    return game_of(players, lambda group: costs["".join(sorted(group))])


TVA = {
    "1": 163520,
    "2": 140826,
    "3": 250096,
    "12": 301607,
    "13": 378821,
    "23": 367370,
    "123": 412584,
}


def test_tennessee_valley_authority():
    """P. Straffin and J. Heaney, Game theory and the Tennessee Valley Authority (1981), thousand dollars."""
    tva = _table("123", TVA)
    assert [round(float(each), 1) for each in shapley(tva)] == [117829.0, 100756.5, 193998.5]
    assert [float(each) for each in nucleolus(tva).paid] == [116234.0, 93540.0, 202810.0]
    assert not core_is_empty(tva)


@pytest.mark.parametrize(
    ("estate", "awards"),
    [
        (100, ("100/3", "100/3", "100/3")),
        (200, ("50", "75", "75")),
        (300, ("50", "100", "150")),
    ],
)
def test_the_talmuds_three_wives(estate, awards):
    """R. Aumann and M. Maschler (1985): the nucleolus of the bankruptcy game is the Mishna's award."""
    claims = {"1": 100, "2": 200, "3": 300}
    bankruptcy = game_of(
        "123",
        lambda group: -max(0, estate - sum(claims[who] for who in claims if who not in group)),
    )
    assert nucleolus(bankruptcy).paid == tuple(-Fraction(each) for each in awards)


def test_the_airport_game():
    """S. Littlechild and G. Owen (1973): stretches of runway are shared by those who need them."""
    needs = {"A": Fraction(10), "B": Fraction(22), "C": Fraction(40)}
    airport = game_of("ABC", lambda group: max(needs[name] for name in group))
    closed = shapley_of_airport(needs)
    assert shapley(airport) == tuple(closed[name] for name in "ABC")
    assert closed == {"A": Fraction(10, 3), "B": Fraction(28, 3), "C": Fraction(82, 3)}
    assert in_core(airport, shapley(airport))


def test_a_glove_game():
    """Two left gloves and one right: the core is the single point where the right glove gets everything."""
    gloves = game_of("LMR", lambda group: -int("R" in group and len(group) > 1))
    assert shapley(gloves) == (Fraction(-1, 6), Fraction(-1, 6), Fraction(-2, 3))
    assert nucleolus(gloves).paid == (0, 0, -1)
    assert in_core(gloves, nucleolus(gloves).paid)
    assert not in_core(gloves, shapley(gloves))


def test_an_empty_core():
    """Three who save as much in any pair as all together: some pair is always displeased."""
    pairs = game_of("ABC", lambda group: {1: 10, 2: 12, 3: 20}[len(group)])
    assert core_is_empty(pairs)
    assert nucleolus(pairs).paid == (Fraction(20, 3),) * 3
    worst = worst_group(pairs, [Fraction(20, 3)] * 3)
    assert (worst.group, worst.excess) == (("A", "B"), Fraction(4, 3))


SKANE = {  # H. P. Young, N. Okada and T. Hashimoto, Cost allocation in water resources development (1982)
    "A": "21.95",
    "H": "17.08",
    "K": "10.91",
    "L": "15.88",
    "M": "20.81",
    "T": "21.98",
    "AH": "34.69",
    "AK": "32.86",
    "AL": "37.83",
    "AM": "42.76",
    "AT": "43.93",
    "HK": "22.96",
    "HL": "25.00",
    "HM": "37.89",
    "HT": "39.06",
    "KL": "26.79",
    "KM": "31.45",
    "KT": "32.89",
    "LM": "31.10",
    "LT": "37.86",
    "MT": "39.41",
    "AHK": "40.74",
    "AHL": "43.22",
    "AHM": "55.50",
    "AHT": "56.67",
    "AKL": "48.74",
    "AKM": "53.40",
    "AKT": "54.84",
    "ALM": "53.05",
    "ALT": "59.81",
    "AMT": "61.36",
    "HKL": "27.26",
    "HKM": "42.55",
    "HKT": "44.94",
    "HLM": "45.81",
    "HLT": "46.98",
    "HMT": "56.49",
    "KLM": "42.01",
    "KLT": "48.77",
    "KMT": "50.32",
    "LMT": "51.46",
    "AHKL": "48.95",
    "AHKM": "60.25",
    "AHKT": "62.72",
    "AHLM": "64.03",
    "AHLT": "65.20",
    "AHMT": "74.10",
    "AKLM": "63.96",
    "AKLT": "70.72",
    "AKMT": "72.27",
    "ALMT": "73.41",
    "HKLM": "48.07",
    "HKLT": "49.24",
    "HKMT": "59.35",
    "HLMT": "64.41",
    "KLMT": "56.61",
    "AHKLM": "69.76",
    "AHKLT": "70.93",
    "AHKMT": "77.42",
    "AHLMT": "83.00",
    "AKLMT": "73.97",
    "HKLMT": "66.46",
    "AHKLMT": "83.82",
}


def test_six_municipalities_of_skane():
    """Water for Ängelholm, Helsingborg, Kristianstad, Lund, Malmö and Trelleborg, million kronor; as published."""
    order = "AHKLMT"
    costs = {frozenset(group): Fraction(cost) for group, cost in SKANE.items()}
    water = game(list(order), costs)
    published = [20.01, 10.71, 6.61, 10.37, 16.94, 19.18]
    assert [float(each) for each in shapley(water)] == pytest.approx(published, abs=0.006)
    assert [round(float(each), 2) for each in nucleolus(water).paid] == [
        20.35,
        12.06,
        5.0,
        8.61,
        18.32,
        19.49,
    ]
    assert in_core(water, nucleolus(water).paid)
    assert not in_core(water, shapley(water))


def test_the_simple_case_is_the_game_with_nothing_between():
    simple = simple_game(
        list("ABC"), {"A": Fraction(9), "B": Fraction(5), "C": Fraction(4)}, Fraction(12)
    )
    whole = game_of(
        "ABC",
        lambda group: (
            12 if len(group) == 3 else sum({"A": 9, "B": 5, "C": 4}[who] for who in group)
        ),
    )
    assert (
        tuple(simple.equal_saving.values()) == shapley(whole) == nucleolus(whole).paid == (7, 3, 2)
    )


def test_a_fixed_cost_and_ones_own():
    own = {"A": Fraction(5), "B": Fraction(1)}
    joint = game_of("AB", lambda group: 10 + sum(own[name] for name in group))
    assert shapley(joint) == tuple(shapley_of_fixed_and_own(Fraction(10), own).values()) == (10, 6)


@settings(deadline=None)
@given(games())
def test_shapley_is_the_mean_over_all_orders(made):
    orders = list(itertools.permutations(range(len(made.players))))
    paid = [Fraction(0)] * len(made.players)
    for order in orders:
        mask = 0
        for place in order:
            paid[place] += made.costs[mask | 1 << place] - made.costs[mask]
            mask |= 1 << place
    assert shapley(made) == tuple(each / len(orders) for each in paid)


@settings(deadline=None)
@given(games())
def test_the_nucleolus_pays_everything_and_is_in_the_core_whenever_there_is_one(made):
    found = nucleolus(made)
    assert sum(found.paid) == made.costs[made.whole]
    assert in_core(made, found.paid) == (not core_is_empty(made))
    if sum(made.standalone(place) for place in range(len(made.players))) >= made.costs[made.whole]:
        assert is_individually_rational(made, found.paid)


def _displeasures(made, paid):
    return sorted(
        (
            sum(each for place, each in enumerate(paid) if mask >> place & 1) - made.costs[mask]
            for mask in range(1, made.whole)
        ),
        reverse=True,
    )


@settings(max_examples=60, deadline=None)
@given(games(), st.data())
def test_no_other_allocation_displeases_less(made, data):
    """Moving money between players never makes the sorted displeasures smaller."""
    found = nucleolus(made)
    n = len(made.players)
    moves = data.draw(st.lists(st.fractions(-20, 20, max_denominator=12), min_size=n, max_size=n))
    other = [each + move - sum(moves) / n for each, move in zip(found.paid, moves, strict=True)]
    if found.restricted and not is_individually_rational(made, other):
        return
    assert _displeasures(made, found.paid) <= _displeasures(made, other)


@settings(deadline=None)
@given(games(), st.integers(1, 9), st.integers(-30, 30))
def test_scaling_and_adding_own_costs_move_the_answers_along(made, factor, own):
    moved = game_of(
        made.players,
        lambda group: (
            factor * made.costs[sum(1 << made.players.index(who) for who in group)]
            + own * len(group)
        ),
    )
    assert nucleolus(moved).paid == tuple(factor * each + own for each in nucleolus(made).paid)
    assert shapley(moved) == tuple(factor * each + own for each in shapley(made))


def test_a_sample_tells_how_sure_it_is_and_is_the_same_again():
    needs = {f"{place:02}": place + 1 for place in range(30)}

    def cost(group):
        return float(max((needs[name] for name in group), default=0))

    first = sampled_shapley(list(needs), cost, samples=2000, seed=7)
    assert first == sampled_shapley(list(needs), cost, samples=2000, seed=7)
    exact = shapley_of_airport({name: Fraction(need) for name, need in needs.items()})
    inside = [
        low <= exact[name] <= high for name, each in first.items() for low, high in [each.interval]
    ]
    assert sum(inside) >= 26
    assert abs(sum(each.mean for each in first.values()) - 30) < 1e-9


def test_twenty_players_are_within_reach():
    made = game_of([f"{place:02}" for place in range(14)], lambda group: 100 + 10 * len(group))
    began = time.process_time()
    assert set(shapley(made)) == {Fraction(10) + Fraction(100, 14)}
    assert time.process_time() - began < 60


def _command(tmp_path, text):
    path = tmp_path / "game.json"
    path.write_text(text, encoding="utf-8")
    out, status = StringIO(), 0
    try:
        call_command("fairness", str(path), "--json", stdout=out, stderr=StringIO())
    except SystemExit as left:
        status = int(left.code or 0)
    return status, json.loads(out.getvalue())


def test_the_command_answers_a_published_game(tmp_path):
    costs = {"+".join(group): float(cost) for group, cost in SKANE.items()}
    status, answer = _command(tmp_path, json.dumps({"players": list("AHKLMT"), "cost": costs}))
    assert status == 0
    assert round(answer["nucleolus"]["T"], 2) == 19.49
    assert answer["core_nonempty"] is True
    assert answer["in_core"] == {"shapley": False, "nucleolus": True}


def test_the_command_answers_the_simple_case_of_any_size(tmp_path):
    names = [f"{place:03}" for place in range(290)]
    document = {"players": names, "standalone": dict.fromkeys(names, 3), "joint": 580}
    status, answer = _command(tmp_path, json.dumps(document))
    assert (status, answer["shapley"]["000"], answer["core_nonempty"]) == (0, 2.0, True)


def test_one_player(tmp_path):
    status, answer = _command(tmp_path, '{"players": ["A"], "cost": {"A": 21.95}}')
    assert (status, answer["nucleolus"], answer["in_core"]["shapley"]) == (0, {"A": 21.95}, True)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("nonsense", {"not-json"}),
        ("[]", {"wrong-shape"}),
        ('{"players": ["A", "B"], "cost": {"A": 1}}', {"missing-group"}),
        ('{"players": ["A", "A"], "cost": {"A": 1}}', {"named-twice"}),
        ('{"players": ["A"], "cost": {"A": NaN}}', {"not-a-number"}),
        ('{"players": ["A"], "cost": {"A": "mycket"}}', {"not-a-number"}),
        ('{"players": ["A"], "cost": {"A": 1, "A+C": 2}}', {"unknown-player"}),
        ('{"players": ["A", "B"], "cost": {"A": 1, "B": 1, "A+B": 2, "B+A": 3}}', {"named-twice"}),
        ('{"players": ["A"], "cost": {"A": 1, "A": 2}}', {"named-twice"}),
        ('{"players": ["A", "B"], "standalone": {"A": 1}, "joint": 2}', {"missing-cost"}),
        ('{"players": ["A"]}', {"wrong-shape"}),
        ('{"players": ["A"], "cost": {"A": 1}, "joint": 1}', {"wrong-shape"}),
        ('{"players": ["A+B"], "cost": {"A+B": 1}}', {"bad-name"}),
        (
            '{"players": ["A", "B"], "cost": {"": 1, "A": "x", "C": 1, "A+B": Infinity}}',
            {"nobody-costs", "not-a-number", "unknown-player", "missing-group"},
        ),
        (
            '{"players": ["A", "A"], "standalone": {"A": true, "B": 1}, "joint": null}',
            {"named-twice", "not-a-number", "unknown-player"},
        ),
        ('{"players": [], "cost": {}}', {"no-players"}),
    ],
)
def test_the_command_refuses_with_findings(tmp_path, text, rules):
    status, answer = _command(tmp_path, text)
    assert status == 2
    assert {each["rule"] for each in answer["findings"]} == rules


def test_a_file_that_is_not_there():
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("fairness", "nowhere.json", "--json", stdout=out, stderr=StringIO())
    assert json.loads(out.getvalue())["findings"][0]["rule"] == "no-such-file"


def test_players_in_any_order_within_a_group():
    made = read_game('{"players": ["A", "B"], "cost": {"A": 1, "B": 2, "B+A": 2.5}}')
    assert made.costs[3] == Fraction(5, 2)


def test_too_many_players_for_every_group():
    with pytest.raises(InvalidInput, match="more than"):
        game([str(place) for place in range(21)], {})
