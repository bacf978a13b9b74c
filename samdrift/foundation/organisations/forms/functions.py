"""What a person typed about functions and who has them → clean values."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import Function, Unit


class FunctionForm(forms.ModelForm[Function]):
    class Meta:
        model = Function
        fields = ("name",)


class MergeFunctionForm(forms.Form):
    """Which function it is the same as, and why."""

    into = forms.ModelChoiceField(Function.objects.none(), label=_("Is the same as"))
    why = forms.CharField(label=_("Reason"), max_length=250)

    def __init__(self, *arguments: Any, choices: QuerySet[Function], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _limit(self, "into", choices)


class GiveFunctionForm(forms.Form):
    """Which unit has the function, and from which day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)

    def __init__(self, *arguments: Any, choices: QuerySet[Unit], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _limit(self, "unit", choices)


class TakeAwayFunctionForm(forms.Form):
    """The last day on which a unit has a function."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY)


def _limit(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
