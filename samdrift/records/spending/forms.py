"""What a person typed about a cost → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import CostLine, InitiativeParticipation, JointInitiative
from samdrift.records.spending.queries import visible_initiatives


class CostLineForm(forms.ModelForm[CostLine]):
    amount_ore = KronorField(label=_("Amount, kronor"), help_text=_("Excluding VAT."))

    class Meta:
        model = CostLine
        fields = (
            "application",
            "initiative",
            "unit",
            "bearer",
            "year",
            "phase",
            "type",
            "kind",
            "amount_ore",
            "note",
        )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        over = organisation_ids_where(person, Permission.EDIT_COSTS)
        applications = visible_applications(person)
        owned = applications.filter(responsibilities__person=person)
        bearers = over | set(owned.values_list("host_id", flat=True))
        joint = InitiativeParticipation.objects.filter(initiative__owner=person)
        bearers |= set(joint.values_list("organisation_id", flat=True))
        self._choose_from("application", applications)
        self._choose_from("initiative", visible_initiatives(person))
        self._choose_from(
            "unit", Unit.objects.filter(organisation__in=over).select_related("organisation")
        )
        self._choose_from("bearer", Organisation.objects.filter(pk__in=bearers))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Reason"))


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What is wrong"), max_length=250)


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

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        rows = {
            "applications": visible_applications(person).order_by("name"),
            "participants": _municipalities(person),
            "owner": Person.objects.filter(organisation__in=circle_ids(person)).order_by("name"),
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
