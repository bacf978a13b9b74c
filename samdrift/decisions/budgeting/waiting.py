"""Budget requests that the own municipality has to send, or to say what became of."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.budgeting.models import RequestStatus
from samdrift.decisions.budgeting.queries import may_handle_request, visible_requests
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _to_handle(person: Person, _on: dt.date) -> Iterable[Waiting]:
    own = person.organisation
    if own is None or not may_handle_request(person, own):
        return
    rows = visible_requests(person).filter(
        organisation=own, status__in=[RequestStatus.NEEDED, RequestStatus.SENT]
    )
    for row in rows.order_by("year", "pk"):
        to_send = row.status == RequestStatus.NEEDED
        words = (
            _("Send into the budget process: %(title)s, %(year)s")
            if to_send
            else _("Say what the budget process decided: %(title)s, %(year)s")
        )
        yield Waiting(
            words % {"title": row.proposal, "year": row.year},
            reverse("budget_request_page", args=[row.pk]),
            since=row.made_on if to_send else row.sent_on,
            behalf=str(row.unit or own),
        )


WAITING = WaitingKind(
    "budget_requests",
    gettext_lazy("Budget requests"),
    _to_handle,
    act=gettext_lazy("Handle"),
    why=gettext_lazy("Without a decision the money is in no budget."),
    icon="coins",
)
