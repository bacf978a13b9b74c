"""What has to hold before an e-invoice is written: EN 16931, Peppol BIS Billing 3 and its Swedish rules.

Rule numbers of the sources stand beside each check. Source: Peppol BIS Billing 3.0, its list of rules.
"""

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr, vat

from samdrift.core.exports.owed import STANDARD, VAT_PER_CENT
from samdrift.core.exports.peppol.values import Invoice, InvoiceParty
from samdrift.core.findings import Finding, Severity, gettext_noop

#: Characters that XML 1.0 can't hold, whatever they are escaped as.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_invoice(invoice: Invoice) -> tuple[Finding, ...]:
    """Everything that stops an invoice, and what somebody should look at; each finding names the party.

    Rules: ``organisation-number-missing``, ``organisation-number-wrong``, ``vat-number-missing``,
    ``vat-number-wrong``, ``reference-missing``, ``giro-missing``, ``bankgiro-wrong``, ``plusgiro-wrong``,
    ``address-missing`` (a warning where there is no VAT), ``name-missing``, ``number-missing``, ``no-lines``,
    ``due-before-issued``, ``not-a-vat-category``, ``same-party``, ``not-xml``.
    """
    return (
        *_of_party(invoice.seller, invoice.vat),
        *_of_party(invoice.buyer, invoice.vat),
        *_of_seller(invoice.seller, invoice.vat),
        *_of_buyer(invoice),
        *_of_document(invoice),
        *_of_texts(invoice),
    )


def _of_party(party: InvoiceParty, category: str) -> Iterator[Finding]:
    """Names, numbers and addresses: BR-06 to BR-11, PEPPOL-EN16931-R010 and R020, SE-R-003, SE-R-004."""
    if not party.name.strip():
        yield Finding("", gettext_noop("The name is missing"), rule="name-missing")
    if not party.organisation_number:
        what = gettext_noop("The organisation number is missing")
        yield Finding(party.name, what, rule="organisation-number-missing")
    elif not _holds(orgnr.validate, party.organisation_number):
        what = gettext_noop(
            "«%(value)s» is not an organisation number: ten digits, the last one a check"
        )
        values = {"value": party.organisation_number}
        yield Finding(party.name, what, values=values, rule="organisation-number-wrong")
    if not (party.street and party.postal_code and party.city):
        severity = Severity.ERROR if category == STANDARD else Severity.WARNING
        what = gettext_noop("The address is missing: street, postal code or town")
        yield Finding(party.name, what, severity, rule="address-missing")


def _of_seller(seller: InvoiceParty, category: str) -> Iterator[Finding]:
    """VAT number and where to pay: BR-S-02, SE-R-001, -002, -013, SE-R-007 to -010."""
    if category == STANDARD and not seller.vat_number:
        what = gettext_noop("The VAT number is missing, and the invoice has VAT")
        yield Finding(seller.name, what, rule="vat-number-missing")
    if seller.vat_number and not is_vat_number(seller.vat_number):
        what = gettext_noop("«%(value)s» is not a VAT number: SE, the organisation number and 01")
        values = {"value": seller.vat_number}
        yield Finding(seller.name, what, values=values, rule="vat-number-wrong")
    if not (seller.bankgiro or seller.plusgiro):
        what = gettext_noop("Neither bankgiro nor plusgiro is said: nobody knows where to pay")
        yield Finding(seller.name, what, rule="giro-missing")
    if seller.bankgiro and not is_bankgiro(seller.bankgiro):
        what = gettext_noop(
            "«%(value)s» is not a bankgiro number: seven or eight digits, the last one a check"
        )
        yield Finding(seller.name, what, values={"value": seller.bankgiro}, rule="bankgiro-wrong")
    if seller.plusgiro and not is_plusgiro(seller.plusgiro):
        what = gettext_noop(
            "«%(value)s» is not a plusgiro number: two to eight digits, the last one a check"
        )
        yield Finding(seller.name, what, values={"value": seller.plusgiro}, rule="plusgiro-wrong")


def _of_buyer(invoice: Invoice) -> Iterator[Finding]:
    """PEPPOL-EN16931-R003: Swedish public buyers always want their reference."""
    if not invoice.buyer.reference.strip():
        what = gettext_noop("The reference that is wanted on invoices is missing")
        yield Finding(invoice.buyer.name, what, rule="reference-missing")
    sides = (invoice.seller.organisation_number, invoice.buyer.organisation_number)
    if sides[0] and digits(sides[0]) == digits(sides[1]):
        what = gettext_noop("Seller and buyer have the same organisation number")
        yield Finding(invoice.seller.name, what, rule="same-party")


def _of_document(invoice: Invoice) -> Iterator[Finding]:
    """BR-02, BR-16, BR-25, BR-CO-25 and the categories of VAT that are written here."""
    if not invoice.number.strip():
        yield Finding("", gettext_noop("The invoice has no number"), rule="number-missing")
    if not invoice.lines:
        yield Finding(invoice.number, gettext_noop("The invoice has no lines"), rule="no-lines")
    if any(not line.name.strip() for line in invoice.lines):
        what = gettext_noop("A line does not say what it is for")
        yield Finding(invoice.number, what, rule="name-missing")
    if invoice.due_on < invoice.issued_on:
        what = gettext_noop("The invoice is due before it is issued")
        yield Finding(invoice.number, what, rule="due-before-issued")
    if invoice.vat not in VAT_PER_CENT:
        what = gettext_noop("«%(value)s» is not a category of VAT that can be written")
        yield Finding(
            invoice.number, what, values={"value": invoice.vat}, rule="not-a-vat-category"
        )


def _of_texts(invoice: Invoice) -> Iterator[Finding]:
    texts = [invoice.number, invoice.note]
    texts += [text for line in invoice.lines for text in (line.name, line.description)]
    for party in (invoice.seller, invoice.buyer):
        texts += [
            party.name,
            party.street,
            party.postal_code,
            party.city,
            party.reference,
            party.email,
        ]
    for text in dict.fromkeys(texts):
        for character in dict.fromkeys(NOT_XML.findall(text)):
            what = gettext_noop("The character %(character)s in «%(text)s» can't be written in XML")
            values = {"character": f"U+{ord(character):04X}", "text": NOT_XML.sub("·", text)}
            yield Finding(invoice.number, what, values=values, rule="not-xml")


def _holds(validate: object, value: str) -> bool:
    assert callable(validate)
    try:
        validate(value)
    except ValidationError:
        return False
    return True


def is_vat_number(value: str) -> bool:
    """SE, ten digits with a right check digit, 01: fourteen characters (SE-R-001, -002, -013)."""
    return bool(re.fullmatch(r"SE\d{12}", value)) and _holds(vat.validate, value)


def is_bankgiro(value: str) -> bool:
    """Seven or eight digits, hyphen allowed, the last one a check digit (Luhn): ``5050-1055``."""
    return bool(re.fullmatch(r"\d{3,4}-?\d{4}", value)) and luhn.is_valid(digits(value))


def is_plusgiro(value: str) -> bool:
    """Two to eight digits, hyphen and spaces allowed, the last one a check digit (Luhn): ``4 54 32-3``."""
    bare = digits(value)
    written = re.fullmatch(r"[\d ]+-?\d", value)
    return bool(written) and 2 <= len(bare) <= 8 and luhn.is_valid(bare)


def digits(value: str) -> str:
    """Only the digits, as UBL wants numbers."""
    return re.sub(r"[^0-9]", "", value)
