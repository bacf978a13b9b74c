"""The menu of every page: groups, and in each the entries that rooms add when they are made ready, as they add panels.

An entry is a page, mostly a list, with everything whose address begins as its own. So every page lies in one entry -
the one with the longest such address - and the menu says where one is on pages far below a list too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import is_supplier
from samdrift.foundation.organisations.models import Person


class MenuGroup(StrEnum):
    """Where an entry stands: the first five for those who govern something, four for those who only use."""

    WORK = "work"
    HAVE = "have"
    TOGETHER = "together"
    MONEY = "money"
    GOVERNING = "governing"
    FINDING = "finding"
    HELP = "help"
    ABOUT = "about"

    @property
    def label(self) -> Promise:
        return GROUP_LABELS[self]


GROUP_LABELS = {
    MenuGroup.WORK: _("My work"),
    MenuGroup.HAVE: _("What we have"),
    MenuGroup.TOGETHER: _("What we do together"),
    MenuGroup.MONEY: _("Money"),
    MenuGroup.GOVERNING: _("Governing"),
    MenuGroup.FINDING: _("Find systems"),
    MenuGroup.HELP: _("Help"),
    MenuGroup.ABOUT: _("About our IT"),
}

#: Where a page without an entry of theirs lies for those who govern nothing.
NEAREST = {
    MenuGroup.WORK: MenuGroup.WORK,
    MenuGroup.HAVE: MenuGroup.FINDING,
    MenuGroup.TOGETHER: MenuGroup.ABOUT,
    MenuGroup.MONEY: MenuGroup.ABOUT,
    MenuGroup.GOVERNING: MenuGroup.ABOUT,
}


def everyone(_person: Person) -> bool:
    """Whoever is signed in."""
    return True


def is_member(person: Person) -> bool:
    """Does the person work for the federation or a member of it?"""
    return bool(person.federation_ids)


def is_no_supplier(person: Person) -> bool:
    return not is_supplier(person)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of the menu's second level, with all pages below it.

    page: its name. opens: may the person open it? By what is known of the person already, as nearly as can be.
    order: its place in the group, the lowest first. also: names of lists that are led to from it and have addresses
    of their own; beneath: addresses that begin so are its too. for_users: the group where those find it who govern
    nothing; None where they do not. is_shown: False where those who govern come to it in another way.
    help: the section of the handbook that tells of it, «chapter» or «chapter#place»; help_of_pages: another,
    for those of its pages whose names begin so; help_for_users: for those who govern nothing, where theirs is another.
    """

    group: MenuGroup
    page: str
    label: str | Promise
    opens: Callable[[Person], bool]
    order: int = 0
    also: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    for_users: MenuGroup | None = None
    is_shown: bool = True
    help: str = ""
    help_of_pages: tuple[tuple[str, str], ...] = ()
    help_for_users: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What the addresses of its pages begin with."""
        return (self.url, *map(reverse, self.also), *self.beneath)

    def help_for(self, page: str, *, governs: bool) -> str:
        """The section of the handbook that tells of one of its pages, by the page's name."""
        for beginning, section in self.help_of_pages:
            if page.startswith(beginning):
                return section
        return self.help if governs else self.help_for_users or self.help

    def group_for(self, *, governs: bool) -> MenuGroup | None:
        return self.group if governs else self.for_users


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of the menu. current: «page» where it is the page itself, «true» where one is below it; else empty."""

    label: str | Promise
    url: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu as a person sees it on a page: the groups, and the entries of the one where the page lies.

    label: that group's. here: the entry that the page is or lies below, where the person may open it.
    """

    groups: tuple[MenuLink, ...]
    label: str | Promise
    entries: tuple[MenuLink, ...]
    here: MenuLink | None


_ENTRIES: list[MenuEntry] = []


def add_menu_entries(*entries: MenuEntry) -> None:
    """Called by each room when it is made ready."""
    _ENTRIES.extend(each for each in entries if each not in _ENTRIES)
    _ENTRIES.sort(key=lambda each: each.order)
    _beginnings.cache_clear()


def menu_entries() -> tuple[MenuEntry, ...]:
    return tuple(_ENTRIES)


@lru_cache(maxsize=1)
def _beginnings() -> tuple[tuple[str, MenuEntry], ...]:
    """Each beginning of an address with its entry, the longest first."""
    found = [(beginning, entry) for entry in _ENTRIES for beginning in entry.beginnings]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def entry_at(path: str) -> MenuEntry | None:
    """The entry where a page lies; None for the few pages outside, such as those about the site."""
    for beginning, entry in _beginnings():
        if path == beginning or (beginning != "/" and path.startswith(beginning)):
            return entry
    return None


def menu_for(person: Person, path: str, *, governs: bool) -> Menu:
    """The menu of a person on a page: only what the person may open."""
    here = entry_at(path)
    open_entries: dict[MenuGroup, list[MenuEntry]] = {}
    for entry in _ENTRIES:
        group = entry.group_for(governs=governs)
        if group is not None and entry.opens(person):
            open_entries.setdefault(group, []).append(entry)
    shown = {
        group: [each for each in open_entries[group] if each.is_shown or not governs]
        for group in MenuGroup
        if group in open_entries
    }
    current = (here.group_for(governs=governs) or NEAREST[here.group]) if here else None
    groups = [
        MenuLink(group.label, entries[0].url, "true" if group == current else "")
        for group, entries in shown.items()
        if entries
    ]
    within = current if current in shown else next(iter(shown), MenuGroup.WORK)
    links = {each: MenuLink(each.label, each.url, _current(each, here, path)) for each in _ENTRIES}
    is_open = here is not None and here in open_entries.get(within, ())
    return Menu(
        groups=tuple(groups),
        label=within.label,
        entries=tuple(links[each] for each in shown.get(within, ())),
        here=links[here] if here is not None and is_open else None,
    )


def _current(entry: MenuEntry, here: MenuEntry | None, path: str) -> str:
    if entry is not here:
        return ""
    return "page" if path == entry.url else "true"
