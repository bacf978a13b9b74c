"""Writing vouchers and invoices: numbers are given once, and what has been written is never changed."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from samdrift.core.exports.sie import Voucher, read_sie
from samdrift.core.findings import InvalidInput
from samdrift.core.frozen import canonical_json, digest_of
from samdrift.decisions.ledger.convert.books import Books, books_of
from samdrift.decisions.ledger.convert.exporting import (
    DraftInvoice,
    draft_invoices,
    invoice_findings,
    invoices_by_number,
    may_be_written,
    voucher_bytes,
    voucher_findings,
)
from samdrift.decisions.ledger.models import Export, ExportedDocument, ExportKind
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.sharing.convert.content import in_words
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import may, may_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission


def may_export(person: Person, settlement: Settlement, organisation: Organisation) -> bool:
    """For everyone by those who settle the federation's costs; a neighbour's own people for their own books."""
    permission = Permission.SETTLE_COSTS
    own = may(person, permission, organisation)
    return own or may_in_group(person, permission, settlement.federation)


def _require(by: Person, settlement: Settlement, organisation: Organisation) -> None:
    if not may_export(by, settlement, organisation):
        raise PermissionDenied("may not write what that organisation books")


@verb
def write_vouchers(*, by: Person, settlement: Settlement, organisation: Organisation) -> Export:
    """Give a municipality's vouchers of a settlement their numbers and freeze them; the second time they are the same.

    Raises ValidationError with every finding that stops them; nothing is written then.
    """
    _require(by, settlement, organisation)
    books = books_of(settlement, organisation)
    return _written(by, settlement, organisation, ExportKind.VOUCHERS, books)


@verb
def issue_invoices(*, by: Person, settlement: Settlement, organisation: Organisation) -> Export:
    """Give a municipality's invoices and credit notes of a settlement their numbers and freeze them.

    The second time they are the same. Raises ValidationError with every finding that stops them.
    """
    _require(by, settlement, organisation)
    books = books_of(settlement, organisation)
    return _written(by, settlement, organisation, ExportKind.INVOICES, books)


@verb
def export_settlement(*, by: Person, settlement: Settlement) -> list[Export]:
    """Vouchers and invoices of every municipality whose data hold; what is stopped for some stops no others."""
    if not may_in_group(by, Permission.SETTLE_COSTS, settlement.federation):
        raise PermissionDenied("may not export the settlement")
    books = books_of(settlement)
    made = []
    for code, organisation in books.organisations.items():
        if may_be_written(voucher_findings(books, code, today())):
            made.append(_written(by, settlement, organisation, ExportKind.VOUCHERS, books))
        drafts = draft_invoices(books, code, today())
        if drafts and may_be_written(invoice_findings(books, code, today())):
            made.append(_written(by, settlement, organisation, ExportKind.INVOICES, books))
    return made


def _written(
    by: Person, settlement: Settlement, organisation: Organisation, kind: ExportKind, books: Books
) -> Export:
    """The export as it is, or made now. The municipality is held meanwhile, so that no number is given twice."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    former = Export.objects.filter(settlement=settlement, organisation=organisation, kind=kind)
    if found := former.first():
        return found
    export = Export(
        settlement=settlement, organisation=organisation, kind=kind, made_by=by, made_on=today()
    )
    draw_up = _vouchers if kind == ExportKind.VOUCHERS else _invoices
    try:
        documents = draw_up(export, books)
    except InvalidInput as wrong:
        raise ValidationError(in_words(wrong)) from wrong
    if not documents:
        raise ValidationError(_("There is nothing to write."))
    export.full_clean()
    export.save(force_insert=True)
    for document in documents:
        document.full_clean(exclude=["export"])
    create_rows(documents)
    names = {"documents": [document.name for document in documents]}
    record("costs.export_made", export, by=by, after=facts(export) | names, parent=settlement)
    return export


def _vouchers(export: Export, books: Books) -> list[ExportedDocument]:
    code = export.organisation.code
    if not any(each.amount_ore for each in books.owed.get(code, ())):
        return []
    first = _first_number(export, _year_of(books, code))
    content = voucher_bytes(books, code, first, export.made_on)
    export.content = content.decode("cp437")
    export.digest = digest_of(export.content, "cp437")
    file = read_sie(content, encoding="cp437").file
    assert file is not None
    return [_voucher_row(export, each) for each in file.vouchers]


def _year_of(books: Books, code: str) -> int:
    """The financial year of the vouchers: they all lie in one."""
    return max(each.on for each in books.owed[code]).year


def _voucher_row(export: Export, voucher: Voucher) -> ExportedDocument:
    debit = sum(row.amount_ore for row in voucher.rows if row.amount_ore > 0)
    return ExportedDocument(
        export=export,
        organisation=export.organisation,
        kind=ExportKind.VOUCHERS,
        year=voucher.on.year,
        number=int(voucher.number),
        name=f"{voucher.series} {voucher.number}",
        period=0,
        on=voucher.on,
        net_ore=debit,
        total_ore=debit,
    )


def _invoices(export: Export, books: Books) -> list[ExportedDocument]:
    code = export.organisation.code
    if code not in books.owed:
        return []
    first = _first_number(export, export.made_on.year)
    drafts = draft_invoices(books, code, export.made_on, first)
    export.content = canonical_json({"invoices": invoices_by_number(drafts)})
    export.digest = digest_of(export.content)
    return list(_invoice_rows(export, books, drafts, first))


def _invoice_rows(
    export: Export, books: Books, drafts: Sequence[DraftInvoice], first: int
) -> Iterable[ExportedDocument]:
    for number, draft in enumerate(drafts, first):
        yield ExportedDocument(
            export=export,
            organisation=export.organisation,
            kind=ExportKind.INVOICES,
            year=export.made_on.year,
            number=number,
            name=draft.invoice.number,
            period=draft.period,
            on=draft.invoice.issued_on,
            due_on=draft.invoice.due_on,
            counterparty=books.organisations[draft.payer],
            vat=draft.invoice.vat,
            net_ore=draft.invoice.net_ore,
            total_ore=draft.invoice.payable_ore,
        )


def _first_number(export: Export, year: int) -> int:
    """The number after the last that has been given in the municipality's series of the year."""
    given = ExportedDocument.objects.filter(
        organisation=export.organisation, kind=export.kind, year=year
    )
    return int(given.aggregate(last=Max("number"))["last"] or 0) + 1
