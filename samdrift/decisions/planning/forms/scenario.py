"""A scenario's own fields, in groups that are asked about together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.planning.models import DEFAULT_DAY_ORE, Scenario
from samdrift.records.agreements.forms import KronorField

GROUPS = [
    (
        _("Time"),
        ("name", "first_year", "years", "periods_per_year", "discount_percent", "index_percent"),
    ),
    (
        _("What the municipalities can take"),
        ("change_days", "max_changes", "budget_ore", "spare_percent"),
    ),
    (
        _("Judgements"),
        ("day_ore", "same_product_saved", "other_product_saved", "coordinated_saved"),
    ),
    (_("Fairness and computation"), ("key", "fairness_rule", "min_saving_ore", "seconds")),
]


class ScenarioForm(forms.ModelForm[Scenario]):
    day_ore = KronorField(label=_("Cost of a working day, kronor"), initial=DEFAULT_DAY_ORE)
    budget_ore = KronorField(
        label=_("One-off budget, each municipality and period, kronor"),
        required=False,
        help_text=_("Empty: no limit."),
    )
    min_saving_ore = KronorField(
        label=_("Least saving of what is made joint, kronor to the horizon"),
        required=False,
        help_text=_("Empty: whatever saves anything. Nothing is made joint for less."),
    )
    groups = GROUPS

    class Meta:
        model = Scenario
        fields = tuple(name for _label, names in GROUPS for name in names)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for name in ("change_days", "max_changes", "spare_percent"):
            self.fields[name].help_text = _("Empty: no limit.")
        self.fields["seconds"].help_text = _(
            "As long again at most for explaining the plan. It can be stopped at any time."
        )

    @property
    def field_groups(self) -> list[tuple[Any, list[Any]]]:
        """(heading, fields) for the page."""
        return [(label, [self[name] for name in names]) for label, names in GROUPS]


class CopyForm(forms.Form):
    name = forms.CharField(label=_("Name of the copy"), max_length=120)


class PlanProposalForm(forms.Form):
    text = forms.CharField(
        label=_("What is proposed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Empty: the changes are made in the order that the table says."),
    )
