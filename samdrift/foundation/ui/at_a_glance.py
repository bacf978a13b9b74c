"""What the page of one thing says first: its state in a strip, what is lacking, its next dates, whom to reach."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glance:
    """One of the few facts of a strip: what it is, its value, a line about it. order: its place, the lowest first."""

    label: object
    value: object
    note: object = ""
    url: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing, why it should be there, and the act that mends it where the reader may do it."""

    words: object
    why: object = ""
    act: object = ""
    url: str = ""
    tone: str = "warning"


@dataclass(frozen=True, slots=True)
class NextDate:
    """A day to come, and what happens then."""

    on: dt.date
    words: object
    url: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to reach: who, what they are to the thing, phone and e-mail as far as the reader may know them."""

    name: str
    what: object
    url: str = ""
    phone: str = ""
    dialled: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TabLink:
    """A tab: a page with an address, and how many things lie on it where they are counted."""

    label: object
    url: str
    count: int | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Gist:
    """What one room says first of a thing. counts: how many lie on a tab, by its key, where that is known already."""

    glances: Sequence[Glance] = ()
    lacks: Sequence[Lack] = ()
    dates: Sequence[NextDate] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def gather_gists(gists: Iterable[Gist]) -> Gist:
    """All of it together: the strip in its order, what is urgent first, the nearest day first."""
    told = list(gists)
    return Gist(
        sorted((each for one in told for each in one.glances), key=lambda each: each.order),
        sorted(
            (each for one in told for each in one.lacks), key=lambda each: each.tone != "danger"
        ),
        sorted((each for one in told for each in one.dates), key=lambda each: each.on),
        _added_up(one.counts for one in told),
    )


def _added_up(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in counts:
        for key, number in each.items():
            found[key] = found.get(key, 0) + number
    return found
