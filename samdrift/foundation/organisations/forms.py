"""What a person typed about organisations and people → clean values."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Organisation,
    Person,
    Unit,
)

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


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


class PersonForm(forms.ModelForm[Person]):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Leave empty for somebody who signs in through the municipality, or not at all."
        ),
    )

    class Meta:
        model = Person
        fields = ("name", "email", "title", "unit")

    def __init__(self, *arguments: Any, organisation: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.instance.organisation = organisation
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(organisation=organisation)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance)
        return password


class AppointmentForm(forms.ModelForm[Appointment]):
    class Meta:
        model = Appointment
        fields = ("role", "unit", "starts_on", "decision")
        widgets = {"starts_on": DAY}

    def __init__(
        self, *arguments: Any, person: Person, organisation: Organisation, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.instance.person, self.instance.organisation = person, organisation
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(organisation=organisation)


class LastDayForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    why = forms.CharField(label=_("Reason"), required=False)
