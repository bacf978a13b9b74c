"""Statistics Sweden's answers: told from their own labels, refused where in doubt."""

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput, Severity, errors
from samdrift.core.population import (
    ServiceLimits,
    earliest_call,
    limits_of,
    queries,
    read_population,
    read_population_file,
    tables_for,
)

FIXTURES = Path(__file__).parent.parent / "fixtures" / "scb"
DALSLAND = ("1438", "1439", "1460", "1461", "1492")


def fixture(name):
    return json.loads((FIXTURES / f"scb_v2_{name}.json").read_text(encoding="utf-8"))


OLD, NEW = fixture("TAB638_data_eliminated_handmade"), fixture("TAB5557_data_2025")


def changed(answer, change):
    """The answer with one thing about it changed."""
    other = copy.deepcopy(answer)
    change(other)
    return other


def rules(answer):
    return [finding.rule for finding in read_population(answer).findings]


def with_variable(answer, code, labels, values, **extension):
    """The answer with one more variable in front, whose categories have these values for the first cell."""
    other = copy.deepcopy(answer)
    other["id"].insert(0, code)
    other["size"].insert(0, len(labels))
    other["dimension"][code] = {
        "label": code,
        "category": {"index": {key: at for at, key in enumerate(labels)}, "label": labels},
        "extension": extension,
    }
    rest = other["value"][1:]
    other["value"] = [cell for value in values for cell in [value, *rest]]
    return other


def test_the_frozen_table_with_everything_but_region_and_year_left_out():
    read = read_population(OLD)
    assert read.findings == ()
    assert len(read.figures) == 7 * 17
    known = {(figure.code, figure.on): figure for figure in read.figures}
    bengtsfors = known["1460", dt.date(2024, 12, 31)]
    assert (bengtsfors.value, bengtsfors.source_table, bengtsfors.perturbed) == (
        9076,
        "TAB638",
        False,
    )


def test_the_current_table_with_totals_chosen_is_perturbed():
    read = read_population(NEW)
    assert read.findings == ()
    assert {figure.code: figure.value for figure in read.figures}["1492"] == 11679
    assert {(figure.on, figure.source_table, figure.perturbed) for figure in read.figures} == {
        (dt.date(2025, 12, 31), "TAB5557", True)
    }


def test_categories_are_ordered_by_position_not_by_how_json_lists_them():
    def turn(answer):
        category = answer["dimension"]["Region"]["category"]
        category["index"] = dict(reversed(category["index"].items()))

    assert read_population(changed(NEW, turn)) == read_population(NEW)


def test_positions_may_be_a_list_and_values_may_be_sparse():
    def sparse(answer):
        category = answer["dimension"]["Region"]["category"]
        category["index"] = sorted(category["index"], key=category["index"].get)
        answer["value"] = {str(at): value for at, value in enumerate(answer["value"]) if at != 2}

    read = read_population(changed(NEW, sparse))
    assert len(read.figures) == 6
    (finding,) = read.findings
    assert (finding.rule, finding.where) == ("missing-value", "1460 2025")


def test_zero_means_that_there_was_no_such_municipality():
    read = read_population(changed(OLD, lambda answer: answer["value"].__setitem__(0, 0)))
    (finding,) = read.findings
    assert (finding.rule, finding.severity) == ("zero-is-missing", Severity.NOTE)
    assert ("1438", dt.date(2008, 12, 31)) not in {
        (figure.code, figure.on) for figure in read.figures
    }


def test_the_country_and_the_counties_are_passed_over():
    def county(answer):
        category = answer["dimension"]["Region"]["category"]
        category["index"]["14"] = category["index"].pop("1438")
        category["label"]["14"] = "Västra Götalands län"

    assert "1438" not in {figure.code for figure in read_population(changed(NEW, county)).figures}


def test_population_growth_is_never_read_as_population():
    def growth(answer):
        answer["dimension"]["ContentsCode"]["category"]["label"]["000007ME"] = "Folkökning"

    assert rules(changed(NEW, growth)) == ["no-population"]


def test_both_contents_in_one_answer_give_the_population():
    other = with_variable(NEW, "X", {"a": "Folkökning", "b": "Folkmängd"}, [7, 4571])
    del other["dimension"]["ContentsCode"]
    at = other["id"].index("ContentsCode")
    del other["id"][at], other["size"][at]
    other["role"]["metric"] = ["X"]
    other["dimension"]["X"]["extension"]["refperiod"] = {"b": "31 december respektive år"}
    assert read_population(other).figures[0].value == 4571


def test_two_contents_called_population_are_refused():
    def twice(answer):
        category = answer["dimension"]["ContentsCode"]["category"]
        category["index"]["x"], category["label"]["x"] = 1, "Folkmängd"
        answer["size"][answer["id"].index("ContentsCode")] = 2
        answer["value"] *= 2

    assert rules(changed(NEW, twice)) == ["ambiguous-population"]


def test_men_and_women_without_a_total_are_not_added_up():
    answer = with_variable(OLD, "Kon", {"1": "män", "2": "kvinnor"}, [2400, 2388])
    assert rules(answer) == ["no-total"]


def test_a_total_is_chosen_among_its_parts():
    answer = with_variable(OLD, "Kon", {"1": "män", "T": "totalt, samtliga"}, [2400, 4788])
    assert read_population(answer).figures[0].value == 4788


def test_the_total_that_the_table_itself_names_goes_before_labels():
    answer = with_variable(
        OLD, "Alder", {"0": "0 år", "x": "hela"}, [1, 4788], eliminationValueCode="x"
    )
    assert read_population(answer).figures[0].value == 4788


def test_totals_of_different_names_are_refused():
    labels = {"a": "totalt, samtliga", "b": "totalt, vuxna"}
    assert rules(with_variable(OLD, "Alder", labels, [4788, 4000])) == ["ambiguous-total"]


def test_a_total_of_some_ages_is_no_total():
    assert rules(with_variable(OLD, "Alder", {"a": "totalt 16-64 år"}, [3000])) == ["no-total"]


def test_totals_of_one_name_must_agree():
    labels = {"TotSA": "totalt, samtliga åldrar", "TOT1": "totalt, samtliga åldrar"}
    assert rules(with_variable(OLD, "Alder", labels, [4788, 4788])) == []
    read = read_population(with_variable(OLD, "Alder", labels, [4788, 4790]))
    assert [(finding.rule, finding.where) for finding in read.findings] == [
        ("totals-disagree", "1438 2008")
    ]
    assert len(read.figures) == 7 * 17 - 1


def test_the_day_is_told_by_the_answer():
    def november(answer):
        answer["dimension"]["ContentsCode"]["extension"]["refperiod"] = {"BE0101N1": "1 november"}

    figures = read_population(changed(OLD, november)).figures
    assert {(figure.on.month, figure.on.day) for figure in figures} == {(11, 1)}
    assert rules(
        changed(OLD, lambda answer: answer["dimension"]["ContentsCode"].pop("extension"))
    ) == ["no-key-date"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda answer: answer["value"].pop(), "bad-size"),
        (lambda answer: answer["size"].__setitem__(0, 8), "bad-size"),
        (lambda answer: answer["dimension"].pop("Region"), "bad-dimension"),
        (
            lambda answer: answer["dimension"]["Region"]["category"]["index"].update({"1438": 3}),
            "bad-dimension",
        ),
        (lambda answer: answer["role"].update(time=["Year"]), "no-variable"),
        (lambda answer: answer.pop("extension"), "no-table"),
        (lambda answer: answer["value"].__setitem__(0, 4571.5), "bad-value"),
        (lambda answer: answer["value"].__setitem__(0, "4571"), "bad-value"),
        (lambda answer: answer["value"].__setitem__(0, -1), "bad-value"),
        (lambda answer: answer.pop("id"), "not-a-dataset"),
    ],
)
def test_what_is_wrong_is_told(change, rule):
    assert rules(changed(NEW, change)) == [rule]


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "Parameter error", "title": "Too many cells selected", "status": 403},
        {"columns": [], "data": []},
        [],
        None,
        7,
        {},
    ],
)
def test_what_is_no_answer_is_told(answer):
    assert rules(answer) == ["not-a-dataset"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000])
def test_a_file_that_is_not_json_is_told(content):
    (finding,) = read_population_file(content).findings
    assert finding.rule == "not-json"


def test_a_saved_answer_may_have_a_byte_order_mark():
    content = (FIXTURES / "scb_v2_TAB5557_data_2025.json").read_bytes()
    assert read_population_file(b"\xef\xbb\xbf" + content) == read_population(NEW)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["class", "id", "size", "dimension", "value", "Tid", "category", "index"]
                ),
                inner,
            )
        ),
    )
)
def test_nothing_makes_the_reader_fail(rubbish):
    read = read_population({"class": "dataset", "id": ["Tid"], "dimension": rubbish, "size": [1]})
    assert errors(read.findings)
    assert not read.figures


def test_the_current_table_is_asked_for_every_total():
    (query,) = queries(fixture("TAB5557_metadata_cut"), ["1460"], [2025])
    assert query.table == "TAB5557"
    assert query.body() == {
        "selection": [
            {"variableCode": "Region", "valueCodes": ["1460"]},
            {"variableCode": "Civilstand", "valueCodes": ["SC"]},
            {"variableCode": "Alder", "valueCodes": ["TotSA"]},
            {"variableCode": "Kon", "valueCodes": ["TotSa"]},
            {"variableCode": "ContentsCode", "valueCodes": ["000007ME"]},
            {"variableCode": "Tid", "valueCodes": ["2025"]},
        ]
    }


def test_the_frozen_table_is_asked_without_what_has_no_total():
    (query,) = queries(fixture("TAB638_metadata_cut"), DALSLAND, [2023, 2024])
    assert dict(query.selection) == {
        "Region": DALSLAND,
        "Alder": ("tot",),
        "ContentsCode": ("BE0101N1",),
        "Tid": ("2023", "2024"),
    }
    assert query.cells == 10
    assert query.address("https://scb.example") == (
        "https://scb.example/tables/TAB638/data?lang=sv&outputFormat=json-stat2"
    )


def test_what_the_table_lacks_is_told_before_it_is_asked():
    with pytest.raises(InvalidInput) as refused:
        queries(fixture("TAB638_metadata_cut"), ["1460", "9999"], [2025])
    assert [(each.rule, each.values["value"]) for each in refused.value.findings] == [
        ("unknown-code", "9999"),
        ("unknown-code", "2025"),
    ]


@given(st.integers(1, 400))
def test_questions_keep_within_the_limit_and_ask_for_everything_once(cells):
    years = list(range(1968, 2025))
    asked = queries(fixture("TAB638_metadata_cut"), DALSLAND, years, ServiceLimits(cells=cells))
    assert all(query.cells <= cells for query in asked)
    pairs = [
        (code, year)
        for query in asked
        for code in query.selection["Region"]
        for year in query.selection["Tid"]
    ]
    assert sorted(pairs) == sorted((code, str(year)) for code in DALSLAND for year in years)


def test_each_year_has_its_table():
    assert tables_for([2025, 2024, 2024]) == {"TAB638": [2024], "TAB5557": [2025]}
    with pytest.raises(InvalidInput):
        tables_for([1949])


def test_limits_are_those_that_the_service_tells():
    assert limits_of(fixture("config_handmade")) == ServiceLimits(150_000, 30, 10)
    assert limits_of({"maxCallsPerTimeWindow": 10}) == ServiceLimits(calls=10)


@given(st.integers(1, 100), st.integers(1, 30))
def test_no_window_holds_more_calls_than_allowed(number, calls):
    limits, made_at = ServiceLimits(calls=calls), []
    for _ in range(number):
        made_at.append(earliest_call(made_at, limits))
    assert all(
        sum(start <= at < start + limits.window_seconds for at in made_at) <= calls
        for start in made_at
    )
