"""What a SIE 4I file holds: vouchers from a sub-system on their way into a ledger.

Source: SIE filformat 4B (2008-09-30) and 4C (2025-08-06).
"""

import datetime as dt
from dataclasses import dataclass

#: Dimensions whose numbers the format reserves; free ones begin at 20.
COST_CENTRE, PROJECT = 1, 6
COUNTERPARTY, ACTIVITY = 20, 21


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One row of a voucher (#TRANS): debit is positive, credit negative, in whole öre.

    objects: (dimension, code) in the order in which they are written.
    """

    account: str
    amount_ore: int
    objects: tuple[tuple[int, str], ...] = ()
    on: dt.date | None = None
    text: str = ""
    quantity: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher (#VER); its rows sum to 0. Series and number may be empty: the ledger then gives its own."""

    series: str
    number: str
    on: dt.date
    rows: tuple[VoucherRow, ...]
    text: str = ""
    registered_on: dt.date | None = None
    sign: str = ""

    @property
    def balance_ore(self) -> int:
        """What is missing from zero."""
        return sum(row.amount_ore for row in self.rows)


@dataclass(frozen=True, slots=True)
class Year:
    """A financial year (#RAR): 0 is the current one, -1 the one before."""

    index: int
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SieFile:
    """A whole file of type 4I.

    generated_on: the day it was made. company: whose books. dimensions: (number, name). objects: (dimension, code,
    name). accounts: (number, name), where names are known; the importing ledger has its own.
    """

    program: str
    version: str
    generated_on: dt.date
    company: str
    vouchers: tuple[Voucher, ...]
    generated_by: str = ""
    organisation_number: str = ""
    years: tuple[Year, ...] = ()
    currency: str = ""
    dimensions: tuple[tuple[int, str], ...] = ()
    objects: tuple[tuple[int, str, str], ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
