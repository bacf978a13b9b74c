"""Django's own forms, drawn with the design system: ``{{ form }}`` or ``{{ field.as_field_group }}`` is enough.

Order in every field: label, hint, error, input. The whole form begins with a summary of its errors, linked to the
fields. Set as ``FORM_RENDERER``; ``django.forms`` stands in INSTALLED_APPS after this app, whose widget templates win.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.core.money import format_kronor, parse_kronor

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
