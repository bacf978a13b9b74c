"""Which policies are written on still: those of which nothing has been put to decision."""

from samdrift.decisions.governance.models import ProposalStatus
from samdrift.decisions.policy.models import Policy
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


def is_draft(policy: Policy) -> bool:
    """May the policy's text be changed? Until the first of its documents is put to decision, or when that is withdrawn.

    A policy without documents is taken to be decided when it is read in: its text stands.
    """
    documents = list(policy.documents.select_related("proposal"))
    return bool(documents) and all(
        each.proposal is None or each.proposal.status == ProposalStatus.WITHDRAWN
        for each in documents
    )


def may_write(person: Person, policy: Policy) -> bool:
    """Does the person keep the policy, and is it written on still?"""
    return may(person, Permission.EDIT_POLICY, policy) and is_draft(policy)
