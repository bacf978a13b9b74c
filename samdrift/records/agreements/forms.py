"""What a person typed about an agreement → clean values."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import visible_organisations, visible_units
from samdrift.foundation.ui.forms import KronorField
from samdrift.records.agreements.lead_times import ProcurementTimes
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.agreements.queries import (
    may_keep,
    possible_applications,
    possible_keepers,
)
from samdrift.records.register.models import Application

__all__ = [
    "DAY",
    "AgreementForm",
    "KronorField",
    "NoticeForm",
    "OptionForm",
    "PartyForm",
    "ProcurementTimesForm",
]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AgreementForm(forms.ModelForm[Agreement]):
    price_per_year_ore = KronorField(
        label=_("Price a year, kronor"), required=False, help_text=_("Excluding VAT.")
    )
    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(), label=_("Applications it covers"), required=False
    )

    class Meta:
        model = Agreement
        fields = (
            "kind",
            "title",
            "number",
            "responsible",
            "applications",
            "starts_on",
            "renewal",
            "ends_on",
            "renews_months",
            "notice_months",
            "binding_until",
            "extension_options",
            "extension_months",
            "procurement_months",
            "price_per_year_ore",
            "includes_support",
            "note",
        )
        widgets = {
            "starts_on": DAY,
            "ends_on": DAY,
            "binding_until": DAY,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.person = person
        keepers = possible_keepers(person, self.instance)
        known = Organisation.objects.filter(pk__in=keepers)
        self.fields["responsible"].queryset = known.existing(today(), self.instance.responsible_id)  # type: ignore[attr-defined]  # a choice of rows
        choosable = Q(pk__in=possible_applications(person).order_by().values("pk"))
        if self.instance.pk:
            choosable |= Q(pk__in=self.instance.applications.order_by().values("pk"))
        self.fields["applications"].queryset = Application.objects.filter(choosable)  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any] | None:
        """What the verb would refuse is said here, so that nobody is turned away after filling in the form."""
        cleaned = super().clean()
        values = self.cleaned_data
        whole = "responsible" in values and "applications" in values
        if whole and not may_keep(self.person, values["responsible"], values["applications"]):
            words = _(
                "An owner may keep agreements that cover the own applications and nothing else."
            )
            self.add_error("applications", words)
        return cleaned


class PartyForm(forms.ModelForm[Party]):
    class Meta:
        model = Party
        fields = ("organisation", "unit", "role")

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        of, unit = self.instance.organisation_id, self.instance.unit_id
        self.fields["organisation"].queryset = visible_organisations(person).existing(today(), of)  # type: ignore[attr-defined]  # a choice of rows
        self.fields["unit"].queryset = visible_units(person).existing(today(), unit)  # type: ignore[attr-defined]  # a choice of rows


class ProcurementTimesForm(forms.ModelForm[ProcurementTimes]):
    dearest_ore = KronorField(label=_("The dearest: price a year from, kronor"))
    dear_ore = KronorField(label=_("The dear: price a year from, kronor"))

    class Meta:
        model = ProcurementTimes
        fields = (
            "starts_on",
            "dearest_ore",
            "dearest_months",
            "dear_ore",
            "dear_months",
            "other_months",
            "operating_months",
            "collaboration_months",
            "data_processing_months",
        )
        widgets = {"starts_on": DAY}


class NoticeForm(forms.Form):
    given_on = forms.DateField(label=_("Notice given on"), widget=DAY)
    ends_on = forms.DateField(label=_("The agreement ends on"), widget=DAY)
    why = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Needed where the notice deviates from the terms."),
    )


class OptionForm(forms.Form):
    """That an option is used."""

    why = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Needed where the agreement is over already."),
    )
