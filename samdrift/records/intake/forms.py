"""What a person gives and chooses on the way of a file into the register."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.listing.list_fields import labels_of
from samdrift.foundation.ui.templatetags.ui import thousands
from samdrift.records.intake.actions.files import FIELDS
from samdrift.records.intake.convert import READERS
from samdrift.records.intake.convert.words import (
    COST_FIELD_LABELS,
    EMPLOYEE_FIELD_LABELS,
    FIELD_LABELS,
)
from samdrift.records.intake.models import About, Decision, NameMatch, Upload
from samdrift.records.intake.queries import OTHER_RECEIVERS, receiving_organisations
from samdrift.records.register.models import Product


class UploadForm(forms.Form):
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Municipality"), queryset=None, empty_label=_("Choose a municipality")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _(
                "CSV or Excel, at most {size} MB and {rows} rows. The columns may have any names and any order."
            ),
            size=settings.UPLOAD_LIMIT_MB,
            rows=thousands(settings.UPLOAD_LIMIT_ROWS),
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"}),
        max_length=250,
        allow_empty_file=True,
    )

    owners_from = forms.DateField(
        label=_("Those who answer for new applications do so from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Empty: from each application's first day, so that it has had its system owner all along. Choose a day if"
            " they were appointed later."
        ),
    )

    changes_from = forms.DateField(
        label=_("Changes hold from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For those who move, and for new employees without a first day. Empty: today."),
    )
    leavers_on = forms.DateField(
        label=_("The file is the whole list: those not in it leave after"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the file is a part, and those not in it stay as they are."),
    )

    def __init__(
        self, *args: Any, person: Person, about: str = About.REGISTER, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if about != About.REGISTER:
            del self.fields["owners_from"]
        if about != About.EMPLOYEES:
            del self.fields["changes_from"], self.fields["leavers_on"]
        organisations = receiving_organisations(person, about)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        if about in OTHER_RECEIVERS:
            field.label, field.empty_label = _("Organisation"), _("Choose an organisation")
        only = list(organisations[:2])
        if len(only) == 1:
            field.initial, field.empty_label = only[0].pk, None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_MB * 1_000_000:
            raise forms.ValidationError(
                gettext(
                    "The file is larger than %(most)s MB. Split it, or take away pictures and empty sheets."
                ),
                params={"most": settings.UPLOAD_LIMIT_MB},
            )
        return file


def field_choices(upload: Upload) -> list[tuple[str, Any]]:
    """Every meaning a column can have, the most needed first."""
    if upload.is_keyed:
        return [("", _("Not read")), *labels_of(FIELDS[About(upload.about)]).items()]
    if not upload.is_register:
        labels = COST_FIELD_LABELS if upload.is_costs else EMPLOYEE_FIELD_LABELS
        return [("", _("Not read")), *labels.items()]
    return [("", _("Keep as extra information")), *((name, FIELD_LABELS[name]) for name in READERS)]


class ColumnsForm(forms.Form):
    """One choice for each column of the file, named by its position."""

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload = upload
        choices = field_choices(upload)
        for at, heading in enumerate(upload.header):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=upload.columns.get(heading, ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for at, heading in enumerate(self.upload.header):
            field = cleaned.get(f"column_{at}", "")
            if field and field in seen:
                self.add_error(
                    f"column_{at}",
                    gettext("%(other)s means the same already. Only one column can.")
                    % {"other": seen[field]},
                )
            elif field:
                seen[field] = heading
        return cleaned

    @property
    def columns_chosen(self) -> dict[str, str]:
        return {
            heading: self.cleaned_data[f"column_{at}"]
            for at, heading in enumerate(self.upload.header)
        }


class ProductsForm(forms.Form):
    """For each name: a suggestion, a new product, no product, or any other product of the catalogue by its name."""

    def __init__(
        self, *args: Any, matches: list[NameMatch], products: Mapping[int, Product], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matches = matches
        self.by_name = {product.name.casefold(): product for product in products.values()}
        for match in matches:
            offered = [(products[pk], score) for pk, score in match.candidates if pk in products]
            choices = [
                (str(product.pk), f"{_product_name(product)} – {score:.0%}")
                for product, score in offered
            ]
            if match.product is not None and match.product_id not in {
                product.pk for product, _score in offered
            }:
                choices.insert(0, (str(match.product_id), _product_name(match.product)))
            choices += [
                (Decision.NONE.value, gettext("No product")),
                (Decision.NEW.value, gettext("New product")),
            ]
            self.fields[f"choice_{match.pk}"] = forms.ChoiceField(
                label=match.name,
                choices=choices,
                initial=str(match.product_id)
                if match.decision == Decision.PRODUCT
                else match.decision,
            )
            self.fields[f"other_{match.pk}"] = forms.CharField(
                label=gettext("Another product for %(name)s") % {"name": match.name},
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"list": "catalogue", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for match in self.matches:
            other = cleaned.get(f"other_{match.pk}", "")
            if other and other.casefold() not in self.by_name:
                words = gettext("There is no product called %(name)s in the catalogue.") % {
                    "name": other
                }
                self.add_error(f"other_{match.pk}", words)
        return cleaned

    @property
    def products_chosen(self) -> dict[int, tuple[str, int | None]]:
        chosen: dict[int, tuple[str, int | None]] = {}
        for match in self.matches:
            other, choice = (
                self.cleaned_data[f"other_{match.pk}"],
                self.cleaned_data[f"choice_{match.pk}"],
            )
            if other:
                chosen[match.pk] = (Decision.PRODUCT, self.by_name[other.casefold()].pk)
            elif choice.isdecimal():
                chosen[match.pk] = (Decision.PRODUCT, int(choice))
            else:
                chosen[match.pk] = (choice, None)
        return chosen


def _product_name(product: Product) -> str:
    return f"{product.name} ({product.vendor})" if product.vendor else product.name


class ConfirmForm(forms.Form):
    """Which rows to bring in, where some have faults, and from which day others answer, where the file changes who."""

    changes_from = forms.DateField(
        label=_("They answer for them from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    which = forms.ChoiceField(label=_("Which rows"), widget=forms.RadioSelect, required=False)

    def __init__(
        self, *args: Any, sound: int, faulty: int, handed_over: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changes_from"].initial = today
        self.fields["changes_from"].help_text = ngettext(
            "The file names others who answer for %(count)s application. Those before them leave the day before.",
            "The file names others who answer for %(count)s applications. Those before them leave the day before.",
            handed_over,
        ) % {"count": handed_over}
        if not handed_over:
            del self.fields["changes_from"]
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        if not faulty:
            del self.fields["which"]
            return
        field.required = True
        field.choices = [
            (
                "sound",
                ngettext(
                    "Only the %(count)s row without faults",
                    "Only the %(count)s rows without faults",
                    sound,
                )
                % {"count": sound},
            ),
            (
                "all",
                ngettext(
                    "The %(count)s row; cells that can't be read are kept as extra information",
                    "All %(count)s rows; cells that can't be read are kept as extra information",
                    sound + faulty,
                )
                % {"count": sound + faulty},
            ),
        ]

    @property
    def only_sound(self) -> bool:
        return bool(self.cleaned_data.get("which") == "sound")
