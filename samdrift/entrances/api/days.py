"""The register as of an earlier day: rows that held on it, with the values that they had then."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from django.db import models
from ninja import Schema
from pydantic import Field

from samdrift.core.periods import FIRST_DAY, LAST_DAY
from samdrift.entrances.api.answers import ChangedPage, Day, Page
from samdrift.foundation.audit.past import past_of

OnDay = Annotated[
    Day | None,
    Field(
        ge=FIRST_DAY,
        le=LAST_DAY,
        json_schema_extra={
            "pattern": r"^(1[89]|2[0-2])\d\d-"
        },  # the years from FIRST_DAY to LAST_DAY, for who reads the schema
        description="As of this day: what held on it, with the values that it had then; nothing said: as it is now.",
    ),
]


class DatedPage(Page):
    """`on`: the rows that held on that day, as they were then."""

    on: OnDay = None


class DatedChangedPage(ChangedPage):
    """`on`: the rows that held on that day, as they were then. `changed_since`: only rows changed since then."""

    on: OnDay = None


class AsOf(Schema):
    """`on` of one thing."""

    on: OnDay = None


Rows = list[dict[str, Any]]


def as_they_were(
    model: type[models.Model], on: dt.date | None, key: str = "id"
) -> Callable[[Rows], Rows]:
    """Turns rows of today into those of a day, for a whole page at once; without a day they stay as they are."""

    def then(rows: Rows) -> Rows:
        if on is None or not rows:
            return rows
        past = past_of(model, on, ids=[row[key] for row in rows])
        return [past.of(row, key) for row in rows]

    return then
