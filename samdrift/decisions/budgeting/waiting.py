"""Budget requests that the own municipality has to send, or to say what became of."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.budgeting.models import BudgetRequest, RequestStatus
from samdrift.decisions.budgeting.queries import may_handle_request, visible_requests
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind

_UNHANDLED = [RequestStatus.NEEDED, RequestStatus.SENT]


def _rows(person: Person, _on: dt.date) -> QuerySet[BudgetRequest] | None:
    if not may_anywhere(person, Permission.HANDLE_BUDGET_REQUEST):
        return None
    return BudgetRequest.objects.filter(organisation=person.organisation_id, status__in=_UNHANDLED)


def _to_handle(person: Person, _on: dt.date) -> Iterable[Waiting]:
    own = person.organisation
    if own is None or not may_handle_request(person, own):
        return
    rows = visible_requests(person).filter(organisation=own, status__in=_UNHANDLED)
    for row in rows.select_related("unit__organisation").order_by("year", "pk"):
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
    rows=_rows,
)
