"""The board to which rooms above the register add what they know of a supplier."""

from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.page_panels import PanelBoard

SUPPLIER_PANELS = PanelBoard[Organisation]()
