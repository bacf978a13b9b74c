"""What IT costs, who has approved it, what is done together, and what there is to spend."""

from samdrift.records.spending.models.approval import (
    Approval,
    ApprovalDelegation,
    ApprovalOutcome,
    ApprovalRule,
)
from samdrift.records.spending.models.cost_line import (
    CostKind,
    CostLine,
    CostPhase,
    CostType,
)
from samdrift.records.spending.models.frame import (
    BudgetFrame,
)
from samdrift.records.spending.models.initiative import (
    InitiativeKind,
    InitiativeParticipation,
    JointInitiative,
)

__all__ = [
    "Approval",
    "ApprovalDelegation",
    "ApprovalOutcome",
    "ApprovalRule",
    "BudgetFrame",
    "CostKind",
    "CostLine",
    "CostPhase",
    "CostType",
    "InitiativeKind",
    "InitiativeParticipation",
    "JointInitiative",
]
