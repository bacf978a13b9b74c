"""The fields of organisations, units, people and their employments, each declared once.

What a list of employees can say is `EMPLOYEE_FIELDS`; its words, its reading and its preview follow from it. Lists of
organisations and of units are taken out and read back by their keys; closing and merging are verbs of their own.
"""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Employment,
    Kind,
    Organisation,
    Person,
    Unit,
    UnitKind,
)
from samdrift.foundation.organisations.models.organisation import Serves
from samdrift.foundation.organisations.queries.functions import last_day_of_unit
from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field

#: Settled by a verb of its own, so that no file and no edit takes it.
_ELSEWHERE: dict[str, Any] = {"is_settled_elsewhere": True, "to_add": False, "to_change": False}
BETWEEN_UNITS, BETWEEN_FUNCTIONS = " / ", "; "
_EXAMPLE = "set by the demonstration alone"


def _of(model: type[Model], name: str, label: Words = "", **more: Any) -> StoredField:
    return declare_field(StoredField, model, name, label, **more)


PERSON_FIELDS = (
    _of(Person, "person", _("Name"), kind="people", stored_in=("name",)),
    _of(Person, "email", _("E-mail")),
    _of(Person, "phone", _("Phone")),
)
EMPLOYMENT_FIELDS = (
    _of(
        Employment,
        "number",
        _("Employee number"),
        stored_in=("external_number",),
        in_api=False,
    ),
    _of(Employment, "organisation", _("Employer"), to_change=False),
    _of(Employment, "unit", _("Unit")),
    _of(Employment, "title", pgettext_lazy("person", "Title")),
    _of(Employment, "manager", _("Manager"), kind="people"),
    _of(Employment, "starts_on", _("From")),
    _of(Employment, "ends_on", _("Last day"), is_end=True, to_add=False, to_change=False),
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


def unit_path(unit: Unit | None) -> str:
    """«Vård / Hemtjänst»: a unit with everything that it is part of, the whole first; nothing for no unit."""
    names: list[str] = []
    while unit is not None:
        names.insert(0, unit.name)
        unit = unit.parent
    return BETWEEN_UNITS.join(names)


def _functions_in_cell(unit: Unit) -> str:
    """Those that it has, as `functions_of` says; ask with `held_functions__function` prefetched."""
    on = last_day_of_unit(unit)
    held = [each.function.name for each in unit.held_functions.all() if each.holds_on(on)]
    return BETWEEN_FUNCTIONS.join(sorted(held, key=swedish_key))


def _member_from(organisation: Organisation) -> dt.date | None:
    """The first day of the membership that goes on or is to come; ask with `federations` prefetched."""
    days = [
        each.starts_on
        for each in organisation.federations.all()
        if each.ends_on is None or each.ends_on >= today()
    ]
    return min(days, default=None)


ORGANISATION_FIELDS = (
    _of(
        Organisation,
        "name",
        _("Organisation"),
        headings="Organisationsnamn | Namn | Leverantör | Leverantörens namn | Företag | Kommun | Part",
    ),
    _of(
        Organisation,
        "kind",
        headings="Typ | Organisationstyp | Typ av organisation",
        choices=Kind,
        to_change=False,
    ),
    _of(Organisation, "short_name", headings="Kort namn | Förkortning | Kallas"),
    _of(Organisation, "municipality_code", headings="Kommunkod | Kommunnummer | SCB-kod"),
    _of(Organisation, "organisation_number", headings="Org.nr | Orgnr | Org nr | Organisationsnr"),
    ListField(
        "member_from",
        _("Member since"),
        "date",
        "Medlem från | Medlem fr.o.m. | Medlem sedan",
        held=_member_from,
        stored_in=("federations",),
    ),
    _of(Organisation, "ends_on", is_end=True, **_ELSEWHERE),
)
UNIT_FIELDS = (
    _of(Unit, "name", headings="Enhet | Enhetens namn | Förvaltning | Avdelning | Benämning"),
    _of(
        Unit,
        "organisation",
        headings="Kommun | Huvudman",
        held=lambda row: str(row.organisation),
        **_ELSEWHERE,
    ),
    _of(
        Unit,
        "parent",
        _("Part of"),
        headings="Överordnad enhet | Överordnad | Tillhör | Del av",
        held=lambda row: unit_path(row.parent),
    ),
    _of(Unit, "kind", headings="Typ | Enhetstyp | Typ av enhet", choices=UnitKind, to_change=False),
    _of(Unit, "serves", choices=Serves),
    _of(Unit, "staff_fte", headings="Årsarbetare | Heltidstjänster | Personal"),
    _of(Unit, "capacity_fte", headings="Kapacitet | Driftkapacitet"),
    ListField(
        "functions",
        _("Functions"),
        headings="Funktion | Uppgifter",
        longest=4000,
        held=_functions_in_cell,
        stored_in=("held_functions",),
    ),
    _of(Unit, "ends_on", is_end=True, **_ELSEWHERE),
    _of(Unit, "successor", held=lambda row: str(row.successor or ""), longest=300, **_ELSEWHERE),
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
    internal={"id": "the key, which lists have as Register key", "is_example": _EXAMPLE},
)
UNIT = declare_noun(Unit, UNIT_FIELDS, internal={"id": "the key, which lists have as Register key"})
