"""Groups, their meetings, what was taken up and who does what: read, noted and done by the same rules as the pages."""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Page,
    acted_on,
    json_response,
    list_response,
    with_id,
    with_version,
)
from samdrift.foundation.meetings import actions
from samdrift.foundation.meetings.queries import (
    visible_actions,
    visible_groups,
    visible_items,
    visible_meetings,
)
from samdrift.foundation.organisations.access import signed_in

router = Router(tags=["meetings"])


class GroupOut(Schema):
    id: int
    federation_id: int
    name: str
    purpose: str


class GroupList(Schema):
    items: list[GroupOut]
    next: int | None


class MeetingOut(Schema):
    """`state`: planned, called, held, noted (its notes are sent), confirmed or cancelled."""

    id: int
    group_id: int
    number: int
    on: dt.date
    starts: dt.time
    ends: dt.time
    place: str
    link: str
    state: str
    called_on: dt.date | None
    noted_on: dt.date | None
    confirmed_on: dt.date | None


class MeetingList(Schema):
    items: list[MeetingOut]
    next: int | None


class ItemOut(Schema):
    """`outcome`: noted, agreed, referred or postponed; empty until it is noted."""

    id: int
    meeting_id: int
    number: int
    title: str
    kind: str
    minutes: int | None
    carried_from_id: int | None
    outcome: str
    notes: str


class ItemList(Schema):
    items: list[ItemOut]
    next: int | None


class ActionOut(Schema):
    """`first_due_on` as it was said at the meeting, `due_on` as it is now."""

    id: int
    item_id: int
    what: str
    owner_id: int
    first_due_on: dt.date
    due_on: dt.date
    times_moved: int
    done_on: dt.date | None
    report: str


class ActionList(Schema):
    items: list[ActionOut]
    next: int | None


class NoteIn(Body):
    outcome: Literal["noted", "agreed", "referred", "postponed"]
    notes: LongWords = ""


class ReportIn(Body):
    report: LongWords = ""


def _fields(shape: type[Schema]) -> list[str]:
    return ["pk", *(name for name in shape.model_fields if name != "id")]


def _answer(row: Any, shape: type[Schema]) -> HttpResponse:
    values = with_id({name: getattr(row, name) for name in _fields(shape)})
    return with_version(json_response(values), row)


@router.get("/groups", response={200: GroupList, **PROBLEMS}, summary="Groups that meet")
def group_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_groups(signed_in(request)), page, _fields(GroupOut), with_id)


@router.get("/meetings", response={200: MeetingList, **PROBLEMS}, summary="Meetings of the groups")
def meeting_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_meetings(signed_in(request)), page, _fields(MeetingOut), with_id)


@router.get(
    "/agenda-items",
    response={200: ItemList, **PROBLEMS},
    summary="What is taken up at meetings, and what came of it",
)
def item_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_items(signed_in(request)), page, _fields(ItemOut), with_id)


@router.get("/agenda-items/{pk}", response={200: ItemOut, **PROBLEMS}, summary="One item")
def item_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer(get_object_or_404(visible_items(signed_in(request)), pk=pk), ItemOut)


@router.post(
    "/agenda-items/{pk}/note",
    response={200: ItemOut, **PROBLEMS},
    summary="Note what came of an item at a meeting that was held",
)
def item_note(request: HttpRequest, pk: Id, said: NoteIn) -> HttpResponse:
    by = signed_in(request)
    item = acted_on(request, get_object_or_404(visible_items(by), pk=pk))
    noted = actions.note_outcome(by=by, item=item, outcome=said.outcome, notes=said.notes)
    return _answer(noted, ItemOut)


@router.get(
    "/actions", response={200: ActionList, **PROBLEMS}, summary="Who does what after meetings"
)
def action_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_actions(signed_in(request)), page, _fields(ActionOut), with_id)


@router.get("/actions/{pk}", response={200: ActionOut, **PROBLEMS}, summary="One action")
def action_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer(get_object_or_404(visible_actions(signed_in(request)), pk=pk), ActionOut)


@router.post(
    "/actions/{pk}/finish", response={200: ActionOut, **PROBLEMS}, summary="An action is done"
)
def action_finish(request: HttpRequest, pk: Id, said: ReportIn) -> HttpResponse:
    by = signed_in(request)
    action = acted_on(request, get_object_or_404(visible_actions(by), pk=pk))
    done = actions.finish_action(by=by, action=action, report=said.report)
    return _answer(done, ActionOut)
