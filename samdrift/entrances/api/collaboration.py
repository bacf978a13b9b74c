"""Opportunities and levels of collaboration."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router, Schema

from samdrift.core.opportunities import opportunities_document
from samdrift.decisions.collaboration.queries import (
    municipality_names,
    sees_collaboration,
    visible_levels,
    visible_opportunities,
)
from samdrift.entrances.api.answers import PROBLEMS, Page, list_response, listed_in_memory, with_id
from samdrift.foundation.organisations.access import require_that, signed_in

router = Router(tags=["collaboration"])


class EvidenceOut(Schema):
    trigger: str
    application: str
    text: str


class NamedApplication(Schema):
    key: str
    name: str


class SavingOut(Schema):
    """Kronor with two decimals, as text; null where too little is known."""

    per_year: str | None
    percent: int
    of: str
    known_cost: str
    without_cost: int


class WindowOut(Schema):
    act_by: dt.date | None
    all_free_on: dt.date
    without_agreement: int


class RankOut(Schema):
    score: int
    triggers: int
    saving: int
    urgency: int
    breadth: int


class OpportunityOut(Schema):
    key: str
    shape: str
    name: str
    area: str
    product: str
    municipalities: list[str]
    applications: list[NamedApplication]
    triggers: list[str]
    evidence: list[EvidenceOut]
    saving: SavingOut
    window: WindowOut
    rank: RankOut
    assumptions: list[str]
    target_level: int
    state: str


class OpportunityList(Schema):
    items: list[OpportunityOut]
    next: int | None


class LevelOut(Schema):
    id: int
    application_id: int
    organisation_id: int
    level: int
    starts_on: dt.date
    ends_on: dt.date | None


class LevelList(Schema):
    items: list[LevelOut]
    next: int | None


@router.get(
    "/opportunities",
    response={200: OpportunityList, **PROBLEMS},
    summary="Opportunities, best first",
)
def opportunity_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Computed from the register as it is now; `after` counts rows."""
    person = signed_in(request)
    require_that(sees_collaboration(person))
    seen, assumed = visible_opportunities(person)
    document = opportunities_document(
        [each.found for each in seen], assumed, say=gettext, names=municipality_names()
    )
    items = [
        {**told, "state": each.state}
        for told, each in zip(document["opportunities"], seen, strict=True)
    ]
    return listed_in_memory(items, page)


@router.get("/levels", response={200: LevelList, **PROBLEMS}, summary="Levels of collaboration")
def level_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    fields = ["pk", "application_id", "organisation_id", "level__number", "starts_on", "ends_on"]

    def shape_level(row: dict[str, Any]) -> dict[str, Any]:
        row["level"] = row.pop("level__number")
        return with_id(row)

    return list_response(visible_levels(signed_in(request)), page, fields, shape_level)
