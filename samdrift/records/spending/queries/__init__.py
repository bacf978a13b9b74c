"""What a person may see of costs, who may approve them, and what was spent against what was budgeted."""

from samdrift.records.spending.queries.approving import (
    approvals_needed,
    lines_to_approve,
    may_approve,
    owns,
)
from samdrift.records.spending.queries.lines import (
    applications_with_costs,
    cost_by_application,
    latest_year,
    visible_cost_lines,
    visible_frames,
    visible_initiatives,
)

__all__ = [
    "applications_with_costs",
    "approvals_needed",
    "cost_by_application",
    "latest_year",
    "lines_to_approve",
    "may_approve",
    "owns",
    "visible_cost_lines",
    "visible_frames",
    "visible_initiatives",
]
