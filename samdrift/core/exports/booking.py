"""A booking order: vouchers as rows of a table, for finance systems that take neither SIE nor e-invoices."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.core.exports.sie import ACTIVITY, COST_CENTRE, COUNTERPARTY, PROJECT, Voucher


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One row; one of debit and credit is 0, both in whole öre and never negative."""

    voucher: str
    on: dt.date
    account: str
    cost_centre: str
    activity: str
    counterparty: str
    project: str
    debit_ore: int
    credit_ore: int
    text: str


def booking_rows(vouchers: Iterable[Voucher]) -> tuple[BookingRow, ...]:
    """The vouchers' rows in order; debit and credit of each voucher sum to the same."""
    return tuple(_row(voucher, place) for voucher in vouchers for place in range(len(voucher.rows)))


def _row(voucher: Voucher, place: int) -> BookingRow:
    row = voucher.rows[place]
    codes = dict(row.objects)
    return BookingRow(
        voucher=f"{voucher.series}{voucher.number}",
        on=row.on or voucher.on,
        account=row.account,
        cost_centre=codes.get(COST_CENTRE, ""),
        activity=codes.get(ACTIVITY, ""),
        counterparty=codes.get(COUNTERPARTY, ""),
        project=codes.get(PROJECT, ""),
        debit_ore=max(row.amount_ore, 0),
        credit_ore=max(-row.amount_ore, 0),
        text=row.text or voucher.text,
    )
