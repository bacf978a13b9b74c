"""Names in registers become products, and a doubtful name becomes none."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.matching import (
    Catalogue,
    Product,
    is_same_company,
    match,
    match_document,
    match_names,
    name_rows,
    read_catalogue,
)
from samdrift.core.tables import read_table

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"


@cache
def catalogue() -> Catalogue:
    folder = ROOT / "samdrift" / "records" / "register" / "data"
    return read_catalogue(
        (folder / "products.csv").read_text(encoding="utf-8"),
        (folder / "product_aliases.csv").read_text(encoding="utf-8"),
    )


def labelled() -> list[dict[str, str]]:
    with (FIXTURES / "matching" / "dirty_names.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="|"))


def product_of(name: str, vendor: str = "") -> str | None:
    found = match(name, vendor, catalogue()).product
    return found.name if found else None


def test_the_labelled_names_match_with_high_precision_and_recall() -> None:
    rows = labelled()
    found = match_names([(row["name"], row["vendor"]) for row in rows], catalogue())
    answers = [
        (row["product"], one.product.name if one.product else "")
        for row, one in zip(rows, found, strict=True)
    ]
    given_answers = [(want, got) for want, got in answers if got]
    right = sum(1 for want, got in given_answers if want == got)
    meant = sum(1 for want, _ in answers if want)
    assert len(rows) >= 300
    assert sum(1 for want, _ in answers if not want) >= 90
    assert right / len(given_answers) >= 0.97, [
        pair for pair in given_answers if pair[0] != pair[1]
    ]
    assert right / meant >= 0.95


def test_every_product_matches_itself_with_and_without_its_vendor() -> None:
    for product in catalogue().products:
        assert match(product.name, "", catalogue()).product == product
        assert match(f"  {product.name.upper()} ", product.vendor, catalogue()).product == product


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "blank"),
        ("procapita/lifecare", "several-products"),
        ("QlikView", "another-product"),
        ("Integration Raindance", "beside-a-product"),
        ("Navet (intranät)", "ordinary-word"),
        ("Microsoft", "vendor-only"),
        ("Infobric Fleet", "vendor-only"),
        ("Stratsys Ease", "vendor-only"),
        ("Intunes", "nothing-similar"),
        ("Tidning", "nothing-similar"),
        ("Bokslut", "nothing-similar"),
        ("Kommers", "ordinary-word"),
        ("Capego Bokslut Proffs", "nothing-similar"),
        ("Mitt Unikum Plus", "ordinary-word"),
        ("Modellering (MIKE Urban (ARCGIS)", "mentioned"),
        ("Simulering (ArcGIS)", "mentioned"),
        ("Rapportverktyg (Raindance)", "mentioned"),
        ("Fakturaskanning för Raindance", "mentioned"),
        ("Statistik i Procapita", "mentioned"),
        ("Infobric Ease / Infobric Fleet", "mentioned"),
    ],
)
def test_a_name_without_a_sure_product_has_none_and_says_why(name: str, rule: str) -> None:
    found = match(name, "", catalogue())
    assert (found.product, found.score, found.rule) == (None, None, rule)
    assert found.reason


def test_both_halves_of_a_double_name_are_alternatives() -> None:
    found = match("Procapita/lifecare", "", catalogue())
    assert {one.product.name for one in found.alternatives} == {"Procapita", "Lifecare"}


def test_a_bracket_may_hold_the_owner_the_vendor_the_kind_or_the_product() -> None:
    assert product_of("Lifecare (SEE, SN)") == "Lifecare"
    assert product_of("Evolution (Sokigo)") == "Evolution"
    assert product_of("ByggR (bygglov)") == "ByggR"
    assert product_of("Bygglov (ByggR)") == "ByggR"
    assert product_of("System för ekonomi (Raindance)") == "Raindance"
    assert product_of("Karta (ArcGIS)") == "ArcGIS"
    assert product_of("Ekonomisystemet (Unit4)") == "Unit4 ERP (Agresso)"


def test_what_a_product_is_used_for_does_not_make_it_another() -> None:
    assert product_of("Raindance för skolan") == "Raindance"
    assert product_of("Procapita i Åmål") == "Procapita"
    assert product_of("Raindance (ekonomi, inköp)") == "Raindance"


def test_a_vendor_hint_settles_an_ordinary_name() -> None:
    assert product_of("Viva", "Ilab") == "Viva"
    assert product_of("Viva", "Microsoft") is None
    assert product_of("Lönesystem", "Visma") == "Personec P"


def test_swedish_letters_match_in_every_spelling() -> None:
    for name in ("Wärna Go", "Warna Go", "Waerna Go", "WÄRNA GO", "WÃ¤rna Go", "Wa\u0308rna Go"):
        assert product_of(name) == "Wärna Go", name


def test_slips_of_the_pen_are_forgiven_in_long_names_only() -> None:
    assert product_of("Raindace") == "Raindance"
    assert product_of("Vivo") is None
    assert product_of("Skola25") is None
    assert product_of("Hogia Lån") is None


def test_an_empty_catalogue_matches_nothing() -> None:
    assert match("Raindance", "", Catalogue.of([])).product is None


def test_two_products_with_one_name_are_told_apart_by_vendor() -> None:
    twins = Catalogue.of([Product("Portal", "Alfa"), Product("Portal", "Beta", key=2)])
    assert match("Portal", "", twins).rule == "several-products"
    found = match("Portal", "Beta AB", twins).product
    assert found is not None
    assert found.key == 2


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer(name: str, vendor: str) -> None:
    found = match(name, vendor, catalogue())
    assert (found.product is None) == (found.score is None)
    assert found.score is None or 0 < found.score <= 1


def test_the_document_has_a_row_for_each_row_and_is_json() -> None:
    table = read_table("Namn;Leverantör\nRaindance;CGI\n\nTidning;\n".encode())
    document = json.loads(json.dumps(match_document(name_rows(table), catalogue())))
    assert [(one["row"], one["product"], one["vendor"], one["score"]) for one in document] == [
        (2, "Raindance", "CGI", 1.0),
        (4, None, None, None),
    ]


def test_an_unknown_column_is_a_finding() -> None:
    table = read_table(b"Namn;Antal\nRaindance;3\n")
    with pytest.raises(InvalidInput) as caught:
        name_rows(table, "System")
    assert caught.value.findings[0].rule == "no-such-column"


def test_rows_that_are_no_systems_are_never_matched() -> None:
    """«Raindance totalt» names a product and sums its rows; a name that is asked about by column is looked at too."""
    head = "Namn;Leverantör;Årskostnad;Avtal\n"
    rows = "EKONOMI;;;\nRaindance;CGI;10;2010\nTidning;;20;2010\nRaindance totalt;;30;\nUppdaterad 2009-01-05;;;\n"
    document = match_document(name_rows(read_table((head + rows).encode()), "Namn"), catalogue())
    assert [(one["row"], one["product"], one["rule"]) for one in document] == [
        (2, None, "not-a-system"),
        (3, "Raindance", "same-name"),
        (4, None, "nothing-similar"),
        (5, None, "not-a-system"),
        (6, None, "not-a-system"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("CGI", "CGI Sverige AB", True),
        ("Visma", "Visma Enterprise", True),
        ("IST Sverige", "ist ab (publ)", True),
        ("Tieto", "Tele2", False),
        ("Sverige AB", "Norge AS", False),
        ("", "CGI", False),
    ],
)
def test_one_company_by_its_own_words(one: str, other: str, is_same: bool) -> None:
    assert is_same_company(one, other) is is_same
    assert is_same_company(other, one) is is_same
