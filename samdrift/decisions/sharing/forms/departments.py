"""What a person typed about how a municipality's share goes on to its departments → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import read_weights
from samdrift.decisions.sharing.forms.keys import finding_lines
from samdrift.decisions.sharing.models import DepartmentKey
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.records.agreements.forms import DAY
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives


class DepartmentRuleForm(forms.Form):
    """By users, by a fixed split, or to one department; for one application or for everything."""

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
        empty_label=_("Nothing chosen"),
    )
    key = forms.ChoiceField(label=_("Split"), choices=DepartmentKey.choices)
    split = forms.CharField(
        label=_("Fixed split"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One department a line, with whole numbers: Socialförvaltningen; 35."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Department"),
        required=False,
        empty_label=_("Nothing chosen"),
        help_text=_("The one that bears it all."),
    )
    origin = forms.CharField(label=_("Decision"), max_length=250, required=False)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To"), widget=DAY, required=False)

    def __init__(
        self, *arguments: Any, person: Person, organisation: Organisation, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self._units = {
            unit.name.lower(): unit
            for unit in organisation.units.existing(today()).order_by("-parent")
        }
        for name, rows in (
            ("application", visible_applications(person).order_by("name")),
            ("initiative", visible_initiatives(person).order_by("name")),
            ("unit", organisation.units.existing(today()).order_by("name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean_split(self) -> dict[str, int]:
        """Departments' ids and whole numbers, each line with what is wrong with it."""
        text = self.cleaned_data["split"]
        if not text.strip():
            return {}
        try:
            written = read_weights(text)
        except InvalidInput as wrong:
            raise forms.ValidationError(finding_lines(wrong)) from wrong
        wrongs = [
            _("«%(name)s» is not a department here.") % {"name": name}
            for name in written
            if name.lower() not in self._units
        ]
        wrongs += [
            _("«%(name)s» has no whole number.") % {"name": name}
            for name, weight in written.items()
            if weight.denominator != 1 or weight < 0
        ]
        if wrongs:
            raise forms.ValidationError(wrongs)
        return {str(self._units[name.lower()].pk): int(weight) for name, weight in written.items()}

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        key, split = chosen.get("key"), chosen.pop("split", None)
        if chosen.get("application") and chosen.get("initiative"):
            self.add_error("initiative", _("Choose an application or an initiative, not both."))
        if key == DepartmentKey.FIXED and split == {}:
            self.add_error("split", _("Say how much each department bears."))
        if key == DepartmentKey.ONE and chosen.get("unit") is None:
            self.add_error("unit", _("Say which department bears the cost."))
        chosen["weights"] = split if key == DepartmentKey.FIXED and split else {}
        if key != DepartmentKey.ONE:
            chosen["unit"] = None
        return chosen
