"""What a person may see of costs, who may approve them, and what was spent against what was budgeted."""

from samdrift.records.spending.queries.approving import (
    Approver,
    Subject,
    approvals_given,
    approvals_needed,
    approvers_at,
    approvers_of,
    lines_to_approve,
    may_approve,
    organisations_with_rules,
    owns,
    owns_something,
    returned_lines,
    visible_delegations,
)
from samdrift.records.spending.queries.frames import FrameUse, frame_uses
from samdrift.records.spending.queries.lines import (
    applications_with_costs,
    cost_by_application,
    latest_year,
    sees_some_costs,
    visible_cost_lines,
    visible_frames,
    visible_initiatives,
)
from samdrift.records.spending.queries.say import (
    Say,
    budgetable_lines,
    budgets_something,
    say_of,
)
from samdrift.records.spending.queries.waiting import Waiting, waiting_costs

__all__ = [
    "Approver",
    "FrameUse",
    "Say",
    "Subject",
    "Waiting",
    "applications_with_costs",
    "approvals_given",
    "approvals_needed",
    "approvers_at",
    "approvers_of",
    "budgetable_lines",
    "budgets_something",
    "cost_by_application",
    "frame_uses",
    "latest_year",
    "lines_to_approve",
    "may_approve",
    "organisations_with_rules",
    "owns",
    "owns_something",
    "returned_lines",
    "say_of",
    "sees_some_costs",
    "visible_cost_lines",
    "visible_delegations",
    "visible_frames",
    "visible_initiatives",
    "waiting_costs",
]
