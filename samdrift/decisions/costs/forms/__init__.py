"""What a person typed about shares, rules and settlements → clean values."""

from samdrift.decisions.costs.forms.fairness import FairnessForm, ProposeKeyForm, StandAloneForm
from samdrift.decisions.costs.forms.keys import KeyForm, told
from samdrift.decisions.costs.forms.rules import RuleForm
from samdrift.decisions.costs.forms.settlements import CorrectionForm, SettlementForm
from samdrift.decisions.costs.forms.shares import ProposeForm, ShareForm

__all__ = [
    "CorrectionForm",
    "FairnessForm",
    "KeyForm",
    "ProposeForm",
    "ProposeKeyForm",
    "RuleForm",
    "SettlementForm",
    "ShareForm",
    "StandAloneForm",
    "told",
]
