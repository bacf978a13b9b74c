"""Parts of a page that rooms above add, so that everything about one thing stands on one page."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from samdrift.foundation.organisations.models import Person

Subject = TypeVar("Subject")
Answer = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Panel(Generic[Subject]):
    """A part of the page of one subject.

    template: draws the part from what `context` gives beside the page's own. context: None leaves the part out.
    then: the same on another day, under the same audience; what keeps no history says so in `not_kept`.
    group: who sees it is the federation's choice for that group of fields. order: its place, the lowest first.
    follows: the key to an organisation, «room.Model.field», by which its rows refer to the subject; they follow when
    two of them are merged.
    """

    template: str
    context: Callable[[Person, Subject], Answer]
    then: Callable[[Person, Subject, dt.date], Answer] | None = None
    group: str | None = None
    order: int = 0
    follows: str = ""


class PanelBoard(Generic[Subject]):
    """The panels of one kind of page. The room that has the page makes the board; rooms above add to it."""

    def __init__(self) -> None:
        self._panels: list[Panel[Subject]] = []

    def add(self, panel: Panel[Subject]) -> None:
        """Called once by each room above when it is made ready."""
        if panel not in self._panels:
            self._panels.append(panel)
            self._panels.sort(key=lambda each: each.order)

    def __iter__(self) -> Iterator[Panel[Subject]]:
        return iter(self._panels)

    def show(
        self,
        person: Person,
        subject: Subject,
        groups: Collection[str] | None = None,
        on: dt.date | None = None,
    ) -> list[dict[str, Any]]:
        """What the panels show to a person, in their order.

        groups: the groups of fields that the person sees; None where the page's panels have none. on: as it was on
        another day; a panel that cannot say is left out.
        """
        shown = []
        for panel in self._panels:
            if panel.group is not None and panel.group not in (groups or ()):
                continue
            if on is None:
                answer = panel.context(person, subject)
            else:
                answer = panel.then(person, subject, on) if panel.then else None
            if answer is not None:
                shown.append({"template": panel.template, **answer})
        return shown
