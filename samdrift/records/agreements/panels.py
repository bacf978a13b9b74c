"""The board to which rooms above the agreements add what they know of one."""

from samdrift.foundation.organisations.page_panels import PanelBoard
from samdrift.records.agreements.models import Agreement

AGREEMENT_PANELS = PanelBoard[Agreement]()
