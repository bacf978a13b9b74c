"""An application as it is added, changed and retired."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.fields import APPLICATION_FIELDS
from samdrift.records.register.forms.choices import (
    DAY,
    TEXT,
    choosable_it_units,
    choosable_people,
    choosable_products,
    limit,
)
from samdrift.records.register.models import Application, Phase
from samdrift.records.register.queries import visible_areas

EDITED = [field for field in APPLICATION_FIELDS if field.in_form]


class ApplicationForm(forms.ModelForm[Application]):
    """All that is written about an application; its owner only when it is added, later appointed."""

    owner = PersonChoiceField(
        Person.objects.none(),
        label=_("System owner"),
        required=False,
        help_text=_("Without one the application is shown as lacking a system owner."),
    )
    without_because = forms.CharField(
        label=_("Reason to introduce it without value assessment or training"),
        required=False,
        help_text=_("Only for an exception. It is listed with what was lacking."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(label=_("Reason for the change"), required=False, max_length=250)

    class Meta:
        model = Application
        fields = tuple(field.name for field in EDITED)
        widgets = {
            field.name: DAY if field.kind == "date" else TEXT
            for field in EDITED
            if field.kind == "date" or field.is_long
        }

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        hosts = organisation_ids_where(person, Permission.ADD_APPLICATION)
        if self.instance.pk:
            hosts.add(self.instance.host_id)
            del self.fields["owner"]
        else:
            del self.fields["why"]
            limit(self, "owner", choosable_people(person))
        limit(
            self,
            "host",
            Organisation.objects.filter(pk__in=hosts).existing(today(), self.instance.host_id),
        )
        limit(self, "product", choosable_products(person))
        limit(self, "area", visible_areas(person))
        limit(self, "operating_unit", choosable_it_units(person, self.instance.operating_unit_id))
        phase = self.fields["phase"]
        assert isinstance(phase, forms.ChoiceField)
        if self.instance.phase != Phase.RETIRED:
            phase.choices = [choice for choice in Phase.choices if choice[0] != Phase.RETIRED]

    @property
    def fields_of_application(self) -> dict[str, Any]:
        """What `add_application` takes beside name, host, first day and owner."""
        named = {"name", "host", "starts_on", "owner", "why", "without_because"}
        return {name: value for name, value in self.cleaned_data.items() if name not in named}


class RetirementForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day in operation"), widget=DAY)
    decision = forms.CharField(
        label=_("Decision"),
        max_length=200,
        help_text=_("Who decided, and when or in which paragraph."),
    )
    why = forms.CharField(label=_("Reason"), widget=TEXT, required=False)
