"""What a person typed about people and their roles → clean values."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import (
    Appointment,
    Organisation,
    Person,
    Unit,
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
