"""Proposed functions wait for whoever keeps the list of functions."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Function, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeps_functions
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _proposals(person: Person, _on: dt.date) -> QuerySet[Function] | None:
    if not may_anywhere(person, Permission.MANAGE_ORGANISATIONS):
        return None
    return Function.objects.filter(proposed_on__isnull=False)


def _proposed_functions(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """Those that are not on the list yet, the oldest first."""
    if not keeps_functions(person):
        return
    rows = Function.objects.filter(proposed_on__isnull=False)
    for function in rows.order_by("proposed_on", "pk"):
        yield Waiting(
            _("Put on the list, or merge: %(name)s") % {"name": function},
            reverse("function_page", args=[function.pk]),
            since=function.proposed_on,
        )


PROPOSED_FUNCTIONS = WaitingKind(
    "functions",
    gettext_lazy("Proposed functions"),
    _proposed_functions,
    act=gettext_lazy("Look through"),
    why=gettext_lazy("Until then it is on nobody's list."),
    icon="list",
    rows=_proposals,
)
