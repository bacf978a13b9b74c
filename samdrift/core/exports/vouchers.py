"""What is owed → one municipality's vouchers, on the accounts that it has said itself."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samdrift.core.exports.owed import Owed, group_by_invoice, vat_ore
from samdrift.core.exports.sie import (
    ACTIVITY,
    COST_CENTRE,
    COUNTERPARTY,
    PROJECT,
    Voucher,
    VoucherRow,
)
from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.sharing import apportion

COST, INCOME, PAYABLE, RECEIVABLE = "cost", "income", "payable", "receivable"
VAT_IN, VAT_OUT = "vat_in", "vat_out"
#: In a counterparty, what stands for the other municipality's code.
OTHER_CODE = "{kod}"


@dataclass(frozen=True, slots=True)
class Account:
    """An account and the codes that go with it; ``82{kod}`` as counterparty gives 821439 for Färgelanda."""

    account: str
    cost_centre: str = ""
    activity: str = ""
    counterparty: str = ""
    project: str = ""

    def objects(self, other: str) -> tuple[tuple[int, str], ...]:
        """Dimension and code, in order of dimension, when the other municipality is `other`."""
        pairs = (
            (COST_CENTRE, self.cost_centre),
            (PROJECT, self.project),
            (COUNTERPARTY, self.counterparty.replace(OTHER_CODE, other)),
            (ACTIVITY, self.activity),
        )
        return tuple((dimension, code) for dimension, code in pairs if code)


#: By (direction, type of cost); the empty type stands for every type without a line of its own.
Chart = Mapping[tuple[str, str], Account]


def account_for(chart: Chart, direction: str, cost_type: str = "") -> Account | None:
    """The type's own account, else the direction's, else none."""
    return chart.get((direction, cost_type)) or chart.get((direction, ""))


@dataclass(frozen=True, slots=True)
class _Posting:
    """One amount on its way to an account."""

    direction: str
    cost_type: str
    other: str
    amount_ore: int
    text: str


def vouchers_of(
    code: str, owed: Iterable[Owed], chart: Chart, names: Mapping[str, str], text: str
) -> tuple[Voucher, ...]:
    """The vouchers of a municipality, one a period, without numbers; each sums to zero.

    Who pays: cost (and VAT) in debit, debt in credit. Who is paid: claim in debit, income (and VAT) in credit. A
    negative amount is booked the other way round. names: of the others, for the rows' texts. text: of the vouchers.
    Raises InvalidInput with the findings of `check_chart`.
    """
    mine = [each for each in owed if code in {each.payer, each.payee}]
    wrong = check_chart(code, mine, chart, names.get(code, code))
    if wrong:
        raise InvalidInput(wrong)
    by_period: dict[int, list[VoucherRow]] = {}
    days: dict[int, dt.date] = {}
    for key, group in group_by_invoice(mine).items():
        period, payee, payer, _vat = key
        days.setdefault(period, group[0].on)
        rows = by_period.setdefault(period, [])
        other = payee if payer == code else payer
        for posting in _postings(code, group, names.get(other, other)):
            account = account_for(chart, posting.direction, posting.cost_type)
            assert account is not None
            objects = account.objects(posting.other)
            rows.append(VoucherRow(account.account, posting.amount_ore, objects, text=posting.text))
    return tuple(
        Voucher("", "", days[period], _merge_rows(rows), _of_period(text, period, len(by_period)))
        for period, rows in sorted(by_period.items())
    )


def _merge_rows(rows: Iterable[VoucherRow]) -> tuple[VoucherRow, ...]:
    """Rows on the same account and codes with the same text as one, where the first of them stood."""
    sums: dict[VoucherRow, int] = {}
    for row in rows:
        alike = replace(row, amount_ore=0)
        sums[alike] = sums.get(alike, 0) + row.amount_ore
    return tuple(replace(row, amount_ore=amount) for row, amount in sums.items() if amount)


def _of_period(text: str, period: int, periods: int) -> str:
    return f"{text}, period {period}" if periods > 1 else text


def _postings(code: str, group: Sequence[Owed], other_name: str) -> Iterator[_Posting]:
    """One invoice's postings in the books of who pays it or is paid: they sum to zero."""
    pays = group[0].payer == code
    other = group[0].payee if pays else group[0].payer
    sign = 1 if pays else -1
    net = 0
    for each in group:
        net += each.amount_ore
        parts = apportion(each.amount_ore, each.types_ore or {"": 1})
        for cost_type, amount in sorted(parts.items()):
            if amount:
                direction = COST if pays else INCOME
                text = f"{other_name}: {each.title}"
                yield _Posting(direction, cost_type, other, sign * amount, text)
    tax = vat_ore(net, group[0].vat)
    if tax:
        yield _Posting(VAT_IN if pays else VAT_OUT, "", other, sign * tax, other_name)
    if net + tax:
        yield _Posting(PAYABLE if pays else RECEIVABLE, "", other, -sign * (net + tax), other_name)


def check_chart(
    code: str, owed: Iterable[Owed], chart: Chart, where: str = ""
) -> tuple[Finding, ...]:
    """What a municipality's accounts lack for what it owes and is owed; where: its name.

    Rules: ``account-missing`` with direction and type of cost, ``account-not-digits``. Told once each, in order.
    """
    mine = [each for each in owed if code in {each.payer, each.payee}]
    wanted = {
        (posting.direction, posting.cost_type)
        for group in group_by_invoice(mine).values()
        for posting in _postings(code, group, "")
    }
    findings = []
    for direction, cost_type in sorted(wanted):
        values = {"direction": direction, "cost_type": cost_type}
        account = account_for(chart, direction, cost_type)
        if account is None:
            what = gettext_noop("No account is said for %(direction)s, %(cost_type)s")
            findings.append(Finding(where, what, values=values, rule="account-missing"))
        elif not re.fullmatch(r"[0-9]+", account.account):
            what = gettext_noop("«%(account)s» is not an account: %(direction)s, %(cost_type)s")
            values["account"] = account.account
            findings.append(Finding(where, what, values=values, rule="account-not-digits"))
    return tuple(findings)


def number_vouchers(vouchers: Iterable[Voucher], series: str, first: int) -> tuple[Voucher, ...]:
    """The vouchers with numbers of a series in unbroken order from `first`."""
    return tuple(
        replace(voucher, series=series, number=str(number))
        for number, voucher in enumerate(vouchers, first)
    )
