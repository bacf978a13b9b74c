"""The files of a settlement: fetched by who may see them, always the same bytes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from samdrift.decisions.ledger.convert.files import (
    ascii_name,
    booking_csv,
    booking_xlsx,
    files_of,
    invoices_in,
    papers_of,
    sie_content,
    zip_files,
)
from samdrift.decisions.ledger.models import Export, ExportKind
from samdrift.decisions.ledger.queries import parties_of, visible_exports, visible_invoices
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.settlement.present.report import settlement_report
from samdrift.decisions.settlement.queries.visible import visible_settlements
from samdrift.decisions.sharing.access import require_costs
from samdrift.decisions.sharing.queries.visible import open_federations
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.documents import as_pdf
from samdrift.foundation.ui.export import CONTENT_TYPES

BINARY = "application/octet-stream"


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _name(settlement: Settlement) -> str:
    return ascii_name(f"{settlement} {settlement.number}")


def _export(request: HttpRequest, pk: int, organisation: int, kind: ExportKind) -> Export:
    """What has been written; 404 where nothing is, or for who may not know."""
    exports = visible_exports(require_costs(request))
    return get_object_or_404(exports, settlement=pk, organisation=organisation, kind=kind)


def _whole(person: Person, pk: int) -> Settlement:
    """A settlement that the person may see all of, not its own part alone."""
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    if settlement.federation_id not in open_federations(person):
        raise Http404
    return settlement


def settlement_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole settlement as PDF."""
    settlement = _whole(require_costs(request), pk)
    return as_pdf(settlement_report(settlement), _name(settlement))


def party_paper(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """What concerns one municipality as PDF."""
    person = require_costs(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    party = get_object_or_404(parties_of(person, settlement), pk=organisation)
    name = ascii_name(f"{settlement} {settlement.number} {party}")
    return as_pdf(settlement_report(settlement, party), name)


def sie_file(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """The vouchers as SIE 4I."""
    export = _export(request, pk, organisation, ExportKind.VOUCHERS)
    name = f"{_name(export.settlement)}-{export.organisation.code}.si"
    return _file(sie_content(export), name, BINARY)


def booking_file(request: HttpRequest, pk: int, organisation: int, ending: str) -> HttpResponse:
    """The booking order as CSV or Excel."""
    export = _export(request, pk, organisation, ExportKind.VOUCHERS)
    content = booking_csv(export) if ending == "csv" else booking_xlsx(export)
    name = f"bokforingsorder-{_name(export.settlement)}-{export.organisation.code}.{ending}"
    return _file(content, name, CONTENT_TYPES[ending])


def invoice_file(request: HttpRequest, pk: int, organisation: int, name: str) -> HttpResponse:
    """One invoice as Peppol XML, to who sends it and who gets it."""
    invoices = visible_invoices(require_costs(request))
    found = get_object_or_404(invoices, export__settlement=pk, organisation=organisation, name=name)
    content = invoices_in(found.export)[found.name]
    return _file(content, f"faktura-{name}.xml", "application/xml")


def party_archive(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Everything of one municipality: what is written, and the paper."""
    person = require_costs(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    party = get_object_or_404(parties_of(person, settlement), pk=organisation)
    exports = visible_exports(person).filter(settlement=settlement, organisation=party)
    files = files_of(exports) | papers_of(settlement, [party], whole=False)
    return _file(zip_files(files), f"{_name(settlement)}-{party.code}.zip", "application/zip")


def whole_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is written of a settlement, and its papers, in one archive."""
    person = require_costs(request)
    settlement = _whole(person, pk)
    exports = visible_exports(person).filter(settlement=settlement)
    parties = list(parties_of(person, settlement))
    files = files_of(exports) | papers_of(settlement, parties, whole=True)
    return _file(zip_files(files), f"{_name(settlement)}.zip", "application/zip")
