"""Competence: read, recorded, confirmed and refused by the same rules as the pages."""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Page,
    Words,
    acted_on,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.queries import visible_people
from samdrift.records.competence import actions
from samdrift.records.competence.models import Competence
from samdrift.records.competence.queries import visible_competences
from samdrift.records.register.queries import visible_products

router = Router(tags=["competence"])


class CompetenceOut(Schema):
    """`confirmation` is waiting, confirmed or refused; only what is confirmed counts."""

    id: int
    person_id: int
    product_id: int
    level: int
    refreshed_on: dt.date
    confirmation: str
    judged_by_id: int | None
    judged_on: dt.date | None
    grounds: str


class CompetenceList(Schema):
    items: list[CompetenceOut]
    next: int | None


class CompetenceIn(Body):
    person_id: Id
    product_id: Id
    level: Literal[1, 2, 3]
    refreshed_on: Day


class GroundsIn(Body):
    grounds: Words = ""


FIELDS = ["pk", *(name for name in CompetenceOut.model_fields if name != "id")]


def _shape(row: Competence) -> dict[str, Any]:
    return with_id({name: getattr(row, name) for name in FIELDS})


@router.get("/competences", response={200: CompetenceList, **PROBLEMS}, summary="Who knows what")
def competence_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_competences(signed_in(request)), page, FIELDS, with_id)


@router.post(
    "/competences",
    response={201: CompetenceOut, **PROBLEMS},
    summary="Record what somebody knows; of oneself it waits to be confirmed",
)
def competence_record(request: HttpRequest, new: CompetenceIn) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=new.person_id)
    product = get_object_or_404(visible_products(by), pk=new.product_id)
    made = actions.record_competence(
        by=by, person=person, product=product, level=new.level, refreshed_on=new.refreshed_on
    )
    return json_response(_shape(made), 201)


@router.post(
    "/competences/{pk}/confirm",
    response={200: CompetenceOut, **PROBLEMS},
    summary="Confirm what somebody has said of themselves",
)
def competence_confirm(request: HttpRequest, pk: Id, said: GroundsIn) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_competences(by), pk=pk)
    done = actions.confirm_competence(
        by=by, competence=acted_on(request, row), grounds=said.grounds
    )
    return json_response(_shape(done))


@router.post(
    "/competences/{pk}/refuse",
    response={200: CompetenceOut, **PROBLEMS},
    summary="Refuse to confirm what somebody has said of themselves",
)
def competence_refuse(request: HttpRequest, pk: Id, said: GroundsIn) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_competences(by), pk=pk)
    done = actions.refuse_competence(by=by, competence=acted_on(request, row), grounds=said.grounds)
    return json_response(_shape(done))
