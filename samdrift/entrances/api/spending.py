"""Costs: read, written and approved by the same verbs as the pages use."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Page,
    Words,
    acted_on,
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.entrances.api.declared import (
    Ore,
    answers_of,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_organisations, visible_units
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending import actions
from samdrift.records.spending.list_fields import COST_FIELDS
from samdrift.records.spending.models import CostLine
from samdrift.records.spending.queries import (
    approvals_given,
    approvals_needed,
    approvers_of,
    visible_cost_lines,
    visible_frames,
    visible_initiatives,
)

router = Router(tags=["costs"])
ANSWERED = [each for each in COST_FIELDS if each.in_api]
FIELDS = ["pk", *(each.attname for each in ANSWERED)]
Kind = Literal["budget", "forecast", "actual"]


@with_fields(answers_of(ANSWERED))
class CostLineOut(Schema):
    id: int


class CostLineList(Schema):
    items: list[CostLineOut]
    next: int | None


class ApproverOut(Schema):
    person: str
    ground: str
    has_approved: bool


class CostLineDetail(CostLineOut):
    approvals_needed: int
    approvers: list[ApproverOut]


@with_fields(taken_to_add(COST_FIELDS))
class CostLineIn(Body):
    """A cost of an application, a joint initiative or a unit."""


@with_fields(taken_to_change(COST_FIELDS))
class CostLineChange(Body):
    """Only the fields that are sent are changed."""

    why: LongWords = ""


class Seen(Body):
    amount_ore: Ore


class Return(Body):
    note: Words


class FrameOut(Schema):
    id: int
    unit_id: int
    year: int
    amount_ore: int
    decision: str


class FrameList(Schema):
    items: list[FrameOut]
    next: int | None


@router.get("/cost-lines", response={200: CostLineList, **PROBLEMS}, summary="Cost lines")
def cost_line_list(
    request: HttpRequest,
    page: Query[Page],
    year: int | None = None,
    kind: Kind | None = None,
    bearer_id: Id | None = None,
) -> HttpResponse:
    rows = visible_cost_lines(signed_in(request))
    if year is not None:
        rows = rows.filter(year=year) if 1950 <= year <= 2200 else rows.none()
    if kind is not None:
        rows = rows.filter(kind=kind)
    if bearer_id is not None:
        rows = rows.filter(bearer=bearer_id)
    return list_response(rows, page, FIELDS, with_id)


@router.get("/cost-lines/{pk}", response={200: CostLineDetail, **PROBLEMS}, summary="One cost line")
def cost_line_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    """With who may approve it, on which ground, and how many it takes."""
    line = _line(request, pk)
    return with_version(json_response(_detail(line, signed_in(request))), line)


@router.post("/cost-lines", response={201: CostLineDetail, **PROBLEMS}, summary="Add a cost line")
def cost_line_add(request: HttpRequest, new: CostLineIn) -> HttpResponse:
    person = signed_in(request)
    values = new.model_dump()
    _check_references(person, values)
    line = actions.add_cost_line(by=person, line=CostLine(**values))
    return with_version(json_response(_detail(line, signed_in(request)), 201), line)


@router.patch(
    "/cost-lines/{pk}",
    response={200: CostLineDetail, **PROBLEMS},
    summary="Change a cost line",
    openapi_extra=MADE_FROM,
)
def cost_line_change(request: HttpRequest, pk: Id, change: CostLineChange) -> HttpResponse:
    """What has been approved of it has to be approved anew.

    If-Match: the ETag of the line as it was read; 412 where somebody has changed it since, 428 without.
    """
    line = _line(request, pk)
    values = change.model_dump(exclude_unset=True, exclude_none=True)
    why = values.pop("why", "")
    for name, value in values.items():
        setattr(line, name, value)
    actions.change_cost_line(by=signed_in(request), line=row_to_edit(request, line), why=why)
    changed = _line(request, pk)
    return with_version(json_response(_detail(changed, signed_in(request))), changed)


@router.post(
    "/cost-lines/{pk}/approve",
    response={200: CostLineDetail, **PROBLEMS},
    summary="Approve a cost line",
)
def cost_line_approve(request: HttpRequest, pk: Id, seen: Seen) -> HttpResponse:
    """At the amount that has been seen; another amount by now is refused with 409."""
    line = acted_on(request, _line(request, pk))
    actions.approve_cost_lines(
        by=signed_in(request), lines=[line], seen_ore={line.pk: seen.amount_ore}
    )
    return json_response(_detail(_line(request, pk), signed_in(request)))


@router.post(
    "/cost-lines/{pk}/return",
    response={200: CostLineDetail, **PROBLEMS},
    summary="Return a cost line",
)
def cost_line_return(request: HttpRequest, pk: Id, returned: Return) -> HttpResponse:
    line = acted_on(request, _line(request, pk))
    actions.return_cost_lines(by=signed_in(request), lines=[line], note=returned.note)
    return json_response(_detail(_line(request, pk), signed_in(request)))


@router.get("/budget-frames", response={200: FrameList, **PROBLEMS}, summary="Units' frames")
def frame_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    frames = visible_frames(signed_in(request)).select_related(None)
    return list_response(frames, page, ["pk", "unit_id", "year", "amount_ore", "decision"], with_id)


def _line(request: HttpRequest, pk: int) -> CostLine:
    rows = visible_cost_lines(signed_in(request)).select_related(
        "application", "initiative", "unit", "bearer"
    )
    return get_object_or_404(rows, pk=pk)


def _check_references(person: Person, values: dict[str, Any]) -> None:
    """What is pointed at must be there for the caller."""
    reachable: list[tuple[str, Any]] = [
        ("application_id", visible_applications(person)),
        ("initiative_id", visible_initiatives(person)),
        ("unit_id", visible_units(person)),
        ("agreement_id", visible_agreements(person)),
        ("bearer_id", visible_organisations(person)),
    ]
    for name, rows in reachable:
        if values.get(name) is not None:
            get_object_or_404(rows, pk=values[name])


def _detail(line: CostLine, reader: Person) -> dict[str, Any]:
    given = {each.person_id for each in approvals_given([line])[line.pk]}
    values = CostLine.objects.filter(pk=line.pk).values(*FIELDS)[0]
    return {
        **with_id(values),
        "approvals_needed": approvals_needed([line])[line.pk],
        "approvers": [
            {
                "person": each.name,
                "ground": each.reason,
                "has_approved": each.person.pk in given,
            }
            for each in approvers_of([line], reader)[line.pk]
        ],
    }
