"""What a person typed about costs → clean values."""

from samdrift.records.spending.forms.approving import (
    ApprovalRuleForm,
    DelegationForm,
    EndDelegationForm,
    ReturnForm,
)
from samdrift.records.spending.forms.budgeting import CopyForm, FrameForm, SheetForm, YearForm
from samdrift.records.spending.forms.initiatives import InitiativeForm, JoinInitiativeForm
from samdrift.records.spending.forms.lines import ChangeCostLineForm, CostLineForm, WhyForm

__all__ = [
    "ApprovalRuleForm",
    "ChangeCostLineForm",
    "CopyForm",
    "CostLineForm",
    "DelegationForm",
    "EndDelegationForm",
    "FrameForm",
    "InitiativeForm",
    "JoinInitiativeForm",
    "ReturnForm",
    "SheetForm",
    "WhyForm",
    "YearForm",
]
