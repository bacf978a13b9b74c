"""The last day of a unit or an organisation, and who takes over each kind of what goes on after it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.references import Standing
from samdrift.foundation.organisations.succession import Without

NOBODY = "ingen-"
#: What becomes of what nobody takes over, told beside the choice of nobody.
WORDS = {
    Without.ENDS: _("Nobody: it ends on the last day, and the reason is kept"),
    Without.IS_EMPTIED: _("Nobody: it goes on without, and the reason is kept"),
    Without.STAYS: _("Nobody: it is left as it is, and the reason is kept"),
}


class ClosingForm(forms.Form):
    """For each kind of what goes on a successor, or a box «nobody» where it may be left."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    successor = forms.ModelChoiceField[Any](
        None, label=_("Takes over everything that is not answered below"), required=False
    )
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)

    def __init__(
        self,
        *arguments: Any,
        choices: models.QuerySet[Any],
        standing: Sequence[Standing],
        needs_reason: bool = False,
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.standing = list(standing)
        self.fields["why"].required = needs_reason
        self.fields["successor"].queryset = choices  # type: ignore[attr-defined]  # a choice of rows
        for each in self.standing:
            words = gettext("Who takes over %(counts)s?")
            self.fields[each.key] = forms.ModelChoiceField(
                choices,
                label=words % {"counts": each.words},
                required=False,
            )
            if each.without in WORDS:
                self.fields[NOBODY + each.key] = forms.BooleanField(
                    label=WORDS[each.without], required=False
                )

    def answers(self) -> dict[str, Any]:
        """What the verb asks: the last day, the reason, who takes over all, and by key who takes over what."""
        successors = {
            each.key: self.cleaned_data.get(each.key)
            for each in self.standing
            if self.cleaned_data.get(each.key) or self.cleaned_data.get(NOBODY + each.key)
        }
        values = self.cleaned_data
        said = {name: values[name] for name in ("ends_on", "successor", "why")}
        return {**said, "successors": successors}
