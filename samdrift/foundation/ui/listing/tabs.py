"""Tabs above a list: the whole list, and the ways of seeing it that somebody has kept under a name.

Who keeps them is another room's matter: it gives lists their tabs once, when the product starts.
"""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest

WHOLE = "alla"  # what `vy` says where the whole list is asked for, and not what was looked at last
#: Parameters of a list that say nothing of what it shows.
NOT_PART_OF_A_VIEW = ("sida", "exportera", "vy")


@dataclass(frozen=True, slots=True)
class Tab:
    """A way of seeing a list. whose: for whom it is kept, in words; empty where it is one's own."""

    label: str
    url: str
    is_current: bool
    whose: str = ""


@dataclass(frozen=True, slots=True)
class ListTabs:
    """The tabs of one list as somebody sees it; keep_url: where what is shown is kept, empty where nothing is asked."""

    tabs: tuple[Tab, ...] = ()
    keep_url: str = ""


class GivesTabs(Protocol):
    """Whoever keeps views of lists."""

    def tabs(self, request: HttpRequest, asked: str) -> ListTabs:
        """The tabs of the list at this address; asked: its parameters in their shortest form."""

    def address_returned_to(self, request: HttpRequest) -> str:
        """Where somebody who opens the list without parameters was last, empty for the list itself."""


_given: list[GivesTabs] = []


def give_lists_tabs(giver: GivesTabs) -> None:
    """From now on every list has these tabs."""
    _given[:] = [giver]


def tabs_of_list(request: HttpRequest, asked: str) -> ListTabs:
    """The tabs of the list that is asked for."""
    return _given[0].tabs(request, asked) if _given else ListTabs()


def address_returned_to(request: HttpRequest) -> str:
    """Where to go instead when a list is opened without parameters, empty for nowhere."""
    return _given[0].address_returned_to(request) if _given and not request.GET else ""
