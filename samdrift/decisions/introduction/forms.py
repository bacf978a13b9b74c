"""What a person typed about introduction plans and steps → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.core.introduction import LENGTHS
from samdrift.decisions.introduction.models import LONGEST, Step, StepKind, within_reach
from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Person

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LENGTH = "length_"


class IntroductionForm(forms.Form):
    """Name, first day, and the working days of each kind of step."""

    name = forms.CharField(label=_("Name"), max_length=160)
    begins_on = forms.DateField(
        label=_("Begins"),
        widget=DAY,
        validators=[within_reach],
        help_text=_("Nothing is planned before this day."),
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for kind, days in LENGTHS.items():
            self.fields[f"{LENGTH}{kind}"] = forms.IntegerField(
                label=_("%(step)s, working days") % {"step": StepKind(kind.value).label},
                min_value=1,
                max_value=LONGEST,
                initial=days,
            )

    def lengths(self) -> dict[str, int]:
        """Working days by kind; the usual where nothing that holds is typed."""
        typed = getattr(self, "cleaned_data", {})
        return {str(kind): typed.get(f"{LENGTH}{kind}") or days for kind, days in LENGTHS.items()}


class AssignForm(forms.Form):
    responsible = PersonChoiceField(Person.objects.none(), label=_("Responsible"), required=False)

    def __init__(self, *arguments: Any, step: Step, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        near = [step.move.organisation_id, step.move.introduction.federation_id]
        field.queryset = Person.objects.active().filter(organisation__in=near)


class BeginForm(forms.Form):
    on = forms.DateField(label=_("Began on"), widget=DAY)


class CompleteForm(forms.Form):
    on = forms.DateField(label=_("Done on"), widget=DAY)
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=400,
        required=False,
        help_text=_("A case number, or the address of a document."),
    )


class SlipForm(forms.Form):
    ends_on = forms.DateField(label=_("Over on"), widget=DAY, validators=[within_reach])
    why = forms.CharField(label=_("Reason"), max_length=250)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=250)
