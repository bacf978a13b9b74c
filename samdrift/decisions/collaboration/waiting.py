"""Opportunities that a person has begun to look into."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.collaboration.models import Opportunity, OpportunityState
from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _looked_into(person: Person, _on: dt.date) -> QuerySet[Opportunity] | None:
    if not sees_collaboration(person):
        return None
    return Opportunity.objects.filter(
        changed_by=person,
        state=OpportunityState.INVESTIGATING,
        federation__in=person.federation_ids,
    )


def _to_look_into(person: Person, on: dt.date) -> Iterable[Waiting]:
    rows = _looked_into(person, on)
    if rows is None:
        return
    for row in rows.order_by("changed_at", "pk"):
        yield Waiting(
            _("Say what looking into it came to: %(name)s") % {"name": row},
            reverse("opportunity_page", args=[row.address]),
        )


WAITING = WaitingKind(
    "opportunities",
    gettext_lazy("Opportunities being looked into"),
    _to_look_into,
    act=gettext_lazy("Answer"),
    why=gettext_lazy("The others wait for what you find."),
    icon="handshake",
    rows=_looked_into,
)
