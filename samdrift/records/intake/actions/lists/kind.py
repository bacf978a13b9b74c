"""What has to be said about a list for it to be taken out and read back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from samdrift.core.tables import Vocabulary
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.listing.list_fields import ListField, vocabulary_of_list
from samdrift.records.intake.models import About

Values = Mapping[str, Any]


@dataclass(frozen=True)
class KeyedList:
    """A list whose rows have keys.

    fields: its columns. needed: what a new row must say. naming: the fields that name a row, for heads and sums.
    rows: those of an organisation that a person may change. seen: of some keys, those that the person may see at all.
    name_of: what a row is called, from its values. identity: what it is known by where a file has no keys; telling:
    fields that tell apart those that are alike. meant: field → the text that a cell means, as the list itself writes
    it; raises ValidationError where it means nothing. add, change: the verbs; a change is given only what differs.
    ends: the field that says that a row is over. placing: fields that say where a row belongs: one of the same name in
    another place is another row. elsewhere: field → what is said where a file says something else than the register of
    what a page settles. builds: a row may rest on what a row above it adds, so they are tried one after the other.
    """

    about: About
    fields: Sequence[ListField]
    needed: Collection[str]
    naming: Sequence[str]
    rows: Callable[[Person, Organisation], Iterable[Any]]
    seen: Callable[[Person, Sequence[int]], Collection[int]]
    name_of: Callable[[Values], str]
    identity: Callable[[Values], str]
    telling: Sequence[str]
    meant: Mapping[str, Callable[[Person, Organisation, str], str]]
    add: Callable[[Person, Organisation, Values, str], object]
    change: Callable[[Person, Organisation, Model, Values, str], object]
    ends: str
    placing: Sequence[str] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    builds: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, ListField]:
        return {each.name: each for each in self.fields}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of_list(self.fields)

    def held(self, row: Model) -> dict[str, Any]:
        """Everything that a row holds, field by field."""
        return {each.name: each.of(row) for each in self.fields}


def own_organisation_meant(_person: Person, organisation: Organisation, text: str) -> str:
    """The organisation that the file is of, however it is written; another is refused."""
    names = {organisation.name, str(organisation), f"{organisation} kommun"}
    if fold(text) not in {fold(name) for name in names}:
        raise ValidationError(
            _("The row is of %(value)s, but the file is of %(employer)s.")
            % {"value": text, "employer": organisation}
        )
    return str(organisation)
