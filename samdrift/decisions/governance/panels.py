"""Parts of a proposal's page that rooms above add, so that everything about it stands on one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class ProposalPanel:
    """A part of the page.

    template: draws the part from what `context` gives beside the proposal. context: None leaves the part out.
    """

    template: str
    context: Callable[[Person, Proposal], Mapping[str, Any] | None]


_PANELS: list[ProposalPanel] = []


def add_proposal_panel(panel: ProposalPanel) -> None:
    """Called once by each room above when it is made ready."""
    if panel not in _PANELS:
        _PANELS.append(panel)


def proposal_panels(person: Person, proposal: Proposal) -> list[dict[str, Any]]:
    """What the panels show to a person."""
    shown = []
    for panel in _PANELS:
        answer = panel.context(person, proposal)
        if answer is not None:
            shown.append({"template": panel.template, **answer})
    return shown
