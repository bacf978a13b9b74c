"""What a person typed about organisations and units → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import (
    Kind,
    Organisation,
    Unit,
)


class OrganisationForm(forms.ModelForm[Organisation]):
    joins_on = forms.DateField(
        label=_("Member of the federation from"),
        required=False,
        widget=DAY,
        help_text=_("Leave empty for a neighbour or a supplier."),
    )

    class Meta:
        model = Organisation
        fields = ("kind", "name", "short_name", "municipality_code", "organisation_number")

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [choice for choice in Kind.choices if choice[0] != Kind.FEDERATION]


class UnitForm(forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ("kind", "name", "parent", "serves", "staff_fte", "capacity_fte", "functions")
        widgets = {"functions": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *arguments: Any, organisation: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.instance.organisation = organisation
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.label = _("Part of")
        parent.queryset = Unit.objects.filter(organisation=organisation).exclude(
            pk=self.instance.pk
        )
