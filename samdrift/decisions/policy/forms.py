"""A policy that is read in."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BYTES = 2_000_000


class PolicyFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Policy file (JSON)"),
        help_text=gettext_lazy("In the format samdrift-policy/1, as the manual describes it."),
    )

    def clean_file(self) -> Any:
        """The document inside the file."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        try:
            return json.loads(upload.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
            raise forms.ValidationError(_("The file is not JSON.")) from wrong
