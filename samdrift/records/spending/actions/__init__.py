"""Everything that can happen to costs, approvals, joint initiatives and frames."""

from samdrift.records.spending.actions.approvals import (
    approve_cost_lines,
    delegate_approval,
    end_delegation,
    return_cost_lines,
    set_approval_rule,
)
from samdrift.records.spending.actions.budgeting import (
    copy_forward,
    derive_from_agreements,
    take_in_cost_lines,
)
from samdrift.records.spending.actions.cost_lines import (
    add_cost_line,
    change_cost_line,
    remove_cost_line,
)
from samdrift.records.spending.actions.initiatives import (
    change_initiative,
    join_initiative,
    leave_initiative,
    set_budget_frame,
    start_initiative,
)

__all__ = [
    "add_cost_line",
    "approve_cost_lines",
    "change_cost_line",
    "change_initiative",
    "copy_forward",
    "delegate_approval",
    "derive_from_agreements",
    "end_delegation",
    "join_initiative",
    "leave_initiative",
    "remove_cost_line",
    "return_cost_lines",
    "set_approval_rule",
    "set_budget_frame",
    "start_initiative",
    "take_in_cost_lines",
]
