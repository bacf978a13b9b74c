"""Keys that are written down and that nobody has put to those who pay."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.sharing.models import RuleState, SharingRule
from samdrift.decisions.sharing.queries.visible import visible_rules
from samdrift.foundation.organisations.access import may_anywhere, may_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _rows(person: Person, _on: dt.date) -> QuerySet[SharingRule] | None:
    if not may_anywhere(person, Permission.MAKE_PROPOSAL):
        return None
    return SharingRule.objects.filter(state=RuleState.AWAITING, proposal=None)


def _to_put(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """Where a proposal is made, it waits for those who decide."""
    federation = federation_of(person)
    needed = (Permission.SHARE_COSTS, Permission.MAKE_PROPOSAL)
    if federation is None or not all(may_in_group(person, each, federation) for each in needed):
        return
    rows = visible_rules(person).filter(
        federation=federation, state=RuleState.AWAITING, proposal=None
    )
    for row in rows.order_by("starts_on", "pk"):
        yield Waiting(
            _("Put the new key to those who pay: %(rule)s") % {"rule": row},
            reverse("sharing_rule_page", args=[row.pk]),
            due_on=row.starts_on,
        )


WAITING = WaitingKind(
    "keys",
    gettext_lazy("Keys to agree on"),
    _to_put,
    act=gettext_lazy("Propose"),
    why=gettext_lazy("Until then the costs are shared as before."),
    icon="split",
    rows=_rows,
)
