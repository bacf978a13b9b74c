"""Django's own forms, drawn with the design system: ``{{ form }}`` or ``{{ field.as_field_group }}`` is enough.

Order in every field: label, hint, error, input. The whole form begins with a summary of its errors, linked to the
fields. Set as ``FORM_RENDERER``; ``django.forms`` stands in INSTALLED_APPS after this app, whose widget templates win.
"""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.core.money import format_kronor, parse_kronor

LONGEST_TEXT = 4000  # characters, where a field says nothing else; the API and files take as much
NARROW = (forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.NumberInput)


class Field(BoundField):
    """A field of a form on a page: its inputs carry the design system's class."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if not drawn.is_hidden:
            classes = [str(drawn.attrs.get("class", "")), "ds-input"]
            if isinstance(drawn, NARROW):
                classes.append("input-narrow")
            built["class"] = " ".join(filter(None, classes))
        return built

    @property
    def first_input_id(self) -> str:
        """Where a link from the error summary leads; a group of choices is reached at its first."""
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return str(self.id_for_label or self.auto_id)

    @property
    def is_checkbox(self) -> bool:
        """A single box to tick: its label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(TemplatesSetting):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field


def holds(form: forms.BaseForm) -> bool:
    """Whether a form that was sent holds.

    A key that no database can hold is no choice, and no text is longer than `LONGEST_TEXT`, whatever the field.
    """
    _limit_texts(form)
    impossible = {}
    for name, field in form.fields.items():
        if form.is_bound and isinstance(field, forms.ModelMultipleChoiceField):
            sent = form[name].data or []
            wrong = [each for each in sent if re.fullmatch(r"[+-]?\d{19,}", str(each).strip())]
            if wrong:
                impossible[name] = wrong
    if impossible:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        for name, wrong in impossible.items():
            kept = [each for each in form[name].data if each not in wrong]
            data.setlist(form.add_prefix(name), kept)
        form.data = data
    form.is_valid()
    for name, wrong in impossible.items():
        words = form.fields[name].error_messages["invalid_choice"]
        form.add_error(name, words % {"value": str(wrong[0])[:30]})
    return form.is_valid()


def _limit_texts(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and field.max_length is None:
            field.max_length = LONGEST_TEXT
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))


class KronorField(forms.CharField):
    """Kronor as a person writes them; cleaned to whole öre."""

    def prepare_value(self, value: Any) -> Any:
        return format_kronor(value, thousands=" ", minus="-") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_kronor(text)
        except InvalidInput as wrong:
            raise forms.ValidationError(
                _("Write an amount in kronor with at most two decimals, such as 12 500,50.")
            ) from wrong
