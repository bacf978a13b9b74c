"""Who takes part in an application and who answers for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import may, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import visible_organisations, visible_units
from samdrift.records.register.forms.choices import DAY, choosable_people, limit
from samdrift.records.register.models import Application, Participation


class ParticipationForm(forms.ModelForm[Participation]):
    """Users, contact, department and days of a participation that exists."""

    class Meta:
        model = Participation
        fields = ("unit", "users", "contact", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY}
        field_classes = {"contact": PersonChoiceField}

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        units = visible_units(person).existing(today(), self.instance.unit_id)
        limit(self, "unit", units.filter(organisation=self.instance.organisation_id))
        limit(self, "contact", choosable_people(person))


class JoinForm(forms.Form):
    """A municipality, or one of its departments, begins to use the application."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Municipality"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Department"),
        required=False,
        help_text=_("Empty: the whole municipality."),
    )
    users = forms.IntegerField(label=_("Users"), required=False, min_value=0)
    contact = PersonChoiceField(Person.objects.none(), label=_("Contact"), required=False)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("To"), required=False, widget=DAY, help_text=_("Empty: until further notice.")
    )

    def __init__(
        self, *arguments: Any, person: Person, application: Application, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        mine = organisation_ids_where(person, Permission.CHANGE_PARTICIPATION)
        known = visible_organisations(person).existing(today())
        municipalities = known.filter(kind=Kind.MUNICIPALITY)
        if not may(person, Permission.EDIT_APPLICATION, application):
            municipalities = municipalities.filter(pk__in=mine)
        limit(self, "organisation", municipalities)
        limit(
            self,
            "unit",
            visible_units(person).existing(today()).filter(organisation__in=municipalities),
        )
        limit(self, "contact", choosable_people(person))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        unit, organisation = values.get("unit"), values.get("organisation")
        if unit is not None and organisation is not None and unit.organisation != organisation:
            self.add_error("unit", _("The department belongs to another municipality."))
        return values


class EndForm(forms.Form):
    """The last day of a participation."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)
