"""Peppol BIS Billing 3: e-invoices and credit notes between Swedish public bodies.

    findings = check_invoice(invoice)
    content = invoice_xml(invoice)       raises InvalidInput where an error is left

Method and example: docs/methods/exports.md.
"""

from samdrift.core.exports.peppol.checking import (
    check_invoice,
    digits,
    is_bankgiro,
    is_plusgiro,
    is_vat_number,
)
from samdrift.core.exports.peppol.values import Invoice, InvoiceLine, InvoiceParty, lines_of
from samdrift.core.exports.peppol.writing import invoice_xml

__all__ = [
    "Invoice",
    "InvoiceLine",
    "InvoiceParty",
    "check_invoice",
    "digits",
    "invoice_xml",
    "is_bankgiro",
    "is_plusgiro",
    "is_vat_number",
    "lines_of",
]
