"""What a person typed about organisations and units → clean values."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.core.population import LAST_FROZEN_YEAR, shipped_municipalities, shipped_population_on
from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import (
    Kind,
    Organisation,
)
from samdrift.foundation.ui.templatetags.ui import thousands


@lru_cache(maxsize=4)
def municipality_choices(year: int) -> list[tuple[str, str]]:
    """The 290 municipalities by name, with their code and inhabitants at the end of a year, to choose from."""
    inhabitants = shipped_population_on(dt.date(year, 12, 31))
    known = sorted(
        shipped_municipalities().values(),
        key=lambda each: swedish_key(each.name),
    )
    return [
        (
            each.code,
            f"{each.name} ({each.code})"
            + (f", {thousands(inhabitants[each.code].value)}" if each.code in inhabitants else ""),
        )
        for each in known
    ]


class OrganisationForm(forms.Form):
    """A municipality is picked among the 290 and brings its name; others are written by hand."""

    kind = forms.ChoiceField(label=_("Kind"))
    municipality_code = forms.ChoiceField(
        label=_("Municipality"),
        required=False,
        help_text=_(
            "Only for the kind municipality, with code and inhabitants. Name and short name follow from it."
        ),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Needed for all but municipalities."),
    )
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    organisation_number = forms.CharField(
        label=_("Organisation number"), max_length=11, required=False
    )
    joins_on = forms.DateField(
        label=_("Member of the federation from"),
        required=False,
        widget=DAY,
        help_text=_("Leave empty for a neighbour or a supplier."),
    )
    why = forms.CharField(label=_("Reason for the change"), required=False, max_length=250)

    def __init__(
        self, *arguments: Any, organisation: Organisation | None = None, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        is_federation = organisation is not None and organisation.kind == Kind.FEDERATION
        kind, code = self.fields["kind"], self.fields["municipality_code"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(code, forms.ChoiceField)
        kind.choices = [
            choice for choice in Kind.choices if (choice[0] == Kind.FEDERATION) == is_federation
        ]
        year = min(today().year - 1, LAST_FROZEN_YEAR)
        code.choices = [("", _("Choose a municipality")), *municipality_choices(year)]
        if organisation is None:
            del self.fields["why"]
        else:
            del self.fields["joins_on"]

    def clean(self) -> dict[str, Any]:
        """A municipality without a name of its own gets the official one; all others are named."""
        values = super().clean() or {}
        code = values.get("municipality_code")
        if values.get("kind") == Kind.MUNICIPALITY and code:
            chosen = shipped_municipalities()[code]
            values["name"] = values.get("name") or chosen.official_name
            values["short_name"] = values.get("short_name") or chosen.name
        elif not values.get("name"):
            missing = "municipality_code" if values.get("kind") == Kind.MUNICIPALITY else "name"
            self.add_error(missing, _("Say which organisation it is."))
        return values


class MembershipForm(forms.Form):
    """From when to when an organisation is a member."""

    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DAY,
        help_text=_("Empty: until further notice."),
    )
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)


class ReasonForm(forms.Form):
    """Something is taken away, and the reason is kept."""

    why = forms.CharField(label=_("Reason"), max_length=250)


class MergeForm(forms.Form):
    """Which it is the same as, why, and what becomes of what both have."""

    into = forms.ModelChoiceField(Organisation.objects.none(), label=_("Is the same as"))
    drop_doubles = forms.BooleanField(
        label=_("Drop what both have"),
        required=False,
        help_text=_("As two budgets for the same year. Kept in the history."),
    )
    why = forms.CharField(label=_("Reason"), max_length=250)

    def __init__(self, *arguments: Any, choices: QuerySet[Any], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _limit(self, "into", choices)


class MoveUnitForm(forms.Form):
    """The organisation that a unit goes over to, and from which day."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)

    def __init__(self, *arguments: Any, choices: QuerySet[Organisation], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _limit(self, "organisation", choices)


def _limit(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
