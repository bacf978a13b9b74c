"""SIE 4I: vouchers written for a ledger, and read back.

    findings = check_sie(file)       everything at once; characters that will be replaced are notes
    content = sie_bytes(file)        CP437 with CRLF; raises InvalidInput where an error is left
    read = read_sie(content)         read.file, read.findings

Method and example: docs/methods/exports.md.
"""

from samdrift.core.exports.sie.characters import INSTEAD, Fitted, fit_to_cp437
from samdrift.core.exports.sie.checking import check_sie, fit
from samdrift.core.exports.sie.reading import ReadSie, read_sie
from samdrift.core.exports.sie.values import (
    ACTIVITY,
    COST_CENTRE,
    COUNTERPARTY,
    PROJECT,
    SieFile,
    Voucher,
    VoucherRow,
    Year,
)
from samdrift.core.exports.sie.writing import sie_bytes

__all__ = [
    "ACTIVITY",
    "COST_CENTRE",
    "COUNTERPARTY",
    "INSTEAD",
    "PROJECT",
    "Fitted",
    "ReadSie",
    "SieFile",
    "Voucher",
    "VoucherRow",
    "Year",
    "check_sie",
    "fit",
    "fit_to_cp437",
    "read_sie",
    "sie_bytes",
]
