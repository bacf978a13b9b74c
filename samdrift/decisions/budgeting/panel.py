"""Whether a proposal fits the budget, on the proposal's own page."""

from typing import Any

from samdrift.decisions.budgeting.present import shown_needs
from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import Panel


def _fits(person: Person, proposal: Proposal) -> dict[str, Any] | None:
    """None for who sees no costs, and where the proposal says no money."""
    rows = shown_needs(person, proposal)
    return {"rows": rows, "proposal": proposal} if rows else None


FITS_PANEL = Panel("budgeting/_proposal_fits.html", _fits)
