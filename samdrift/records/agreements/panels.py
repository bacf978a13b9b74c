"""The board to which rooms above the agreements add what they know of one, and the tabs of its page."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.page_panels import PanelBoard
from samdrift.foundation.organisations.page_tabs import PageTab
from samdrift.records.agreements.models import Agreement

AGREEMENT_TABS: tuple[PageTab[Agreement], ...] = (PageTab("historik", _("History")),)
AGREEMENT_PANELS = PanelBoard[Agreement](AGREEMENT_TABS)
