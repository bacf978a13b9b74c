"""What a person typed about an agreement → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import visible_organisations, visible_units
from samdrift.foundation.ui.forms import KronorField
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications

__all__ = ["DAY", "AgreementForm", "KronorField", "NoticeForm", "PartyForm"]
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
            "ends_on",
            "notice_months",
            "renews_months",
            "binding_until",
            "extension_options",
            "extension_months",
            "price_per_year_ore",
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
        over = organisation_ids_where(person, Permission.EDIT_AGREEMENT)
        if self.instance.pk:
            over.add(self.instance.responsible_id)
        self.fields["responsible"].queryset = Organisation.objects.filter(pk__in=over)  # type: ignore[attr-defined]
        self.fields["applications"].queryset = visible_applications(person)  # type: ignore[attr-defined]


class PartyForm(forms.ModelForm[Party]):
    class Meta:
        model = Party
        fields = ("organisation", "unit", "role")

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["organisation"].queryset = visible_organisations(person)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = visible_units(person)  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    given_on = forms.DateField(label=_("Notice given on"), widget=DAY)
    ends_on = forms.DateField(label=_("The agreement ends on"), widget=DAY)
    why = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
