"""Units added, changed, moved, closed, merged and taken away.

On the router of `organisations`, with what reads the same addresses and with the organisations' changes.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from pydantic import Field

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Day,
    Id,
    LongWords,
    Words,
    acted_on,
    json_response,
    row_to_edit,
    with_version,
)
from samdrift.entrances.api.declared import (
    emptied_by_null,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.entrances.api.organisation_changes import (
    MergingIn,
    ReasonIn,
    visible_organisation,
)
from samdrift.entrances.api.organisations import UNIT, UnitOut, router
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Unit
from samdrift.foundation.organisations.queries import functions_of, visible_units


class UnitDetail(UnitOut):
    """functions: their names today, one a line; `/unit-functions` tells since when."""

    functions: str


@with_fields(taken_to_add([each for each in UNIT if each.name != "organisation"]))
class UnitIn(Body):
    """functions: one a line; a name that no function has is proposed."""

    functions: LongWords = ""


@with_fields(taken_to_change(UNIT))
class UnitChange(Body):
    """Only the fields that are sent are changed. functions: all that it is to have from today, one a line."""

    functions: LongWords | None = None


class UnitClosingIn(Body):
    """successor_id: takes over what `successors` does not name; there null is nobody, with the reason in `why`."""

    ends_on: Day
    successor_id: Id | None = None
    successors: dict[str, Id | None] = Field(default_factory=dict, max_length=50)
    why: Words = ""


class UnitMovingIn(Body):
    organisation_id: Id
    starts_on: Day
    why: Words = ""


def _unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(visible_units(signed_in(request)), pk=pk)


def _answer_unit(unit: Unit, status: int = 200) -> HttpResponse:
    names = [name for name in UnitDetail.model_fields if name not in ("id", "functions")]
    answer = {"id": unit.pk, **{name: getattr(unit, name) for name in names}}
    answer["functions"] = "\n".join(functions_of(unit))
    return with_version(json_response(answer, status), unit)


@router.post(
    "/organisations/{pk}/units", response={201: UnitDetail, **PROBLEMS}, summary="Add a unit"
)
def unit_add(request: HttpRequest, pk: Id, new: UnitIn) -> HttpResponse:
    values = new.model_dump()
    if values["parent_id"] is not None:
        _unit(request, values["parent_id"])
    functions = values.pop("functions").splitlines()
    unit = Unit(organisation=visible_organisation(request, pk), **values)
    saved = actions.save_unit(by=signed_in(request), unit=unit, functions=functions)
    return _answer_unit(saved, 201)


@router.get("/units/{pk}", response={200: UnitDetail, **PROBLEMS}, summary="One unit")
def unit_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_unit(_unit(request, pk))


@router.patch(
    "/units/{pk}",
    response={200: UnitDetail, **PROBLEMS},
    summary="Change a unit",
    openapi_extra=MADE_FROM,
)
def unit_change(request: HttpRequest, pk: Id, change: UnitChange) -> HttpResponse:
    """If-Match: the ETag of the unit as read; 412 where somebody has changed it since, 428 without."""
    unit = row_to_edit(request, _unit(request, pk))
    sent = change.model_dump(exclude_unset=True)
    functions = sent.pop("functions", None)
    if sent.get("parent_id") is not None:
        _unit(request, sent["parent_id"])
    for name, value in sent.items():
        if value is not None or name in emptied_by_null(UNIT):
            setattr(unit, name, value)
    names = None if functions is None else functions.splitlines()
    return _answer_unit(actions.save_unit(by=signed_in(request), unit=unit, functions=names))


@router.post(
    "/units/{pk}/close",
    response={200: UnitDetail, **PROBLEMS},
    summary="Close a unit; another takes over what goes on",
)
def unit_close(request: HttpRequest, pk: Id, closing: UnitClosingIn) -> HttpResponse:
    successor = None if closing.successor_id is None else _unit(request, closing.successor_id)
    named = {
        key: None if each is None else _unit(request, each)
        for key, each in closing.successors.items()
    }
    closed = actions.close_unit(
        by=signed_in(request),
        unit=acted_on(request, _unit(request, pk)),
        ends_on=closing.ends_on,
        successor=successor,
        successors=named,
        why=closing.why,
    )
    return _answer_unit(closed)


@router.post(
    "/units/{pk}/move",
    response={200: UnitDetail, **PROBLEMS},
    summary="Move a unit to another organisation from a day",
)
def unit_move(request: HttpRequest, pk: Id, moving: UnitMovingIn) -> HttpResponse:
    moved = actions.move_unit(
        by=signed_in(request),
        unit=acted_on(request, _unit(request, pk)),
        organisation=visible_organisation(request, moving.organisation_id),
        starts_on=moving.starts_on,
        why=moving.why,
    )
    return _answer_unit(moved)


@router.post(
    "/units/{pk}/merge",
    response={200: UnitDetail, **PROBLEMS},
    summary="Merge a unit into another; it can't be undone",
    openapi_extra=MADE_FROM,
)
def unit_merge(request: HttpRequest, pk: Id, merging: MergingIn) -> HttpResponse:
    into = actions.merge_unit(
        by=signed_in(request),
        unit=row_to_edit(request, _unit(request, pk)),
        into=_unit(request, merging.into_id),
        why=merging.why,
        drop_doubles=merging.drop_doubles,
    )
    return _answer_unit(into)


@router.post(
    "/units/{pk}/remove",
    response={204: None, **PROBLEMS},
    summary="Take away a unit added by mistake",
    openapi_extra=MADE_FROM,
)
def unit_remove(request: HttpRequest, pk: Id, reason: ReasonIn) -> HttpResponse:
    actions.remove_unit(
        by=signed_in(request), unit=row_to_edit(request, _unit(request, pk)), why=reason.why
    )
    return HttpResponse(status=204)
