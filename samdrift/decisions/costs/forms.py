"""What a person typed about shares and rules → clean values."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, read_weights
from samdrift.decisions.costs.models import KeyKind, SettlementKind, Vat
from samdrift.decisions.costs.queries import key_dates, possible_participants
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import CostType, JointInitiative
from samdrift.records.spending.queries import visible_initiatives

ROUNDINGS = [("1", _("whole öre")), ("100", _("whole kronor"))]


class ShareForm(forms.Form):
    """An amount that several bear together."""

    title = forms.CharField(label=_("What the cost is for"), max_length=160)
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    amount_ore = KronorField(label=_("Amount to share, kronor"), help_text=_("Excluding VAT."))
    cost_type = forms.ChoiceField(
        label=_("Type of cost"), choices=[("", "–"), *CostType.choices], required=False
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
        help_text=_("Empty where the policy's own rule holds: by population (P6.5)."),
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


class RuleForm(forms.Form):
    """Another key for an application, an initiative or all joint costs, with what the key needs."""

    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Application"),
        required=False,
        empty_label=_("All joint costs"),
    )
    initiative = forms.ModelChoiceField(
        JointInitiative.objects.none(),
        label=_("or joint initiative"),
        required=False,
        empty_label="–",
    )
    key = forms.ChoiceField(label=_("Key"), choices=KeyKind.choices)
    weights = forms.CharField(
        label=_("Agreed shares or quantities"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One municipality a line, by code or name: Åmål; 30 %. For agreed shares, quantities and price lists."
        ),
    )
    quantity = forms.CharField(
        label=_("What is measured"),
        max_length=60,
        required=False,
        help_text=_("Licences, devices, cases."),
    )
    base_percent = forms.DecimalField(
        label=_("Base part shared equally, per cent"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("For base part and rest: what is shared equally before the rest."),
    )
    price_ore = KronorField(
        label=_("Price for one, kronor"), required=False, help_text=_("For price lists.")
    )
    rest = forms.ChoiceField(
        label=_("The rest by"),
        choices=[
            choice
            for choice in KeyKind.choices
            if choice[0] in {"population", "equal", "users", "users_mean"}
        ],
        required=False,
        help_text=_("For base part and rest, and for price lists."),
    )
    vat = forms.ChoiceField(label=_("VAT on the charges"), choices=Vat.choices, initial=Vat.OUTSIDE)
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label=_("Agreement"), required=False, empty_label="–"
    )
    origin = forms.CharField(label=_("Agreement or decision, in words"), max_length=250)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To"), widget=DAY, required=False)

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._codes: dict[str, str] = {}
        for each in possible_participants(person):
            self._codes |= dict.fromkeys(
                (each.code, str(each).lower(), each.name.lower()), each.code
            )
        self._choose_from("application", visible_applications(person).order_by("name"))
        self._choose_from("initiative", visible_initiatives(person).order_by("name"))
        self._choose_from("agreement", visible_agreements(person).order_by("title"))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_weights(self) -> dict[str, Fraction]:
        """Codes and exact numbers; municipalities may be written by name."""
        text, key = self.cleaned_data["weights"], self.data.get(self.add_prefix("key"), "")
        if not text.strip():
            return {}
        try:
            written = read_weights(text, shares=key == KeyKind.FIXED)
        except InvalidInput as wrong:
            raise forms.ValidationError(told(wrong)) from wrong
        unknown = [name for name in written if name.lower() not in self._codes]
        if unknown:
            raise forms.ValidationError(
                [
                    _("«%(name)s» is not a municipality that shares costs here.") % {"name": name}
                    for name in unknown
                ]
            )
        return {self._codes[name.lower()]: weight for name, weight in written.items()}

    def clean(self) -> dict[str, Any]:
        """Everything that the chosen key needs; gathered in `rule`."""
        chosen = super().clean() or {}
        key, weights = chosen.get("key", ""), chosen.pop("weights", None)
        if chosen.get("application") and chosen.get("initiative"):
            self.add_error("initiative", _("Choose an application or an initiative, not both."))
        if key in {KeyKind.FIXED, KeyKind.QUANTITY, KeyKind.TARIFF} and weights == {}:
            self.add_error("weights", _("The key needs a line for each municipality."))
        base = chosen.pop("base_percent", None)
        if key == KeyKind.MIX and base is None:
            self.add_error("base_percent", _("Say how large the base part is."))
        price, quantity = chosen.pop("price_ore", None), chosen.pop("quantity", "")
        if key == KeyKind.TARIFF and price is None:
            self.add_error("price_ore", _("Say the price for one."))
        rest = KeyRule(chosen.pop("rest", "") or KeyKind.POPULATION.value)
        rule = KeyRule(
            str(key), quantity=quantity if key in {KeyKind.QUANTITY, KeyKind.TARIFF} else ""
        )
        if key in {KeyKind.FIXED, KeyKind.QUANTITY}:
            rule = replace(rule, weights=weights or {})
        elif key == KeyKind.MIX and base is not None:
            part = Fraction(base) / 100
            rule = replace(rule, parts=((part, KeyRule("equal")), (1 - part, rest)))
        elif key == KeyKind.TARIFF:
            rule = replace(rule, weights=weights or {}, price_ore=price or 0, rest=rest)
        chosen["rule"] = rule
        return chosen


class SettlementForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What to make"),
        choices=[
            (SettlementKind.PRELIMINARY, _("Preliminary charges by budget")),
            (SettlementKind.FINAL, _("Settlement by outcome")),
        ],
    )
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    periods = forms.TypedChoiceField(
        label=_("Charged"),
        coerce=int,
        choices=[
            (1, _("once")),
            (2, _("twice a year")),
            (4, _("every quarter")),
            (12, _("every month")),
        ],
        help_text=_("A settlement is charged once."),
    )


class CorrectionForm(forms.Form):
    why = forms.CharField(label=_("What was wrong"), widget=forms.Textarea(attrs={"rows": 3}))


def told(wrong: InvalidInput) -> list[str]:
    """Findings for a form, each with its line."""
    return [
        f"{each.where}: {gettext(each.what) % each.values}"
        if each.where
        else gettext(each.what) % each.values
        for each in wrong.findings
    ]
