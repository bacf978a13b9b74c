"""Why an act is undone."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UndoForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is undone"),
        max_length=500,
        help_text=_("It stands in the history of everything that is put back."),
    )
