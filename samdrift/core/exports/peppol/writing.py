"""An invoice → UBL 2.1 as Peppol BIS Billing 3 wants it: an Invoice, or a CreditNote where money goes back.

Swedish domestic payment: means of payment 30 with the bankgiro or plusgiro as account and ``SE:BANKGIRO`` or
``SE:PLUSGIRO`` as branch (SE-R-011, SE-R-012). Outside the scope of VAT neither party's VAT number may stand on the
invoice (BR-O-02).
"""

import datetime as dt
from collections.abc import Iterable

from lxml import etree

from samdrift.core.exports.owed import OUTSIDE, STANDARD, VAT_PER_CENT
from samdrift.core.exports.peppol.checking import check_invoice, digits
from samdrift.core.exports.peppol.values import Invoice, InvoiceLine, InvoiceParty
from samdrift.core.findings import InvalidInput, errors
from samdrift.core.money import plain_kronor

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{UBL}CommonAggregateComponents-2", f"{UBL}CommonBasicComponents-2"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
ORGANISATION_NUMBER = "0007"  # the scheme of Swedish organisation numbers (ISO 6523)
CREDIT_TRANSFER = "30"
OUTSIDE_REASON = ("VATEX-EU-O", "Utanför mervärdesskattens tillämpningsområde")

Element = etree._Element  # noqa: SLF001 - the library has no public name for its class


def invoice_xml(invoice: Invoice) -> bytes:
    """The invoice as UBL. The same values give the same bytes.

    Raises InvalidInput with every error of `check_invoice`; nothing is written then.
    """
    wrong = errors(check_invoice(invoice))
    if wrong:
        raise InvalidInput(wrong)
    root = _credit_note(invoice) if invoice.is_credit else _invoice(invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _invoice(invoice: Invoice) -> Element:
    root = _root("Invoice")
    _head(root, invoice)
    _text(root, "DueDate", invoice.due_on.isoformat())
    _text(root, "InvoiceTypeCode", "380")
    _middle(root, invoice, 1)
    for place, line in enumerate(invoice.lines, 1):
        root.append(_line("InvoiceLine", "InvoicedQuantity", place, line, invoice.vat))
    return root


def _credit_note(invoice: Invoice) -> Element:
    """Everything with its sign turned: a credit note's amounts are what goes back."""
    root = _root("CreditNote")
    _head(root, invoice)
    _text(root, "CreditNoteTypeCode", "381")
    _middle(root, invoice, -1)
    for place, line in enumerate(invoice.lines, 1):
        turned = InvoiceLine(line.name, -line.amount_ore, line.description)
        root.append(_line("CreditNoteLine", "CreditedQuantity", place, turned, invoice.vat))
    return root


def _root(name: str) -> Element:
    prefixes = f'xmlns="{UBL}{name}-2" xmlns:cac="{CAC}" xmlns:cbc="{CBC}"'
    return etree.fromstring(f"<{name} {prefixes}/>")


def _head(root: Element, invoice: Invoice) -> None:
    _text(root, "CustomizationID", CUSTOMIZATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", invoice.number)
    _text(root, "IssueDate", invoice.issued_on.isoformat())


def _middle(root: Element, invoice: Invoice, sign: int) -> None:
    """From the note to the totals: the same in both documents."""
    if invoice.note:
        _text(root, "Note", invoice.note)
    _text(root, "DocumentCurrencyCode", "SEK")
    _text(root, "BuyerReference", invoice.buyer.reference)
    if invoice.period:
        _period(root, invoice.period)
    has_vat = invoice.vat == STANDARD
    for role, party in (
        ("AccountingSupplierParty", invoice.seller),
        ("AccountingCustomerParty", invoice.buyer),
    ):
        _within(root, role).append(_party(party, has_vat=has_vat))
    _payment(root, invoice)
    _tax(root, invoice, sign)
    total = _within(root, "LegalMonetaryTotal")
    _amount(total, "LineExtensionAmount", sign * invoice.net_ore)
    _amount(total, "TaxExclusiveAmount", sign * invoice.net_ore)
    _amount(total, "TaxInclusiveAmount", sign * invoice.payable_ore)
    _amount(total, "PayableAmount", sign * invoice.payable_ore)


def _period(parent: Element, period: tuple[dt.date, dt.date]) -> None:
    inner = _within(parent, "InvoicePeriod")
    _text(inner, "StartDate", period[0].isoformat())
    _text(inner, "EndDate", period[1].isoformat())


def _party(party: InvoiceParty, *, has_vat: bool) -> Element:
    number = digits(party.organisation_number)
    made = etree.Element(f"{{{CAC}}}Party")
    _text(made, "EndpointID", number, schemeID=ORGANISATION_NUMBER)
    address = _within(made, "PostalAddress")
    for name, value in (
        ("StreetName", party.street),
        ("CityName", party.city),
        ("PostalZone", party.postal_code),
    ):
        if value:
            _text(address, name, value)
    _text(_within(address, "Country"), "IdentificationCode", "SE")
    if has_vat and party.vat_number:
        scheme = _within(made, "PartyTaxScheme")
        _text(scheme, "CompanyID", party.vat_number)
        _text(_within(scheme, "TaxScheme"), "ID", "VAT")
    legal = _within(made, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    _text(legal, "CompanyID", number, schemeID=ORGANISATION_NUMBER)
    if party.email:
        _text(_within(made, "Contact"), "ElectronicMail", party.email)
    return made


def _payment(root: Element, invoice: Invoice) -> None:
    seller = invoice.seller
    means = _within(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", CREDIT_TRANSFER)
    if invoice.is_credit:
        _text(means, "PaymentDueDate", invoice.due_on.isoformat())
    _text(means, "PaymentID", invoice.number)
    account = _within(means, "PayeeFinancialAccount")
    _text(account, "ID", digits(seller.bankgiro or seller.plusgiro))
    branch = "SE:BANKGIRO" if seller.bankgiro else "SE:PLUSGIRO"
    _text(_within(account, "FinancialInstitutionBranch"), "ID", branch)


def _tax(root: Element, invoice: Invoice, sign: int) -> None:
    total = _within(root, "TaxTotal")
    _amount(total, "TaxAmount", sign * invoice.vat_ore)
    part = _within(total, "TaxSubtotal")
    _amount(part, "TaxableAmount", sign * invoice.net_ore)
    _amount(part, "TaxAmount", sign * invoice.vat_ore)
    reason = OUTSIDE_REASON if invoice.vat == OUTSIDE else ()
    _category(part, "TaxCategory", invoice.vat, reason)


def _category(parent: Element, name: str, vat: str, reason: Iterable[str] = ()) -> None:
    category = _within(parent, name)
    _text(category, "ID", vat)
    if vat == STANDARD:
        _text(category, "Percent", str(VAT_PER_CENT[vat]))
    for field, words in zip(("TaxExemptionReasonCode", "TaxExemptionReason"), reason, strict=False):
        _text(category, field, words)
    _text(_within(category, "TaxScheme"), "ID", "VAT")


def _line(kind: str, quantity: str, place: int, line: InvoiceLine, vat: str) -> Element:
    """A price may not be negative (BR-27): a credit among the lines is minus one of it."""
    made = etree.Element(f"{{{CAC}}}{kind}")
    _text(made, "ID", str(place))
    _text(made, quantity, "-1" if line.amount_ore < 0 else "1", unitCode="C62")
    _amount(made, "LineExtensionAmount", line.amount_ore)
    item = _within(made, "Item")
    if line.description:
        _text(item, "Description", line.description)
    _text(item, "Name", line.name)
    _category(item, "ClassifiedTaxCategory", vat)
    _amount(_within(made, "Price"), "PriceAmount", abs(line.amount_ore))
    return made


def _within(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def _text(parent: Element, name: str, words: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = words


def _amount(parent: Element, name: str, amount_ore: int) -> None:
    _text(parent, name, plain_kronor(amount_ore), currencyID="SEK")
