"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from samdrift.decisions.budgeting.models import RequestStatus
from samdrift.foundation.organisations.succession import Succeeds, Succession, Without


def _open_requests(rows: QuerySet[Any], _last_day: dt.date) -> QuerySet[Any]:
    """Requests that are still to be asked for or decided."""
    return rows.filter(status__in=[RequestStatus.NEEDED, RequestStatus.SENT])


REQUEST = Succeeds(Succession.LATER_YEARS, Without.STAYS, _open_requests)
SUCCESSIONS = {
    "budgeting.BudgetRequest.unit": REQUEST,
    "budgeting.BudgetRequest.organisation": REQUEST,
}
