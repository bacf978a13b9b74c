"""Functions and which units have them: the list read and kept, functions given to units and taken from them."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Day,
    Id,
    Page,
    Words,
    acted_on,
    list_response,
    row_to_edit,
    with_id,
)
from samdrift.entrances.api.days import DatedPage, as_they_were
from samdrift.entrances.api.organisation_changes import ReasonIn, answer_with_version
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Function, UnitFunction
from samdrift.foundation.organisations.queries import (
    removed_dated,
    visible_functions,
    visible_unit_functions,
    visible_units,
)

router = Router(tags=["organisations"])


class FunctionOut(Schema):
    """proposed_on: the day of the proposal; null when it is on the federation's list."""

    id: int
    name: str
    proposed_on: dt.date | None


class FunctionList(Schema):
    items: list[FunctionOut]
    next: int | None


class UnitFunctionOut(Schema):
    """A unit has a function, from a day to a day; 1900-01-01 where the first day is not recorded."""

    id: int
    unit_id: int
    function_id: int
    starts_on: dt.date
    ends_on: dt.date | None


class UnitFunctionList(Schema):
    items: list[UnitFunctionOut]
    next: int | None


class FunctionIn(Body):
    name: Words


class FunctionMergingIn(Body):
    into_id: Id
    why: Words


class GivingIn(Body):
    """name: a function's, whatever the case of the letters; one that no function has is proposed."""

    name: Words
    starts_on: Day


class TakingAwayIn(Body):
    ends_on: Day


def _function(request: HttpRequest, pk: int) -> Function:
    return get_object_or_404(visible_functions(signed_in(request)), pk=pk)


def _held(request: HttpRequest, pk: int) -> UnitFunction:
    return get_object_or_404(visible_unit_functions(signed_in(request)), pk=pk)


@router.get("/functions", response={200: FunctionList, **PROBLEMS}, summary="Functions")
def function_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    rows = visible_functions(signed_in(request))
    return list_response(rows, page, ["pk", "name", "proposed_on"], with_id)


@router.post(
    "/functions", response={201: FunctionOut, **PROBLEMS}, summary="Put a function on the list"
)
def function_add(request: HttpRequest, new: FunctionIn) -> HttpResponse:
    made = actions.add_function(by=signed_in(request), name=new.name)
    return answer_with_version(made, FunctionOut, 201)


@router.get("/functions/{pk}", response={200: FunctionOut, **PROBLEMS}, summary="One function")
def function_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return answer_with_version(_function(request, pk), FunctionOut)


@router.patch(
    "/functions/{pk}",
    response={200: FunctionOut, **PROBLEMS},
    summary="Rename a function",
    openapi_extra=MADE_FROM,
)
def function_rename(request: HttpRequest, pk: Id, change: FunctionIn) -> HttpResponse:
    """If-Match: the ETag of the function as read; 412 where somebody has changed it since, 428 without."""
    row = row_to_edit(request, _function(request, pk))
    renamed = actions.rename_function(by=signed_in(request), function=row, name=change.name)
    return answer_with_version(renamed, FunctionOut)


@router.post(
    "/functions/{pk}/accept",
    response={200: FunctionOut, **PROBLEMS},
    summary="Put a proposed function on the list",
)
def function_accept(request: HttpRequest, pk: Id) -> HttpResponse:
    row = acted_on(request, _function(request, pk))
    accepted = actions.accept_function(by=signed_in(request), function=row)
    return answer_with_version(accepted, FunctionOut)


@router.post(
    "/functions/{pk}/merge",
    response={200: FunctionOut, **PROBLEMS},
    summary="Merge a function into another; it can't be undone",
    openapi_extra=MADE_FROM,
)
def function_merge(request: HttpRequest, pk: Id, merging: FunctionMergingIn) -> HttpResponse:
    into = actions.merge_function(
        by=signed_in(request),
        function=row_to_edit(request, _function(request, pk)),
        into=_function(request, merging.into_id),
        why=merging.why,
    )
    return answer_with_version(into, FunctionOut)


@router.post(
    "/functions/{pk}/remove",
    response={204: None, **PROBLEMS},
    summary="Take a function that no unit has had off the list",
    openapi_extra=MADE_FROM,
)
def function_remove(request: HttpRequest, pk: Id, reason: ReasonIn) -> HttpResponse:
    row = row_to_edit(request, _function(request, pk))
    actions.remove_function(by=signed_in(request), function=row, why=reason.why)
    return HttpResponse(status=204)


@router.get(
    "/unit-functions",
    response={200: UnitFunctionList, **PROBLEMS},
    summary="Which units have and have had which functions",
)
def unit_function_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """`on`: what held on that day."""
    fields = ["pk", "unit_id", "function_id", "starts_on", "ends_on"]
    rows = visible_unit_functions(signed_in(request))
    gone: list[Any] = []
    if page.on is not None:
        rows = rows.filter(pk__in=UnitFunction.objects.on(page.on).values("pk"))
        seen = set(visible_units(signed_in(request)).values_list("pk", flat=True))
        gone = [row for row in removed_dated(UnitFunction, page.on) if row.unit_id in seen]
    then = as_they_were(UnitFunction, page.on)
    return list_response(rows, page, fields, with_id, together=then, removed=gone)


@router.get(
    "/unit-functions/{pk}",
    response={200: UnitFunctionOut, **PROBLEMS},
    summary="One unit's one function",
)
def unit_function_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return answer_with_version(_held(request, pk), UnitFunctionOut)


@router.post(
    "/units/{pk}/functions",
    response={201: UnitFunctionOut, **PROBLEMS},
    summary="A unit has a function from a day",
)
def unit_function_give(request: HttpRequest, pk: Id, giving: GivingIn) -> HttpResponse:
    unit = get_object_or_404(visible_units(signed_in(request)), pk=pk)
    given = actions.give_function(
        by=signed_in(request), unit=acted_on(request, unit), **giving.model_dump()
    )
    return answer_with_version(given, UnitFunctionOut, 201)


@router.post(
    "/unit-functions/{pk}/end",
    response={200: UnitFunctionOut, **PROBLEMS},
    summary="A unit has a function no longer after a day",
)
def unit_function_end(request: HttpRequest, pk: Id, taking: TakingAwayIn) -> HttpResponse:
    held = acted_on(request, _held(request, pk))
    ended = actions.take_away_function(by=signed_in(request), held=held, ends_on=taking.ends_on)
    return answer_with_version(ended, UnitFunctionOut)
