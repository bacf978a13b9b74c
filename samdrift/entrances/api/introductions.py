"""Introduction plans, their steps, what a slipped step moves, and the balance of responsibility."""

import datetime as dt
from functools import partial
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.introduction.queries import (
    balance_sides,
    visible_introductions,
    visible_steps,
    with_progress,
)
from samdrift.decisions.introduction.queries.balance import BalanceSide
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Page,
    acted_on,
    group_by_key,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.queries import visible_agreements

router = Router(tags=["introductions"])
Evidence = Annotated[str, Field(max_length=400, pattern=r"^[^\x00-\x1f]*$")]
Reason = Annotated[str, Field(max_length=250, pattern=r"^[^\x00-\x1f]*$")]


class IntroductionOut(Schema):
    """`last_on`: the last planned day."""

    id: int
    plan_id: int
    name: str
    begins_on: dt.date
    made_on: dt.date
    lengths: dict[str, int]
    step_count: int
    done_count: int
    overdue_count: int
    last_on: dt.date | None


class IntroductionList(Schema):
    items: list[IntroductionOut]
    next: int | None


class StepOut(Schema):
    """`waits_for_ids`: the steps that must be done before this is."""

    id: int
    introduction_id: int
    organisation_id: int
    area: str
    target_id: int | None
    old_id: int | None
    kind: str
    status: str
    responsible_id: int | None
    starts_on: dt.date
    ends_on: dt.date
    first_ends_on: dt.date
    began_on: dt.date | None
    done_on: dt.date | None
    agreement_id: int | None
    evidence: str
    waits_for_ids: list[int]


class StepList(Schema):
    items: list[StepOut]
    next: int | None


class CompleteIn(Body):
    """`on`: the day it was done."""

    on: Day
    evidence: Evidence = ""


class BeginIn(Body):
    on: Day


class SlipIn(Body):
    ends_on: Day
    why: Reason


class MovedOut(Schema):
    step_id: int
    ends_before: dt.date
    ends_after: dt.date


class SlipOut(Schema):
    """Every step that got other dates, and what that costs, öre."""

    moved: list[MovedOut]
    extra_ore: int


class StandingOut(Schema):
    """Shares are parts of one: of all responsibility for what is joint, and of the members' inhabitants."""

    code: str
    owns: int
    operates: int
    share: float
    fair: float
    load_fte: float
    capacity_fte: float | None
    is_even: bool


class BalanceOut(Schema):
    """`index`: the share of responsibility that would have to change hands; null where there is no plan."""

    index: float
    planned_index: float | None
    now: list[StandingOut]
    planned: list[StandingOut]


INTRODUCTION = [
    "pk",
    "plan_id",
    "name",
    "begins_on",
    "made_on",
    "lengths",
    "step_count",
    "done_count",
    "overdue_count",
    "last_on",
]
STEP = [
    "pk",
    "move__introduction_id",
    "move__organisation_id",
    "move__area",
    "move__target_id",
    "move__old_id",
    "kind",
    "status",
    "responsible_id",
    "starts_on",
    "ends_on",
    "first_ends_on",
    "began_on",
    "done_on",
    "agreement_id",
    "evidence",
]


@router.get(
    "/introductions", response={200: IntroductionList, **PROBLEMS}, summary="Introduction plans"
)
def introduction_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    rows = with_progress(visible_introductions(signed_in(request)), today())
    return list_response(rows, page, INTRODUCTION, with_id)


@router.get(
    "/introductions/{pk}/steps",
    response={200: StepList, **PROBLEMS},
    summary="Every step of an introduction plan",
)
def step_list(request: HttpRequest, pk: Id, page: Query[Page]) -> HttpResponse:
    person = signed_in(request)
    get_object_or_404(visible_introductions(person), pk=pk)
    rows = visible_steps(person).filter(move__introduction=pk)
    return list_response(rows, page, STEP, _shape, together=partial(_with_order, person))


def _shape(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("move__"): value for name, value in with_id(row).items()}


def _with_order(person: Person, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each step waits for, and its agreement where the person may see it; two queries for a whole page."""
    keys = [item["agreement_id"] for item in items if item["agreement_id"]]
    seen = set(visible_agreements(person).filter(pk__in=keys).values_list("pk", flat=True))
    links = Step.waits_for.through.objects.filter(from_step__in=[item["id"] for item in items])
    found = group_by_key(
        links.order_by("to_step").values("from_step_id", "to_step_id"), "from_step_id"
    )
    return [
        {
            **item,
            "agreement_id": item["agreement_id"] if item["agreement_id"] in seen else None,
            "waits_for_ids": [each["to_step_id"] for each in found.get(item["id"], ())],
        }
        for item in items
    ]


def _step(request: HttpRequest, pk: int) -> Step:
    rows = visible_steps(signed_in(request)).select_related("move__introduction")
    return get_object_or_404(rows, pk=pk)


def _answer(person: Person, step: Step) -> HttpResponse:
    values = Step.objects.filter(pk=step.pk).values(*STEP)[0]
    return json_response(_with_order(person, [_shape(values)])[0])


@router.post(
    "/steps/{pk}/begin", response={200: StepOut, **PROBLEMS}, summary="Work on a step begins"
)
def step_begin(request: HttpRequest, pk: Id, begin: BeginIn) -> HttpResponse:
    step = acted_on(request, _step(request, pk))
    return _answer(
        signed_in(request), actions.begin_step(by=signed_in(request), step=step, on=begin.on)
    )


@router.post(
    "/steps/{pk}/complete",
    response={200: StepOut, **PROBLEMS},
    summary="A step is done; the register follows",
)
def step_complete(request: HttpRequest, pk: Id, done: CompleteIn) -> HttpResponse:
    """409 before what it waits for is done, without training or without a value assessment."""
    step = acted_on(request, _step(request, pk))
    completed = actions.complete_step(
        by=signed_in(request), step=step, on=done.on, evidence=done.evidence
    )
    return _answer(signed_in(request), completed)


@router.post(
    "/steps/{pk}/slip", response={200: SlipOut, **PROBLEMS}, summary="Move a step, and what follows"
)
def step_slip(request: HttpRequest, pk: Id, slip: SlipIn) -> HttpResponse:
    step = acted_on(request, _step(request, pk))
    told = actions.delay_step(by=signed_in(request), step=step, ends_on=slip.ends_on, why=slip.why)
    moved = [
        {
            "step_id": each.step.pk,
            "ends_before": each.before.ends_on,
            "ends_after": each.after.ends_on,
        }
        for each in told.moved
    ]
    return json_response({"moved": moved, "extra_ore": told.total_ore})


@router.get(
    "/balance", response={200: BalanceOut, **PROBLEMS}, summary="The balance of responsibility"
)
def balance(request: HttpRequest) -> HttpResponse:
    """404 for who is employed by no member."""
    sides = balance_sides(signed_in(request))
    if sides is None:
        raise Http404
    planned = sides.planned
    return json_response(
        {
            "index": float(sides.now.found.index),
            "planned_index": float(planned.found.index) if planned else None,
            "now": _standings(sides.now),
            "planned": _standings(planned) if planned else [],
        }
    )


def _standings(side: BalanceSide) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            "owns": each.owns,
            "operates": each.operates,
            "share": float(each.share),
            "fair": float(each.fair),
            "load_fte": round(each.load, 4),
            "capacity_fte": each.capacity,
            "is_even": each.is_even,
        }
        for each in side.found.standings
    ]
