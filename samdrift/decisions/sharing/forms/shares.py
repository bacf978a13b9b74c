"""What a person typed about an amount to share → clean values."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.models import KeyKind
from samdrift.decisions.sharing.queries.visible import key_dates, possible_participants
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.agreements.forms import KronorField
from samdrift.records.spending.models import CostType

ROUNDINGS = [
    ("1", _("whole öre")),
    ("100", _("whole kronor")),
    ("10000", _("whole hundreds of kronor")),
]


class ShareForm(forms.Form):
    """An amount that several bear together."""

    title = forms.CharField(label=_("What the cost is for"), max_length=160)
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    amount_ore = KronorField(label=_("Amount to share, kronor"), help_text=_("Excluding VAT."))
    cost_type = forms.ChoiceField(
        label=_("Type of cost"),
        choices=[("", _("Nothing chosen")), *CostType.choices],
        required=False,
    )
    participants = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Who shares it"),
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.ChoiceField(
        label=_("Key"),
        choices=[(key.value, key.label) for key in (KeyKind.POPULATION, KeyKind.EQUAL)],
    )
    key_date = forms.TypedChoiceField(
        label=_("Key date"),
        required=False,
        empty_value=None,
        help_text=_("The day whose population counts."),
    )
    unit_ore = forms.TypedChoiceField(label=_("Rounded to"), choices=ROUNDINGS, coerce=int)
    origin = forms.CharField(
        label=_("Agreement or decision that the key comes from"),
        max_length=250,
        required=False,
        help_text=_("Empty where the policy's own rule holds: by population."),
    )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        participants = self.fields["participants"]
        assert isinstance(participants, forms.ModelMultipleChoiceField)
        participants.queryset = possible_participants(person)
        days = self.fields["key_date"]
        assert isinstance(days, forms.TypedChoiceField)
        known = {day.isoformat(): day for day in key_dates()}
        days.choices = [
            ("", "–"),
            *((iso, date_format(day, "Y-m-d")) for iso, day in known.items()),
        ]
        days.coerce = known.__getitem__


class ProposeForm(forms.Form):
    text = forms.CharField(
        label=_("What is proposed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Empty: the cost is shared as the table says."),
    )
