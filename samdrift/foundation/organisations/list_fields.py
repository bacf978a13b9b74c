"""The fields of organisations, units, people and their employments, each declared once.

What a list of employees can say is `EMPLOYEE_FIELDS`; its words, its reading and its preview follow from it. An
organisation and a unit are added, merged and closed by verbs of their own, and are read from no file: decision 161.
"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.organisations.models import (
    Employment,
    Kind,
    Organisation,
    Person,
    Unit,
    UnitKind,
)
from samdrift.foundation.organisations.models.organisation import Serves
from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field

_EXAMPLE = "set by the demonstration alone"


def _of(model: type[Model], name: str, label: Words = "", **more: Any) -> StoredField:
    return declare_field(StoredField, model, name, label, **more)


PERSON_FIELDS = (
    _of(Person, "person", _("Name"), kind="people", stored_in=("name",)),
    _of(Person, "email", _("E-mail")),
    _of(Person, "phone", _("Phone")),
)
EMPLOYMENT_FIELDS = (
    _of(Employment, "number", _("Employee number"), stored_in=("external_number",)),
    _of(Employment, "organisation", _("Employer")),
    _of(Employment, "unit", _("Unit")),
    _of(Employment, "title", pgettext_lazy("person", "Title")),
    _of(Employment, "manager", _("Manager"), kind="people"),
    _of(Employment, "starts_on", _("From")),
    _of(Employment, "ends_on", _("Last day"), is_end=True),
)
#: A name in two columns is one name.
NAME_PARTS = (
    ListField("given_name", _("First name"), "people"),
    ListField("family_name", _("Family name"), "people"),
)
#: Every column of a list of employees, the most needed first.
EMPLOYEE_FIELDS: tuple[ListField, ...] = (
    EMPLOYMENT_FIELDS[0],
    PERSON_FIELDS[0],
    *NAME_PARTS,
    *PERSON_FIELDS[1:],
    *EMPLOYMENT_FIELDS[1:],
)
ORGANISATION_FIELDS = (
    _of(Organisation, "name", _("Organisation")),
    _of(Organisation, "kind", choices=Kind),
    _of(Organisation, "short_name"),
    _of(Organisation, "municipality_code"),
    _of(Organisation, "organisation_number"),
    _of(Organisation, "ends_on", is_end=True, is_settled_elsewhere=True),
)
UNIT_FIELDS = (
    _of(Unit, "name"),
    _of(Unit, "organisation", is_settled_elsewhere=True),
    _of(Unit, "parent", _("Part of")),
    _of(Unit, "kind", choices=UnitKind),
    _of(Unit, "serves", choices=Serves),
    _of(Unit, "staff_fte", kind="number"),
    _of(Unit, "capacity_fte", kind="number"),
    _of(Unit, "ends_on", is_end=True, is_settled_elsewhere=True),
    _of(Unit, "successor", is_settled_elsewhere=True),
)
PERSON = declare_noun(
    Person,
    PERSON_FIELDS,
    internal={
        "id": "the key; a file knows a person by number or e-mail",
        "password": "how somebody signs in, never shown or taken out",
        "last_login": "when somebody signed in, shown to that person alone",
        "organisation": "repeats the employment that holds, so that lists read one table",
        "unit": "repeats the employment that holds, so that lists read one table",
        "title": "repeats the employment that holds, so that lists read one table",
        "is_example": _EXAMPLE,
        "merged_into": "set when two rows are found to be one person",
        "anonymised_on": "set when what is known of somebody is erased",
    },
)
EMPLOYMENT = declare_noun(
    Employment,
    EMPLOYMENT_FIELDS,
    internal={
        "id": "the key, which no list needs beside person and first day",
        "person": "whose it is: the row of the list itself",
    },
)
ORGANISATION = declare_noun(
    Organisation,
    ORGANISATION_FIELDS,
    internal={"id": "the key, which no file is read back by", "is_example": _EXAMPLE},
)
UNIT = declare_noun(Unit, UNIT_FIELDS, internal={"id": "the key, which no file is read back by"})
