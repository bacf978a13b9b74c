"""What is owed, as finance systems are to be told it: the charges of one settlement between municipalities."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

STANDARD, OUTSIDE = "S", "O"
#: Per cent by category; outside the scope of VAT there is none.
VAT_PER_CENT = {STANDARD: 25, OUTSIDE: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What `payer` owes `payee` for something in a period, excluding VAT; negative when money is to go back.

    on: the day it is booked. due_on: the day it is to be paid. types_ore: what the cost consists of by type, for the
    accounts; only its proportions count. why: how the amount came about, for the invoice's line.
    """

    period: int
    on: dt.date
    due_on: dt.date
    payer: str
    payee: str
    title: str
    amount_ore: int
    vat: str = OUTSIDE
    types_ore: Mapping[str, int] = field(default_factory=dict)
    why: str = ""


def vat_ore(net_ore: int, category: str) -> int:
    """The VAT on a sum, half an öre rounded away from zero: what EN 16931 (BR-CO-17) and a ledger both reckon.

    >>> vat_ore(100_02, "S"), vat_ore(-100_02, "S"), vat_ore(100_02, "O")
    (2501, -2501, 0)
    """
    doubled = abs(net_ore) * VAT_PER_CENT[category] * 2
    rounded = (doubled + 100) // 200
    return -rounded if net_ore < 0 else rounded


def group_by_invoice(owed: Iterable[Owed]) -> dict[tuple[int, str, str, str], tuple[Owed, ...]]:
    """By (period, payee, payer, VAT category), in that order: what stands on one invoice. Nothing owed is left out.

    EN 16931 (BR-O-11) wants what lies outside VAT on an invoice of its own.
    """
    found: dict[tuple[int, str, str, str], list[Owed]] = {}
    for each in sorted(owed, key=lambda each: (each.title, each.amount_ore)):
        if each.amount_ore:
            found.setdefault((each.period, each.payee, each.payer, each.vat), []).append(each)
    return {key: tuple(found[key]) for key in sorted(found)}
