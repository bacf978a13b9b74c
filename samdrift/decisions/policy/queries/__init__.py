"""The policy that a person may read, with its status."""

from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.facts import Facts, read_facts
from samdrift.decisions.policy.queries.results import Evidence, Result, Status
from samdrift.decisions.policy.queries.status import (
    ChapterStatus,
    ClauseStatus,
    GoalStatus,
    PolicyStatus,
    goal_statuses,
    judge,
    policy_status,
    visible_clauses,
    visible_policy,
)

__all__ = [
    "CHECKS",
    "ChapterStatus",
    "ClauseStatus",
    "Evidence",
    "Facts",
    "GoalStatus",
    "PolicyStatus",
    "Result",
    "Status",
    "goal_statuses",
    "judge",
    "policy_status",
    "read_facts",
    "visible_clauses",
    "visible_policy",
]
