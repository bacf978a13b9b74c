"""What is sent and answered about agreements."""

import datetime as dt
from typing import Literal

from ninja import Schema

from samdrift.entrances.api.answers import Body, Id, LongWords
from samdrift.entrances.api.declared import (
    answers_of,
    emptied_by_null,
    taken_to_add,
    taken_to_change,
    with_fields,
)
from samdrift.foundation.ui.listing.stored_fields import answered_fields
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS

ANSWERED = answered_fields(AGREEMENT_FIELDS)
#: What can be emptied by sending null.
EMPTIED = emptied_by_null(ANSWERED)
PartyRole = Literal["customer", "supplier", "operator", "member", "controller", "processor"]


class PartyOut(Schema):
    id: int
    organisation_id: int
    unit_id: int | None
    role: str


@with_fields(answers_of(ANSWERED))
class AgreementOut(Schema):
    id: int
    deviates: str
    deviates_because: str
    changed_at: dt.datetime
    last_notice_on: dt.date | None
    current_end: dt.date | None
    latest_end_with_options: dt.date | None
    state: str
    next_day: dt.date | None
    reason: str
    application_ids: list[int]
    parties: list[PartyOut]


@with_fields(taken_to_add(ANSWERED))
class AgreementIn(Body):
    """starts_on: left out where nobody knows. renewal: left out it follows from the days and months."""

    application_ids: list[Id] = []


@with_fields(taken_to_change(ANSWERED))
class AgreementChange(Body):
    """What is left out stays as it is; null empties a day, a price or the months of procurement."""

    application_ids: list[Id] | None = None
    why: LongWords = ""


class PartyIn(Body):
    """Whom the agreement binds: an organisation, or one of its units."""

    organisation_id: Id
    unit_id: Id | None = None
    role: PartyRole


class PartyRemoved(Body):
    why: LongWords = ""


class Notice(Body):
    """why: needed where the notice deviates from the terms."""

    given_on: dt.date
    ends_on: dt.date
    why: LongWords = ""


class Option(Body):
    """why: needed where the agreement is over already."""

    why: LongWords = ""


class AgreementList(Schema):
    items: list[AgreementOut]
    next: int | None
