"""What a person typed about shares, rules and settlements → clean values."""

from samdrift.decisions.costs.forms.accounts import (
    AccountFileForm,
    AccountForm,
    BillingDetailsForm,
)
from samdrift.decisions.costs.forms.departments import (
    DepartmentRuleForm,
)
from samdrift.decisions.costs.forms.fairness import (
    FairnessForm,
    ProposeKeyForm,
    StandAloneForm,
)
from samdrift.decisions.costs.forms.keys import (
    KeyForm,
    finding_lines,
)
from samdrift.decisions.costs.forms.rules import (
    RuleDecisionForm,
    RuleForm,
)
from samdrift.decisions.costs.forms.settlements import (
    CorrectionForm,
    EndForm,
    SettlementForm,
)
from samdrift.decisions.costs.forms.shares import (
    ProposeForm,
    ShareForm,
)
from samdrift.decisions.costs.forms.shown_rule import (
    shown_rule,
)

__all__ = [
    "AccountFileForm",
    "AccountForm",
    "BillingDetailsForm",
    "CorrectionForm",
    "DepartmentRuleForm",
    "EndForm",
    "FairnessForm",
    "KeyForm",
    "ProposeForm",
    "ProposeKeyForm",
    "RuleDecisionForm",
    "RuleForm",
    "SettlementForm",
    "ShareForm",
    "StandAloneForm",
    "finding_lines",
    "shown_rule",
]
