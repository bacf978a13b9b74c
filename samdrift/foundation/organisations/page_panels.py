"""Parts of a page that rooms above add, so that everything about one thing stands on one page."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_tabs import Counted, PageTab, numbers_of
from samdrift.foundation.ui.at_a_glance import Gist, TabLink, gather_gists

Subject = TypeVar("Subject", bound=Model)
Answer = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Panel(Generic[Subject]):
    """A part of the page of one subject.

    template: draws the part from what `context` gives beside the page's own. context: None leaves the part out.
    then: the same on another day, under the same audience; what keeps no history says so in `not_kept`.
    group: who sees it is the federation's choice for that group of fields. order: its place, the lowest first.
    follows: the key to an organisation, «room.Model.field», by which its rows refer to the subject; they follow when
    two of them are merged. tab: the tab of the page that it lies on; "" is the overview. count: the rows whose number
    stands beside that tab.
    """

    template: str
    context: Callable[[Person, Subject], Answer]
    then: Callable[[Person, Subject, dt.date], Answer] | None = None
    group: str | None = None
    order: int = 0
    follows: str = ""
    tab: str = ""
    count: Counted[Subject] | None = None


@dataclass(frozen=True, slots=True)
class GistReader(Generic[Subject]):
    """What a room says first of a subject: facts of the strip, what is lacking, dates. group: as of a panel."""

    read: Callable[[Person, Subject], Gist]
    group: str | None = None


class PanelBoard(Generic[Subject]):
    """The panels of one kind of page. The room that has the page makes the board; rooms above add to it."""

    def __init__(self, tabs: Sequence[PageTab[Subject]] = ()) -> None:
        self.tabs = tabs
        self._panels: list[Panel[Subject]] = []
        self._readers: list[GistReader[Subject]] = []

    def add(self, panel: Panel[Subject]) -> None:
        """Called once by each room above when it is made ready."""
        if panel not in self._panels:
            self._panels.append(panel)
            self._panels.sort(key=lambda each: each.order)

    def add_gist(self, reader: GistReader[Subject]) -> None:
        """Called once by each room that says something first of the subject, when it is made ready."""
        if reader not in self._readers:
            self._readers.append(reader)

    def __iter__(self) -> Iterator[Panel[Subject]]:
        return iter(self._panels)

    def show(
        self,
        person: Person,
        subject: Subject,
        groups: Collection[str] | None = None,
        on: dt.date | None = None,
        tab: str | None = None,
    ) -> list[dict[str, Any]]:
        """What the panels show to a person, in their order.

        groups: the groups of fields that the person sees; None where the page's panels have none. on: as it was on
        another day; a panel that cannot say is left out. tab: only those that lie on it.
        """
        shown = []
        for panel in self._panels:
            if not _is_seen(panel, groups) or tab not in {None, panel.tab}:
                continue
            if on is None:
                answer = panel.context(person, subject)
            else:
                answer = panel.then(person, subject, on) if panel.then else None
            if answer is not None:
                shown.append({"template": panel.template, **answer})
        return shown

    def gist(self, person: Person, subject: Subject, groups: Collection[str] | None = None) -> Gist:
        """What the rooms say first of it to a person."""
        seen = [each for each in self._readers if _is_seen(each, groups)]
        return gather_gists(each.read(person, subject) for each in seen)

    def tabs_for(self, groups: Collection[str] | None = None) -> list[PageTab[Subject]]:
        """The tabs that stand on the page of somebody who sees these groups of fields."""
        held = {each.tab for each in self._panels if _is_seen(each, groups)}
        return [
            each for each in self.tabs if each.is_for(groups) and (each.is_own or each.key in held)
        ]

    def tab_called(
        self, key: str, groups: Collection[str] | None = None
    ) -> PageTab[Subject] | None:
        """The tab, where it stands on the page of somebody who sees these groups of fields."""
        return next((each for each in self.tabs_for(groups) if each.key == key), None)

    def tab_links(
        self,
        person: Person,
        subject: Subject,
        groups: Collection[str] | None = None,
        *,
        page: str,
        opened: str,
        known: Mapping[str, int] = MappingProxyType({}),
    ) -> list[TabLink]:
        """The overview and the tabs as links with their counts.

        page: what the names of the addresses begin with, «page»_page and «page»_tab. opened: a tab's key, "" for the
        overview. known: what is counted already, by tab; the rest is counted by one query.
        """
        tabs = self.tabs_for(groups)
        asked: dict[str, QuerySet[Any, Any]] = {}
        for tab in tabs:
            counts = [*tab.counts, *(each.count for each in self._on(tab, groups) if each.count)]
            for place, count in enumerate(counts):
                asked[f"{tab.key} {place}"] = count(person, subject)
        numbers = dict(known)
        for name, number in numbers_of(subject, asked).items():
            key = name.partition(" ")[0]
            numbers[key] = numbers.get(key, 0) + number
        overview = reverse(f"{page}_page", args=[subject.pk])
        addresses = {
            tab.key: reverse(f"{page}_tab", kwargs={"pk": subject.pk, "tab": tab.key})
            for tab in tabs
        }
        return [
            TabLink(_("Overview"), overview, is_open=not opened),
            *(
                TabLink(tab.label, addresses[tab.key], numbers.get(tab.key), tab.key == opened)
                for tab in tabs
            ),
        ]

    def _on(self, tab: PageTab[Subject], groups: Collection[str] | None) -> list[Panel[Subject]]:
        return [each for each in self._panels if each.tab == tab.key and _is_seen(each, groups)]


def _is_seen(part: Panel[Subject] | GistReader[Subject], groups: Collection[str] | None) -> bool:
    """Whether somebody who sees these groups of fields sees the part."""
    return part.group is None or part.group in (groups or ())
