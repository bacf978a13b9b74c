"""The fields of a participation that are taken out in a list and read back from it, each declared once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.ui.listing.list_fields import declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field
from samdrift.records.register.models import Participation


def _unit(row: Participation) -> str:
    return row.unit.name if row.unit else ""


def _contact(row: Participation) -> str:
    return (row.contact.email or row.contact.name) if row.contact else ""


def _declare(name: str, label: Words, headings: str, **more: Any) -> StoredField:
    return declare_field(StoredField, Participation, name, label, headings=headings, **more)


PARTICIPATION_FIELDS = (
    _declare(
        "application",
        _("Application"),
        "System | Systemnamn | Applikationsnamn | IT-system | Namn",
        held=lambda row: row.application.name,
        is_settled_elsewhere=True,
        longest=160,
        to_add=False,
        to_change=False,
    ),
    _declare(
        "organisation",
        _("Municipality"),
        "Kommun | Kommunnamn | Organisation",
        held=lambda row: str(row.organisation),
        is_settled_elsewhere=True,
        to_change=False,
    ),
    _declare("unit", _("Department"), "Förvaltning | Enhet | Avdelning", held=_unit, longest=120),
    _declare("users", _("Users"), "Antal användare | Aktiva användare | Användare"),
    _declare(
        "contact",
        _("Contact"),
        "Kontaktperson | Kontakt | E-post",
        kind="people",
        held=_contact,
        longest=254,
        in_api=False,
    ),
    _declare("starts_on", _("From"), "Från och med | Fr.o.m. | Startdatum | Använder från"),
    _declare(
        "ends_on",
        _("Last day"),
        "Till och med | T.o.m. | Till | Slutdatum | Använder till",
        is_end=True,
    ),
)
PARTICIPATION = declare_noun(
    Participation,
    PARTICIPATION_FIELDS,
    internal={
        "id": "the key, which lists have as Register key",
        "changed_at": "set when the row is saved",
    },
)
