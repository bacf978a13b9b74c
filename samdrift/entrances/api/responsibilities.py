"""Who answers for an application, from when to when: read whole, appointed, ended, corrected."""

import datetime as dt
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Day,
    Id,
    Words,
    acted_on,
    json_response,
    row_to_edit,
    with_version,
)
from samdrift.entrances.api.days import AsOf
from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_people
from samdrift.records.register import actions
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.queries import owner_line, visible_applications, visible_groups
from samdrift.records.register.queries.past import names_then, removed_parts

router = Router(tags=["register"])

Role = Literal["system_owner", "deputy_owner", "system_manager"]


class HeldOut(Schema):
    """Somebody's responsibility, from a day to a day."""

    id: int
    role: str
    person_id: int
    person: str
    starts_on: dt.date
    ends_on: dt.date | None
    decision: str
    appointed_by: str | None


class GapOut(Schema):
    """Days of the application's life without a system owner."""

    starts_on: dt.date
    ends_on: dt.date | None
    reason: str


class LineOut(Schema):
    """Everybody who has answered for an application, and the days nobody owned it."""

    items: list[HeldOut]
    gaps: list[GapOut]


class AppointmentIn(Body):
    role: Role
    person_id: Id
    starts_on: Day
    ends_on: Day | None = None
    decision: Words = ""
    others_give_way: bool = False
    gap_reason: Words = ""


class EndIn(Body):
    ends_on: Day
    why: Words = ""
    successor_id: Id | None = None
    decision: Words = ""
    leaves_gap: bool = False


class CorrectionIn(Body):
    """Only the fields that are sent are changed; the reason is always said."""

    why: Words
    person_id: Id | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    decision: Words | None = None


class RemovalIn(Body):
    why: Words


def _held(row: Responsibility) -> dict[str, Any]:
    return {
        "id": row.pk,
        "role": row.role,
        "person_id": row.person_id,
        "person": str(row.person),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "decision": row.decision,
        "appointed_by": str(row.appointed_by) if row.appointed_by else None,
    }


def _held_by_key(row: Responsibility) -> dict[str, Any]:
    """One of an earlier day, by the keys of the people whose names of that day are looked up for all at once."""
    return {
        "id": row.pk,
        "role": row.role,
        "person_id": row.person_id,
        "person": "",
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "decision": row.decision,
        "appointed_by": None,
        "appointed_by_id": row.appointed_by_id,
    }


def _answer(row: Responsibility, status: int = 200) -> HttpResponse:
    return with_version(json_response(_held(row), status), row)


def _application(person: Person, pk: int) -> Application:
    """One whose people the caller may see; otherwise as if there were none."""
    application = get_object_or_404(visible_applications(person), pk=pk)
    if FieldGroup.PEOPLE not in visible_groups(person, application):
        raise Http404
    return application


def _row(person: Person, pk: int) -> Responsibility:
    rows = Responsibility.objects.filter(application__in=visible_applications(person))
    row = get_object_or_404(rows.select_related("application", "person"), pk=pk)
    _application(person, row.application_id)
    return row


@router.get(
    "/applications/{pk}/responsibilities",
    response={200: LineOut, **PROBLEMS},
    summary="Everybody who has answered for an application",
)
def responsibility_list(request: HttpRequest, pk: Id, asked: Query[AsOf]) -> HttpResponse:
    """With `on`: who answered for it on that day, as it was registered then, and no gaps."""
    application = _application(signed_in(request), pk)
    rows = application.responsibilities.select_related("person", "appointed_by")
    if asked.on is not None:
        held = list(rows.on(asked.on).order_by("role", "starts_on", "pk"))
        past = past_of(Responsibility, asked.on, ids=[row.pk for row in held])
        then = [
            {**_held_by_key(row), **past.of(_held_by_key(row), "id")}
            for row in [*held, *removed_parts(Responsibility, [application.pk], asked.on)]
        ]
        then.sort(key=lambda row: (row["role"], row["starts_on"], row["id"]))
        named = {row[who] for row in then for who in ("person_id", "appointed_by_id") if row[who]}
        names = names_then(list(named), asked.on)
        then = [
            {
                **row,
                "person": names[row["person_id"]],
                "appointed_by": names.get(row.pop("appointed_by_id")),
            }
            for row in then
        ]
        return json_response({"items": then, "gaps": []})
    gaps = [
        {
            "starts_on": spell.period.starts_on,
            "ends_on": spell.period.ends_on,
            "reason": spell.gap_reason,
        }
        for spell in owner_line(application)
        if spell.held is None
    ]
    ordered = rows.order_by("role", "starts_on", "pk")
    return json_response({"items": [_held(row) for row in ordered], "gaps": gaps})


@router.post(
    "/applications/{pk}/responsibilities",
    response={201: HeldOut, **PROBLEMS},
    summary="Appoint an owner, deputy or system manager",
)
def responsibility_add(request: HttpRequest, pk: Id, new: AppointmentIn) -> HttpResponse:
    by = signed_in(request)
    application = _application(by, pk)
    person = get_object_or_404(visible_people(by), pk=new.person_id)
    role = ResponsibilityRole(new.role)
    if role is ResponsibilityRole.OWNER:
        made = actions.appoint_owner(
            by=by,
            application=application,
            person=person,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            decision=new.decision,
            others_give_way=new.others_give_way,
            gap_reason=new.gap_reason,
        )
    else:
        is_deputy = role is ResponsibilityRole.DEPUTY
        appoint = actions.appoint_deputy if is_deputy else actions.appoint_system_manager
        made = appoint(
            by=by,
            application=application,
            person=person,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            decision=new.decision,
        )
    return _answer(made, 201)


@router.get(
    "/responsibilities/{pk}",
    response={200: HeldOut, **PROBLEMS},
    summary="One responsibility",
)
def responsibility_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer(_row(signed_in(request), pk))


@router.post(
    "/responsibilities/{pk}/end",
    response={200: HeldOut, **PROBLEMS},
    summary="End a responsibility",
)
def responsibility_end(request: HttpRequest, pk: Id, end: EndIn) -> HttpResponse:
    by = signed_in(request)
    row = acted_on(request, _row(by, pk))
    successor = None
    if end.successor_id is not None:
        successor = get_object_or_404(visible_people(by), pk=end.successor_id)
    ended = actions.end_responsibility(
        by=by,
        responsibility=row,
        ends_on=end.ends_on,
        why=end.why,
        successor=successor,
        decision=end.decision,
        leaves_gap=end.leaves_gap,
    )
    return _answer(ended)


@router.patch(
    "/responsibilities/{pk}",
    response={200: HeldOut, **PROBLEMS},
    summary="Correct a responsibility that was written wrong",
    openapi_extra=MADE_FROM,
)
def responsibility_correct(request: HttpRequest, pk: Id, change: CorrectionIn) -> HttpResponse:
    """If-Match: the ETag of the responsibility as read; 412 where somebody has changed it since, 428 without."""
    by = signed_in(request)
    row = row_to_edit(request, _row(by, pk))
    sent = change.model_dump(exclude_unset=True)
    person = row.person
    if change.person_id is not None:
        person = get_object_or_404(visible_people(by), pk=change.person_id)
    corrected = actions.correct_responsibility(
        by=by,
        responsibility=row,
        person=person,
        starts_on=change.starts_on or row.starts_on,
        ends_on=sent.get("ends_on", row.ends_on),
        decision=row.decision if change.decision is None else change.decision,
        why=change.why,
    )
    return _answer(corrected)


@router.post(
    "/responsibilities/{pk}/remove",
    response={204: None, **PROBLEMS},
    summary="Take away a responsibility that was never held",
    openapi_extra=MADE_FROM,
)
def responsibility_remove(request: HttpRequest, pk: Id, removal: RemovalIn) -> HttpResponse:
    by = signed_in(request)
    actions.remove_responsibility(
        by=by, responsibility=row_to_edit(request, _row(by, pk)), why=removal.why
    )
    return HttpResponse(status=204)
