"""What a person tries on a page about fairness: other figures, another model, another key."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.fairness.convert.judging import FOLLOWING_USE, CostModel
from samdrift.decisions.sharing.convert.shared import SharedCost
from samdrift.decisions.sharing.forms.keys import KeyForm
from samdrift.decisions.sharing.models import KeyKind
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.spending.models import CostType

#: The fields' names in the address, which somebody may send to a colleague.
ADDRESS = {
    "model": "modell",
    "following_use": "foljer",
    "key": "nyckel",
    "weights": "vikter",
    "quantity": "matt",
    "base_percent": "bas",
    "price_ore": "pris",
    "rest": "resten",
}
ALONE = "ensam_"


class TriedKeyForm(KeyForm):
    """A key that is tried, in the address of the page."""

    def add_prefix(self, field_name: str) -> str:
        return ADDRESS.get(field_name, field_name)

    @property
    def current_values(self) -> dict[str, Any]:
        """What holds of what was typed; where nothing was, what the form begins with."""
        if self.is_bound:
            self.is_valid()
            return self.cleaned_data
        return {
            name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
        }


class FairnessForm(TriedKeyForm):
    """Figures of one's own, how groups' costs are reckoned, and another key; nothing is written unless it is kept."""

    model = forms.ChoiceField(
        label=_("What a group of some would pay"),
        choices=[
            (CostModel.ALONE, _("what its members would pay alone")),
            (CostModel.FIXED, _("the whole fixed part, and its members' own parts")),
        ],
        initial=CostModel.ALONE,
        widget=forms.RadioSelect,
        required=False,
    )
    following_use = forms.MultipleChoiceField(
        label=_("Costs that follow use"),
        choices=CostType.choices,
        initial=list(FOLLOWING_USE),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("For the fixed part: these are each one's own part, by users or population."),
    )
    field_order = ["model", "following_use", "key"]

    def __init__(
        self,
        *arguments: Any,
        person: Person,
        cost: SharedCost | None = None,
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, person=person, **keywords)
        key = self.fields["key"]
        assert isinstance(key, forms.ChoiceField)
        key.required, key.label = False, _("Another key")
        key.choices = [("", _("Nothing chosen")), *KeyKind.choices]
        key.initial = ""
        types = self.fields["following_use"]
        assert isinstance(types, forms.MultipleChoiceField)
        self.alone_names: list[str] = []
        if cost is None:
            return
        types.choices = [choice for choice in CostType.choices if choice[0] in cost.by_type]
        if not cost.by_type:
            del self.fields["following_use"]
            del self.fields["model"]
        self.alone_names = _add_alone(self, cost)

    @property
    def typed_ore(self) -> dict[str, int]:
        """Stand-alone costs that were typed and hold, by code."""
        return _typed_standalone(self.current_values)

    @property
    def alone_fields(self) -> list[Any]:
        return [self[name] for name in self.alone_names]

    @property
    def special_used(self) -> bool:
        """Is anything typed of what only some keys need?"""
        special = [self[name] for name in ("weights", "quantity", "price_ore")]
        return any(field.errors or field.value() for field in special)


class StandAloneForm(forms.Form):
    """What each participant would pay alone, to keep; what is left empty stays as it is."""

    origin = forms.CharField(
        label=_("Where the figures come from"),
        max_length=200,
        help_text=_("An offer, a study, the year before."),
    )

    def __init__(self, *arguments: Any, cost: SharedCost, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._organisations = {each.code: each.organisation for each in cost.taking_part}
        self.order_fields([*_add_alone(self, cost), "origin"])

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        typed = _typed_standalone(chosen)
        chosen["amounts_ore"] = {self._organisations[code]: ore for code, ore in typed.items()}
        return chosen


class ProposeKeyForm(TriedKeyForm):
    """Another key to put to decision."""

    starts_on = forms.DateField(label=_("From"), widget=DAY)
    text = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it changes for each municipality is added by itself."),
    )


def _add_alone(form: forms.Form, cost: SharedCost) -> list[str]:
    """A field for each participant; their names."""
    for each in cost.taking_part:
        label = str(each.organisation)
        form.fields[f"{ALONE}{each.code}"] = KronorField(label=label, required=False)
    return [f"{ALONE}{code}" for code in cost.codes]


def _typed_standalone(chosen: Mapping[str, Any]) -> dict[str, int]:
    """The stand-alone costs among cleaned values, by code."""
    return {
        name.removeprefix(ALONE): value
        for name, value in chosen.items()
        if name.startswith(ALONE) and isinstance(value, int)
    }


def typed_in(query: QueryDict) -> QueryDict | None:
    """What an address holds that was typed in the form; where it is a part, the model is what the form begins with."""
    if not any(name in ADDRESS.values() or name.startswith(ALONE) for name in query):
        return None
    typed = query.copy()
    if ADDRESS["model"] not in typed:
        typed[ADDRESS["model"]] = CostModel.ALONE.value
        typed.setlist(ADDRESS["following_use"], [each.value for each in FOLLOWING_USE])
    return typed


def key_in(query: Mapping[str, str]) -> dict[str, str]:
    """A key in an address, to begin a form with."""
    return {field: query[name] for field, name in ADDRESS.items() if name in query}


def alone_in(query: Mapping[str, str]) -> dict[str, str]:
    """Stand-alone costs in an address, to begin a form with."""
    return {name: query[name] for name in query if name.startswith(ALONE)}
