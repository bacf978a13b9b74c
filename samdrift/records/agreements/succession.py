"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from samdrift.foundation.organisations.succession import STAYS, Succeeds, Succession, Without
from samdrift.records.agreements.models import Agreement


def _not_ended(agreements: QuerySet[Any], last_day: dt.date) -> set[int]:
    """Keys of the agreements that go on after a day, by their terms."""
    rows = Agreement.objects.filter(pk__in=agreements.order_by())
    ends = {row.pk: row.days_as_of(last_day)["current_end"] for row in rows}
    return {pk for pk, end in ends.items() if end is None or end > last_day}


def _agreements_going_on(rows: QuerySet[Any], last_day: dt.date) -> QuerySet[Any]:
    return rows.filter(pk__in=_not_ended(rows.values("pk"), last_day))


def _parties_going_on(rows: QuerySet[Any], last_day: dt.date) -> QuerySet[Any]:
    return rows.filter(agreement__in=_not_ended(rows.values("agreement"), last_day))


SUCCESSIONS = {
    "agreements.Party.unit": Succeeds(Succession.FOLLOWS, Without.IS_EMPTIED, _parties_going_on),
    "agreements.Agreement.responsible": Succeeds(
        Succession.FOLLOWS, Without.NEEDS_ONE, _agreements_going_on
    ),
    "agreements.Party.organisation": Succeeds(Succession.FOLLOWS, Without.STAYS, _parties_going_on),
    "agreements.ProcurementTimes.federation": STAYS,
}
