"""The last day of an employment, and a successor for each thing that is open."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms.choices import PersonTextField
from samdrift.foundation.organisations.forms.days import DAY
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import OpenTask

LEFT = "ingen-"


class CloseEmploymentForm(forms.Form):
    """Every open task has a field of its key, and a box «nobody» where it may be left open."""

    ends_on = forms.DateField(
        label=_("Last day"),
        widget=DAY,
        help_text=_(
            "The person keeps all rights on the last day. Choose yesterday to close at once."
        ),
    )
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)
    for_all = PersonTextField(
        label=_("Takes over everything that is not answered below"), required=False
    )

    def __init__(
        self, *arguments: Any, tasks: Sequence[OpenTask], people: Iterable[Person], **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.tasks = [task for task in tasks if task.kind.asks]
        self.people = list(people)
        for_all = self.fields["for_all"]
        assert isinstance(for_all, PersonTextField)
        for_all.people = self.people
        for task in self.tasks:
            self.fields[task.key] = PersonTextField(
                label=task.label, required=False, people=self.people, help_text=task.found.note
            )
            if task.may_be_left:
                self.fields[LEFT + task.key] = forms.BooleanField(
                    label=_("Nobody: it is shown as a gap"), required=False
                )

    def successors(self) -> dict[str, Person | None]:
        """By key of task; a task that has no answer is left out, and the verb says so."""
        found: dict[str, Person | None] = {}
        for task in self.tasks:
            chosen = self.cleaned_data.get(task.key)
            if chosen is not None:
                found[task.key] = chosen
            elif self.cleaned_data.get(LEFT + task.key):
                found[task.key] = None
            elif self.cleaned_data.get("for_all") is not None:
                found[task.key] = self.cleaned_data["for_all"]
        return found

    @property
    def sections(self) -> list[tuple[Any, list[tuple[OpenTask, Any, Any]]]]:
        """(heading, [(task, field, box or None)]) in the order of the kinds."""
        found: dict[str, tuple[Any, list[tuple[OpenTask, Any, Any]]]] = {}
        for task in self.tasks:
            box = self[LEFT + task.key] if LEFT + task.key in self.fields else None
            section = found.setdefault(task.kind.name, (task.kind.heading, []))
            section[1].append((task, self[task.key], box))
        return list(found.values())


def typed_day(value: str | None, otherwise: dt.date) -> dt.date:
    """The last day as typed, where it can be read."""
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return otherwise


class MergePersonForm(forms.Form):
    """The other row that is the same person."""

    other = PersonTextField(label=_("The row that is the same person"))

    def __init__(self, *arguments: Any, people: Iterable[Person], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        other = self.fields["other"]
        assert isinstance(other, PersonTextField)
        other.people = people
        other.help_text = _("Name, e-mail, or as it stands where people are chosen.")


class EraseForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=250)
    sure = forms.BooleanField(label=_("I know that this can't be undone"))
