"""The room's form: how often each kind of letter comes."""

from typing import Any

from django import forms

from samdrift.foundation.messages.kinds import Frequency, kinds_to_choose
from samdrift.foundation.messages.queries import frequencies_of
from samdrift.foundation.organisations.models import Person


class LettersForm(forms.Form):
    """One question for each kind that may be declined."""

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        chosen = frequencies_of(person)
        for kind in kinds_to_choose():
            self.fields[kind.name] = forms.ChoiceField(
                label=str(kind.label),
                choices=Frequency.choices,
                initial=chosen[kind.name].value,
                widget=forms.RadioSelect,
            )
