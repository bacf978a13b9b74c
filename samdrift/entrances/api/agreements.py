"""Agreements."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    PROBLEMS,
    ChangedPage,
    Id,
    answered,
    grouped,
    listed,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.queries import visible_applications

router = Router(tags=["agreements"])
FIELDS = [
    "pk", "kind", "title", "number", "responsible_id", "starts_on", "ends_on", "notice_months", "renews_months",
    "binding_until", "extension_options", "extension_months", "seen_price_ore", "ended_on", "changed_at",
]  # fmt: skip


class PartyOut(Schema):
    organisation_id: int
    unit_id: int | None
    role: str


class AgreementOut(Schema):
    id: int
    kind: str
    title: str
    number: str
    responsible_id: int
    starts_on: dt.date | None
    ends_on: dt.date | None
    notice_months: int
    renews_months: int
    binding_until: dt.date | None
    extension_options: int
    extension_months: int
    price_per_year_ore: int | None
    ended_on: dt.date | None
    changed_at: dt.datetime
    last_notice_on: dt.date | None
    current_end: dt.date | None
    application_ids: list[int]
    parties: list[PartyOut]


class AgreementList(Schema):
    items: list[AgreementOut]
    next: int | None


@router.get("/agreements", response={200: AgreementList, **PROBLEMS}, summary="Agreements")
def agreement_list(request: HttpRequest, page: Query[ChangedPage]) -> HttpResponse:
    return listed(
        visible_agreements(signed_in(request)), page, FIELDS, _shaped,
        together=lambda items: _with_links(request, items),
    )  # fmt: skip


@router.get("/agreements/{pk}", response={200: AgreementOut, **PROBLEMS}, summary="One agreement")
def agreement_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    agreement = get_object_or_404(visible_agreements(signed_in(request)).values(*FIELDS), pk=pk)
    return answered(_with_links(request, [_shaped(agreement)])[0])


def _shaped(row: dict[str, Any]) -> dict[str, Any]:
    """With the days that follow from the terms, and the price where the caller may see it."""
    row["price_per_year_ore"] = row.pop("seen_price_ore")
    terms = {
        name: row[name]
        for name in ("starts_on", "ends_on", "notice_months", "renews_months", "ended_on")
    }
    agreement = Agreement(**terms)
    return {
        **with_id(row),
        "last_notice_on": agreement.last_notice_on,
        "current_end": agreement.current_end,
    }


def _with_links(request: HttpRequest, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parties, and the applications that the caller may see; two queries for a whole page."""
    keys = [item["id"] for item in items]
    parties = grouped(
        Party.objects.filter(agreement__in=keys)
        .order_by("pk")
        .values("agreement_id", "organisation_id", "unit_id", "role"),
        "agreement_id",
    )
    links = Agreement.applications.through.objects.filter(
        agreement__in=keys, application__in=visible_applications(signed_in(request))
    )
    applications: dict[int, list[int]] = {}
    for agreement, application in links.order_by("application").values_list(
        "agreement", "application"
    ):
        applications.setdefault(agreement, []).append(application)
    return [
        {
            **item,
            "application_ids": applications.get(item["id"], []),
            "parties": parties.get(item["id"], []),
        }
        for item in items
    ]
