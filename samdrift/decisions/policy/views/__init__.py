"""The policy's own text with its status beside it, clause by clause, and what to do about it."""

from samdrift.decisions.policy.views.clause import clause_page
from samdrift.decisions.policy.views.earlier import (
    earlier_clause_page,
    earlier_policy_page,
    policy_comparison,
    policy_list,
)
from samdrift.decisions.policy.views.policy import (
    document_propose,
    policy_adopt,
    policy_page,
    policy_read,
    results_record,
)

__all__ = [
    "clause_page",
    "document_propose",
    "earlier_clause_page",
    "earlier_policy_page",
    "policy_adopt",
    "policy_comparison",
    "policy_list",
    "policy_page",
    "policy_read",
    "results_record",
]
