"""What a person typed about shares, rules and settlements → clean values."""

from samdrift.decisions.costs.forms.rules import RuleForm, told
from samdrift.decisions.costs.forms.settlements import CorrectionForm, SettlementForm
from samdrift.decisions.costs.forms.shares import ProposeForm, ShareForm

__all__ = ["CorrectionForm", "ProposeForm", "RuleForm", "SettlementForm", "ShareForm", "told"]
