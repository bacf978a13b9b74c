"""What an e-invoice says, without how UBL writes it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.core.exports.owed import OUTSIDE, Owed, vat_ore


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceParty:
    """A seller or a buyer in Sweden. organisation_number: with or without hyphen. reference: what it wants on
    invoices to it. Of bankgiro and plusgiro a seller has at least one; bankgiro is used first.
    """

    name: str
    organisation_number: str
    vat_number: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    reference: str = ""
    email: str = ""
    bankgiro: str = ""
    plusgiro: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line, excluding VAT, in whole öre; a credit among the lines is negative."""

    name: str
    amount_ore: int
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice, or a credit note where the lines sum to less than nought. One VAT category for the whole."""

    number: str
    issued_on: dt.date
    due_on: dt.date
    seller: InvoiceParty
    buyer: InvoiceParty
    lines: tuple[InvoiceLine, ...]
    vat: str = OUTSIDE
    note: str = ""
    period: tuple[dt.date, dt.date] | None = None

    @property
    def net_ore(self) -> int:
        return sum(line.amount_ore for line in self.lines)

    @property
    def vat_ore(self) -> int:
        return vat_ore(self.net_ore, self.vat)

    @property
    def payable_ore(self) -> int:
        return self.net_ore + self.vat_ore

    @property
    def is_credit(self) -> bool:
        return self.net_ore < 0


def lines_of(owed: Iterable[Owed]) -> tuple[InvoiceLine, ...]:
    """What is owed on one invoice as its lines."""
    return tuple(InvoiceLine(each.title, each.amount_ore, each.why) for each in owed)
