"""Hints that stand on a page until the reader closes them for good. Rooms add theirs when they are made ready.

A hint says in a sentence or two what is not seen by looking at the page, where people have gone wrong. It is no
place for what everybody must know each time: that stands on the page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from samdrift.foundation.handbook.queries import has_closed
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class FirstHint:
    """name: stable, kept for who has closed it. page: the page's name. section: where the handbook says more."""

    name: str
    page: str
    words: str | Promise
    section: str


_HINTS: list[FirstHint] = []


def add_first_hints(*hints: FirstHint) -> None:
    """Called by each room when it is made ready; one hint for a page."""
    _HINTS.extend(each for each in hints if each not in _HINTS)


def first_hints() -> tuple[FirstHint, ...]:
    return tuple(_HINTS)


def hint_named(name: str) -> FirstHint | None:
    return next((each for each in _HINTS if each.name == name), None)


def hint_for(person: Person, page: str) -> FirstHint | None:
    """The hint of a page, until the person has closed it; no query where the page has none."""
    hint = next((each for each in _HINTS if each.page == page), None)
    return hint if hint is not None and not has_closed(person, hint.name) else None
