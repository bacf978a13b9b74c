"""Agreements."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from samdrift.core.agreement_state import StateOnDay
from samdrift.entrances.api.agreement_shapes import (
    ANSWERED,
    EMPTIED,
    AgreementChange,
    AgreementIn,
    AgreementList,
    AgreementOut,
    Notice,
    Option,
    PartyIn,
    PartyRemoved,
)
from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Id,
    acted_on,
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.entrances.api.days import AsOf, DatedChangedPage
from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_organisations, visible_units
from samdrift.records.agreements import actions
from samdrift.records.agreements.convert import standing_words
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import (
    known_coverings,
    known_on,
    parties_on,
    price_sight,
    states_on,
    visible_agreements,
)
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications

router = Router(tags=["agreements"])
#: The price is read where the caller may see it.
FIELDS = [
    "pk",
    *(each.attname for each in ANSWERED if each.name != "price_per_year_ore"),
    "seen_price_ore",
    "deviates",
    "deviates_because",
    "changed_at",
]


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
    covered = _find_applications(person, values.pop("application_ids"))
    get_object_or_404(visible_organisations(person), pk=values["responsible_id"])
    made = actions.add_agreement(by=person, agreement=Agreement(**values), applications=covered)
    return with_version(_answer(request, made.pk, 201), made)


@router.get("/agreements/{pk}", response={200: AgreementOut, **PROBLEMS}, summary="One agreement")
def agreement_detail(request: HttpRequest, pk: Id, asked: Query[AsOf]) -> HttpResponse:
    """With `on`: as it was on that day; 404 where the register did not have it then."""
    return with_version(_answer(request, pk, on=asked.on), _agreement(request, pk))


@router.patch(
    "/agreements/{pk}",
    response={200: AgreementOut, **PROBLEMS},
    summary="Change an agreement",
    openapi_extra=MADE_FROM,
)
def agreement_change(request: HttpRequest, pk: Id, change: AgreementChange) -> HttpResponse:
    """Its terms, price, keeper and what it covers; a new last day is also how its term is extended outside an option.

    If-Match: the ETag of the agreement as it was read; 412 where somebody has changed it since, 428 without.
    """
    person, agreement = signed_in(request), _agreement(request, pk)
    values = change.model_dump(exclude_unset=True)
    why, keys = values.pop("why", ""), values.pop("application_ids", None)
    values = {name: value for name, value in values.items() if value is not None or name in EMPTIED}
    if values.get("responsible_id", agreement.responsible_id) != agreement.responsible_id:
        get_object_or_404(visible_organisations(person), pk=values["responsible_id"])
    covered = None if keys is None else _find_applications(person, keys, agreement)
    terms = {"ends_on", "renews_months", "extension_options"}
    if "renewal" not in values and terms & set(values):
        values["renewal"] = ""
    for name, value in values.items():
        setattr(agreement, name, value)
    actions.change_agreement(
        by=person, agreement=row_to_edit(request, agreement), applications=covered, why=why
    )
    return _answer_with_version(request, pk)


@router.post(
    "/agreements/{pk}/parties", response={201: AgreementOut, **PROBLEMS}, summary="Add a party"
)
def agreement_party_add(request: HttpRequest, pk: Id, new: PartyIn) -> HttpResponse:
    person, agreement = signed_in(request), _agreement(request, pk)
    organisation = get_object_or_404(visible_organisations(person), pk=new.organisation_id)
    unit = new.unit_id and get_object_or_404(visible_units(person), pk=new.unit_id)
    actions.add_party(
        by=person, agreement=agreement, organisation=organisation, unit=unit or None, role=new.role
    )
    return _answer_with_version(request, pk, 201)


@router.post(
    "/agreements/{pk}/parties/{party}/remove",
    response={200: AgreementOut, **PROBLEMS},
    summary="Remove a party",
    openapi_extra=MADE_FROM,
)
def agreement_party_remove(
    request: HttpRequest, pk: Id, party: Id, removed: PartyRemoved
) -> HttpResponse:
    """If-Match: the ETag of the agreement as read."""
    agreement = row_to_edit(request, _agreement(request, pk))
    row = get_object_or_404(agreement.parties, pk=party)
    actions.remove_party(by=signed_in(request), party=row, why=removed.why)
    return _answer_with_version(request, pk)


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


def _find_applications(
    person: Person, keys: list[int], agreement: Agreement | None = None
) -> list[Application]:
    """The applications with these keys, and those of the agreement that the caller can't see. 404 where one is not."""
    wanted = set(keys)
    covered = list(visible_applications(person).filter(pk__in=wanted))
    if len(covered) != len(wanted):
        raise Http404
    if agreement is None:
        return covered
    shown = known_coverings(person).today.filter(agreement=agreement).values("application")
    return [*covered, *agreement.applications.exclude(pk__in=shown).exclude(pk__in=wanted)]


def _answer_with_version(request: HttpRequest, pk: int, status: int = 200) -> HttpResponse:
    return with_version(_answer(request, pk, status), _agreement(request, pk))


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
    then = [
        past.of({**item, "application_ids": covered.get(item["id"], [])}, "id") for item in items
    ]
    seen_prices = visible_agreements(signed_in(request)).filter(pk__in=keys)
    shown = seen_prices.filter(price_sight(signed_in(request))).values_list("pk", flat=True)
    prices = {
        key: agreements[key].price_per_year_ore if key in set(shown) else None for key in keys
    }
    pairs = [(item["id"], each) for item in then for each in item["application_ids"]]
    seen = known_coverings(signed_in(request)).among(pairs)
    return [
        {
            **item,
            "price_per_year_ore": prices[item["id"]],
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
