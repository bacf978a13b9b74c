"""What is sent and answered about agreements."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from samdrift.entrances.api.answers import Body, Id, LongWords, Words

#: What can be emptied by sending null.
EMPTIED = {"starts_on", "ends_on", "binding_until", "procurement_months", "price_per_year_ore"}
Kind = Literal["operating", "supplier", "support", "licence", "collaboration", "data_processing"]
Renews = Literal["tacit", "option", "ends", "until_notice"]
Months = Annotated[int, Field(ge=0, le=600)]


PartyRole = Literal["customer", "supplier", "operator", "member", "controller", "processor"]


class PartyOut(Schema):
    id: int
    organisation_id: int
    unit_id: int | None
    role: str


class AgreementOut(Schema):
    id: int
    kind: str
    title: str
    number: str
    responsible_id: int
    starts_on: dt.date | None
    ends_on: dt.date | None
    notice_months: int
    renews_months: int
    binding_until: dt.date | None
    extension_options: int
    extension_months: int
    price_per_year_ore: int | None
    procurement_months: int | None
    includes_support: bool
    renewal: str
    note: str
    notice_given_on: dt.date | None
    ended_on: dt.date | None
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


class AgreementIn(Body):
    """starts_on: left out where nobody knows. renewal: left out it follows from the days and months."""

    kind: Kind
    title: Words
    number: Words = ""
    responsible_id: Id
    application_ids: list[Id] = []
    starts_on: dt.date | None = None
    renewal: Renews | Literal[""] = ""
    ends_on: dt.date | None = None
    notice_months: Months = 0
    renews_months: Months = 0
    binding_until: dt.date | None = None
    extension_options: Annotated[int, Field(ge=0, le=20)] = 0
    extension_months: Months = 0
    procurement_months: Months | None = None
    includes_support: bool = False
    price_per_year_ore: Annotated[int, Field(ge=0, le=10**15)] | None = None
    note: LongWords = ""


class AgreementChange(Body):
    """What is left out stays as it is; null empties a day, a price or the months of procurement."""

    kind: Kind | None = None
    title: Words | None = None
    number: Words | None = None
    responsible_id: Id | None = None
    application_ids: list[Id] | None = None
    starts_on: dt.date | None = None
    renewal: Renews | Literal[""] | None = None
    ends_on: dt.date | None = None
    notice_months: Months | None = None
    renews_months: Months | None = None
    binding_until: dt.date | None = None
    extension_options: Annotated[int, Field(ge=0, le=20)] | None = None
    extension_months: Months | None = None
    procurement_months: Months | None = None
    includes_support: bool | None = None
    price_per_year_ore: Annotated[int, Field(ge=0, le=10**15)] | None = None
    note: LongWords | None = None
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
