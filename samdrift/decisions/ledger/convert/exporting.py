"""Books → vouchers and invoices of one municipality, and what is wrong with them before anything is written."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, override

from samdrift import __version__
from samdrift.core.exports.owed import Owed, group_by_invoice
from samdrift.core.exports.peppol import Invoice, check_invoice, invoice_xml, lines_of
from samdrift.core.exports.sie import (
    ACTIVITY,
    COST_CENTRE,
    COUNTERPARTY,
    PROJECT,
    SieFile,
    Voucher,
    Year,
    check_sie,
    sie_bytes,
)
from samdrift.core.exports.vouchers import check_chart, number_vouchers, vouchers_of
from samdrift.core.findings import Finding, Severity, errors, gettext_noop
from samdrift.decisions.ledger.convert.books import LANGUAGE, Books
from samdrift.decisions.ledger.models import Direction
from samdrift.decisions.settlement.convert.settling import DAYS_TO_PAY
from samdrift.decisions.settlement.models import SettlementKind
from samdrift.decisions.sharing.models import Vat
from samdrift.records.spending.models import CostType

#: The series in which ledgers receive these vouchers.
SERIES = "SD"
DIMENSIONS = {
    COST_CENTRE: "Ansvar",
    PROJECT: "Projekt",
    COUNTERPARTY: "Motpart",
    ACTIVITY: "Verksamhet",
}


@dataclass(frozen=True)
class DraftInvoice:
    """An invoice that can be written, and between whom; its number may be of another day."""

    period: int
    payer: str
    invoice: Invoice

    @property
    def vat_words(self) -> str:
        return str(Vat(self.invoice.vat).label)


def draft_vouchers(books: Books, code: str) -> tuple[Voucher, ...]:
    """One municipality's vouchers without numbers. Raises InvalidInput where accounts are missing."""
    with override(LANGUAGE):
        return vouchers_of(code, books.owed[code], books.charts[code], books.names, _heading(books))


def sie_file(books: Books, code: str, vouchers: Sequence[Voucher], on: dt.date) -> SieFile:
    """The vouchers as one file, made on a day: dimensions that are used, and counterparties with their names."""
    used = {
        dimension
        for voucher in vouchers
        for row in voucher.rows
        for dimension, _code in row.objects
    }
    years = sorted({voucher.on.year for voucher in vouchers})
    number = books.organisations[code].organisation_number.replace("-", "")
    return SieFile(
        program="Samdrift",
        version=__version__,
        generated_on=on,
        company=books.organisations[code].name,
        organisation_number=f"{number[:6]}-{number[6:]}" if number else "",
        years=tuple(
            Year(year - years[-1], dt.date(year, 1, 1), dt.date(year, 12, 31))
            for year in reversed(years)
        ),
        currency="SEK",
        dimensions=tuple((place, DIMENSIONS[place]) for place in sorted(used)),
        objects=_counterparties(books, code),
        vouchers=tuple(vouchers),
    )


def _counterparties(books: Books, code: str) -> tuple[tuple[int, str, str], ...]:
    """Codes that stand for one other municipality, with its name."""
    names: dict[str, set[str]] = {}
    others = {each.payer for each in books.owed[code]} | {each.payee for each in books.owed[code]}
    for other in sorted(others - {code}):
        for account in books.charts[code].values():
            for dimension, written in account.objects(other):
                if dimension == COUNTERPARTY:
                    names.setdefault(written, set()).add(books.organisations[other].name)
    return tuple(
        (COUNTERPARTY, written, next(iter(found)))
        for written, found in sorted(names.items())
        if len(found) == 1
    )


def voucher_bytes(books: Books, code: str, first: int, on: dt.date) -> bytes:
    """The file to freeze, with numbers from `first`. Raises InvalidInput with what `voucher_findings` tells."""
    vouchers = number_vouchers(draft_vouchers(books, code), SERIES, first)
    return sie_bytes(sie_file(books, code, vouchers, on))


def voucher_findings(books: Books, code: str, on: dt.date) -> tuple[Finding, ...]:
    """Everything that stops a municipality's vouchers, or that somebody should look at, before one is written."""
    name = str(books.organisations[code])
    findings = list(_of_settlement(books))
    if not books.organisations[code].organisation_number:
        what = gettext_noop("The organisation number is missing")
        findings.append(Finding(name, what, Severity.WARNING, rule="organisation-number-missing"))
    wrong = check_chart(code, books.owed[code], books.charts[code], name)
    if wrong:
        return (*findings, *(_in_words(each) for each in wrong))
    vouchers = number_vouchers(draft_vouchers(books, code), SERIES, 1)
    told = check_sie(sie_file(books, code, vouchers, on))
    findings += [_at(each, name) for each in told if each.rule != "no-vouchers"]
    return (*findings, *_of_examples(books, [code]))


def draft_invoices(
    books: Books, code: str, on: dt.date, first: int | None = None
) -> tuple[DraftInvoice, ...]:
    """What the municipality invoices others, issued on a day; numbers from `first`, or none that counts."""
    with override(LANGUAGE):
        mine = [each for each in books.owed[code] if each.payee == code]
        return tuple(
            _draft(books, key, group, on, f"{code}-{on.year}-{first + place}" if first else "")
            for place, (key, group) in enumerate(group_by_invoice(mine).items())
        )


def _draft(
    books: Books, key: tuple[int, str, str, str], group: Sequence[Owed], on: dt.date, number: str
) -> DraftInvoice:
    period, payee, payer, vat = key
    due = group[0].due_on
    invoice = Invoice(
        number=number or f"{books.names[payee]} → {books.names[payer]}, {period}",
        issued_on=on,
        due_on=due if due >= on else on + dt.timedelta(days=DAYS_TO_PAY),
        seller=books.parties[payee],
        buyer=books.parties[payer],
        lines=lines_of(group),
        vat=vat,
        note=_note(books, period),
        period=books.period_of(period),
    )
    return DraftInvoice(period, payer, invoice)


def _note(books: Books, period: int) -> str:
    told = _heading(books)
    if books.settlement.kind == SettlementKind.PRELIMINARY and books.settlement.periods > 1:
        counted = {"period": period, "periods": books.settlement.periods}
        told += ", " + gettext("period %(period)s of %(periods)s") % counted
    return f"{told}. " + gettext("Grounds: SHA-256 %(digest)s.") % {
        "digest": books.settlement.digest
    }


def _heading(books: Books) -> str:
    return f"{books.settlement}, {gettext('number')} {books.settlement.number}"


def invoices_by_number(drafts: Iterable[DraftInvoice]) -> dict[str, str]:
    """The XML of each, to freeze. Raises InvalidInput with what `invoice_findings` tells."""
    return {each.invoice.number: invoice_xml(each.invoice).decode() for each in drafts}


def invoice_findings(books: Books, code: str, on: dt.date) -> tuple[Finding, ...]:
    """Everything that stops a municipality's invoices to others, told once, or that somebody should look at."""
    found = list(_of_settlement(books))
    drafts = draft_invoices(books, code, on)
    for draft in drafts:
        found += check_invoice(draft.invoice)
    found += (
        _of_examples(books, sorted({code, *(draft.payer for draft in drafts)})) if drafts else []
    )
    once = {(each.where, each.rule, str(each)): each for each in found}
    return tuple(once.values())


def _of_settlement(books: Books) -> tuple[Finding, ...]:
    if books.settlement.is_unchanged:
        return ()
    what = gettext_noop(
        "The settlement's content does not match its digest: nothing is written from it"
    )
    return (Finding(str(books.settlement), what, rule="settlement-changed"),)


def _of_examples(books: Books, codes: Iterable[str]) -> tuple[Finding, ...]:
    what = gettext_noop(
        "Accounts or billing details are example data: look at them before anything is sent"
    )
    return tuple(
        Finding(books.names[code], what, Severity.WARNING, rule="example-data")
        for code in codes
        if code in books.examples
    )


def _at(finding: Finding, name: str) -> Finding:
    return replace(finding, where=f"{name}, {finding.where}" if finding.where else name)


def _in_words(finding: Finding) -> Finding:
    """Direction and type of cost as the page calls them."""
    values: Mapping[str, object] = finding.values
    cost_type = str(values["cost_type"])
    words = str(CostType(cost_type).label) if cost_type else gettext("every type of cost")
    direction = str(Direction(str(values["direction"])).label)
    return replace(finding, values={**values, "direction": direction, "cost_type": words})


def may_be_written(findings: Iterable[Finding]) -> bool:
    """Whether no finding stops it."""
    return not errors(findings)
