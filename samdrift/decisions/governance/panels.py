"""The board to which rooms above governance add what they know of a proposal."""

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.page_panels import PanelBoard

PROPOSAL_PANELS = PanelBoard[Proposal]()
