"""Agreements."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from samdrift.core.agreement_state import StateOnDay
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Words,
    acted_on,
    json_response,
    list_response,
    with_id,
    with_version,
)
from samdrift.entrances.api.days import AsOf, DatedChangedPage
from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.queries import visible_organisations
from samdrift.records.agreements import actions
from samdrift.records.agreements.convert import standing_words
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import (
    known_on,
    parties_on,
    shown_among,
    states_on,
    visible_agreements,
)
from samdrift.records.register.queries import visible_applications

router = Router(tags=["agreements"])
FIELDS = [
    "pk", "kind", "title", "number", "responsible_id", "starts_on", "ends_on", "notice_months", "renews_months",
    "binding_until", "extension_options", "extension_months", "procurement_months", "includes_support", "renewal",
    "seen_price_ore", "notice_given_on", "ended_on", "deviates", "deviates_because", "changed_at",
]  # fmt: skip
Kind = Literal["operating", "supplier", "support", "licence", "collaboration", "data_processing"]
Renews = Literal["tacit", "option", "ends", "until_notice"]
Months = Annotated[int, Field(ge=0, le=600)]


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
    procurement_months: int | None
    includes_support: bool
    renewal: str
    notice_given_on: dt.date | None
    ended_on: dt.date | None
    deviates: str
    deviates_because: str
    changed_at: dt.datetime
    last_notice_on: dt.date | None
    current_end: dt.date | None
    latest_end_with_options: dt.date | None
    state: str
    next_day: dt.date | None
    reason: str
    application_ids: list[int]
    parties: list[PartyOut]


class AgreementIn(Body):
    """starts_on: left out where nobody knows. renewal: left out it follows from the days and months."""

    kind: Kind
    title: Words
    number: Words = ""
    responsible_id: Id
    application_ids: list[Id] = []
    starts_on: dt.date | None = None
    renewal: Renews | Literal[""] = ""
    ends_on: dt.date | None = None
    notice_months: Months = 0
    renews_months: Months = 0
    binding_until: dt.date | None = None
    extension_options: Annotated[int, Field(ge=0, le=20)] = 0
    extension_months: Months = 0
    procurement_months: Months | None = None
    includes_support: bool = False
    price_per_year_ore: Annotated[int, Field(ge=0, le=10**15)] | None = None


class Notice(Body):
    """why: needed where the notice deviates from the terms."""

    given_on: dt.date
    ends_on: dt.date
    why: LongWords = ""


class Option(Body):
    """why: needed where the agreement is over already."""

    why: LongWords = ""


class AgreementList(Schema):
    items: list[AgreementOut]
    next: int | None


@router.get("/agreements", response={200: AgreementList, **PROBLEMS}, summary="Agreements")
def agreement_list(request: HttpRequest, page: Query[DatedChangedPage]) -> HttpResponse:
    """With `on`: what the register had on that day, where each stood then and whom it bound."""
    rows, on = visible_agreements(signed_in(request)), page.on
    if on is not None:
        rows = known_on(rows, on)
    return list_response(
        rows, page, FIELDS, _shape, together=lambda items: _with_links(request, items, on)
    )


@router.post("/agreements", response={201: AgreementOut, **PROBLEMS}, summary="Add an agreement")
def agreement_add(request: HttpRequest, new: AgreementIn) -> HttpResponse:
    """By who keeps the organisation's agreements, or owns every application that it covers."""
    person = signed_in(request)
    values = new.model_dump()
    keys = set(values.pop("application_ids"))
    covered = list(visible_applications(person).filter(pk__in=keys))
    if len(covered) != len(keys):
        raise Http404
    get_object_or_404(visible_organisations(person), pk=values["responsible_id"])
    made = actions.add_agreement(by=person, agreement=Agreement(**values), applications=covered)
    return with_version(_answer(request, made.pk, 201), made)


@router.get("/agreements/{pk}", response={200: AgreementOut, **PROBLEMS}, summary="One agreement")
def agreement_detail(request: HttpRequest, pk: Id, asked: Query[AsOf]) -> HttpResponse:
    """With `on`: as it was on that day; 404 where the register did not have it then."""
    return with_version(_answer(request, pk, on=asked.on), _agreement(request, pk))


@router.post(
    "/agreements/{pk}/notice", response={200: AgreementOut, **PROBLEMS}, summary="Give notice"
)
def agreement_notice(request: HttpRequest, pk: Id, notice: Notice) -> HttpResponse:
    agreement = acted_on(request, _agreement(request, pk))
    actions.give_notice(by=signed_in(request), agreement=agreement, **notice.model_dump())
    return with_version(_answer(request, pk), agreement)


@router.post(
    "/agreements/{pk}/option", response={200: AgreementOut, **PROBLEMS}, summary="Use an option"
)
def agreement_option(request: HttpRequest, pk: Id, option: Option) -> HttpResponse:
    agreement = acted_on(request, _agreement(request, pk))
    actions.use_extension_option(by=signed_in(request), agreement=agreement, why=option.why)
    return with_version(_answer(request, pk), agreement)


def _agreement(request: HttpRequest, pk: int) -> Agreement:
    return get_object_or_404(visible_agreements(signed_in(request)), pk=pk)


def _answer(
    request: HttpRequest, pk: int, status: int = 200, on: dt.date | None = None
) -> HttpResponse:
    rows = visible_agreements(signed_in(request))
    row = get_object_or_404((rows if on is None else known_on(rows, on)).values(*FIELDS), pk=pk)
    return json_response(_with_links(request, [_shape(row)], on)[0], status)


def _shape(row: dict[str, Any]) -> dict[str, Any]:
    """With the price where the caller may see it."""
    row["price_per_year_ore"] = row.pop("seen_price_ore")
    return with_id(row)


def _with_links(
    request: HttpRequest, items: list[dict[str, Any]], on: dt.date | None = None
) -> list[dict[str, Any]]:
    """Where each stands, its parties, and the applications that the caller may see; the same queries for any page.

    on: as all that was on that day.
    """
    day = on or today()
    keys = [item["id"] for item in items]
    past = past_of(Agreement, day, ids=keys)
    agreements = {key: past.put_back(row) for key, row in Agreement.objects.in_bulk(keys).items()}
    standing = states_on(agreements.values(), day)
    parties = parties_on(keys, day)
    links = Agreement.applications.through.objects.filter(agreement__in=keys)
    covered: dict[int, list[int]] = {}
    for agreement, application in links.values_list("agreement", "application"):
        covered.setdefault(agreement, []).append(application)
    hidden = {item["id"] for item in items if item["price_per_year_ore"] is None}
    then = [
        past.of({**item, "application_ids": covered.get(item["id"], [])}, "id") for item in items
    ]
    pairs = [(item["id"], each) for item in then for each in item["application_ids"]]
    seen = shown_among(signed_in(request), pairs)
    return [
        {
            **item,
            "price_per_year_ore": None if item["id"] in hidden else item["price_per_year_ore"],
            **agreements[item["id"]].days_as_of(day),
            **_show_standing(standing[item["id"]]),
            "application_ids": sorted(
                each for each in item["application_ids"] if (item["id"], each) in seen
            ),
            "parties": parties.get(item["id"], []),
        }
        for item in then
    ]


def _show_standing(standing: StateOnDay) -> dict[str, Any]:
    return {
        "state": standing.state,
        "next_day": standing.day,
        "reason": standing_words(standing),
    }
