"""The policy, until one has said that it is read."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.models import Policy, Reading
from samdrift.decisions.policy.queries import read_facts, visible_policy
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _unread(person: Person, _on: dt.date) -> QuerySet[Policy]:
    read = Reading.objects.filter(person=person)
    return Policy.objects.filter(federation__in=person.federation_ids).exclude(
        pk__in=read.values("policy")
    )


def _to_read(person: Person, on: dt.date) -> Iterable[Waiting]:
    """The policy that the person's federation follows, while it holds somewhere."""
    policy = visible_policy(person)
    if policy is None or Reading.objects.filter(policy=policy, person=person).exists():
        return
    if read_facts(policy, on).policy_state is PolicyState.HOLDS:
        yield Waiting(
            _("Read the policy and say that you have: %(title)s") % {"title": policy},
            reverse("policy"),
            since=max(policy.valid_from, policy.adopted_at.date()),
        )


WAITING = WaitingKind(
    "policy",
    gettext_lazy("The policy to read"),
    _to_read,
    act=gettext_lazy("Read the policy"),
    why=gettext_lazy("The policy asks everybody to have read it."),
    icon="scale",
    rows=_unread,
)
