"""Scenarios, computations that are asked for and watched, and plans with their explanation."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from samdrift.core.planning import Pin, PinKind, Rule
from samdrift.decisions.planning import actions
from samdrift.decisions.planning.models import Run, Scenario
from samdrift.decisions.planning.queries import visible_plans, visible_runs, visible_scenarios
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    Page,
    Words,
    acted_on,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in

router = Router(tags=["planning"])


class ScenarioOut(Schema):
    """`pins`: what is settled, samdrift-pins/1. `own_limits`: of single municipalities and IT units, in kronor."""

    id: int
    name: str
    first_year: int
    years: int
    periods_per_year: int
    discount_percent: str
    index_percent: str
    day_ore: int
    change_days: int | None
    max_changes: int | None
    budget_ore: int | None
    spare_percent: int | None
    same_product_saved: int
    other_product_saved: int
    coordinated_saved: int
    key: str
    fairness_rule: str
    min_saving_ore: int | None
    seconds: int
    pins: list[dict[str, Any]]
    own_limits: list[dict[str, Any]]
    copied_from_id: int | None


class ScenarioList(Schema):
    items: list[ScenarioOut]
    next: int | None


class CopyIn(Body):
    name: Words


class PinIn(Body):
    """Which of the fields a kind needs, the refusal says."""

    kind: PinKind
    area: Words = ""
    municipality: Words = ""
    unit: Words = ""
    product: Words = ""
    period: Words = ""
    level: Annotated[int, Field(ge=0, le=9)] | None = None


class LimitIn(Body):
    """`of`: a municipality's code or an IT unit's id in a plan's problem. `year` null: every year."""

    rule: Rule
    of: Words
    amount: Annotated[float, Field(ge=0, le=1e12)]
    year: Annotated[int, Field(ge=1990, le=2200)] | None = None


class RunOut(Schema):
    """`progress`: [seconds, cost of the best plan, what no plan can cost less than], kronor, null where not known."""

    id: int
    scenario_id: int
    state: str
    stop_asked: bool
    progress: list[list[float | None]]
    done: int
    total: int
    findings: list[dict[str, Any]]
    plan_id: int | None


class PlanOut(Schema):
    id: int
    scenario_id: int
    computed_on: dt.date
    status: str
    today_ore: int
    objective_ore: int | None
    bound_ore: int | None
    gap: float | None
    proposal_id: int | None


class PlanList(Schema):
    items: list[PlanOut]
    next: int | None


class PlanWhole(PlanOut):
    """`problem` and `answer` in the format samdrift-plan/1; `basis` says where the problem came from."""

    problem: dict[str, Any]
    answer: dict[str, Any]
    basis: dict[str, Any]
    explanation: dict[str, Any]


SCENARIO = [
    "pk",
    "name",
    "first_year",
    "years",
    "periods_per_year",
    "discount_percent",
    "index_percent",
    "day_ore",
    "change_days",
    "max_changes",
    "budget_ore",
    "spare_percent",
    "same_product_saved",
    "other_product_saved",
    "coordinated_saved",
    "key",
    "fairness_rule",
    "min_saving_ore",
    "seconds",
    "pins",
    "own_limits",
    "copied_from_id",
]
RUN = [
    "pk",
    "scenario_id",
    "state",
    "stop_asked",
    "progress",
    "done",
    "total",
    "findings",
    "plan_id",
]
PLAN = [
    "pk",
    "scenario_id",
    "computed_on",
    "status",
    "today_ore",
    "objective_ore",
    "bound_ore",
    "gap",
    "proposal_id",
]


def _describe(thing: Scenario | Run, fields: list[str], status: int = 200) -> HttpResponse:
    return json_response(with_id({name: getattr(thing, name) for name in fields}), status)


def _scenario(request: HttpRequest, pk: int) -> Scenario:
    return get_object_or_404(visible_scenarios(signed_in(request)), pk=pk)


@router.get("/scenarios", response={200: ScenarioList, **PROBLEMS}, summary="Scenarios")
def scenario_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_scenarios(signed_in(request)), page, SCENARIO, with_id)


@router.get("/scenarios/{pk}", response={200: ScenarioOut, **PROBLEMS}, summary="One scenario")
def scenario_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _describe(_scenario(request, pk), SCENARIO)


@router.post(
    "/scenarios/{pk}/copy",
    response={201: ScenarioOut, **PROBLEMS},
    summary="Copy a scenario to vary it",
)
def scenario_copy(request: HttpRequest, pk: Id, wanted: CopyIn) -> HttpResponse:
    scenario = _scenario(request, pk)
    made = actions.copy_scenario(by=signed_in(request), scenario=scenario, name=wanted.name)
    return _describe(made, SCENARIO, 201)


@router.post(
    "/scenarios/{pk}/pins", response={200: ScenarioOut, **PROBLEMS}, summary="Settle something"
)
def pin_add(request: HttpRequest, pk: Id, pin: PinIn) -> HttpResponse:
    scenario = acted_on(request, _scenario(request, pk))
    changed = actions.add_pin(by=signed_in(request), scenario=scenario, pin=Pin(**pin.model_dump()))
    return _describe(changed, SCENARIO)


@router.post(
    "/scenarios/{pk}/limits", response={200: ScenarioOut, **PROBLEMS}, summary="Set a limit"
)
def limit_set(request: HttpRequest, pk: Id, limit: LimitIn) -> HttpResponse:
    scenario = acted_on(request, _scenario(request, pk))
    changed = actions.set_limit(by=signed_in(request), scenario=scenario, **limit.model_dump())
    return _describe(changed, SCENARIO)


@router.post(
    "/scenarios/{pk}/compute",
    response={202: RunOut, **PROBLEMS},
    summary="Ask for a plan; watch the run until it is done",
)
def plan_compute(request: HttpRequest, pk: Id) -> HttpResponse:
    scenario = _scenario(request, pk)
    run = actions.ask_for_plan(by=signed_in(request), scenario=scenario)
    return _describe(run, RUN, 202)


@router.get("/runs/{pk}", response={200: RunOut, **PROBLEMS}, summary="How far a run has come")
def run_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _describe(get_object_or_404(visible_runs(signed_in(request)), pk=pk), RUN)


@router.post(
    "/runs/{pk}/stop",
    response={200: RunOut, **PROBLEMS},
    summary="Stop a run and keep the best so far",
)
def run_stop(request: HttpRequest, pk: Id) -> HttpResponse:
    person = signed_in(request)
    run = get_object_or_404(visible_runs(person), pk=pk)
    return _describe(actions.stop_run(by=person, run=run), RUN)


@router.get("/plans", response={200: PlanList, **PROBLEMS}, summary="Plans computed")
def plan_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_plans(signed_in(request)), page, PLAN, with_id)


@router.get("/plans/{pk}", response={200: PlanWhole, **PROBLEMS}, summary="One plan, whole")
def plan_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    plan = get_object_or_404(visible_plans(signed_in(request)), pk=pk)
    told = {name: getattr(plan, name) for name in PLAN[1:]}
    documents = {
        "problem": plan.problem_document,
        "answer": plan.answer_document,
        "basis": plan.basis,
        "explanation": plan.explanation,
    }
    return json_response({"id": plan.pk, **told, **documents})
