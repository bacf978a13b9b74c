"""The forms of attachments."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.files.attachable import Attachable
from samdrift.foundation.files.kinds import ENDINGS
from samdrift.foundation.files.models import Attachment, SeenBy


class AttachForm(forms.Form):
    """A file, what it is called, and who sees it. A browser can't send a file again by itself: then it says so."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # what is wrong with a file is said in one place
        max_length=None,
    )
    name = forms.CharField(
        label=gettext_lazy("Name on the page"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Such as «Signed agreement». Empty: the file's own name."),
    )
    seen_by = forms.ChoiceField(label=gettext_lazy("Who sees the file"))

    def __init__(self, *args: Any, kind: Attachable, **named: Any) -> None:
        super().__init__(*args, **named)
        file, seen_by = self.fields["file"], self.fields["seen_by"]
        file.widget.attrs["accept"] = ",".join(ENDINGS)
        file.help_text = _(
            "PDF, office file, text, picture or e-mail of at most %(megabytes)s MB, without macros and password."
        ) % {"megabytes": settings.FILE_LIMIT_MB}
        assert isinstance(seen_by, forms.ChoiceField)
        seen_by.choices = [(each.value, each.label) for each in kind.seen_by_choices()]
        self.initial.setdefault("seen_by", SeenBy.EVERYONE.value)

    def add_error(self, field: str | None, error: Any) -> None:
        """Whatever is refused, the rest of what was typed stands, and the file must be chosen once more."""
        super().add_error(field, error)
        if self.files and "file" not in self.errors:
            super().add_error("file", _("Choose the file again: a browser does not keep it."))


class RenameForm(forms.ModelForm[Attachment]):
    class Meta:
        model = Attachment
        fields = ("name",)
