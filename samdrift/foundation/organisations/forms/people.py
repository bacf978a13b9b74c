"""What a person typed about people and their roles → clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms.choices import PersonChoiceField
from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import Appointment, Organisation, Person, Unit
from samdrift.foundation.organisations.roles import Role


def units_to_choose(
    organisations: Iterable[Organisation], kept: Unit | None = None
) -> QuerySet[Unit]:
    """Units of the organisations that are not closed, and the one that is chosen already."""
    rows = Unit.objects.filter(organisation__in=organisations)
    closed = Q(ends_on__lt=today())
    return rows.exclude(closed & ~Q(pk=kept.pk)) if kept else rows.exclude(closed)


class _EmploymentFields(forms.Form):
    """Where in the organisation somebody works, as what and for whom."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    title = forms.CharField(
        label=pgettext_lazy("person", "Title"),
        required=False,
        max_length=120,
        help_text=_("What the person works as, such as IT manager."),
    )
    manager = PersonChoiceField(Person.objects.none(), label=_("Manager"), required=False)
    external_number = forms.CharField(
        label=_("Employee number"),
        required=False,
        max_length=40,
        help_text=_("The number in the municipality's personnel system."),
    )

    def limit_to(self, organisation: Organisation, person: Person | None = None) -> None:
        """Units and managers of the organisation alone."""
        unit, manager = self.fields["unit"], self.fields["manager"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(manager, forms.ModelChoiceField)
        unit.queryset = units_to_choose([organisation], self.initial.get("unit"))
        colleagues = Person.objects.active().filter(organisation=organisation)
        manager.queryset = colleagues.exclude(pk=person.pk) if person else colleagues


class PersonForm(_EmploymentFields):
    """Somebody new. Nobody types another's password: an invitation lets the person choose it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    starts_on = forms.DateField(label=_("Employed from"), widget=DAY)
    invite = forms.BooleanField(
        label=_("Send an invitation"),
        required=False,
        initial=True,
        help_text=_("A letter with a link where the person chooses a password. Needs an e-mail."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[
            ("", _("None")),
            *(
                (each, each.label)
                for each in Role.by_appointment()
                if each not in Role.over_a_unit()
            ),
        ],
        help_text=_(
            "Over the whole organisation, from the same day. More roles are given on the person's page."
        ),
    )
    field_order = (
        "name",
        "email",
        "phone",
        "role",
        "title",
        "unit",
        "manager",
        "external_number",
        "starts_on",
        "invite",
    )

    def __init__(
        self, *arguments: Any, organisation: Organisation, may_appoint: bool, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["starts_on"].initial = today
        if not may_appoint:
            del self.fields["role"]
        self.limit_to(organisation)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("email"):
            values["invite"] = False
        return values


class PersonChangeForm(forms.Form):
    """A person's own facts."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("It is also what the person signs in with.")
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)


class EmploymentForm(_EmploymentFields):
    """Another unit, title, manager or number."""

    starts_on = forms.DateField(
        label=_("Holds from"),
        widget=DAY,
        required=False,
        help_text=_("Empty: what stands was wrong all along and is corrected."),
    )

    def __init__(
        self, *arguments: Any, organisation: Organisation, person: Person, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.limit_to(organisation, person)


class EmployForm(_EmploymentFields):
    """Somebody known is employed: again, or in one more organisation."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    starts_on = forms.DateField(label=_("Employed from"), widget=DAY)
    field_order = ("organisation", "title", "unit", "manager", "external_number", "starts_on")

    def __init__(self, *arguments: Any, organisations: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for name, rows in (
            ("organisation", organisations),
            ("unit", units_to_choose(organisations)),
            ("manager", Person.objects.active().filter(organisation__in=organisations)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


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
        unit.queryset = units_to_choose([organisation])
