"""How people are chosen: so that two with the same name can be told apart."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from samdrift.core.naming import name_each_once
from samdrift.foundation.organisations.models import Person


def person_label(person: Person) -> str:
    """«Dan Ek, Ekonomi, Åmål (dan.ek@amal.se)»; without e-mail the number of the row tells two apart."""
    parts = [person.name]
    if person.unit is not None:
        parts.append(person.unit.name)
    if person.organisation is not None:
        parts.append(str(person.organisation))
    return f"{name_each_once(parts)} ({person.email or _('no. %(pk)s') % {'pk': person.pk}})"


class _PeopleWithPlaces(ModelChoiceIterator):  # type: ignore[type-arg]
    """The label tells unit and organisation: they are read together with the people."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.queryset = field.queryset.select_related("organisation", "unit")


class PersonChoiceField(forms.ModelChoiceField[Person]):
    """A select of people. Every form that asks for a person uses it."""

    iterator = _PeopleWithPlaces

    def label_from_instance(self, obj: Any) -> str:
        return person_label(obj)


class PersonTextField(forms.CharField):
    """A person written with name or e-mail, with help from a list of suggestions that many fields share.

    A select each would repeat thousands of people on a page. What fits several is refused, naming them.
    """

    def __init__(self, *arguments: Any, people: Iterable[Person] = (), **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.people = people
        self.widget.attrs |= {"list": "people", "autocomplete": "off"}

    def clean(self, value: Any) -> Person | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        folded = text.casefold()
        found = [each for each in self.people if folded in _written(each)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(person_label(each) for each in found[:5])
            raise ValidationError(
                _("Several fit: %(names)s. Choose one of them.") % {"names": names}
            )
        raise ValidationError(_("Nobody employed here is called «%(text)s».") % {"text": text})


def _written(person: Person) -> set[str]:
    return {
        person_label(person).casefold(),
        person.name.casefold(),
        (person.email or person_label(person)).casefold(),
    }
