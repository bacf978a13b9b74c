"""What is sent and answered about applications, products and areas."""

import datetime as dt

from ninja import Schema

from samdrift.entrances.api.answers import Body, Day, LongWords, Words
from samdrift.entrances.api.declared import (
    answers_of,
    grouped_fields,
    identity_fields,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.records.register.fields import APPLICATION_FIELDS as REGISTERED
from samdrift.records.register.participation_fields import (
    PARTICIPATION_FIELDS as PARTICIPATION_DECLARED,
)
from samdrift.records.register.product_fields import PRODUCT_FIELDS

TAKING_PART = [field for field in PARTICIPATION_DECLARED if field.in_api]


class AreaOut(Schema):
    id: int
    name: str
    status: str


class AreaList(Schema):
    items: list[AreaOut]
    next: int | None


@with_fields(answers_of(PRODUCT_FIELDS))
class ProductOut(Schema):
    """vendor: what its supplier is called."""

    id: int
    vendor: str


class ProductList(Schema):
    items: list[ProductOut]
    next: int | None


@with_fields(answers_of(TAKING_PART))
class ParticipationOut(Schema):
    id: int
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


@with_fields(taken_to_add(PARTICIPATION_DECLARED))
class ParticipationIn(Body):
    """contact_id: whom others ask, told to those whom the host's federation has chosen."""


@with_fields(taken_to_change(PARTICIPATION_DECLARED))
class ParticipationChange(Body):
    """Only the fields that are sent are changed; null takes away what need not be there."""


class ParticipationEnd(Body):
    ends_on: Day
    why: Words = ""


APPLICATION_FIELDS = [
    "pk",
    *(field.attname for field in identity_fields()),
    "is_example",
    "changed_at",
]
PARTICIPATION_FIELDS = ["pk", *(field.attname for field in TAKING_PART), "changed_at"]
