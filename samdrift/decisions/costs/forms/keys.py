"""Which key, with what it needs: part of every form where a key is chosen → a rule of core."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, read_weights
from samdrift.decisions.costs.models import KeyKind
from samdrift.decisions.costs.queries import possible_participants
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.forms import KronorField

FIELDS = frozenset({"key", "weights", "quantity", "base_percent", "price_ore", "rest"})


class KeyForm(forms.Form):
    """A key and its parameters; cleaned to `rule`, None where no key is chosen."""

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
        holds = bool(key) and not self.errors.keys() & FIELDS
        chosen["rule"] = rule if holds else None
        return chosen


def told(wrong: InvalidInput) -> list[str]:
    """Findings for a form, each with its line."""
    return [
        f"{each.where}: {gettext(each.what) % each.values}"
        if each.where
        else gettext(each.what) % each.values
        for each in wrong.findings
    ]
