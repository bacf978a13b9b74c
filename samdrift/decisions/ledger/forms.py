"""What a person typed about accounts and billing details → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.ledger.models import AccountMapping, BillingDetails
from samdrift.decisions.ledger.queries import organisations_to_set
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.models.organisation import check_organisation_number

LARGEST_FILE = 2_000_000


class AccountForm(forms.ModelForm[AccountMapping]):
    """One account; of whom is chosen where it is new."""

    class Meta:
        model = AccountMapping
        fields = (
            "organisation",
            "direction",
            "cost_type",
            "account",
            "cost_centre",
            "activity",
            "counterparty",
            "project",
        )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
            return
        _choose_among_own(self.fields["organisation"], person)


class AccountFileForm(forms.Form):
    """Every account of a municipality from a spreadsheet."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Municipality"), queryset=None, empty_label=_("Choose a municipality")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or Excel with the columns Riktning, Kostnadsslag, Konto, Ansvar, Verksamhet, Motpart and"
            " Projekt, as the list of accounts exports them. The accounts that are there now are replaced."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_among_own(self.fields["organisation"], person)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a list of accounts."))
        return file


def _choose_among_own(field: forms.Field, person: Person) -> None:
    """The municipalities that the person may set; with a single one it is chosen already."""
    assert isinstance(field, forms.ModelChoiceField)
    own = organisations_to_set(person)
    field.queryset = own
    only = list(own[:2])
    if len(only) == 1:
        field.initial, field.empty_label = only[0].pk, None


class BillingDetailsForm(forms.ModelForm[BillingDetails]):
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        max_length=11,
        required=False,
        validators=[check_organisation_number],
        help_text=_("Ten digits, with or without hyphen: 212000-1470."),
    )
    field_order = ("organisation_number",)

    class Meta:
        model = BillingDetails
        fields = (
            "street",
            "postal_code",
            "city",
            "reference",
            "bankgiro",
            "plusgiro",
            "vat_number",
            "email",
        )
        help_texts = {
            "bankgiro": _("Where others pay us; used before plusgiro."),
            "vat_number": _(
                "Only needed where charges have VAT: SE, the organisation number and 01."
            ),
        }
