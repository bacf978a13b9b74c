"""The room's verbs."""

from samdrift.decisions.policy.actions.drafting import (
    add_clause,
    add_goal,
    change_clause,
    change_goal,
    change_policy,
    remove_clause,
    remove_goal,
)
from samdrift.decisions.policy.actions.following import (
    acknowledge_reading,
    adopt_policy,
    keep_results_of_the_day,
    propose_document,
    record_results,
)

__all__ = [
    "acknowledge_reading",
    "add_clause",
    "add_goal",
    "adopt_policy",
    "change_clause",
    "change_goal",
    "change_policy",
    "keep_results_of_the_day",
    "propose_document",
    "record_results",
    "remove_clause",
    "remove_goal",
]
