"""What retiring an application touches, told before it is done. Rooms above the register add what they hold."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application


@dataclass(frozen=True, slots=True)
class TouchedThing:
    """One thing that is touched, in words with its number; `url` leads to it."""

    words: str
    url: str = ""


#: Reads what a person may see of what hangs on an application, as of the last day in operation.
Reader = Callable[[Person, Application, dt.date], Iterable[TouchedThing]]

_READERS: list[Reader] = []


def add_consequences(reader: Reader) -> None:
    """Called once by each room above when it is made ready."""
    if reader not in _READERS:
        _READERS.append(reader)


def consequences_of_retiring(
    person: Person, application: Application, on: dt.date
) -> list[TouchedThing]:
    """Everything that is touched, room by room."""
    return [each for reader in _READERS for each in reader(person, application, on)]
