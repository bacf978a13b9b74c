"""The board to which rooms above the organisations add what they know of one."""

from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.page_panels import PanelBoard

ORGANISATION_PANELS = PanelBoard[Organisation]()
