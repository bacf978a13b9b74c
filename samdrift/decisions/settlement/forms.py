"""What a person typed about charges and settlements → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.settlement.models import SettlementKind


class SettlementForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What to make"),
        choices=[
            (SettlementKind.PRELIMINARY, _("Preliminary charges by budget")),
            (SettlementKind.FINAL, _("Settlement by outcome")),
        ],
    )
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    periods = forms.TypedChoiceField(
        label=_("Charged"),
        coerce=int,
        choices=[
            (1, _("once")),
            (2, _("twice a year")),
            (4, _("every quarter")),
            (12, _("every month")),
        ],
        help_text=_("A settlement is charged once."),
    )


class CorrectionForm(forms.Form):
    why = forms.CharField(label=_("What was wrong"), widget=forms.Textarea(attrs={"rows": 3}))
