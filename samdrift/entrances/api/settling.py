"""Settlements, their charges, and what has been written of them for finance systems."""

import base64
import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.decisions.ledger.convert.files import files_of
from samdrift.decisions.ledger.models import ExportedDocument
from samdrift.decisions.ledger.queries import visible_exports
from samdrift.decisions.settlement.queries.visible import visible_charges, visible_settlements
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Id,
    Page,
    group_by_key,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in

router = Router(tags=["settlements"])


class SettlementOut(Schema):
    """`kind` is preliminary, final or correction; `digest` is the SHA-256 of the frozen content."""

    id: int
    kind: str
    year: int
    periods: int
    number: int
    digest: str
    corrects_id: int | None
    why: str
    made_on: dt.date


class SettlementList(Schema):
    items: list[SettlementOut]
    next: int | None


class ChargeOut(Schema):
    """`outcome_ore` and `charged_ore` only in a settlement by outcome; `vat` is S (25 %) or O (outside)."""

    id: int
    settlement_id: int
    period: int
    due_on: dt.date
    payer_id: int
    payee_id: int
    title: str
    share_id: int | None
    vat: str
    outcome_ore: int | None
    charged_ore: int | None
    amount_ore: int


class ChargeList(Schema):
    items: list[ChargeOut]
    next: int | None


class DocumentOut(Schema):
    """A voucher or an invoice; a credit note's amounts are negative."""

    name: str
    number: int
    year: int
    period: int
    on: dt.date
    due_on: dt.date | None
    counterparty_id: int | None
    vat: str
    net_ore: int
    total_ore: int


class ExportOut(Schema):
    """`kind` is vouchers or invoices; `digest` is the SHA-256 of what the files are made from."""

    id: int
    settlement_id: int
    organisation_id: int
    kind: str
    digest: str
    made_on: dt.date
    documents: list[DocumentOut]


class ExportList(Schema):
    items: list[ExportOut]
    next: int | None


class FileOut(Schema):
    """`content` is the file's bytes in base64."""

    name: str
    content: str


class FileList(Schema):
    items: list[FileOut]


SETTLEMENT = ["pk", "kind", "year", "periods", "number", "digest", "corrects_id", "why", "made_on"]
CHARGE = [
    "pk",
    "settlement_id",
    "period",
    "due_on",
    "payer_id",
    "payee_id",
    "title",
    "share_id",
    "vat",
    "outcome_ore",
    "charged_ore",
    "amount_ore",
]
EXPORT = ["pk", "settlement_id", "organisation_id", "kind", "digest", "made_on"]
DOCUMENT = [
    "export_id",
    "name",
    "number",
    "year",
    "period",
    "on",
    "due_on",
    "counterparty_id",
    "vat",
    "net_ore",
    "total_ore",
]


@router.get(
    "/settlements",
    response={200: SettlementList, **PROBLEMS},
    summary="Preliminary charges, settlements and corrections",
)
def settlement_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_settlements(signed_in(request)), page, SETTLEMENT, with_id)


@router.get(
    "/settlements/{pk}/charges",
    response={200: ChargeList, **PROBLEMS},
    summary="Who pays whom for what",
)
def charge_list(request: HttpRequest, pk: Id, page: Query[Page]) -> HttpResponse:
    person = signed_in(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    return list_response(
        visible_charges(person).filter(settlement=settlement), page, CHARGE, with_id
    )


@router.get(
    "/settlements/{pk}/exports",
    response={200: ExportList, **PROBLEMS},
    summary="Vouchers and invoices that are written",
)
def export_list(request: HttpRequest, pk: Id, page: Query[Page]) -> HttpResponse:
    person = signed_in(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)

    def with_documents(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        documents = ExportedDocument.objects.filter(export__in=[row["id"] for row in rows])
        found = group_by_key(documents.order_by("number").values(*DOCUMENT), "export_id")
        return [{**row, "documents": found.get(row["id"], [])} for row in rows]

    rows = visible_exports(person).filter(settlement=settlement).prefetch_related(None)
    return list_response(rows, page, EXPORT, with_id, together=with_documents)


@router.get(
    "/exports/{pk}/files",
    response={200: FileList, **PROBLEMS},
    summary="The files: SIE and booking orders, or invoices",
)
def export_files(request: HttpRequest, pk: Id) -> HttpResponse:
    """Always the same bytes; they are written in the portal, where everything missing is told first."""
    export = get_object_or_404(visible_exports(signed_in(request)), pk=pk)
    items = [
        {"name": name, "content": base64.b64encode(content).decode()}
        for name, content in sorted(files_of([export]).items())
    ]
    return json_response({"items": items})
