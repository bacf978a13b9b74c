"""People added, changed and invited; employed, moved, and ended with a successor for everything that is open.

On the router of `people`, for what reads and what writes the same address must stand on one.
"""

from typing import Annotated, Any

from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Day,
    Id,
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
    answers_of,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.entrances.api.people import EMPLOYED, PERSON, EmploymentOut, PersonOut, router
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import may, require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.list_fields import EMPLOYMENT_FIELDS
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.open_duties import OpenTask, open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    circle_ids,
    keeper_of,
    visible_organisations,
    visible_people,
    visible_units,
)

NUMBER = [each for each in EMPLOYMENT_FIELDS if each.name == "number"]
#: Where in the organisation somebody works, as what and for whom.
PLACE = [*NUMBER, *(each for each in EMPLOYED if each.name in {"unit", "title", "manager"})]


@with_fields(answers_of(NUMBER, seen=True))
class EmploymentDetail(EmploymentOut):
    """As in the list; the employee number for those who keep the employer's people."""


class EmployeeOut(EmploymentDetail):
    """A row of the list of employees."""

    name: str
    email: str | None


class EmployeeList(Schema):
    items: list[EmployeeOut]
    next: int | None


class OpenTaskOut(Schema):
    """What waits for somebody when the employment ends."""

    key: str
    kind: str
    label: str
    organisation_id: int | None
    asks_for_successor: bool
    may_be_left: bool


class OpenTaskList(Schema):
    items: list[OpenTaskOut]


@with_fields(taken_to_add([*PERSON, *PLACE]))
class PersonIn(Body):
    """starts_on: left out where the first day is not recorded."""

    organisation_id: Id
    starts_on: Day = START_NOT_RECORDED


@with_fields(taken_to_change(PERSON))
class PersonChange(Body):
    """Only the fields that are sent are changed."""


@with_fields(taken_to_add([*NUMBER, *EMPLOYED]))
class EmploymentIn(Body):
    """Where in the organisation somebody works, as what and for whom."""


@with_fields(taken_to_change([*PLACE, *(each for each in EMPLOYED if each.name == "starts_on")]))
class EmploymentChange(Body):
    """Only the fields that are sent are changed; without `starts_on` what stands was wrong and is corrected."""


class SuccessorIn(Body):
    """task: the key of an open task. person_id: whose it becomes; null where it is left open and may be."""

    task: Words
    person_id: Id | None


class EmploymentEnd(Body):
    """successors: an answer for each open task."""

    ends_on: Day
    successors: Annotated[list[SuccessorIn], Field(max_length=1000)] = []
    why: Words = ""


class AsOfLastDay(Schema):
    """ends_on: the last day of the employment; today unless said."""

    ends_on: Day | None = None


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(visible_people(signed_in(request)), pk=pk)


def _employment(request: HttpRequest, pk: int) -> Employment:
    rows = Employment.objects.filter(organisation__in=circle_ids(signed_in(request)))
    return get_object_or_404(
        rows.select_related("person", "organisation", "unit", "manager"), pk=pk
    )


def _place(request: HttpRequest, sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent with unit and manager as rows that the caller can see; 404 for others."""
    by = signed_in(request)
    reachable: tuple[tuple[str, QuerySet[Unit] | QuerySet[Person]], ...] = (
        ("unit", visible_units(by)),
        ("manager", visible_people(by)),
    )
    place = dict(sent)
    for name, rows in reachable:
        if f"{name}_id" in place:
            key = place.pop(f"{name}_id")
            place[name] = None if key is None else get_object_or_404(rows, pk=key)
    return place


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(visible_organisations(signed_in(request)), pk=pk)


def _shape(row: models.Model, schema: type[Schema]) -> dict[str, Any]:
    return {name: row.pk if name == "id" else getattr(row, name) for name in schema.model_fields}


def _answer_person(person: Person, status: int = 200) -> HttpResponse:
    return with_version(json_response(_shape(person, PersonOut), status), person)


def _answer_employment(request: HttpRequest, row: Employment, status: int = 200) -> HttpResponse:
    by = signed_in(request)
    is_kept = may(by, Permission.KEEP_PEOPLE, keeper_of(row.organisation, by))
    number = row.external_number if is_kept else None
    answer = {**_shape(row, EmploymentOut), "external_number": number}
    return with_version(json_response(answer, status), row)


@router.get("/people/{pk}", response={200: PersonOut, **PROBLEMS}, summary="One person")
def person_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_person(_person(request, pk))


@router.post(
    "/people", response={201: PersonOut, **PROBLEMS}, summary="Add a person and the employment"
)
def person_add(request: HttpRequest, new: PersonIn) -> HttpResponse:
    """Nobody sets another's password: invite the person instead."""
    values = _place(request, new.model_dump())
    organisation = _organisation(request, values.pop("organisation_id"))
    made = actions.add_person(by=signed_in(request), organisation=organisation, **values)
    return _answer_person(made, 201)


@router.patch(
    "/people/{pk}",
    response={200: PersonOut, **PROBLEMS},
    summary="Change a person's name, e-mail and phone",
    openapi_extra=MADE_FROM,
)
def person_change(request: HttpRequest, pk: Id, change: PersonChange) -> HttpResponse:
    """If-Match: the ETag of the person as read; 412 where somebody has changed it since, 428 without."""
    person = row_to_edit(request, _person(request, pk))
    sent = change.model_dump(exclude_unset=True)
    name, phone = sent.get("name") or person.name, sent.get("phone", person.phone)
    changed = actions.change_person(
        by=signed_in(request),
        person=person,
        name=name,
        email=sent.get("email", person.email),
        phone=phone or "",
    )
    return _answer_person(changed)


@router.post(
    "/people/{pk}/invite",
    response={202: PersonOut, **PROBLEMS},
    summary="Mail a link where the person chooses a password",
)
def person_invite(request: HttpRequest, pk: Id) -> HttpResponse:
    person = acted_on(request, _person(request, pk))
    invited = actions.invite_person(by=signed_in(request), person=person)
    return _answer_person(invited, 202)


@router.post(
    "/people/{pk}/employments",
    response={201: EmploymentDetail, **PROBLEMS},
    summary="Employ a known person",
)
def employment_add(request: HttpRequest, pk: Id, new: EmploymentIn) -> HttpResponse:
    values = _place(request, new.model_dump())
    organisation = _organisation(request, values.pop("organisation_id"))
    made = actions.employ(
        by=signed_in(request), person=_person(request, pk), organisation=organisation, **values
    )
    return _answer_employment(request, made, 201)


@router.get(
    "/organisations/{pk}/employees",
    response={200: EmployeeList, **PROBLEMS},
    summary="An employer's list of employees",
)
def employee_list(
    request: HttpRequest, pk: Id, page: Query[Page], on: Day | None = None
) -> HttpResponse:
    """Everybody employed today or from a coming day, or on the day `on`; for those who keep the employer's people."""
    by, organisation = signed_in(request), _organisation(request, pk)
    require(by, Permission.KEEP_PEOPLE, keeper_of(organisation, by))
    every = Employment.objects.filter(organisation=organisation)
    rows = every.on(on) if on else every.not_ended(today())
    told = rows.annotate(name=F("person__name"), email=F("person__email"))
    fields = ["pk", *(name for name in EmployeeOut.model_fields if name != "id")]
    return list_response(told, page, fields, with_id)


@router.get(
    "/employments/{pk}", response={200: EmploymentDetail, **PROBLEMS}, summary="One employment"
)
def employment_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_employment(request, _employment(request, pk))


@router.patch(
    "/employments/{pk}",
    response={200: EmploymentDetail, **PROBLEMS},
    summary="Move somebody from a day, or correct an employment",
    openapi_extra=MADE_FROM,
)
def employment_change(request: HttpRequest, pk: Id, change: EmploymentChange) -> HttpResponse:
    """With `starts_on` after the first day the answer is a new employment, which goes on from that day.

    If-Match: the ETag of the employment as read; 412 where somebody has changed it since, 428 without.
    """
    row = row_to_edit(request, _employment(request, pk))
    sent = _place(request, change.model_dump(exclude_unset=True))
    changed = actions.change_employment(
        by=signed_in(request),
        employment=row,
        unit=sent.get("unit", row.unit),
        title=sent.get("title", row.title) or "",
        manager=sent.get("manager", row.manager),
        external_number=sent.get("external_number", row.external_number) or "",
        starts_on=sent.get("starts_on"),
    )
    return _answer_employment(request, changed)


@router.get(
    "/employments/{pk}/open-tasks",
    response={200: OpenTaskList, **PROBLEMS},
    summary="What needs a successor when an employment ends",
)
def open_task_list(request: HttpRequest, pk: Id, asked: Query[AsOfLastDay]) -> HttpResponse:
    """Everything open after `ends_on`, for those who keep the employer's people."""
    row, by = _employment(request, pk), signed_in(request)
    require(by, Permission.KEEP_PEOPLE, keeper_of(row.organisation, by))
    tasks = open_tasks(row.person, row.organisation, asked.ends_on or today())
    return json_response({"items": [_shape_task(task) for task in tasks]})


def _shape_task(task: OpenTask) -> dict[str, Any]:
    return {
        "key": task.key,
        "kind": str(task.kind.heading),
        "label": task.label,
        "organisation_id": task.found.organisation_id,
        "asks_for_successor": task.kind.asks,
        "may_be_left": task.may_be_left,
    }


@router.post(
    "/employments/{pk}/close",
    response={200: EmploymentDetail, **PROBLEMS},
    summary="End an employment; everything open gets a successor or is left",
)
def employment_close(request: HttpRequest, pk: Id, end: EmploymentEnd) -> HttpResponse:
    """409 names each open task without an answer, by its key."""
    row, by = _employment(request, pk), signed_in(request)
    require(by, Permission.KEEP_PEOPLE, keeper_of(row.organisation, by))
    closed = actions.close_employment(
        by=by,
        employment=acted_on(request, row),
        ends_on=end.ends_on,
        successors={
            each.task: None if each.person_id is None else _person(request, each.person_id)
            for each in end.successors
        },
        why=end.why,
    )
    return _answer_employment(request, closed)
