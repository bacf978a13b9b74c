"""What a person asks of next year's budget: what to copy, which year to derive, a unit's frame."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.forms import KronorField
from samdrift.records.spending.models import CostKind, CostLine, CostType
from samdrift.records.spending.queries import budgetable_lines, visible_cost_lines


class YearField(forms.IntegerField):
    def __init__(self, label: Any) -> None:
        super().__init__(label=label, min_value=1950, max_value=2200)


class PercentField(forms.DecimalField):
    """A percentage as a person writes it: comma or point, a sign, perhaps %."""

    def clean(self, value: Any) -> Any:
        text = str(value or "").replace("%", "").replace("\u00a0", "").replace(" ", "")
        return super().clean(text.replace(",", ".").replace("−", "-"))


class CopyForm(forms.Form):
    """From which lines to which year; sent as an address, so that what is shown can be kept and sent on."""

    ar = YearField(_("From the year"))
    slag = forms.ChoiceField(label=_("Kind"), choices=CostKind.choices)
    till_ar = YearField(_("To the year"))
    till_slag = forms.ChoiceField(label=_("Becomes"), choices=CostKind.choices)
    index = PercentField(
        label=_("Index, per cent"),
        max_digits=6,
        decimal_places=2,
        min_value=Decimal(-100),
        max_value=Decimal(999),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("2,5 raises by two and a half per cent; a minus lowers."),
    )
    kommun = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Borne by"), required=False, empty_label=_("Everyone")
    )
    typ = forms.MultipleChoiceField(
        label=_("Only of these types"),
        choices=CostType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "None chosen: all. Types with different indexes are copied one index at a time."
        ),
    )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.person = person
        bearer = self.fields["kommun"]
        assert isinstance(bearer, forms.ModelChoiceField)
        bearers = budgetable_lines(person).order_by().values("bearer")
        bearer.queryset = Organisation.objects.filter(pk__in=bearers).order_by("municipality_code")

    @property
    def lines(self) -> list[CostLine]:
        """The lines asked about, those that the person may budget."""
        asked = self.cleaned_data
        rows = budgetable_lines(self.person).filter(year=asked["ar"], kind=asked["slag"])
        if asked["kommun"] is not None:
            rows = rows.filter(bearer=asked["kommun"])
        if asked["typ"]:
            rows = rows.filter(type__in=asked["typ"])
        return list(
            rows.select_related(
                "application", "initiative", "unit__organisation", "bearer", "agreement"
            ).order_by(
                "bearer__municipality_code",
                "application__name",
                "initiative__name",
                "phase",
                "type",
                "pk",
            )
        )


class SheetForm(forms.Form):
    """Which lines to take out as a spreadsheet; sent as an address."""

    kommun = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Borne by"), required=False, empty_label=_("Everyone")
    )
    ar = YearField(_("Year"))
    slag = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *CostKind.choices], required=False
    )
    som = forms.ChoiceField(
        label=_("To fill in as"),
        choices=[("", _("As they are")), *CostKind.choices],
        required=False,
        help_text=_(
            "Another kind gives a template: the same rows with an empty amount to fill in."
        ),
    )
    format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", "Excel"), ("csv", "CSV")], required=False
    )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.person = person
        self.fields["ar"].required = False
        bearer = self.fields["kommun"]
        assert isinstance(bearer, forms.ModelChoiceField)
        bearers = visible_cost_lines(person).order_by().values("bearer")
        bearer.queryset = Organisation.objects.filter(pk__in=bearers).order_by("municipality_code")

    @property
    def lines(self) -> list[CostLine]:
        asked = self.cleaned_data
        rows = visible_cost_lines(self.person)
        for name, field in (("kommun", "bearer"), ("ar", "year"), ("slag", "kind")):
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        return list(
            rows.select_related("application", "initiative", "unit", "bearer").order_by(
                "year", "application__name", "initiative__name", "unit__name", "phase", "type", "pk"
            )
        )


class YearForm(forms.Form):
    ar = YearField(_("Year"))


class FrameForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    year = YearField(_("Year"))
    amount_ore = KronorField(label=_("Frame, kronor"), help_text=_("Excluding VAT."))
    decision = forms.CharField(label=_("Decision"), max_length=200, required=False)

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = (
            Unit.objects.filter(
                organisation__in=organisation_ids_where(person, Permission.EDIT_COSTS)
            )
            .existing(today())
            .select_related("organisation")
            .order_by("organisation__municipality_code", "name")
        )
