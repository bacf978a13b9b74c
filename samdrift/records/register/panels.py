"""The boards to which rooms above the register add what they know of an application and of a supplier."""

from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.page_panels import PanelBoard
from samdrift.records.register.models import Application

APPLICATION_PANELS = PanelBoard[Application]()
SUPPLIER_PANELS = PanelBoard[Organisation]()
