"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from samdrift.decisions.introduction.models import StepStatus
from samdrift.foundation.organisations.succession import STAYS, Succeeds, Succession, Without


def _moves_going_on(rows: QuerySet[Any], _last_day: dt.date) -> QuerySet[Any]:
    """Those with a step that is not done."""
    is_open = [StepStatus.PLANNED, StepStatus.UNDER_WAY]
    return rows.filter(steps__status__in=is_open).distinct()


SUCCESSIONS = {
    "introduction.Move.unit": Succeeds(Succession.FOLLOWS, Without.IS_EMPTIED, _moves_going_on),
    "introduction.Move.organisation": Succeeds(Succession.FOLLOWS, Without.STAYS, _moves_going_on),
    "introduction.Introduction.federation": STAYS,
}
