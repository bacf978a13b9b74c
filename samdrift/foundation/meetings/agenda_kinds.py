"""What may be taken up at a meeting. Rooms above add their kinds when they are made ready, as they add panels.

An item keeps which thing it is about. What that is called, and whether the reader may see it, its room answers: whoever
may not sees the item's own title alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samdrift.foundation.organisations.models import Person

if TYPE_CHECKING:
    from samdrift.foundation.meetings.models import AgendaItem


@dataclass(frozen=True, slots=True)
class AgendaSubject:
    """What an item is about, as its reader may know of it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class AgendaKind:
    """One kind of thing.

    model: as the log names it («governance.proposal»). find: of these keys, those that the person may see, by a fixed
    number of queries.
    """

    model: str
    find: Callable[[Person, Sequence[str]], Mapping[str, AgendaSubject]]


_KINDS: dict[str, AgendaKind] = {}


def add_agenda_kind(kind: AgendaKind) -> None:
    """Called once by each room when it is made ready."""
    _KINDS[kind.model] = kind


def subjects_of(person: Person, items: Iterable["AgendaItem"]) -> dict[int, AgendaSubject]:
    """What each item is about, by the item's key; without those that the person may not see."""
    keys: dict[str, list[str]] = defaultdict(list)
    listed = list(items)
    for item in listed:
        if item.about_id:
            keys[item.about_kind].append(item.about_id)
    found = {model: _KINDS[model].find(person, keys[model]) for model in keys if model in _KINDS}
    return {
        item.pk: found[item.about_kind][item.about_id]
        for item in listed
        if item.about_id in found.get(item.about_kind, {})
    }
