"""Costs that wait for a person: to be approved, or sent back to whoever entered them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from samdrift.core.money import format_kronor
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from samdrift.records.register.queries import roles_on_applications
from samdrift.records.spending.models import (
    Approval,
    ApprovalDelegation,
    ApprovalOutcome,
    CostKind,
    CostLine,
)
from samdrift.records.spending.queries import lines_to_approve, returned_lines


def _lines_without_approval(person: Person, on: dt.date) -> QuerySet[CostLine]:
    rows = CostLine.objects.filter(approved_on__isnull=True)
    if may_anywhere(person, Permission.APPROVE_UNIT_COSTS) or roles_on_applications(person):
        return rows
    given = ApprovalDelegation.objects.on(on).filter(delegate=person)
    return rows.filter(
        Q(initiative__owner=person)
        | Q(application__in=given.values("application"))
        | Q(initiative__in=given.values("initiative"))
    )


def _to_approve(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """A line for each year and kind of cost, with how many rows and how much."""
    grouped = lines_to_approve(person).order_by().values("year", "kind")
    counted = grouped.annotate(number=Count("pk"), ore=Sum("amount_ore"))
    for each in counted.order_by("year", "kind"):
        words = ngettext(
            "Approve %(number)s cost line, %(kind)s %(year)s, %(amount)s kr",
            "Approve %(number)s cost lines, %(kind)s %(year)s, %(amount)s kr",
            each["number"],
        )
        told = {
            "number": each["number"],
            "kind": str(CostKind(each["kind"]).label).lower(),
            "year": each["year"],
            "amount": format_kronor(each["ore"]),
        }
        yield Waiting(words % told, reverse("cost_approval"))


def _sent_back(person: Person, _on: dt.date) -> QuerySet[CostLine]:
    returned = Approval.objects.filter(holds=True, outcome=ApprovalOutcome.RETURNED)
    return CostLine.objects.filter(entered_by=person, pk__in=returned.values("line"))


def _lines_sent_back(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """What the person entered and somebody has sent back, since the first of it came back."""
    lines = returned_lines(person)
    found = Approval.objects.filter(
        holds=True, outcome=ApprovalOutcome.RETURNED, line__in=lines.order_by().values("pk")
    ).aggregate(number=Count("line", distinct=True), since=Min("on"))
    if found["number"]:
        words = ngettext(
            "Change or remove %(number)s cost line that has been returned",
            "Change or remove %(number)s cost lines that have been returned",
            found["number"],
        )
        yield Waiting(
            words % {"number": found["number"]},
            reverse("cost_approval") + "#returned",
            since=found["since"],
        )


WAITING = (
    WaitingKind(
        "costs",
        gettext_lazy("Costs to approve"),
        _to_approve,
        act=gettext_lazy("Approve"),
        why=gettext_lazy("Costs that nobody has approved are shared with nobody."),
        icon="coins",
        rows=_lines_without_approval,
    ),
    WaitingKind(
        "returned_costs",
        gettext_lazy("Costs returned to you"),
        _lines_sent_back,
        act=gettext_lazy("Correct"),
        why=gettext_lazy("Until then they count in no sum that is shared."),
        icon="undo-2",
        rows=_sent_back,
    ),
)
