"""What a person typed about a budget request → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.records.agreements.forms import DAY, KronorField


class SendRequestForm(forms.Form):
    asked_ore = KronorField(label=_("Asked for, kronor"))
    reference = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("The budget case in the municipality's own records."),
    )


class DecideRequestForm(forms.Form):
    granted_ore = KronorField(
        label=_("Granted, kronor"), help_text=_("Nought where nothing was granted.")
    )
    decision = forms.CharField(
        label=_("Decision"),
        max_length=200,
        help_text=_("Body, day and paragraph, as in the minutes."),
    )
    on = forms.DateField(label=_("Day of the decision"), widget=DAY)
