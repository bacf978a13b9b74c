"""The board to which rooms above the organisations add what they know of one, and the tabs of its page."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.page_panels import PanelBoard
from samdrift.foundation.organisations.page_tabs import PageTab
from samdrift.foundation.organisations.queries import visible_units


def _open_units(person: Person, organisation: Organisation) -> QuerySet[Unit]:
    return visible_units(person).filter(organisation=organisation).existing(today())


ORGANISATION_TABS: tuple[PageTab[Organisation], ...] = (
    PageTab("enheter", _("Units"), counts=(_open_units,)),
    PageTab("historik", _("History")),
)
ORGANISATION_PANELS = PanelBoard[Organisation](ORGANISATION_TABS)
