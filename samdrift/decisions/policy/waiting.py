"""The policy, until one has said that it is read."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.models import Reading
from samdrift.decisions.policy.queries import read_facts, visible_policy
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _to_read(person: Person, on: dt.date) -> Iterable[Waiting]:
    """The policy that the person's federation follows, while it holds somewhere."""
    policy = visible_policy(person)
    if policy is None or read_facts(policy, on).policy_state is not PolicyState.HOLDS:
        return
    if not Reading.objects.filter(policy=policy, person=person).exists():
        yield Waiting(
            _("Read the policy and say that you have: %(title)s") % {"title": policy},
            reverse("policy"),
            since=max(policy.valid_from, policy.adopted_at.date()),
        )


WAITING = WaitingKind(
    "policy",
    gettext_lazy("The policy to read"),
    _to_read,
    act=gettext_lazy("Read"),
    why=gettext_lazy("The policy asks everybody to have read it."),
    icon="scale",
)
