"""From a settlement to vouchers, invoices, booking orders and paper: what is wrong first, then numbers, then files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.exports.booking import BookingRow, booking_rows
from samdrift.core.exports.vouchers import number_vouchers
from samdrift.core.findings import Finding, Severity
from samdrift.decisions.ledger import actions
from samdrift.decisions.ledger.convert.books import Books, books_of
from samdrift.decisions.ledger.convert.exporting import (
    SERIES,
    DraftInvoice,
    draft_invoices,
    draft_vouchers,
    invoice_findings,
    may_be_written,
    voucher_findings,
)
from samdrift.decisions.ledger.convert.files import vouchers_in
from samdrift.decisions.ledger.models import Export, ExportedDocument, ExportKind
from samdrift.decisions.ledger.queries import parties_of, visible_exports, visible_invoices
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.settlement.queries.visible import visible_settlements
from samdrift.decisions.sharing.access import require_costs
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import may_in_group, require_in_group, require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import page


@dataclass(frozen=True)
class ExportSide:
    """One kind of export of one municipality: written, or ready to be, or stopped."""

    kind: ExportKind
    export: Export | None
    findings: tuple[Finding, ...]
    count: int

    @property
    def documents(self) -> list[ExportedDocument]:
        return list(self.export.documents.all()) if self.export else []

    @property
    def is_ready(self) -> bool:
        return self.export is None and may_be_written(self.findings)


def _settlement(person: Person, pk: int) -> Settlement:
    return get_object_or_404(visible_settlements(person), pk=pk)


def _crumbs(settlement: Settlement, *more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Charges and settlements"), "url": reverse("settlement_list")},
        {"label": str(settlement), "url": reverse("settlement_page", args=[settlement.pk])},
        *more,
    ]


@dataclass(frozen=True)
class ExportRow:
    """A municipality in the list of all; a side that has nothing to write is None."""

    organisation: Organisation
    sides: list[ExportSide]
    vouchers: ExportSide | None
    invoices: ExportSide | None

    @property
    def written(self) -> bool:
        return any(side.export for side in self.sides)


def _row(organisation: Organisation, sides: list[ExportSide]) -> ExportRow:
    by_kind = {side.kind: side for side in sides}
    return ExportRow(
        organisation, sides, by_kind.get(ExportKind.VOUCHERS), by_kind.get(ExportKind.INVOICES)
    )


def _sides(books: Books, code: str, written: dict[tuple[int, str], Export]) -> list[ExportSide]:
    """Vouchers and invoices of a municipality; what has been written needs no finding any more."""
    pk = books.organisations[code].pk
    found = []
    vouchers = written.get((pk, ExportKind.VOUCHERS))
    periods = {each.period for each in books.owed[code] if each.amount_ore}
    if vouchers or periods:
        wrong = () if vouchers else voucher_findings(books, code, today())
        found.append(ExportSide(ExportKind.VOUCHERS, vouchers, wrong, len(periods)))
    invoices = written.get((pk, ExportKind.INVOICES))
    drafts = draft_invoices(books, code, today())
    if invoices or drafts:
        wrong = () if invoices else invoice_findings(books, code, today())
        found.append(ExportSide(ExportKind.INVOICES, invoices, wrong, len(drafts)))
    return found


def export_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Municipality by municipality: what is written, what is ready, and everything that stops the rest."""
    person = require_costs(request)
    settlement = _settlement(person, pk)
    parties = list(parties_of(person, settlement))
    books = books_of(settlement)
    exports = visible_exports(person).filter(settlement=settlement)
    written = {(each.organisation_id, each.kind): each for each in exports}
    rows = [_row(each, _sides(books, each.code, written)) for each in parties]
    sides = [side for row in rows for side in row.sides]
    may_all = may_in_group(person, Permission.SETTLE_COSTS, settlement.federation)
    context = {
        "title": _("Vouchers and invoices"),
        "lead": str(settlement),
        "breadcrumbs": _crumbs(settlement, {"label": _("Vouchers and invoices")}),
        "settlement": settlement,
        "rows": rows,
        "may_all": may_all and any(side.is_ready for side in sides),
        "whole": settlement.federation_id in person.federation_ids,
        "findings": _together(finding for side in sides for finding in side.findings),
    }
    return page(request, "ledger/export_list.html", context)


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """The same said of several municipalities as one finding that names them; errors first."""
    first: dict[str, Finding] = {}
    places: dict[str, list[str]] = {}
    for finding in findings:
        said = str(replace(finding, where=""))
        first.setdefault(said, finding)
        places.setdefault(said, []).append(finding.where)
    order = list(Severity)
    together = [
        replace(first[said], where=", ".join(dict.fromkeys(where)))
        for said, where in places.items()
    ]
    return sorted(together, key=lambda each: order.index(each.severity))


def export_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is ready for everyone; first what that means."""
    person = require_costs(request)
    settlement = _settlement(person, pk)
    require_in_group(person, Permission.SETTLE_COSTS, settlement.federation)
    if request.method == "POST":
        actions.export_settlement(by=person, settlement=settlement)
        return redirect("export_list", pk)
    context = {
        "title": _("Write vouchers and invoices for everyone?"),
        "consequences": _consequences(),
        "confirm_label": _("Write what is ready"),
        "cancel_url": reverse("export_list", args=[pk]),
        "breadcrumbs": _crumbs(settlement, {"label": _("Vouchers and invoices")}),
    }
    return page(request, "ui/confirm.html", context)


def _consequences() -> list[str]:
    return [
        _("Vouchers and invoices get their numbers, in unbroken series; they can't be taken back."),
        _("What is written is kept as it is: later changes of accounts don't change it."),
        _("Nothing is sent anywhere: you fetch the files and send them yourself."),
    ]


def _party(person: Person, settlement: Settlement, organisation: int) -> Organisation:
    return get_object_or_404(parties_of(person, settlement), pk=organisation)


def export_page(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """One municipality's vouchers and invoices: as they are written, or as they would be, with what stops them."""
    person = require_costs(request)
    settlement = _settlement(person, pk)
    party = _party(person, settlement, organisation)
    books = books_of(settlement, party)
    exports = visible_exports(person).filter(settlement=settlement, organisation=party)
    written = {(each.organisation_id, each.kind): each for each in exports}
    row = _row(party, _sides(books, party.code, written))
    context = {
        "title": str(party),
        "lead": _("What the municipality books and invoices of %(what)s.") % {"what": settlement},
        "breadcrumbs": _crumbs(
            settlement,
            {"label": _("Vouchers and invoices"), "url": reverse("export_list", args=[pk])},
            {"label": str(party)},
        ),
        "settlement": settlement,
        "organisation": party,
        "vouchers": row.vouchers,
        "booked": _vouchers_of(books, party.code, row.vouchers),
        "invoices": row.invoices,
        "drafts": _drafts(books, party.code, row.invoices),
        "received": visible_invoices(person)
        .filter(export__settlement=settlement, counterparty=party)
        .order_by("organisation__municipality_code", "number"),
        "may_write": actions.may_export(person, settlement, party),
        "events": [event for each in written.values() for event in history_of(each)],
    }
    return page(request, "ledger/export_page.html", context)


@dataclass(frozen=True)
class Booked:
    """A voucher as a table; debit and credit sum to the same."""

    heading: str
    rows: list[BookingRow]

    @property
    def sum_ore(self) -> int:
        return sum(row.debit_ore for row in self.rows)


def _vouchers_of(books: Books, code: str, side: ExportSide | None) -> list[Booked]:
    """The vouchers as written; else as they would be, where accounts are said for all of it."""
    if side is None:
        return []
    if side.export is not None:
        vouchers = vouchers_in(side.export).vouchers
    elif any(each.rule.startswith("account-") for each in side.findings):
        return []
    else:
        vouchers = number_vouchers(draft_vouchers(books, code), SERIES, 1)
    return [Booked(f"{each.on}, {each.text}", list(booking_rows([each]))) for each in vouchers]


def _drafts(
    books: Books, code: str, side: ExportSide | None
) -> list[tuple[DraftInvoice, Organisation]]:
    if side is None or side.export is not None:
        return []
    drafts = draft_invoices(books, code, today())
    return [(each, books.organisations[each.payer]) for each in drafts]


def export_write(request: HttpRequest, pk: int, organisation: int, kind: str) -> HttpResponse:
    """Write one municipality's vouchers or invoices; first what that means. What stops them is told again."""
    person = require_costs(request)
    settlement = _settlement(person, pk)
    party = _party(person, settlement, organisation)
    require_that(actions.may_export(person, settlement, party))
    write = actions.write_vouchers if kind == ExportKind.VOUCHERS else actions.issue_invoices
    context: dict[str, Any] = {
        "title": _("Write vouchers for %(name)s?") % {"name": party}
        if kind == ExportKind.VOUCHERS
        else _("Write invoices from %(name)s?") % {"name": party},
        "consequences": _consequences(),
        "confirm_label": _("Write"),
        "cancel_url": reverse("export_page", args=[pk, organisation]),
    }
    status = 200
    if request.method == "POST":
        try:
            write(by=person, settlement=settlement, organisation=party)
            return redirect("export_page", pk, organisation)
        except ValidationError as wrong:
            context |= {"lead": " ".join(wrong.messages)}
            status = 422
    return page(request, "ui/confirm.html", context, status=status)
