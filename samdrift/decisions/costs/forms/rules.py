"""What a person typed about a sharing rule → clean values."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, read_weights
from samdrift.decisions.costs.models import KeyKind, Vat
from samdrift.decisions.costs.queries import possible_participants
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives


class KeyForm(forms.Form):
    """A key for an application, an initiative or all joint costs, with what the key needs; gathered in `rule`."""

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

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._codes: dict[str, str] = {}
        for each in possible_participants(person):
            self._codes |= dict.fromkeys(
                (each.code, str(each).lower(), each.name.lower()), each.code
            )
        self._choose_from("application", visible_applications(person).order_by("name"))
        self._choose_from("initiative", visible_initiatives(person).order_by("name"))

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


class RuleForm(KeyForm):
    """What is agreed on instead of the policy's rule."""

    vat = forms.ChoiceField(label=_("VAT on the charges"), choices=Vat.choices, initial=Vat.OUTSIDE)
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label=_("Agreement"), required=False, empty_label="–"
    )
    origin = forms.CharField(label=_("Agreement or decision, in words"), max_length=250)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To"), widget=DAY, required=False)

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, person=person, **keywords)
        self._choose_from("agreement", visible_agreements(person).order_by("title"))


def typed_key(rule: KeyRule) -> dict[str, Any]:
    """A rule as it is written in `KeyForm`."""
    typed: dict[str, Any] = {"key": rule.kind, "quantity": rule.quantity}
    typed["weights"] = "\n".join(f"{code}; {weight}" for code, weight in rule.weights.items())
    if rule.kind == KeyKind.TARIFF:
        typed |= {"price_ore": rule.price_ore, "rest": rule.rest.kind if rule.rest else ""}
    if rule.kind == KeyKind.MIX:
        (base, _equal), (_part, rest) = rule.parts
        typed |= {
            "base_percent": Decimal(base.numerator * 100) / base.denominator,
            "rest": rest.kind,
        }
    return typed


def told(wrong: InvalidInput) -> list[str]:
    """Findings for a form, each with its line."""
    return [
        f"{each.where}: {gettext(each.what) % each.values}"
        if each.where
        else gettext(each.what) % each.values
        for each in wrong.findings
    ]
