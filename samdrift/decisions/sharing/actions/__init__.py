"""Everything that can happen to sharing rules, splits by department, and shares."""

from samdrift.decisions.sharing.actions.rules import (
    agree_on_rule,
    confirm_rule,
    end_department_rule,
    end_rule,
    propose_rule,
    split_by_department,
    withdraw_rule,
)
from samdrift.decisions.sharing.actions.shares import (
    discard_share,
    drafted_share,
    propose_share,
    share_all,
    share_cost,
)

__all__ = [
    "agree_on_rule",
    "confirm_rule",
    "discard_share",
    "drafted_share",
    "end_department_rule",
    "end_rule",
    "propose_rule",
    "propose_share",
    "share_all",
    "share_cost",
    "split_by_department",
    "withdraw_rule",
]
