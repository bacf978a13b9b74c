"""What a person typed about levels and opportunities → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.collaboration.models import Level, OpportunityState
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register.models import Application

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HandleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=[
            choice for choice in OpportunityState.choices if choice[0] != OpportunityState.PROPOSED
        ],
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class LevelForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Municipality"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows that this is the level: an agreement, a decision, a routine."),
    )

    def __init__(self, *arguments: Any, application: Application, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        taking_part = application.participations.values("organisation")
        field.queryset = Organisation.objects.filter(pk__in=taking_part)


class LevelNameForm(forms.ModelForm[Level]):
    class Meta:
        model = Level
        fields = ("number", "name", "definition", "is_confirmed")


class OpportunityProposalForm(forms.Form):
    text = forms.CharField(label=_("What is proposed"), widget=forms.Textarea(attrs={"rows": 5}))
