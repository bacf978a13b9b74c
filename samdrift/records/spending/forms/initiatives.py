"""What a person typed about a joint initiative → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.agreements.forms import DAY
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative


def _municipalities(person: Person) -> Any:
    """Members and their neighbours: everybody that can pay for something joint."""
    known = circle_ids(person)
    neighbours = Organisation.objects.filter(participations__application__host__in=known)
    return (
        Organisation.objects.filter(pk__in=[*known, *neighbours.values_list("pk", flat=True)])
        .exclude(kind__in=[Kind.SUPPLIER, Kind.FEDERATION])
        .order_by("municipality_code", "name")
    )


class InitiativeForm(forms.ModelForm[JointInitiative]):
    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        label=_("Applications that it is about"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    participants = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Who takes part from the first day"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = JointInitiative
        fields = ("name", "kind", "purpose", "owner", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY, "purpose": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"owner": PersonChoiceField}

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        rows = {
            "applications": visible_applications(person).order_by("name"),
            "participants": _municipalities(person),
            "owner": Person.objects.active()
            .filter(organisation__in=circle_ids(person))
            .order_by("name"),
        }
        for name, found in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found


class JoinInitiativeForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Municipality"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    users = forms.IntegerField(label=_("Users"), min_value=0, required=False)

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)
        organisation.queryset = _municipalities(person)
