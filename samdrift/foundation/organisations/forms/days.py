"""The day field of the room's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LastDayForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    why = forms.CharField(label=_("Reason"), required=False)
