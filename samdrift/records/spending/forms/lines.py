"""What a person typed about a cost line → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.forms import KronorField
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.list_fields import COST_FIELDS
from samdrift.records.spending.models import CostLine, InitiativeParticipation
from samdrift.records.spending.queries import visible_initiatives


class CostLineForm(forms.ModelForm[CostLine]):
    amount_ore = KronorField(label=_("Amount, kronor"), help_text=_("Excluding VAT."))

    class Meta:
        model = CostLine
        fields = tuple(field.name for field in COST_FIELDS if field.in_form)

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
            "unit",
            Unit.objects.filter(organisation__in=over)
            .existing(today(), self.initial.get("unit"))
            .select_related("organisation"),
        )
        known = Organisation.objects.filter(pk__in=bearers)
        self._choose_from("bearer", known.existing(today(), self.initial.get("bearer")))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ChangeCostLineForm(CostLineForm):
    why = forms.CharField(label=_("Reason for the change"), required=False, max_length=250)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Reason"))
