"""What a person typed about competence → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import visible_people
from samdrift.records.competence.models import Competence, TrainingPlan
from samdrift.records.register.queries import visible_products

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CompetenceForm(forms.ModelForm[Competence]):
    class Meta:
        model = Competence
        fields = ("person", "product", "level", "refreshed_on")
        widgets = {"refreshed_on": DAY}
        field_classes = {"person": PersonChoiceField}

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        people = visible_people(person).active()
        if not may_anywhere(person, Permission.EDIT_COMPETENCE):
            people = people.filter(pk=person.pk)
        for name, rows in (("person", people), ("product", visible_products(person))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def validate_unique(self) -> None:
        """A second record for the same person and product renews the first."""


class GroundsForm(forms.Form):
    """What a confirmation, or the refusal of one, rests on."""

    grounds = forms.CharField(
        label=_("Grounds"),
        required=False,
        max_length=250,
        help_text=_("As a course with its date, a certificate, or what you have seen."),
    )

    def __init__(self, *arguments: Any, is_required: bool = False, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["grounds"].required = is_required


class TrainingPlanForm(forms.ModelForm[TrainingPlan]):
    class Meta:
        model = TrainingPlan
        fields = ("year", "content", "joint")
        widgets = {"content": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"content": _("Who is trained in what, when, and by whom.")}

    def validate_unique(self) -> None:
        """A second plan for the year replaces the first."""

    def validate_constraints(self) -> None:
        """As above: the verb finds the row to renew."""
