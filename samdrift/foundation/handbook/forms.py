"""What an administrator typed under a section of the handbook → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.handbook.models import Addition


class AdditionForm(forms.ModelForm[Addition]):
    class Meta:
        model = Addition
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "text": _(
                "Whom to ask, what you have agreed on. An empty line begins a new paragraph, «- » a line of a list; "
                "a link is written [the words](https://…), **bold** between stars."
            )
        }
