"""Which policy is followed: a newer one that nobody has adopted yet takes nothing over."""

from collections.abc import Collection, Sequence

from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries.facts import read_facts
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.clock import today


def followed_policy(federation_ids: Collection[int]) -> Policy | None:
    """The policy that the federation follows today.

    The latest that holds in a municipality; where none does, the latest that has held; before the first is adopted,
    the latest that was read in. One query where there is a single policy.
    """
    rows = Policy.objects.filter(federation__in=federation_ids)
    return followed_among(list(rows.select_related("federation", "adopted_by")))


def followed_among(policies: Sequence[Policy]) -> Policy | None:
    """As `followed_policy`, among a federation's policies with the latest first."""
    if len(policies) < 2:
        return policies[0] if policies else None
    held: Policy | None = None
    for policy in policies:
        state = read_facts(policy, today()).policy_state
        if state is PolicyState.HOLDS:
            return policy
        if state is PolicyState.OVER and held is None:
            held = policy
    return held or policies[0]
