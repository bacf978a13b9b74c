"""Every key of the policy's chapter 6, combined, by days, and as people write them."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import (
    Figures,
    KeyRule,
    apportion,
    equal_key,
    instalments,
    population_day,
    read_parts,
    read_weights,
    remainder_order,
    rule_document,
    rule_in,
    share,
    share_by_rule,
    share_by_tariff,
)

PEOPLE = {"1460": 9076, "1438": 4606, "1439": 6376, "1461": 9052, "1492": 11906}
POPULATION, EQUAL = KeyRule("population"), KeyRule("equal")
amounts = st.integers(-(10**12), 10**12)
quantities = st.dictionaries(
    st.text("0123456789", min_size=4, max_size=4), st.integers(0, 10**6), min_size=1
)


def rules_over(codes):
    """Arbitrary rules over these participants, mixes and tariffs of them too."""
    weight = st.integers(1, 10**9).map(Fraction)
    simple = st.one_of(
        st.sampled_from(
            [KeyRule("population"), KeyRule("equal"), KeyRule("users"), KeyRule("users_mean")]
        ),
        st.fixed_dictionaries(dict.fromkeys(codes, weight)).map(
            lambda found: KeyRule("quantity", weights=found)
        ),
        st.fixed_dictionaries(dict.fromkeys(codes, weight)).map(
            lambda found: KeyRule(
                "fixed", weights={code: each / sum(found.values()) for code, each in found.items()}
            )
        ),
    )
    part = st.fractions(0, 1, max_denominator=100)
    return st.one_of(
        simple,
        st.tuples(part, simple, simple).map(
            lambda found: KeyRule("mix", parts=((found[0], found[1]), (1 - found[0], found[2])))
        ),
        st.tuples(st.integers(0, 10**6), simple).map(
            lambda found: KeyRule(
                "tariff", weights={codes[0]: Fraction(3)}, price_ore=found[0], rest=found[1]
            )
        ),
    )


@given(
    st.data(),
    st.lists(st.text("0123456789", min_size=4, max_size=4), min_size=1, max_size=290, unique=True),
    amounts,
)
def test_every_rule_shares_to_the_ore_and_comes_back_from_its_document(data, codes, total):
    rule = data.draw(rules_over(codes))
    days = {codes[0]: data.draw(st.integers(1, 365))}
    people = {code: 1 + int(code) for code in codes}
    figures = Figures(
        people, dict.fromkeys(codes, Fraction(7)), dict.fromkeys(codes, Fraction(1, 3)), days
    )
    shared = share_by_rule(total, rule, codes, figures)
    assert sum(shared.amounts_ore.values()) == total
    assert all(abs(step.amount_ore - step.exact_ore) < 1 for step in shared.steps)
    again = rule_in(json.loads(json.dumps(rule_document(rule))))
    assert share_by_rule(total, again, reversed(codes), figures) == shared


def test_a_base_part_and_the_rest_by_population():
    """30 % equal and 70 % by population of 100 000 kr: 6 000 kr each and their part of 70 000."""
    rule = KeyRule("mix", parts=((Fraction(3, 10), EQUAL), (Fraction(7, 10), POPULATION)))
    shares = share_by_rule(10_000_000, rule, PEOPLE, Figures(PEOPLE))
    step = next(each for each in shares.steps if each.code == "1460")
    assert step.exact_ore == 600_000 + Fraction(7_000_000 * 9076, 41016)


def test_who_joins_at_midyear_pays_by_days():
    rule, figures = EQUAL, Figures(days={"1492": 184}, of_days=365)
    shares = share_by_rule(54_900, rule, ["1460", "1492"], figures)
    assert shares.amounts_ore == {"1460": 36_500, "1492": 18_400}


def test_mean_users_have_their_days_in_them():
    figures = Figures(users_mean={"A": Fraction(10), "B": Fraction(5)}, days={"B": 100})
    shares = share_by_rule(300, KeyRule("users_mean"), ["A", "B"], figures)
    assert shares.amounts_ore == {"A": 200, "B": 100}


def test_a_price_list_and_the_rest():
    """Two units at 30 kr and one at 30 kr; the remaining 10 kr equally."""
    shares = share_by_tariff(10_000, 3_000, {"A": 2, "B": 1}, equal_key(["A", "B"]))
    assert shares.amounts_ore == {"A": 6_500, "B": 3_500}


def test_a_price_list_that_brings_in_too_much_gives_back():
    shares = share_by_tariff(5_000, 3_000, {"A": 2}, equal_key(["A", "B"]))
    assert shares.amounts_ore == {"A": 5_500, "B": -500}


def test_everything_missing_is_told_at_once():
    rule = KeyRule("mix", parts=((Fraction(1, 2), POPULATION), (Fraction(1, 2), KeyRule("users"))))
    with pytest.raises(InvalidInput) as wrong:
        share_by_rule(100, rule, ["1460", "9999"], Figures({"1460": 5}, {"9999": Fraction(1)}))
    assert {(each.where, each.rule) for each in wrong.value.findings} == {
        ("9999", "no-figure"),
        ("1460", "no-figure"),
    }


@given(
    amounts, st.dictionaries(st.text("abc", min_size=1), st.integers(-(10**9), 10**9), min_size=1)
)
def test_apportioning_is_exact_and_within_an_ore(total, parts):
    shared = apportion(total, parts)
    whole = sum(parts.values())
    assert sum(shared.values()) == total
    if whole:
        assert all(abs(shared[code] - Fraction(total * parts[code], whole)) < 1 for code in parts)


@given(amounts, st.integers(1, 60))
def test_instalments_sum_and_differ_by_an_ore_at_most(total, number):
    parts = instalments(total, number)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1
    assert tuple(-part for part in parts) == instalments(-total, number)


@pytest.mark.parametrize(
    "text",
    [
        "1460; 30 %\n1492; 70 %",
        "kod;andel\n1460;0,3\n1492;7/10\n",
        '{"1460": 0.3, "1492": 0.7}',
        "1460 30\n1492 70",
        "1460,30\n1492,70",
    ],
)
def test_agreed_shares_as_people_write_them(text):
    assert read_weights(text, shares=True) == {"1460": Fraction(3, 10), "1492": Fraction(7, 10)}


def test_bad_weights_are_told_line_by_line():
    with pytest.raises(InvalidInput) as wrong:
        read_weights("1460; trettio\n1492; 30\n1492; 40\nnonsense1")
    assert [(each.where, each.rule) for each in wrong.value.findings] == [
        ("4", "not-a-weight"),
        ("1", "not-a-weight"),
        ("3", "named-twice"),
    ]


def test_parts_of_a_mix():
    assert read_parts('{"equal": 0.3, "users": {"part": 0.7, "weights": {"1460": 5}}}') == [
        ("equal", Fraction(3, 10), {}),
        ("users", Fraction(7, 10), {"1460": Fraction(5)}),
    ]


def _command(*arguments: str) -> tuple[int, dict]:
    out, status = StringIO(), 0
    try:
        call_command("share", *arguments, "--json", stdout=out, stderr=StringIO())
    except SystemExit as left:
        status = int(left.code or 0)
    return status, json.loads(out.getvalue())


def test_the_command_with_agreed_shares(tmp_path):
    path = tmp_path / "andelar.csv"
    path.write_text("1460; 33,3 %\n1492; 66,7 %\n", encoding="utf-8")
    status, answer = _command("--amount", "100", "--key", "fixed", "--weights", str(path))
    assert (status, answer["shares"]) == (0, {"1460": "33.30", "1492": "66.70"})


def test_the_command_with_a_mix(tmp_path):
    path = tmp_path / "mix.json"
    path.write_text('{"equal": 0.3, "population": 0.7}', encoding="utf-8")
    status, answer = _command(
        "--amount",
        "100000",
        "--key",
        "mix",
        "--weights",
        str(path),
        "--members",
        "1460,1438,1439,1461,1492",
        "--on",
        "2024-12-31",
    )
    assert status == 0
    assert answer["shares"]["1460"] == "21489.56"  # 6 000 + 70 000 × 9 076 / 41 016, cut down
    assert answer["source"] == "SCB TAB638 2024-12-31"


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (["--key", "users"], {"no-weights", "no-participants"}),
        (["--key", "fixed", "--weights", "/nowhere/at.all"], {"no-such-folder", "no-participants"}),
        (["--key", "magic", "--members", "1460"], {"not-a-choice"}),
    ],
)
def test_the_command_refuses_with_findings(arguments, rules):
    status, answer = _command("--amount", "10", *arguments)
    assert status == 2
    assert {each["rule"] for each in answer["findings"]} == rules


def test_shares_that_are_not_the_whole_are_refused(tmp_path):
    path = tmp_path / "andelar.csv"
    path.write_text("1460; 30 %\n1492; 60 %\n", encoding="utf-8")
    status, answer = _command("--amount", "10", "--key", "fixed", "--weights", str(path))
    assert (status, [each["rule"] for each in answer["findings"]]) == (2, ["shares-not-one"])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('{"equal": {"part": 0.3, "weights": [1]}, "population": 0.7}', ["wrong-shape"]),
        ('{"equal": -0.5, "population": NaN}', ["negative-weight", "not-a-weight"]),
        ('{"equal": 0.5, "population": 0.7}', ["shares-not-one"]),
        ('{"magic": 50, "mix": 50}', ["no-such-key", "no-such-key"]),
        ("", ["empty-file"]),
    ],
)
def test_a_bad_mix_is_told_whole(tmp_path, text, rules):
    path = tmp_path / "mix.json"
    path.write_text(text, encoding="utf-8")
    status, answer = _command(
        "--amount",
        "10",
        "--key",
        "mix",
        "--weights",
        str(path),
        "--members",
        "1460,1492",
        "--on",
        "2024-12-31",
    )
    assert (status, [each["rule"] for each in answer["findings"]]) == (2, rules)


def test_the_command_says_what_is_less_than_a_unit():
    asked = ["--amount", "-1 234,50", "--key", "equal", "--members", "1460,1492"]
    status, answer = _command(*asked, "--rounding", "krona")
    assert (status, answer["below_unit"]) == (0, "-0.50")
    assert answer["shares"] == {"1460": "-617.50", "1492": "-617.00"}


@given(
    st.data(),
    st.lists(st.text("0123456789", min_size=4, max_size=4), min_size=2, max_size=40, unique=True),
    st.integers(1, 366),
)
def test_days_multiply_the_figure_of_any_single_key(data, codes, of_days):
    """Who takes part d of D days weighs d times its figure; who takes part in all of them needs no days said."""
    weight = st.integers(1, 10**9).map(Fraction)
    figures = data.draw(st.fixed_dictionaries(dict.fromkeys(codes, weight)))
    some = data.draw(st.lists(st.sampled_from(codes), unique=True))
    days = {code: data.draw(st.integers(1, of_days)) for code in some}
    by_days = {code: value * days.get(code, of_days) for code, value in figures.items()}
    for rule, known in (
        (KeyRule("quantity", weights=figures), Figures()),
        (KeyRule("population"), Figures({code: int(value) for code, value in figures.items()})),
        (KeyRule("users"), Figures(users=figures)),
    ):
        shared = share_by_rule(
            10**9 + 7, rule, codes, replace(known, days=days, of_days=of_days)
        ).amounts_ore
        multiplied = share_by_rule(
            10**9 + 7, KeyRule("quantity", weights=by_days), codes, Figures()
        )
        assert shared == multiplied.amounts_ore


@given(
    st.data(),
    st.lists(st.text("0123456789", min_size=4, max_size=4), min_size=1, max_size=40, unique=True),
    amounts,
    st.sampled_from([1, 100, 10_000]),
)
def test_any_rule_rounds_to_a_unit_and_a_credit_is_the_mirror_image(data, codes, total, unit):
    rule = data.draw(rules_over(codes))
    if rule.kind == "tariff":
        rule = rule.rest
    people = {code: 1 + int(code) for code in codes}
    figures = Figures(
        people, dict.fromkeys(codes, Fraction(7)), dict.fromkeys(codes, Fraction(1, 3))
    )
    shared = share_by_rule(total, rule, codes, figures, unit_ore=unit)
    assert sum(shared.amounts_ore.values()) == total
    assert all(abs(step.amount_ore - step.exact_ore) < unit for step in shared.steps)
    assert sum(step.amount_ore % unit != 0 for step in shared.steps) <= 1
    mirrored = share_by_rule(-total, rule, codes, figures, unit_ore=unit).amounts_ore
    assert mirrored == {code: -amount for code, amount in shared.amounts_ore.items()}


def test_the_line_for_the_ore_left_over_is_the_one_that_they_are_given_in():
    shared = share(-1000, equal_key(["c", "a", "b", "d", "e", "f", "g"]))
    line = remainder_order({step.code: step.remainder_ore for step in shared.steps})
    given_to = [
        code for code in line if shared.steps[list(shared.amounts_ore).index(code)].extra_ore
    ]
    assert (list(line), given_to) == (list("abcdefg"), list("abcdef"))


def test_where_and_when_figures_are_counted_comes_back_from_the_document():
    measured = KeyRule(
        "quantity",
        weights={"1460": Fraction(3)},
        quantity="Ärenden",
        measured_from=dt.date(2008, 1, 1),
        measured_to=dt.date(2008, 12, 31),
    )
    by_population = KeyRule("population", population_day=(11, 1))
    mix = KeyRule("mix", parts=((Fraction(1, 2), measured), (Fraction(1, 2), by_population)))
    assert rule_in(json.loads(json.dumps(rule_document(mix)))) == mix
    assert (population_day(mix), population_day(measured)) == ((11, 1), None)
