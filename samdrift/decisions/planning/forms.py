"""What a person typed about a scenario → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.planning.models import Scenario
from samdrift.records.agreements.forms import KronorField


class ScenarioForm(forms.ModelForm[Scenario]):
    day_ore = KronorField(label=_("Cost of a working day, kronor"))
    budget_ore = KronorField(
        label=_("One-off budget, each municipality and year, kronor"),
        required=False,
        help_text=_("Empty: no limit."),
    )

    class Meta:
        model = Scenario
        fields = (
            "name",
            "first_year",
            "years",
            "discount_percent",
            "day_ore",
            "change_days",
            "max_changes",
            "budget_ore",
            "spare_percent",
            "same_product_saved",
            "other_product_saved",
        )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for name in ("change_days", "max_changes", "spare_percent"):
            self.fields[name].help_text = _("Empty: no limit.")


class PlanProposalForm(forms.Form):
    text = forms.CharField(
        label=_("What is proposed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Empty: the changes are made in the order that the table says."),
    )
