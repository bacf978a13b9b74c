"""People and where they are employed."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import PROBLEMS, Day, Page, list_response, with_id
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Employment
from samdrift.foundation.organisations.queries import circle_ids, visible_people

router = Router(tags=["people"])


class PersonOut(Schema):
    id: int
    name: str
    email: str | None
    phone: str
    title: str
    unit_id: int | None
    organisation_id: int | None


class PersonList(Schema):
    items: list[PersonOut]
    next: int | None


class EmploymentOut(Schema):
    id: int
    person_id: int
    organisation_id: int
    unit_id: int | None
    title: str
    manager_id: int | None
    starts_on: dt.date
    ends_on: dt.date | None


class EmploymentList(Schema):
    items: list[EmploymentOut]
    next: int | None


@router.get("/people", response={200: PersonList, **PROBLEMS}, summary="People")
def person_list(request: HttpRequest, page: Query[Page], on: Day | None = None) -> HttpResponse:
    """Colleagues in the same federation; `on` keeps those employed on that day."""
    rows = visible_people(signed_in(request))
    fields = ["pk", "name", "email", "phone", "title", "unit_id", "organisation_id"]
    return list_response(rows.active(on) if on else rows, page, fields, with_id)


@router.get("/employments", response={200: EmploymentList, **PROBLEMS}, summary="Employments")
def employment_list(request: HttpRequest, page: Query[Page], on: Day | None = None) -> HttpResponse:
    """From 1900-01-01 where the first day is not recorded; `on` keeps those that hold on that day."""
    rows = Employment.objects.on(on) if on else Employment.objects.all()
    fields = ["pk", "person_id", "organisation_id", "unit_id", "title", "manager_id", "starts_on",
              "ends_on"]  # fmt: skip
    circle = circle_ids(signed_in(request))
    return list_response(rows.filter(organisation__in=circle), page, fields, with_id)
