"""What a person typed about scenarios, pins, limits and plans → clean values."""

from samdrift.decisions.planning.forms.pins import LimitForm, PinForm, WhatIfForm
from samdrift.decisions.planning.forms.scenario import CopyForm, PlanProposalForm, ScenarioForm

__all__ = ["CopyForm", "LimitForm", "PinForm", "PlanProposalForm", "ScenarioForm", "WhatIfForm"]
