"""Parts of an agreement's page that rooms above add, so that everything about it stands on one page."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement


@dataclass(frozen=True, slots=True)
class AgreementPanel:
    """A part of the page.

    template: draws the part from what `context` gives beside the agreement. context: None leaves the part out.
    then: the same on another day; what keeps no history says so in `not_kept`.
    """

    template: str
    context: Callable[[Person, Agreement], Mapping[str, Any] | None]
    then: Callable[[Person, Agreement, dt.date], Mapping[str, Any] | None]


_PANELS: list[AgreementPanel] = []


def add_agreement_panel(panel: AgreementPanel) -> None:
    """Called once by each room above when it is made ready."""
    if panel not in _PANELS:
        _PANELS.append(panel)


def agreement_panels(
    person: Person, agreement: Agreement, on: dt.date | None = None
) -> list[dict[str, Any]]:
    """What the panels show to a person; on: as it was on another day."""
    answers = [
        (
            panel.template,
            panel.context(person, agreement) if on is None else panel.then(person, agreement, on),
        )
        for panel in _PANELS
    ]
    return [{"template": template, **answer} for template, answer in answers if answer is not None]
