"""Which key, with what it needs: part of every form where a key is chosen → a rule of core."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, as_parts, read_weights
from samdrift.decisions.sharing.models import KeyKind
from samdrift.decisions.sharing.queries.visible import possible_participants
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.forms import DAY, KronorField

SIMPLE = (KeyKind.POPULATION, KeyKind.EQUAL, KeyKind.USERS, KeyKind.USERS_MEAN)
WEIGHED = (KeyKind.FIXED, KeyKind.QUANTITY, KeyKind.TARIFF)
POPULATION_DAYS = [
    ("", _("the last day with figures")),
    ("12-31", _("31 December the year before")),
    ("11-01", _("1 November the year before")),
]


PARAMETERS = (
    "population_day",
    "weights",
    "quantity",
    "measured_from",
    "measured_to",
    "base_percent",
    "price_ore",
    "rest",
    "parts",
)
_MEASURED = ("weights", "quantity", "measured_from", "measured_to")
#: The fields that each key needs, in the order of the form.
NEEDED: dict[str, tuple[str, ...]] = {
    KeyKind.POPULATION.value: ("population_day",),
    KeyKind.FIXED.value: ("weights",),
    KeyKind.QUANTITY.value: _MEASURED,
    KeyKind.MIX.value: ("base_percent", "rest", "parts", "population_day", *_MEASURED),
    KeyKind.TARIFF.value: ("price_ore", *_MEASURED, "rest", "population_day"),
}


class KeyForm(forms.Form):
    """A key with what it needs: once a key is chosen, the fields of the others are left out."""

    key = forms.ChoiceField(label=_("Key"), choices=KeyKind.choices)
    population_day = forms.ChoiceField(
        label=_("Population is counted on"), choices=POPULATION_DAYS, required=False
    )
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
    measured_from = forms.DateField(
        label=_("Measured from"),
        widget=DAY,
        required=False,
        help_text=_("The day, or the first day of the period."),
    )
    measured_to = forms.DateField(label=_("Measured to"), widget=DAY, required=False)
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
        choices=[(key.value, key.label) for key in SIMPLE],
        required=False,
        help_text=_("For base part and rest, and for price lists."),
    )
    parts = forms.CharField(
        label=_("Several keys, and the part of each"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Instead of a base part and one rest: a key a line with its part, such as Population; 50 %. "
            "A measured quantity is written below."
        ),
    )

    def __init__(self, *arguments: Any, person: Person, chosen: str = "", **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        if chosen:
            self.fields["key"].widget = forms.HiddenInput()
            for name in PARAMETERS:
                if name not in NEEDED.get(chosen, ()):
                    del self.fields[name]
            self.order_fields(["application", "initiative", "key", *NEEDED.get(chosen, ())])
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
            raise forms.ValidationError(finding_lines(wrong)) from wrong
        unknown = [name for name in written if name.lower() not in self._codes]
        if unknown:
            raise forms.ValidationError(
                [
                    _("«%(name)s» is not a municipality that shares costs here.") % {"name": name}
                    for name in unknown
                ]
            )
        return {self._codes[name.lower()]: weight for name, weight in written.items()}

    def clean_parts(self) -> dict[str, Fraction]:
        """Keys by name as they stand in the list of keys, and their parts of the whole."""
        text = self.cleaned_data["parts"]
        if not text.strip():
            return {}
        names = {str(label).lower(): key for key, label in KeyKind.choices}
        allowed = {*SIMPLE, KeyKind.QUANTITY}
        try:
            written = read_weights(text)
        except InvalidInput as wrong:
            raise forms.ValidationError(finding_lines(wrong)) from wrong
        chosen = {names.get(name.lower(), name): part for name, part in written.items()}
        unknown = [name for name in chosen if name not in allowed]
        if unknown:
            raise forms.ValidationError(
                [
                    _("«%(name)s» is not a key that can be a part.") % {"name": name}
                    for name in unknown
                ]
            )
        return as_parts(chosen)

    def clean(self) -> dict[str, Any]:
        """Everything that the chosen key needs; gather_gists in `rule`, None where no key is chosen."""
        chosen = super().clean() or {}
        weights = chosen.get("weights")
        key, parts = chosen.get("key", ""), chosen.get("parts") or {}
        if weights == {} and (key in WEIGHED or KeyKind.QUANTITY in parts):
            self.add_error("weights", _("The key needs a line for each municipality."))
        if key == KeyKind.MIX and not parts and chosen.get("base_percent") is None:
            self.add_error("base_percent", _("Say how large the base part is."))
        if key == KeyKind.TARIFF and chosen.get("price_ore") is None:
            self.add_error("price_ore", _("Say the price for one."))
        first, last = chosen.get("measured_from"), chosen.get("measured_to")
        if first and last and last < first:
            self.add_error("measured_to", _("The last day is before the first."))
        holds = bool(key) and not self.errors.keys() & {"key", *PARAMETERS}
        chosen["rule"] = _rule(chosen) if holds else None
        for name in PARAMETERS:
            chosen.pop(name, None)
        return chosen


def _rule(chosen: dict[str, Any]) -> KeyRule:
    """The rule that the fields make together; where something is missing the form has said so already."""
    key, weights = str(chosen.get("key", "")), chosen.get("weights") or {}
    counted = chosen.get("population_day") or ""
    day = (int(counted[:2]), int(counted[3:])) if counted else None
    first = chosen.get("measured_from")
    measured = KeyRule(
        KeyKind.QUANTITY.value,
        weights=weights,
        quantity=chosen.get("quantity", ""),
        measured_from=first,
        measured_to=chosen.get("measured_to") or first,
    )

    def simple(kind: str) -> KeyRule:
        if kind == KeyKind.QUANTITY:
            return measured
        return KeyRule(kind, population_day=day if kind == KeyKind.POPULATION else None)

    if key == KeyKind.FIXED:
        return KeyRule(key, weights=weights)
    rest = simple(chosen.get("rest") or KeyKind.POPULATION.value)
    if key == KeyKind.TARIFF:
        return replace(measured, kind=key, price_ore=chosen.get("price_ore") or 0, rest=rest)
    if key == KeyKind.MIX:
        parts = chosen.get("parts") or {}
        if parts:
            return KeyRule(key, parts=tuple((part, simple(name)) for name, part in parts.items()))
        base = Fraction(chosen.get("base_percent") or 0) / 100
        return KeyRule(key, parts=((base, KeyRule("equal")), (1 - base, rest)))
    return simple(key)


def finding_lines(wrong: InvalidInput) -> list[str]:
    """Findings for a form, each with its line."""
    return [
        f"{each.where}: {gettext(each.what) % each.values}"
        if each.where
        else gettext(each.what) % each.values
        for each in wrong.findings
    ]
