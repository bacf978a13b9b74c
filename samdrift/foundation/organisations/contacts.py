"""People to reach, as a page shows them: how, only to those who may know."""

from collections.abc import Iterable

from django.urls import reverse

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import known_among
from samdrift.foundation.ui.at_a_glance import Contact


def contacts_of(reader: Person, people: Iterable[tuple[Person, str]]) -> list[Contact]:
    """Each person with what they are to the thing, and how to reach those whom the reader may know."""
    told = list(people)
    known = known_among(reader, [each.pk for each, _what in told]) if told else set()
    return [
        Contact(
            str(each),
            what,
            reverse("person_page", args=[each.pk]),
            each.phone,
            each.dialled_phone,
            each.email or "",
        )
        if each.pk in known
        else Contact(str(each), what)
        for each, what in told
    ]
