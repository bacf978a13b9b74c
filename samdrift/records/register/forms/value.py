"""What a person typed about whether something is worth introducing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.forms import KronorField
from samdrift.records.register.forms.choices import DAY, TEXT, limit
from samdrift.records.register.models import ValueAssessment
from samdrift.records.register.queries import answers_for, visible_applications


class ValueAssessmentForm(forms.ModelForm[ValueAssessment]):
    once_ore = KronorField(label=_("One-off cost, kronor"), required=False)
    year_ore = KronorField(label=_("Cost a year, kronor"), required=False)

    class Meta:
        model = ValueAssessment
        fields = (
            "organisation",
            "application",
            "what",
            "on",
            "need",
            "benefit",
            "once_ore",
            "year_ore",
            "cost",
            "neighbour",
            "alternatives",
            "conclusion",
        )
        widgets: dict[str, Any] = dict.fromkeys(
            ("need", "benefit", "cost", "neighbour", "alternatives"), TEXT
        ) | {"on": DAY}

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        mine = organisation_ids_where(person, Permission.ASSESS_OPERATION)
        mine |= set(answers_for(person).values_list("host_id", flat=True))
        limit(
            self,
            "organisation",
            Organisation.objects.filter(pk__in=mine).exclude(kind=Kind.FEDERATION),
        )
        limit(self, "application", visible_applications(person).order_by("name"))
