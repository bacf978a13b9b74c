"""What is sent and answered about applications, products and areas."""

import datetime as dt
from typing import Annotated

from ninja import Schema
from pydantic import Field

from samdrift.entrances.api.answers import Body, Day, Id, LongWords, Words
from samdrift.entrances.api.declared import (
    answers_of,
    grouped_fields,
    identity_fields,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.records.register.fields import APPLICATION_FIELDS as REGISTERED


class AreaOut(Schema):
    id: int
    name: str
    status: str


class AreaList(Schema):
    items: list[AreaOut]
    next: int | None


class ProductOut(Schema):
    id: int
    name: str
    vendor: str
    area_id: int | None
    status: str
    merged_into_id: int | None


class ProductList(Schema):
    items: list[ProductOut]
    next: int | None


class ParticipationOut(Schema):
    id: int
    application_id: int
    organisation_id: int
    unit_id: int | None
    users: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    changed_at: dt.datetime


class ParticipationList(Schema):
    items: list[ParticipationOut]
    next: int | None


class ResponsibilityOut(Schema):
    id: int
    role: str
    person: str
    starts_on: dt.date
    ends_on: dt.date | None


@with_fields(answers_of(identity_fields()))
class ApplicationOut(Schema):
    """One installation, with those who take part in it."""

    id: int
    is_example: bool
    changed_at: dt.datetime
    participations: list[ParticipationOut]


class ApplicationList(Schema):
    items: list[ApplicationOut]
    next: int | None


@with_fields(answers_of(grouped_fields(), seen=True))
class ApplicationDetail(ApplicationOut):
    """As in the list, with what its reader may see of the rest; null where that is hidden."""

    responsibilities: list[ResponsibilityOut] | None
    classification: str | None


@with_fields(taken_to_add(REGISTERED))
class ApplicationIn(Body):
    without_because: LongWords = ""


@with_fields(taken_to_change(REGISTERED))
class ApplicationChange(Body):
    """Only the fields that are sent are changed."""

    why: Words = ""
    without_because: LongWords = ""


class ParticipationIn(Body):
    organisation_id: Id
    starts_on: Day
    ends_on: Day | None = None
    unit_id: Id | None = None
    users: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class ParticipationEnd(Body):
    ends_on: Day
    why: Words = ""


APPLICATION_FIELDS = [
    "pk",
    *(field.attname for field in identity_fields()),
    "is_example",
    "changed_at",
]
PARTICIPATION_FIELDS = [
    "pk",
    "application_id",
    "organisation_id",
    "unit_id",
    "users",
    "starts_on",
    "ends_on",
    "changed_at",
]
