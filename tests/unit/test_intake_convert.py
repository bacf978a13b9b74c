"""Rows of a file in the register's terms: what is read, kept word for word, found wrong; and what counts as changed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import Finding
from samdrift.core.tables import read_table, recognise
from samdrift.records.intake.convert import (
    READERS,
    ReadingContext,
    RowsRead,
    changes_between,
    digests,
    read_rows,
)
from samdrift.records.intake.convert.municipalities import Municipalities, spellings
from samdrift.records.intake.convert.row_cells import entries_of

AROUND = ReadingContext(
    today=dt.date(2009, 1, 1),
    own_names=frozenset({"amal", "amals kommun"}),
    municipalities=frozenset({"amal", "amals kommun", "mellerud", "melleruds kommun"}),
    spelled=frozenset({"Åmål", "Mellerud"}),
    areas={"ekonomi": "ekonomi"},
    whose=Municipalities(
        own=spellings("Åmål", "1492"),
        members=dict.fromkeys(spellings("Mellerud", "1461"), 7),
        others=spellings("Bengtsfors", "1460", "Åmål", "Mellerud"),
    ),
)


def read(text: str) -> RowsRead:
    table = read_table(text.encode())
    columns = {guess.column: guess.field or "" for guess in recognise(table)}
    return read_rows(table, columns, AROUND)


def values(text: str) -> dict:
    return read(text).rows[0].values


def test_exact_duplicates_are_told_apart_by_their_order() -> None:
    rows = read(
        "Namn;Organisation\nBEST;Åmåls kommun / Skola\nBEST;Åmåls kommun / Skola\nBEST;Åmåls kommun / Vård"
    ).rows
    assert [row.key for row in rows] == [
        ("best", "skola", 1),
        ("best", "skola", 2),
        ("best", "vard", 1),
    ]


def test_a_path_becomes_departments_and_foreign_parts_are_kept() -> None:
    said = values("Namn;Organisation\nA;Koncernen / Åmåls kommun / Skola / Gymnasiet")
    assert said["department"] == ["Skola", "Gymnasiet"]
    for path in ("Åmåls kommun / Skola", "Åmål / Skola"):
        said = values(f"Namn;Organisation\nA;{path}")
        assert (said["department"], said.get("more")) == (["Skola"], None)


def test_other_municipalities_rows_are_put_where_they_belong_and_told_once() -> None:
    table = "Namn;Kommun\nA;Mellerud\nB;ÅMÅL\nC;Bengtsfors kommun\nD;1460\nE;Mellerut\nF;Huvudort\nG;1492"
    found = read(table)
    assert [(row.name, row.organisation) for row in found.rows] == [
        ("A", 7),
        ("B", None),
        ("E", 7),
        ("F", None),
        ("G", None),
    ]
    assert [(one.name, one.why) for one in found.asides] == [("C", "elsewhere"), ("D", "elsewhere")]
    told = {one.rule: one.values["count"] for one in found.findings if one.rule != "no-start-year"}
    assert told == {"rows-of-members": 2, "rows-elsewhere": 2, "unknown-municipality": 1}


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("Löpande - uppsägningstid på 3-12 månader", (None, 12, True)),
        ("2010-12-31", ("2010-12-31", 0, False)),
        ("Tillsvidare", (None, 0, True)),
    ],
)
def test_the_longest_notice_is_used_and_the_words_are_kept(cell: str, end: tuple) -> None:
    terms = values(f"Namn;Avtalstiden löper ut datum\nA;{cell}")["agreement"]
    assert (terms["ends_on"], terms["notice_months"], bool(terms["words"])) == end


def test_a_year_of_phasing_out_that_is_over_does_not_end_what_is_in_use() -> None:
    found = read("Namn;Avvecklingsår;Drift år\nA;2005;2001\nB;2012;2001\nC;2000;2001")
    assert [row.values.get("end_year") for row in found.rows] == [None, 2012, None]
    assert {(finding.rule, str(finding.severity)) for finding in found.findings} == {
        ("phase-out-is-over", "warning"),
        ("end-before-start", "error"),
    }
    assert found.rows[0].values["more"]["Avvecklingsår"] == "2005"


def test_several_owners_become_an_owner_and_deputies() -> None:
    said = values("Namn;Systemägare\nA;anna@x.example, bo@x.example")
    assert (said["owner"], said["deputies"]) == (["", "anna@x.example"], [["", "bo@x.example"]])


def test_an_unknown_area_is_kept_and_not_invented() -> None:
    assert values("Namn;Verksamhetsområden\nA;Ekonomi")["area"] == "ekonomi"
    assert values("Namn;Verksamhetsområden\nA;Stjärnskådning")["more"] == {
        "Verksamhetsområden": "Stjärnskådning"
    }


@given(st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=8))
def test_nothing_that_is_filled_gets_lost(cells: list[list[str]]) -> None:
    heads = ["Namn", "Aktiva användare", "Driftbudget", "Systemägare", "Drift år", "Annat"]
    columns = dict(
        zip(
            heads,
            ["name", "active_users", "operating_budget", "owner", "start_year", ""],
            strict=True,
        )
    )
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    table = read_table(
        "\n".join([";".join(heads), *quoted]).encode("utf-8", "replace"),
        header_row=1,
        separator=";",
    )
    if table.header != tuple(heads):
        return
    found = read_rows(table, columns, AROUND)
    by_number = {row.number: row for row in found.rows}
    for row in table.rows:
        made = by_number.get(row.number)
        if made is None:
            assert row.number in found.faulty
            continue
        other = row.cells[5]
        if (
            isinstance(other, str)
            and other.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x1f \t").isalnum()
        ):
            assert "Annat" in made.values["more"]


def test_every_field_with_a_place_has_a_reader_and_a_name() -> None:
    from samdrift.records.intake.convert.words import FIELD_LABELS

    assert list(READERS) == [name for name in READERS if name in FIELD_LABELS]


VALUES = {"name": "A", "users": 4, "more": {"Rum": "1"}, "owner": ["", "a@x.example"]}


def test_what_the_file_says_again_is_no_change_whatever_the_register_says() -> None:
    assert changes_between(VALUES, digests(VALUES), {"name": "B", "users": 9}) == []


def test_what_the_register_says_already_is_no_change() -> None:
    standing = {
        "name": "A",
        "users": 4,
        "more": {"Rum": "1", "Hus": "2"},
        "owner": ["Anna", "a@x.example"],
    }
    assert changes_between(VALUES, {}, standing) == []


def test_each_new_saying_is_a_change_with_before_and_after() -> None:
    said = digests({**VALUES, "users": 3})
    assert changes_between(VALUES, said, {"users": 3}) == [("users", 3, 4)]
    assert changes_between(
        {**VALUES, "more": {"Rum": "2"}}, digests(VALUES), {"more": {"Rum": "1"}}
    ) == [("more:Rum", "1", "2")]


def test_a_list_adds_dependencies_and_takes_none_away() -> None:
    assert changes_between({"needs": ["AD"]}, {}, {"needs": ["ad", "Skatteverket"]}) == []
    assert changes_between({"needs": ["AD", "X"]}, {}, {"needs": ["AD"]}) == [
        ("needs", ["AD"], ["AD", "X"])
    ]


@pytest.mark.parametrize("kind", ["costs", "employees"])
def test_lists_of_other_things_have_heads_sums_and_stamps_too(kind: str) -> None:
    """The one function that tells entries from what stands around them serves every list that is read in."""
    text = {
        "costs": "Avser;År;Budget/utfall;Belopp\nEKONOMI;;;\nAlfa;2009;Budget;10\nBeta;2009;Budget;20\n"
        "Gamma;2009;Utfall;12\nHela enheten;;;42\nUppdaterad 2009-01-05;;;\n",
        "employees": "Anst.nr;Namn;E-post;Titel\nSocialförvaltningen;;;\n1;Eva Ek;eva@x.se;Chef\n2;Bo Ek;bo@x.se;\n"
        "3;Åsa Öst;asa@x.se;\nAntal poster: 3;;;\nSida 1 av 2;;;\n",
    }[kind]
    table = read_table(text.encode())
    at = {"name": 0} if kind == "costs" else {"number": 0, "name": 1}
    found: list[Finding] = []
    kept = [row.number for row in entries_of(table, at, ["name", "number"], found)]
    assert kept == [3, 4, 5]
    assert {finding.rule for finding in found} == {"no-entry"}
    assert len(kept) + len(found) == len(table.rows)
