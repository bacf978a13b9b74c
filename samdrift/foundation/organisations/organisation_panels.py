"""Parts of an organisation's page that rooms above add, so that everything about it stands on one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.foundation.organisations.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class OrganisationPanel:
    """A part of the page.

    template: draws the part from what `context` gives. context: None leaves the part out.
    """

    template: str
    context: Callable[[Person, Organisation], Mapping[str, Any] | None]


_PANELS: list[OrganisationPanel] = []


def add_organisation_panel(panel: OrganisationPanel) -> None:
    """Called once by each room above when it is made ready."""
    if panel not in _PANELS:
        _PANELS.append(panel)


def organisation_panels(person: Person, organisation: Organisation) -> list[dict[str, Any]]:
    """What the panels show to a person."""
    shown = []
    for panel in _PANELS:
        answer = panel.context(person, organisation)
        if answer is not None:
            shown.append({"template": panel.template, **answer})
    return shown
