"""What is sent and answered about applications, products and areas."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from samdrift.entrances.api.answers import Body, Day, Id, LongWords, Words


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


class ApplicationOut(Schema):
    """One installation, with those who take part in it."""

    id: int
    name: str
    product_id: int | None
    area_id: int | None
    host_id: int
    operating_unit_id: int | None
    operation: str
    phase: str
    purpose: str
    network: str
    starts_on: dt.date
    ends_on: dt.date | None
    is_example: bool
    changed_at: dt.datetime
    participations: list[ParticipationOut]


class ApplicationList(Schema):
    items: list[ApplicationOut]
    next: int | None


class ApplicationDetail(ApplicationOut):
    """As in the list, with what its reader may see of the rest."""

    responsibilities: list[ResponsibilityOut] | None
    criticality: int | None
    classification: str | None


class ApplicationIn(Body):
    name: Words
    host_id: Id
    starts_on: Day
    product_id: Id | None = None
    area_id: Id | None = None
    operating_unit_id: Id | None = None
    operation: Literal["", "internal", "external"] = ""
    phase: Literal["introduction", "maintenance", "development", "phase_out"] = "maintenance"
    purpose: LongWords = ""
    network: Literal["", "administrative", "pedagogic", "telephony"] = ""
    without_because: LongWords = ""


class ApplicationChange(Body):
    """Only the fields that are sent are changed."""

    name: Words | None = None
    product_id: Id | None = None
    area_id: Id | None = None
    operating_unit_id: Id | None = None
    operation: Literal["", "internal", "external"] | None = None
    phase: Literal["introduction", "maintenance", "development", "phase_out"] | None = None
    purpose: LongWords | None = None
    network: Literal["", "administrative", "pedagogic", "telephony"] | None = None
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
    "name",
    "product_id",
    "area_id",
    "host_id",
    "operating_unit_id",
    "operation",
    "phase",
    "purpose",
    "network",
    "starts_on",
    "ends_on",
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
