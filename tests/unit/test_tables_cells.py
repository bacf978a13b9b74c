"""Cells as people write them become values, or a finding that names row, column, value and rule."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import Finding
from samdrift.core.money import format_kronor
from samdrift.core.tables import (
    CRITICALITIES,
    OPERATED,
    VERDICTS,
    AgreementEnd,
    NamedPerson,
    Place,
    read_agreement_end,
    read_amount_ore,
    read_choices,
    read_code,
    read_date,
    read_integer,
    read_organisation_path,
    read_people,
    read_year,
    read_yes_no,
)

HERE = Place(12, "Avtal")
LOCK_IN = [
    "Nej, inga inlåsningseffekter föreligger",
    "Ja, verksamhetsmässiga",
    "Ja, teknikrelaterade",
    "Ja, kompetensrelaterade",
]
CATEGORIES = [
    "Kärnverksamhetssystem",
    "Stöd för ledning, uppföljning och utveckling",
    "Kommunikation och samarbete",
]


def rule(found: object) -> str:
    assert isinstance(found, Finding)
    assert {"row", "column", "value"} <= set(found.values)
    return found.rule


@pytest.mark.parametrize(
    "cell",
    [
        "2009-01-31",
        "2009-01-31 00:00:00",
        "2009/01/31",
        "20090131",
        20090131,
        "31/1 2009",
        "31/1-09",
        "31.1.2009",
        "090131",
        "31 januari 2009",
        "31 jan 2009",
        "den 31 januari 2009",
        "t.o.m. 2009-01-31",
        "januari 2009",
        "2009-01",
        39844,
        "39844",
        dt.date(2009, 1, 31),
        dt.datetime(2009, 1, 31, 8, 0, tzinfo=dt.UTC),
        "01/31/2009",
        "31:a januari 2009",
    ],
)
def test_a_day_is_read_however_it_is_written(cell: object) -> None:
    assert read_date(cell, HERE, end=True) == dt.date(2009, 1, 31)


def test_a_month_or_year_alone_is_its_first_or_last_day() -> None:
    assert read_date("dec 2009", HERE) == dt.date(2009, 12, 1)
    assert read_date("2009", HERE) == dt.date(2009, 1, 1)
    assert read_date(2009, HERE, end=True) == dt.date(2009, 12, 31)
    assert read_date("31 december 2009", HERE) == dt.date(2009, 12, 31)


def test_blank_and_don_t_know_are_none_and_nonsense_is_a_finding() -> None:
    assert [read_date(cell, HERE) for cell in (None, " ", "-", "Vet ej", "saknas")] == [None] * 5
    found = read_date("snart", HERE)
    assert rule(found) == "not-a-date"
    assert str(found) == "row 12, Avtal: snart is not a date"
    assert rule(read_date("2009-02-30", HERE)) == "not-a-date"
    assert rule(read_date(True, HERE)) == "not-a-date"


@given(st.dates(dt.date(1955, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_survives_iso_swedish_and_serial(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    for cell in (day.isoformat(), f"{day.day}/{day.month} {day.year}", serial):
        assert read_date(cell, HERE) == day


def test_years() -> None:
    assert [read_year(cell, HERE) for cell in (2010, "2010", "2010-05-01", None)] == [
        2010,
        2010,
        2010,
        None,
    ]
    assert rule(read_year("gammalt", HERE)) == "not-a-year"


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("Löpande - uppsägningstid på 3-12 månader", 3, 12),
        ("Tillsvidare, 6 mån uppsägning", 6, 6),
        ("löpande", None, None),
        ("Uppsägningstid ett år", 12, 12),
        ("Förlängs automatiskt, 90 dagars uppsägning", 3, 3),
        ("9999-12-31", None, None),
    ],
)
def test_a_rolling_agreement_keeps_its_notice(cell: str, low: int | None, high: int | None) -> None:
    assert read_agreement_end(cell, HERE) == AgreementEnd(None, True, low, high)


def test_an_agreement_ends_on_a_day_or_is_a_finding() -> None:
    assert read_agreement_end("2026-12-31", HERE) == AgreementEnd(dt.date(2026, 12, 31))
    assert read_agreement_end("2026", HERE) == AgreementEnd(dt.date(2026, 12, 31))
    assert rule(read_agreement_end("se avtalet", HERE)) == "not-an-agreement-end"


@pytest.mark.parametrize(
    ("cell", "kronor"),
    [
        (1250000, 1_250_000),
        (1250000.0, 1_250_000),
        ("1 250 000", 1_250_000),
        ("1\u00a0250\u00a0000 kr", 1_250_000),
        ("1 250 tkr", 1_250_000),
        ("1,25 mkr", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1,250 tkr", 1_250),
        ("ca 50 000 kr/år", 50_000),
        ("12 000:- exkl moms", 12_000),
        ("SEK 300", 300),
        ("0", 0),
        ("1,250,000.00", 1_250_000),
        ("3 miljoner", 3_000_000),
    ],
)
def test_amounts(cell: object, kronor: int) -> None:
    assert read_amount_ore(cell, HERE) == kronor * 100


def test_an_amount_that_could_be_two_things_is_refused() -> None:
    assert rule(read_amount_ore("1.250", HERE)) == "ambiguous-amount"
    assert rule(read_amount_ore("10 000 inkl moms", HERE)) == "amount-with-vat"
    assert rule(read_amount_ore("100-200 tkr", HERE)) == "not-an-amount"
    assert rule(read_amount_ore(True, HERE)) == "not-an-amount"
    assert read_amount_ore(0.1 + 0.2, HERE) == 30


def test_a_heading_in_thousands_holds_for_cells_that_do_not_say() -> None:
    assert read_amount_ore("1 250", HERE, unit=1000) == 125_000_000
    assert read_amount_ore(1250.5, HERE, unit=1000) == 125_050_000
    assert read_amount_ore("1 250 kr", HERE, unit=1000) == 125_000


@given(st.integers(0, 10**11))
def test_every_amount_survives_being_written(ore: int) -> None:
    assert read_amount_ore(format_kronor(ore), HERE) == ore


def test_whole_numbers() -> None:
    cells = (45, 45.0, "45", "1 200", "1.200", "ca 350 st", "350 användare", "45,0")
    assert [read_integer(cell, HERE) for cell in cells] == [45, 45, 45, 1200, 1200, 350, 350, 45]
    assert [rule(read_integer(cell, HERE)) for cell in ("10-20", "1,5", "många", -3, True)] == [
        "not-a-whole-number"
    ] * 5


def test_yes_and_no() -> None:
    assert [
        read_yes_no(cell, HERE) for cell in ("Ja", " nej ", "x", 1, 0, True, None, "vet ej")
    ] == [True, False, True, True, False, True, None, None]
    assert rule(read_yes_no("Delvis", HERE)) == "not-yes-or-no"


def test_choices_with_commas_are_read_apart_from_each_other() -> None:
    assert read_choices("Ja, verksamhetsmässiga, Ja, teknikrelaterade", LOCK_IN, HERE) == (
        LOCK_IN[1],
        LOCK_IN[2],
    )
    assert read_choices("Nej, inga inlåsningseffekter föreligger", LOCK_IN, HERE) == (LOCK_IN[0],)
    assert read_choices(
        "Stöd för ledning, uppföljning och utveckling; Kärnverksamhetssystem", CATEGORIES, HERE
    ) == (CATEGORIES[1], CATEGORIES[0])


def test_a_misspelled_choice_is_forgiven_and_a_strange_one_named() -> None:
    assert read_choices("Ja; Delivs; Nej", ["Ja", "Delvis", "Nej"], HERE) == ("Ja", "Delvis", "Nej")
    found = read_choices("Ja; Kanske; Nej", ["Ja", "Delvis", "Nej"], HERE)
    assert rule(found) == "not-a-choice"
    assert isinstance(found, Finding)
    assert found.values["value"] == "Kanske"
    assert read_choices("", ["Ja"], HERE) is None


def test_codes_of_the_usual_vocabularies() -> None:
    assert read_code("Avveckling", VERDICTS, HERE) == "phase_out"
    assert read_code("Vet ej", VERDICTS, HERE) == "unknown"
    assert read_code("Externt", OPERATED, HERE) == "external"
    assert (
        read_code("Till betydande del ej verksamhetskritiskt", CRITICALITIES, HERE)
        == "mostly_not_critical"
    )
    assert rule(read_code("Internt, Externt", OPERATED, HERE)) == "several-choices"


@given(
    st.lists(st.sampled_from(LOCK_IN), min_size=1, max_size=4, unique=True),
    st.sampled_from([", ", "; "]),
)
def test_every_combination_of_choices_comes_back(chosen: list[str], mark: str) -> None:
    assert read_choices(mark.join(chosen), LOCK_IN, HERE) == tuple(chosen)


def test_people() -> None:
    assert read_people("a@x.se; B@x.se, c@x.se", HERE) == tuple(
        NamedPerson(email=one) for one in ("a@x.se", "b@x.se", "c@x.se")
    )
    assert read_people("Anna Berg <anna@x.se>", HERE) == (NamedPerson("Anna Berg", "anna@x.se"),)
    assert read_people("Anna Berg och Bo Ek", HERE) == (
        NamedPerson("Anna Berg"),
        NamedPerson("Bo Ek"),
    )
    assert read_people("Berg, Anna", HERE) == (NamedPerson("Anna Berg"),)
    assert read_people("a@x.se b@x.se", HERE) == (
        NamedPerson(email="a@x.se"),
        NamedPerson(email="b@x.se"),
    )
    assert rule(read_people("anna@", HERE)) == "not-an-address"
    assert read_people("vet ej", HERE) is None


def test_organisation_paths_of_one_to_four_parts() -> None:
    path = read_organisation_path(
        "Provkommun koncern / Provkommun / Socialförvaltningen / IFO", HERE
    )
    assert path is not None
    assert not isinstance(path, Finding)
    assert (path.group, path.municipality, path.department, path.unit) == (
        "Provkommun koncern",
        "Provkommun",
        "Socialförvaltningen",
        "IFO",
    )
    alone = read_organisation_path("Socialförvaltningen", HERE)
    assert not isinstance(alone, Finding)
    assert alone is not None
    assert (alone.municipality, alone.department) == ("", "Socialförvaltningen")
    known = read_organisation_path("Åmål / Kultur- och fritid", HERE, municipalities=["Åmål"])
    assert not isinstance(known, Finding)
    assert known is not None
    assert (known.municipality, known.department) == ("Åmål", "Kultur- och fritid")
    assert rule(read_organisation_path("a / b / c / d / e / f / g", HERE)) == "too-deep-path"
