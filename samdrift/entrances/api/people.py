"""People and where they are employed."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import PROBLEMS, list_response, with_id
from samdrift.entrances.api.days import DatedPage, Rows, as_they_were
from samdrift.entrances.api.declared import answers_of, with_fields
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.list_fields import EMPLOYMENT_FIELDS, PERSON_FIELDS
from samdrift.foundation.organisations.models import Appointment, Employment, Person
from samdrift.foundation.organisations.queries import (
    circle_ids,
    employed_then,
    removed_appointments,
    removed_employments,
    visible_people,
)
from samdrift.foundation.ui.listing.stored_fields import answered_fields

router = Router(tags=["people"])


PERSON = answered_fields(PERSON_FIELDS)
#: Where somebody works and as what; the employee number is told to those who keep the employer's people.
EMPLOYED = answered_fields(EMPLOYMENT_FIELDS)
#: What a person's own row repeats of the employment that holds.
REPEATED = [each for each in EMPLOYED if each.name in {"title", "unit", "organisation"}]


@with_fields({**answers_of(PERSON), **answers_of(REPEATED, of=Person)})
class PersonOut(Schema):
    id: int


class PersonList(Schema):
    items: list[PersonOut]
    next: int | None


@with_fields(answers_of(EMPLOYED))
class EmploymentOut(Schema):
    id: int
    person_id: int


class EmploymentList(Schema):
    items: list[EmploymentOut]
    next: int | None


class AppointmentOut(Schema):
    id: int
    person_id: int
    role: str
    organisation_id: int
    unit_id: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    decision: str


class AppointmentList(Schema):
    items: list[AppointmentOut]
    next: int | None


@router.get("/people", response={200: PersonList, **PROBLEMS}, summary="People")
def person_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """Colleagues in the same federation; `on`: those employed on that day, where they were employed then."""
    rows = visible_people(signed_in(request))
    fields = ["pk", *(each.attname for each in (*PERSON, *REPEATED))]
    if page.on is None:
        return list_response(rows, page, fields, with_id)
    day = page.on
    return list_response(
        rows.active(day), page, fields, with_id, together=lambda items: _as_employed(items, day)
    )


def _as_employed(items: Rows, on: dt.date) -> Rows:
    """People as they were on a day, with the employment that they had then."""
    places = employed_then({item["id"]: item["organisation_id"] for item in items}, on)
    return [{**item, **places[item["id"]]} for item in as_they_were(Person, on)(items)]


LISTED = ("pk", "person_id", *(each.attname for each in EMPLOYED))


@router.get("/employments", response={200: EmploymentList, **PROBLEMS}, summary="Employments")
def employment_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """From 1900-01-01 where the first day is not recorded; `on`: those that held on that day, as they were then."""
    rows = Employment.objects.filter(organisation__in=circle_ids(signed_in(request)))
    if page.on is not None:
        rows = rows.on(page.on)
    then = as_they_were(Employment, page.on)
    gone = removed_employments(signed_in(request), page.on) if page.on else []
    return list_response(rows, page, LISTED, with_id, together=then, removed=gone)


@router.get(
    "/appointments", response={200: AppointmentList, **PROBLEMS}, summary="Who has which role"
)
def appointment_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """Roles over organisations and units in the same federation; `on`: those that held on that day, as then."""
    fields = [
        "pk",
        "person_id",
        "role",
        "organisation_id",
        "unit_id",
        "starts_on",
        "ends_on",
        "decision",
    ]
    person = signed_in(request)
    rows = Appointment.objects.filter(
        organisation__in=circle_ids(person), person__in=visible_people(person).values("pk")
    )
    if page.on is not None:
        rows = rows.on(page.on)
    gone = removed_appointments(person, page.on) if page.on else []
    then = as_they_were(Appointment, page.on)
    return list_response(rows, page, fields, with_id, together=then, removed=gone)
