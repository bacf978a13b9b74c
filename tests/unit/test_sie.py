"""SIE 4I: what is written comes back the same; nothing is dropped; what is wrong is told before it is written."""

import datetime as dt
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.exports.sie import (
    COST_CENTRE,
    COUNTERPARTY,
    INSTEAD,
    SieFile,
    Voucher,
    VoucherRow,
    Year,
    check_sie,
    fit,
    fit_to_cp437,
    read_sie,
    sie_bytes,
)
from samdrift.core.findings import InvalidInput, Severity, errors

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "sie"
DAY = dt.date(2026, 1, 31)
ROWS = (
    VoucherRow("1511", 1_554_515, ((COUNTERPARTY, "821439"),), DAY, "Färgelanda 15,5452 %"),
    VoucherRow("3690", -1_554_515, ((COST_CENTRE, "1200"), (COUNTERPARTY, "821439"))),
)
FILE = SieFile(
    program="Samdrift",
    version="0.1",
    generated_on=DAY,
    company="Bengtsfors kommun",
    organisation_number="212000-1470",
    years=(Year(0, dt.date(2026, 1, 1), dt.date(2026, 12, 31)),),
    currency="SEK",
    dimensions=((1, "Ansvar"), (20, "Motpart")),
    objects=((20, "821439", "Färgelanda kommun"),),
    vouchers=(Voucher("S", "1", DAY, ROWS, "Kostnadsfördelning"),),
)


def rules(findings) -> set[str]:
    return {each.rule for each in findings}


def test_the_file_is_as_the_format_says() -> None:
    content = sie_bytes(FILE)
    assert content.splitlines()[:7] == [
        b"#FLAGGA 0",
        b'#PROGRAM "Samdrift" "0.1"',
        b"#FORMAT PC8",
        b"#GEN 20260131",
        b"#SIETYP 4",
        b"#ORGNR 212000-1470",
        b'#FNAMN "Bengtsfors kommun"',
    ]
    assert b'#TRANS 1511 {20 "821439"} 15545.15 20260131 "F\x84rgelanda 15,5452 %"\r\n' in content
    assert b'#TRANS 3690 {1 "1200" 20 "821439"} -15545.15\r\n' in content
    assert b'#VER S 1 20260131 "Kostnadsf\x94rdelning"\r\n{\r\n' in content
    assert content.endswith(b"}\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_made_example_is_read_whole_and_written_again() -> None:
    read = read_sie((FIXTURES / "example_4I.si").read_bytes())
    assert read.findings == ()
    assert read.file is not None
    voucher = read.file.vouchers[0]
    assert [row.amount_ore for row in voucher.rows] == [
        1_554_515,
        2_206_944,
        -1_554_515,
        -2_206_944,
    ]
    assert read.file.accounts[0] == ("1511", "Kundfordringar")
    assert read_sie(sie_bytes(read.file)).file == read.file


TEXT = st.text(max_size=30)
WRITABLE = st.text(st.characters(codec="cp437", exclude_categories=["Cc"]), max_size=30)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
OBJECTS = st.lists(
    st.tuples(st.integers(1, 60), st.text('0123456789ABÅ "}{', min_size=1, max_size=8)), max_size=3
).map(tuple)


@st.composite
def vouchers(draw: st.DrawFn, text: st.SearchStrategy[str], number: int) -> Voucher:
    amounts = draw(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=4))
    rows = [
        VoucherRow(
            draw(st.from_regex(r"[0-9]{1,6}", fullmatch=True)),
            amount,
            draw(OBJECTS),
            draw(st.none() | DAYS),
            draw(text),
            draw(st.sampled_from(["", "1", "2.5"])),
            draw(text),
        )
        for amount in [*amounts, -sum(amounts)]
    ]
    series = draw(st.sampled_from(["", "A", "SD", "I å"]))
    days = draw(DAYS), draw(st.none() | DAYS)
    return Voucher(series, str(number), days[0], tuple(rows), draw(text), days[1], draw(text))


@st.composite
def files(draw: st.DrawFn, text: st.SearchStrategy[str]) -> SieFile:
    return SieFile(
        program="Samdrift",
        version=draw(text),
        generated_on=draw(DAYS),
        generated_by=draw(text),
        company="K" + draw(text),
        currency=draw(st.sampled_from(["", "SEK"])),
        dimensions=tuple(draw(st.lists(st.tuples(st.integers(1, 60), text), max_size=2))),
        objects=tuple(
            draw(st.lists(st.tuples(st.integers(1, 60), st.just("1"), text), max_size=2))
        ),
        accounts=tuple(draw(st.lists(st.tuples(st.just("1511"), text), max_size=2))),
        vouchers=tuple(draw(vouchers(text, number)) for number in range(draw(st.integers(1, 2)))),
    )


#: Random texts may be empty, and random days lie outside the year.
ODD_IN_RANDOM_FILES = {"label-empty", "outside-the-years"}


@settings(max_examples=60, deadline=None)
@given(files(WRITABLE))
def test_what_is_written_comes_back_the_same(file: SieFile) -> None:
    written, _notes = fit(file)
    read = read_sie(sie_bytes(file), encoding="cp437")
    assert read.file == written
    assert rules(read.findings) <= ODD_IN_RANDOM_FILES
    assert sie_bytes(written) == sie_bytes(file)


@settings(max_examples=60, deadline=None)
@given(files(TEXT))
def test_any_text_is_written_or_refused_whole(file: SieFile) -> None:
    """Nothing is dropped in silence: either an error names the character, or all of the text is there as fitted."""
    findings = check_sie(file)
    if errors(findings):
        assert rules(errors(findings)) == {"character-refused"}
        with pytest.raises(InvalidInput):
            sie_bytes(file)
    else:
        assert read_sie(sie_bytes(file), encoding="cp437").file == fit(file)[0]


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_fitted_text_can_be_written_and_says_what_it_changed(text: str) -> None:
    made = fit_to_cp437(text)
    made.text.encode("cp437")
    assert fit_to_cp437(made.text).text == made.text
    if not made.replaced and not made.refused:
        assert made.text == unicodedata.normalize("NFC", text)


def test_replacements_can_themselves_be_written() -> None:
    for character, instead in INSTEAD.items():
        instead.encode("cp437")
        assert instead != character


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Lön – ”drift” 5 €", 'Lön - "drift" 5 EUR'),
        ("a\u030a", "å"),
        ("Šárka", "Sárka"),
        ("3 §", "3 par."),
    ],
)
def test_known_replacements(text: str, written: str) -> None:
    assert fit_to_cp437(text).text == written


def test_a_character_that_nothing_stands_for_is_refused_with_its_place() -> None:
    file = replace(FILE, vouchers=(replace(FILE.vouchers[0], text="Avgift 漢"),))
    wrong = errors(check_sie(file))
    assert [(each.where, each.rule) for each in wrong] == [("#VER S 1", "character-refused")]
    assert "漢" in str(wrong[0])
    with pytest.raises(InvalidInput):
        sie_bytes(file)


def test_everything_wrong_is_told_at_once() -> None:
    bad = Voucher("S", "1", dt.date(2025, 1, 1), (VoucherRow("15x", 1, ((0, "1"),)),))
    file = replace(
        FILE, company=" ", organisation_number="2120001470", vouchers=(bad, replace(bad, rows=()))
    )
    assert rules(errors(check_sie(file))) == {
        "name-missing",
        "not-an-organisation-number",
        "number-twice",
        "not-an-account",
        "not-a-dimension",
        "does-not-sum",
        "outside-the-years",
        "no-rows",
    }
    assert rules(check_sie(replace(FILE, vouchers=()))) == {"no-vouchers"}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("#FLAGGA 0\r\n", "", "not-sie"),
        ("15545.15 ", "15545,15 ", "not-an-amount"),
        ("15545.15 ", "15545.155 ", "not-an-amount"),
        ("-15545.15", "-15545.14", "does-not-sum"),
        ("#VER S 1 20260131", "#VER S 1 20260231", "not-a-day"),
        ("#FORMAT PC8\r\n", "", "label-missing"),
        ("#FORMAT PC8", "#FORMAT UTF8", "not-pc8"),
        ("#SIETYP 4", "#SIETYP 1", "not-type-4"),
        ("{\r\n", "", "outside-a-voucher"),
        ("}\r\n", "", "not-closed"),
        ('{20 "821439"} 15545.15', "{20} 15545.15", "wrong-fields"),
        ('"Kostnadsf', '"Kost"nads"f', "wrong-fields"),
        ("#VALUTA SEK", "#IB 0 1510 100.00", "label-forbidden"),
        ("#VALUTA SEK", "#OMFATTN 20261231", "label-passed"),
    ],
)
def test_what_is_odd_in_a_file_is_told(before: str, after: str, rule: str) -> None:
    text = sie_bytes(FILE).decode("cp437").replace(before, after, 1)
    assert rule in rules(read_sie(text.encode("cp437")).findings)


def test_a_voucher_whose_head_is_wrong_is_told_once() -> None:
    text = sie_bytes(FILE).replace(b"#VER S 1 20260131", b"#VER S 1 20269931")
    assert [each.rule for each in read_sie(text).findings] == ["not-a-day"]


SWEDISH = st.text("abcdefg ABC 123 åäöÅÄÖéü", min_size=1, max_size=20)


def voucher_file(
    text: str, line_end: str = "\r\n", *, account: str = "1930", more: str = ""
) -> str:
    """A whole file with one voucher."""
    return line_end.join(
        [
            "#FLAGGA 0",
            '#PROGRAM "Prov" 1.0',
            "#FORMAT PC8",
            "#GEN 20090331",
            "#SIETYP 4",
            '#FNAMN "Kommunen"',
            "#RAR 0 20090101 20091231",
            f'#VER "A" "1" 20090115 "{text}"',
            "{",
            f"#TRANS {account} {{}} 1000.00",
            "#TRANS 3058 {} -1000.00",
            "}",
            more,
        ]
    )


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("cp437", ""),
        ("cp850", ""),
        ("latin-1", "Latin-1 (Windows-1252)"),
        ("cp1252", "Latin-1 (Windows-1252)"),
        ("iso8859-15", "Latin-1 (Windows-1252)"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16-LE"),
    ],
)
@given(text=SWEDISH)
def test_any_encoding_is_read_right_and_told_where_the_label_lies(
    line_end: str, encoding: str, told: str, text: str
) -> None:
    content = voucher_file(f"{text} åtgärd", line_end).encode(encoding)
    read = read_sie(content)
    assert read.file is not None
    assert read.file.vouchers[0].text == f"{text} åtgärd"
    names = [each.values["encoding"] for each in read.findings]
    assert names == ([told] if told else [])
    assert all(each.severity == Severity.WARNING for each in read.findings)


def test_a_euro_sign_tells_latin_9_from_latin_1() -> None:
    read = read_sie(voucher_file("avgift 5 € för mätning").encode("iso8859-15"))
    assert read.file is not None
    assert read.file.vouchers[0].text == "avgift 5 € för mätning"


@pytest.mark.parametrize("account", ['""', '" "', "19AF", "19 30", "-1930", "1930.1"])
def test_an_account_that_is_none_is_an_error_with_its_row(account: str) -> None:
    quoted = account if account.startswith('"') else f'"{account}"'
    read = read_sie(voucher_file("Lön", account=quoted).encode("cp437"))
    assert [(each.where, each.rule) for each in errors(read.findings)] == [
        ("row 10", "not-an-account")
    ]


SECOND = '#VER "A" "1" 20090116 "Igen"\r\n{\r\n#TRANS 1930 {} 1.00\r\n#TRANS 3058 {} -1.00\r\n}'


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (SECOND, [("row 13", "number-twice")]),
        (SECOND.replace('"A"', '"B"'), []),
        (SECOND.replace('"1"', '""'), []),
        (SECOND.replace("20090116", "20080116"), [("row 13", "outside-the-years")]),
        ('#VER "A" "2" 20090116 "Tom"\r\n{\r\n}', [("row 13", "no-rows")]),
        ("#RAR -1 20080101 20081231\r\n" + SECOND.replace("20090116", "20080116"), []),
    ],
)
def test_vouchers_are_looked_at_beside_each_other(
    more: str, expected: list[tuple[str, str]]
) -> None:
    read = read_sie(voucher_file("Lön", more=more).encode("cp437"))
    assert [(each.where, each.rule) for each in read.findings] == expected
    assert not errors(read.findings)


@pytest.mark.parametrize(
    "line", ["#FNAMN", '#FNAMN ""', "#ORGNR", "#VALUTA", "#KONTO 1930", '#DIM 1 ""', "#OBJEKT 1 10"]
)
def test_an_empty_text_is_a_warning_and_the_file_is_read(line: str) -> None:
    read = read_sie(voucher_file("Lön", more=line).encode("cp437"))
    assert [(each.rule, each.severity) for each in read.findings] == [
        ("label-empty", Severity.WARNING)
    ]
    assert read.file is not None
    assert len(read.file.vouchers) == 1


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_crash(content: bytes) -> None:
    read_sie(content)
    read_sie(b"#FLAGGA 0\n" + content)
    read_sie(b"#FLAGGA 0\n#VER A 1 20090101\n{\n#TRANS " + content)
