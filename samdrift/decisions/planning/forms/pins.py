"""What is settled beforehand, limits of one's own, and what if."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.core.planning import Pin, PinKind, Rule, period_names, read_pins
from samdrift.decisions.planning.convert.naming import PINS, RULES, period_words, pin_words
from samdrift.decisions.planning.convert.terms import OWN_LIMITS
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.planning.queries import ScenarioChoices
from samdrift.records.agreements.forms import KronorField

ANY = [("", "–")]


class PinForm(forms.Form):
    """One thing settled; which fields it needs depends on its kind, and the refusal names them."""

    kind = forms.ChoiceField(label=_("What is settled"))
    area = forms.ChoiceField(label=_("Area"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    unit = forms.ChoiceField(label=_("IT unit"), required=False)
    product = forms.ChoiceField(label=_("Product"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    level = forms.TypedChoiceField(
        label=_("Level of collaboration"), required=False, coerce=int, empty_value=None
    )
    kind_required = True

    def __init__(self, *arguments: Any, choices: ScenarioChoices, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.choices = choices
        kinds = [(str(kind), PINS[kind]) for kind in PinKind]
        scenario = choices.scenario
        periods = period_names(scenario.first_year, scenario.years, scenario.periods_per_year)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "kind": kinds if self.kind_required else [*ANY, *kinds],
            "area": [*ANY, *((name, name) for name in choices.areas)],
            "municipality": [*ANY, *choices.municipalities.items()],
            "unit": [*ANY, *choices.units.items()],
            "product": [*ANY, *((name, name) for name in choices.products)],
            "period": [*ANY, *((name, period_words(name)) for name in periods)],
            "level": [*ANY, *choices.levels],
        }
        for name, pairs in offered.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]  # each of these fields is a choice

    @property
    def pin(self) -> Pin | None:
        """What was settled; None where nothing was."""
        clean = self.cleaned_data
        if not clean.get("kind"):
            return None
        rest = {name: clean.get(name) or "" for name in ("area", "municipality", "unit", "product")}
        return Pin(
            PinKind(clean["kind"]), **rest, period=clean.get("period") or "", level=clean["level"]
        )

    def clean(self) -> dict[str, Any]:
        """Every field that is missing for the kind is told at its place."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("kind") and "level" in clean:
            pin = self.pin
            _pins, wrong = read_pins([pin.as_values()] if pin else [])
            for each in wrong:
                name = each.where.rpartition(".")[2]
                known = name if name in self.fields else None
                self.add_error(known, ValidationError(gettext("This kind needs it to be said.")))
        return clean


class LimitForm(forms.Form):
    """What one municipality or IT unit can take."""

    rule = forms.ChoiceField(
        label=_("Limit"),
        choices=[(str(rule), RULES[rule]) for rule in OWN_LIMITS],
    )
    of = forms.ChoiceField(label=_("Municipality or IT unit"))
    amount = forms.FloatField(
        label=_("At most"),
        min_value=0,
        localize=True,
        help_text=_("Kronor, working days, changes or full-time employees, each period."),
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *arguments: Any, choices: ScenarioChoices, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.choices = choices
        scenario = choices.scenario
        years = range(scenario.first_year, scenario.first_year + scenario.years)
        self.fields["of"].choices = [  # type: ignore[attr-defined]  # a choice field
            *ANY,
            *choices.municipalities.items(),
            *choices.units.items(),
        ]
        self.fields["year"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", gettext("every year")),
            *((year, str(year)) for year in years),
        ]

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        of, rule = clean.get("of"), clean.get("rule")
        is_unit = of in self.choices.units
        if of and rule and is_unit != (rule == Rule.UNIT_CAPACITY):
            words = (
                gettext("Choose an IT unit for what it can operate.")
                if not is_unit
                else gettext("Choose a municipality for this limit.")
            )
            self.add_error("of", words)
        return clean


class WhatIfForm(PinForm):
    """One thing otherwise than in the scenario of a plan."""

    kind_required = False
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Empty: named after what is changed."),
    )
    more_budget_ore = KronorField(
        label=_("More money for each municipality and period, kronor"), required=False
    )
    more_days = forms.IntegerField(
        label=_("More working days for each municipality and period"), required=False
    )
    more_years = forms.IntegerField(
        label=_("More years"), required=False, min_value=-10, max_value=10
    )

    def __init__(self, *arguments: Any, choices: ScenarioChoices, **keywords: Any) -> None:
        super().__init__(*arguments, choices=choices, **keywords)
        self.fields["kind"].required = False
        self.order_fields(
            ["more_budget_ore", "more_days", "more_years", *PinForm.base_fields, "name"]
        )

    def suggested_name(self, scenario: Scenario) -> str:
        """What is changed, in words, within a name's length and not taken."""
        clean, parts = self.cleaned_data, []
        if self.pin is not None:
            parts.append(
                pin_words(self.pin.as_values(), self.choices.municipalities, self.choices.units)
            )
        for name, words in (
            ("more_budget_ore", gettext("more money")),
            ("more_days", gettext("more working days")),
            ("more_years", gettext("other years")),
        ):
            if clean[name]:
                parts.append(words)
        name = gettext("What if: %(what)s") % {"what": ", ".join(parts)}
        taken = set(
            Scenario.objects.filter(federation=scenario.federation).values_list("name", flat=True)
        )
        chosen, number = name[:110], 2
        while chosen in taken:
            chosen, number = f"{name[:110]} ({number})", number + 1
        return chosen
