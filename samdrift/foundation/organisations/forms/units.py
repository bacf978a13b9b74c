"""What a person typed about a unit → clean values; its functions ticked, and new ones written one a line."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Function, Organisation, Unit
from samdrift.foundation.organisations.models.function import fold_name
from samdrift.foundation.organisations.queries import functions_of, parts_of


class UnitForm(forms.ModelForm[Unit]):
    held = forms.ModelMultipleChoiceField(
        Function.objects.none(),
        label=_("Functions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick those that the unit has today."),
    )
    functions = forms.CharField(
        label=_("Functions that are not on the list"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One function a line. They are proposed to whoever keeps the list, and the unit has them at once."
        ),
    )

    class Meta:
        model = Unit
        fields = ("kind", "name", "parent", "serves", "staff_fte", "capacity_fte")

    def __init__(
        self,
        *arguments: Any,
        organisation: Organisation,
        functions: QuerySet[Function],
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.instance.organisation = organisation
        parent, held = self.fields["parent"], self.fields["held"]
        assert isinstance(parent, forms.ModelChoiceField)
        assert isinstance(held, forms.ModelMultipleChoiceField)
        parent.label = _("Part of")
        parent.queryset = (
            Unit.objects.filter(organisation=organisation)
            .existing(today())
            .exclude(pk__in=[unit.pk for unit in parts_of(self.instance)])
        )
        held.queryset = functions
        if self.instance.pk:
            folded = [fold_name(name) for name in functions_of(self.instance)]
            self.initial["held"] = list(functions.filter(folded__in=folded))
        if not functions.exists():
            del self.fields["held"]

    def names(self) -> list[str]:
        """The functions that the unit is to have: those ticked, then those written."""
        ticked = [str(each) for each in self.cleaned_data.get("held", ())]
        return [*ticked, *self.cleaned_data["functions"].splitlines()]

    def take_over(self, data: Any, before: Mapping[str, Any]) -> None:
        """What another gave and took away meanwhile is put into the form; what was ticked and written here stays.

        before: what the fields were when this form was made, of those that another has changed.
        """
        if "functions" not in before or not hasattr(self, "cleaned_data"):
            return
        then = {fold_name(line) for line in before["functions"].splitlines()}
        typed = {fold_name(name): name for name in self.names() if fold_name(name)}
        now = {fold_name(name): name for name in functions_of(self.instance)}
        wanted = {folded: now[folded] for folded in now if folded in typed or folded not in then}
        wanted |= {folded: typed[folded] for folded in typed if folded not in then}
        known = dict(Function.objects.filter(folded__in=wanted).values_list("folded", "pk"))
        data.setlist(self.add_prefix("held"), [str(pk) for pk in known.values()])
        written = [name for folded, name in wanted.items() if folded not in known]
        data[self.add_prefix("functions")] = "\n".join(written)
