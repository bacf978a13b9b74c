"""The policy that a person may read, with its status."""

from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.counted import (
    Counted,
    count_and_keep,
    figures_kept_or_now,
    policy_figures,
)
from samdrift.decisions.policy.queries.facts import Facts, read_facts
from samdrift.decisions.policy.queries.followed import followed_among, followed_policy
from samdrift.decisions.policy.queries.results import CheckStatus, Evidence, Grade, Result
from samdrift.decisions.policy.queries.status import (
    ChapterStatus,
    ClauseStatus,
    GoalStatus,
    PolicyStatus,
    goal_statuses,
    judge,
    judged_on,
    status_of,
    visible_clauses,
    visible_policies,
    visible_policy,
)

__all__ = [
    "CHECKS",
    "ChapterStatus",
    "CheckStatus",
    "ClauseStatus",
    "Counted",
    "Evidence",
    "Facts",
    "GoalStatus",
    "Grade",
    "PolicyStatus",
    "Result",
    "count_and_keep",
    "figures_kept_or_now",
    "followed_among",
    "followed_policy",
    "goal_statuses",
    "judge",
    "judged_on",
    "policy_figures",
    "read_facts",
    "status_of",
    "visible_clauses",
    "visible_policies",
    "visible_policy",
]
