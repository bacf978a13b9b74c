"""The same change for several applications: what it is, from when, and why."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.records.register.actions.several import ChangedInSeveral, SameChange
from samdrift.records.register.forms.choices import DAY, choosable_it_units, choosable_people
from samdrift.records.register.models import Area
from samdrift.records.register.queries import visible_areas


class SeveralForm(forms.Form):
    """What the applications get, with a reason; a system owner from a first day."""

    starts_on = forms.DateField(label=_("From"), widget=DAY)
    why = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_(
            "Stands in the history of each application; for a system owner as the decision."
        ),
    )
    field_order = ("value", "starts_on", "why")

    def __init__(self, *args: Any, what: ChangedInSeveral, person: Person, **named: Any) -> None:
        super().__init__(*args, **named)
        self.what = what
        self.fields["value"] = _choice_of(what, person)
        self.initial.setdefault("starts_on", today())
        if what is not ChangedInSeveral.OWNER:
            del self.fields["starts_on"]
        self.order_fields(self.field_order)

    @property
    def change(self) -> SameChange:
        """What was asked for, once the form holds."""
        asked = self.cleaned_data
        return SameChange(self.what, asked["value"], asked.get("starts_on") or today())


def _choice_of(what: ChangedInSeveral, person: Person) -> forms.Field:
    match what:
        case ChangedInSeveral.OWNER:
            return PersonChoiceField(choosable_people(person), label=_("System owner"))
        case ChangedInSeveral.OPERATING_UNIT:
            units: QuerySet[Unit] = choosable_it_units(person, None)
            return forms.ModelChoiceField(units, label=_("Operating IT unit"))
        case _:
            areas: QuerySet[Area] = visible_areas(person)
            return forms.ModelChoiceField(areas, label=_("Area"))
