"""Peppol BIS Billing 3: held against UBL's schemas, EN 16931's official rules, and Peppol's own one by one."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from stdnum import luhn

from samdrift.core.exports.owed import vat_ore
from samdrift.core.exports.peppol import (
    Invoice,
    InvoiceLine,
    InvoiceParty,
    check_invoice,
    invoice_xml,
    is_bankgiro,
    is_plusgiro,
)
from samdrift.core.findings import InvalidInput, errors
from tests.en16931 import broken_rules

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NAMES = {"cac": CAC, "cbc": CBC}

SELLER = InvoiceParty(
    name="Åmåls kommun",
    organisation_number="212000-1587",
    vat_number="SE212000158701",
    street="Kungsgatan 1",
    postal_code="662 31",
    city="Åmål",
    bankgiro="5050-1055",
    email="ekonomi@amal.example",
)
BUYER = InvoiceParty(
    name="Melleruds kommun",
    organisation_number="212000-1488",
    vat_number="SE212000148801",
    street="Storgatan 13",
    postal_code="464 80",
    city="Mellerud",
    reference="4100",
)
INVOICE = Invoice(
    number="1492-2009-1",
    issued_on=dt.date(2009, 3, 1),
    due_on=dt.date(2009, 3, 31),
    seller=SELLER,
    buyer=BUYER,
    lines=(
        InvoiceLine("Ekonomisystem", 12_345_67, "Befolkning 2008-12-31"),
        InvoiceLine("Helpdesk & stöd", 1),
    ),
    vat="S",
    note="Preliminär debitering 2009",
    period=(dt.date(2009, 1, 1), dt.date(2009, 3, 31)),
)
OUTSIDE = replace(INVOICE, vat="O")
CREDIT = replace(
    INVOICE, lines=(InvoiceLine("Ekonomisystem", -500_00), InvoiceLine("Helpdesk", 100_01))
)


def tree(invoice: Invoice) -> etree._Element:
    return etree.fromstring(invoice_xml(invoice))


def told(root: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in root.findall(path, NAMES)]


@pytest.mark.parametrize(
    "invoice",
    [
        INVOICE,
        OUTSIDE,
        CREDIT,
        replace(CREDIT, vat="O"),
        replace(INVOICE, lines=(*INVOICE.lines, InvoiceLine("Åter", -99))),
        replace(INVOICE, note="", period=None),
        replace(INVOICE, seller=replace(SELLER, bankgiro="", plusgiro="4 54 32-2")),
    ],
    ids=["vat", "outside", "credit", "credit-outside", "credit-among-lines", "short", "plusgiro"],
)
def test_official_rules_hold(invoice: Invoice) -> None:
    assert broken_rules(invoice_xml(invoice)) == set()


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (
            '<cbc:PayableAmount currencyID="SEK">1',
            '<cbc:PayableAmount currencyID="SEK">2',
            "BR-CO-16",
        ),
        ("<cbc:Percent>25</cbc:Percent>", "", "BR-48"),
        (
            "<cbc:CompanyID>SE212000158701</cbc:CompanyID>",
            "<cbc:CompanyID>212000158701</cbc:CompanyID>",
            "BR-CO-09",
        ),
        ("<cbc:DueDate>2009-03-31</cbc:DueDate>", "", "BR-CO-25"),
        (
            "<cbc:IdentificationCode>SE</cbc:IdentificationCode>",
            "<cbc:IdentificationCode/>",
            "BR-09",
        ),
    ],
)
def test_the_official_rules_do_bite(before: str, after: str, rule: str) -> None:
    """A rule set that says nothing would prove nothing."""
    text = invoice_xml(INVOICE).decode()
    assert before in text
    assert rule in broken_rules(text.replace(before, after, 1).encode())


def test_schema_errors_are_told() -> None:
    text = invoice_xml(INVOICE).decode().replace("<cbc:ID>1492-2009-1</cbc:ID>", "", 1)
    assert any(each.startswith("XSD") for each in broken_rules(text.encode()))


def test_peppol_s_own_rules() -> None:
    """R001-R004, R010, R020, R007, R008, R053, R120 and COMMON-R049, one by one."""
    for invoice in (INVOICE, OUTSIDE, CREDIT):
        root = tree(invoice)
        assert told(root, "cbc:ProfileID") == ["urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"]
        assert told(root, "cbc:CustomizationID") == [
            "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
        ]
        assert told(root, "cbc:BuyerReference") == ["4100"]
        assert len(told(root, "cbc:Note")) == 1
        ends = root.findall(".//cac:Party/cbc:EndpointID", NAMES)
        assert [(end.get("schemeID"), end.text) for end in ends] == [
            ("0007", "2120001587"),
            ("0007", "2120001488"),
        ]
        assert all(luhn.is_valid(end.text) for end in ends)
        assert len(root.findall("cac:TaxTotal", NAMES)) == 1
        assert all(len(each) or (each.text or "").strip() for each in root.iter("*"))


def test_swedish_payment_rules() -> None:
    """SE-R-007 to SE-R-012: code 30, the giro's digits, SE:BANKGIRO or SE:PLUSGIRO."""
    root = tree(INVOICE)
    assert told(root, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["30"]
    assert told(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == ["50501055"]
    branch = "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"
    assert told(root, branch) == ["SE:BANKGIRO"]
    plusgiro = tree(replace(INVOICE, seller=replace(SELLER, bankgiro="", plusgiro="4 54 32-2")))
    assert told(plusgiro, branch) == ["SE:PLUSGIRO"]
    assert told(plusgiro, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == ["454322"]


def test_outside_vat_no_vat_number_stands_on_the_invoice() -> None:
    root = tree(OUTSIDE)
    assert told(root, ".//cac:PartyTaxScheme/cbc:CompanyID") == []
    assert told(root, ".//cac:TaxCategory/cbc:ID") == ["O"]
    assert told(root, ".//cac:TaxCategory/cbc:TaxExemptionReasonCode") == ["VATEX-EU-O"]
    assert told(root, ".//cbc:Percent") == []


def test_money_back_is_a_credit_note_with_its_signs_turned() -> None:
    root = tree(CREDIT)
    assert etree.QName(root).localname == "CreditNote"
    assert told(root, "cbc:CreditNoteTypeCode") == ["381"]
    assert told(root, "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount") == ["399.99"]
    assert told(root, "cac:LegalMonetaryTotal/cbc:PayableAmount") == ["499.99"]
    assert told(root, "cac:CreditNoteLine/cbc:CreditedQuantity") == ["1", "-1"]
    assert told(root, "cac:CreditNoteLine/cac:Price/cbc:PriceAmount") == ["500.00", "100.01"]
    assert told(root, "cac:PaymentMeans/cbc:PaymentDueDate") == ["2009-03-31"]


@pytest.mark.parametrize(
    ("changed", "where", "rule"),
    [
        (
            {"seller": replace(SELLER, organisation_number="")},
            "Åmåls kommun",
            "organisation-number-missing",
        ),
        (
            {"buyer": replace(BUYER, organisation_number="")},
            "Melleruds kommun",
            "organisation-number-missing",
        ),
        (
            {"buyer": replace(BUYER, organisation_number="212000-1489")},
            "Melleruds kommun",
            "organisation-number-wrong",
        ),
        (
            {"buyer": replace(BUYER, organisation_number="212000-1587")},
            "Åmåls kommun",
            "same-party",
        ),
        ({"buyer": replace(BUYER, reference=" ")}, "Melleruds kommun", "reference-missing"),
        ({"seller": replace(SELLER, bankgiro="")}, "Åmåls kommun", "giro-missing"),
        ({"seller": replace(SELLER, bankgiro="5050-1054")}, "Åmåls kommun", "bankgiro-wrong"),
        ({"seller": replace(SELLER, plusgiro="4 54 32-7")}, "Åmåls kommun", "plusgiro-wrong"),
        ({"seller": replace(SELLER, vat_number="")}, "Åmåls kommun", "vat-number-missing"),
        (
            {"seller": replace(SELLER, vat_number="SE2120001587")},
            "Åmåls kommun",
            "vat-number-wrong",
        ),
        ({"buyer": replace(BUYER, city="")}, "Melleruds kommun", "address-missing"),
        ({"number": ""}, "", "number-missing"),
        ({"lines": ()}, "1492-2009-1", "no-lines"),
        ({"lines": (InvoiceLine(" ", 1),)}, "1492-2009-1", "name-missing"),
        ({"due_on": dt.date(2009, 2, 1)}, "1492-2009-1", "due-before-issued"),
        ({"vat": "Z"}, "1492-2009-1", "not-a-vat-category"),
        ({"note": "a\x07b"}, "1492-2009-1", "not-xml"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(
    changed: dict, where: str, rule: str
) -> None:
    invoice = replace(INVOICE, **changed)
    assert (where, rule) in [(each.where, each.rule) for each in errors(check_invoice(invoice))]
    with pytest.raises(InvalidInput):
        invoice_xml(invoice)


def test_an_address_is_only_asked_for_where_there_is_vat() -> None:
    without = replace(OUTSIDE, buyer=replace(BUYER, street=""))
    assert [each.rule for each in check_invoice(without)] == ["address-missing"]
    assert errors(check_invoice(without)) == ()
    assert broken_rules(invoice_xml(without)) == set()


@pytest.mark.parametrize("number", ["5050-1055", "50501055", "991-2346"])
def test_bankgiro(number: str) -> None:
    assert is_bankgiro(number)
    assert not is_bankgiro(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("number", "holds"),
    [("4 54 32-2", True), ("90 20 03-3", True), ("5", False), ("123456789-0", False), ("", False)],
)
def test_plusgiro(number: str, *, holds: bool) -> None:
    assert is_plusgiro(number) is holds


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(-(10**11), 10**11).filter(bool), min_size=1, max_size=6),
    st.sampled_from("SO"),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)
def test_any_amounts_and_texts_keep_the_rules(amounts: list[int], vat: str, text: str) -> None:
    lines = tuple(InvoiceLine(f"Rad {text}", amount, text.strip()) for amount in amounts)
    invoice = replace(INVOICE, lines=lines, vat=vat, note=text.strip())
    if errors(check_invoice(invoice)):
        assert {each.rule for each in errors(check_invoice(invoice))} == {"not-xml"}
        return
    content = invoice_xml(invoice)
    assert broken_rules(content) == set()
    assert content == invoice_xml(invoice)


@settings(max_examples=200)
@given(st.integers(-(10**14), 10**14))
def test_vat_is_a_quarter_within_half_an_ore_and_odd(net: int) -> None:
    assert abs(4 * vat_ore(net, "S") - net) <= 2
    assert vat_ore(-net, "S") == -vat_ore(net, "S")
    assert vat_ore(net, "O") == 0
