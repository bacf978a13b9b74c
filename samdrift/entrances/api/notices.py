"""Change notices with their consequences, and budget requests with their status."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.decisions.budgeting.queries import visible_requests
from samdrift.decisions.notices import actions
from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.notices.queries.notices import (
    sees_whole,
    visible_consequences,
    visible_notices,
)
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Page,
    group_by_key,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person

router = Router(tags=["notices"])


class ConsequenceOut(Schema):
    """What is borne in a year before and after; no unit: it stays with the IT unit."""

    organisation_id: int
    unit_id: int | None
    year: int
    before_ore: int
    after_ore: int


class NoticeOut(Schema):
    """`sent_on` is null for a draft; `is_late`: sent after `due_on`."""

    id: int
    kind: str
    title: str
    application_id: int | None
    initiative_id: int | None
    takes_effect_on: dt.date
    due_on: dt.date
    sent_on: dt.date | None
    withdrawn_on: dt.date | None
    is_late: bool
    consequences: list[ConsequenceOut]


class NoticeList(Schema):
    items: list[NoticeOut]
    next: int | None


class NoticeWhole(NoticeOut):
    """`basis`: every figure that the consequences were computed from, frozen when it was sent."""

    text: str
    new_rule: dict[str, Any]
    origin: str
    basis: dict[str, Any]


class AcknowledgementIn(Body):
    comment: LongWords = ""


class AcknowledgementOut(Schema):
    notice_id: int
    person_id: int
    sent_on: dt.date
    acknowledged_on: dt.date | None
    comment: str


class RequestOut(Schema):
    """A proposal's need beyond a unit's frame, and what became of it in the municipality's budget process."""

    id: int
    proposal_id: int
    organisation_id: int
    unit_id: int | None
    year: int
    needed_ore: int
    room_ore: int
    asked_ore: int
    granted_ore: int | None
    status: str
    decision: str
    reference: str
    sent_on: dt.date | None
    decided_on: dt.date | None


class RequestList(Schema):
    items: list[RequestOut]
    next: int | None


NOTICE = [
    "pk",
    "kind",
    "title",
    "application_id",
    "initiative_id",
    "takes_effect_on",
    "sent_on",
    "withdrawn_on",
    "lead_months",
    "budget_deadline",
]
CONSEQUENCE = ["notice_id", "organisation_id", "unit_id", "year", "before_ore", "after_ore"]
REQUEST = [
    "pk",
    "proposal_id",
    "organisation_id",
    "unit_id",
    "year",
    "needed_ore",
    "room_ore",
    "asked_ore",
    "granted_ore",
    "status",
    "decision",
    "reference",
    "sent_on",
    "decided_on",
]


def _shape(row: dict[str, Any]) -> dict[str, Any]:
    """Days that follow from others are counted as the page counts them."""
    counted = {name: row[name] for name in ("takes_effect_on", "sent_on", "budget_deadline")}
    notice = ChangeNotice(lead_months=row.pop("lead_months"), **counted)
    row.pop("budget_deadline")
    return with_id(row) | {"due_on": notice.due_on, "is_late": notice.is_late}


def _with_consequences(person: Person, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each costs, as far as it is the caller's to see."""
    lines = visible_consequences(person).filter(notice__in=[row["id"] for row in rows])
    ordered = lines.order_by("year", "organisation__municipality_code", "unit", "pk")
    found = group_by_key(ordered.values(*CONSEQUENCE), "notice_id")
    return [{**row, "consequences": found.get(row["id"], [])} for row in rows]


@router.get("/notices", response={200: NoticeList, **PROBLEMS}, summary="Change notices")
def notice_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Those that one may see, with what each costs every department and year."""
    person = signed_in(request)
    rows = visible_notices(person)
    return list_response(
        rows, page, NOTICE, _shape, together=lambda items: _with_consequences(person, items)
    )


@router.get(
    "/notices/{pk}", response={200: NoticeWhole, **PROBLEMS}, summary="One change notice, whole"
)
def notice_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    person = signed_in(request)
    notice = get_object_or_404(visible_notices(person), pk=pk)
    (told,) = _with_consequences(person, [_shape({name: getattr(notice, name) for name in NOTICE})])
    more = {name: getattr(notice, name) for name in ("text", "new_rule", "origin", "basis")}
    if not sees_whole(person, notice):
        more["basis"] = {}
    return json_response({**told, **more})


@router.post(
    "/notices/{pk}/acknowledge",
    response={200: AcknowledgementOut, **PROBLEMS},
    summary="Say that one has read it",
)
def notice_acknowledge(request: HttpRequest, pk: Id, answer: AcknowledgementIn) -> HttpResponse:
    person = signed_in(request)
    notice = get_object_or_404(visible_notices(person), pk=pk)
    row = actions.acknowledge_notice(by=person, notice=notice, comment=answer.comment)
    fields = ("notice_id", "person_id", "sent_on", "acknowledged_on", "comment")
    return json_response({name: getattr(row, name) for name in fields})


@router.get("/budget-requests", response={200: RequestList, **PROBLEMS}, summary="Budget requests")
def request_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_requests(signed_in(request)), page, REQUEST, with_id)
