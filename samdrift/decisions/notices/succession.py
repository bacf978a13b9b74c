"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from samdrift.foundation.organisations.succession import STAYS, Succeeds, Succession, Without


def _drafts(rows: QuerySet[Any], _last_day: dt.date) -> QuerySet[Any]:
    """Consequences of notices that are not sent: what has been sent is frozen."""
    return rows.filter(notice__sent_on=None, notice__withdrawn_on=None)


def _awaiting(rows: QuerySet[Any], _last_day: dt.date) -> QuerySet[Any]:
    """Those told who have not answered, of what still holds."""
    return rows.filter(acknowledged_on=None, notice__withdrawn_on=None)


DRAFTED = Succeeds(Succession.FOLLOWS, Without.STAYS, _drafts)
SUCCESSIONS = {
    "notices.NoticeConsequence.unit": DRAFTED,
    "notices.NoticeConsequence.organisation": DRAFTED,
    "notices.Acknowledgement.organisation": Succeeds(Succession.FOLLOWS, Without.STAYS, _awaiting),
    "notices.ChangeNotice.federation": STAYS,
}
