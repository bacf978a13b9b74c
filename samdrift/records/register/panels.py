"""Parts of an application's page that rooms above the register add, so that everything about it stands on one page."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application, FieldGroup

Answer = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page.

    template: draws the part from what `context` gives beside the application. context: None leaves the part out.
    then: the same on another day, under the same audience; what keeps no history says so in `not_kept`.
    group: who sees it is the federation's choice for that group. order: its place on the page, the lowest first.
    """

    template: str
    context: Callable[[Person, Application], Answer]
    then: Callable[[Person, Application, dt.date], Answer]
    group: FieldGroup | None = None
    order: int = 0


_PANELS: list[Panel] = []


def add_panel(panel: Panel) -> None:
    """Called once by each room above when it is made ready."""
    if panel not in _PANELS:
        _PANELS.append(panel)
        _PANELS.sort(key=lambda each: each.order)


def panels_for(
    person: Person,
    application: Application,
    groups: frozenset[FieldGroup],
    on: dt.date | None = None,
) -> list[dict[str, Any]]:
    """What the panels show to a person, in their order; on: as it was on another day."""
    shown = []
    for panel in _PANELS:
        if panel.group is None or panel.group in groups:
            answer = (
                panel.context(person, application)
                if on is None
                else panel.then(person, application, on)
            )
            if answer is not None:
                shown.append({"template": panel.template, **answer})
    return shown
