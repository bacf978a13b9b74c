"""The fields of a participation that are taken out in a list and read back from it, each declared once."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.records.register.models import Participation


def _unit(row: Participation) -> str:
    return row.unit.name if row.unit else ""


def _contact(row: Participation) -> str:
    return (row.contact.email or row.contact.name) if row.contact else ""


PARTICIPATION_FIELDS = (
    ListField(
        "application",
        _("Application"),
        headings="System | Systemnamn | Applikationsnamn | IT-system | Namn",
        held=lambda row: row.application.name,
        is_settled_elsewhere=True,
        longest=160,
    ),
    ListField(
        "organisation",
        _("Municipality"),
        headings="Kommun | Kommunnamn | Organisation",
        held=lambda row: str(row.organisation),
        is_settled_elsewhere=True,
    ),
    ListField(
        "unit", _("Department"), headings="Förvaltning | Enhet | Avdelning", held=_unit, longest=120
    ),
    ListField("users", _("Users"), "number", "Antal användare | Aktiva användare | Användare"),
    ListField(
        "contact",
        _("Contact"),
        "people",
        "Kontaktperson | Kontakt | E-post",
        held=_contact,
        longest=254,
    ),
    ListField(
        "starts_on", _("From"), "date", "Från och med | Fr.o.m. | Startdatum | Använder från"
    ),
    ListField(
        "ends_on",
        _("Last day"),
        "date",
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
