"""What an act touches, told before it is done: every room says in words what it holds, as far as the reader may see."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise

from samdrift.foundation.organisations.models import Person

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class TouchedThing:
    """One thing that is touched, in words with its number; `url` leads to it."""

    words: str | Promise
    url: str = ""


class TouchBoard(Generic[Subject]):
    """What one act touches. The room that has the act makes the board; rooms above add what they hold."""

    def __init__(self) -> None:
        self._readers: list[Callable[[Person, Subject, dt.date], Iterable[TouchedThing]]] = []

    def add(self, reader: Callable[[Person, Subject, dt.date], Iterable[TouchedThing]]) -> None:
        """Called once by each room when it is made ready. A reader tells what a person may see, as of a day."""
        if reader not in self._readers:
            self._readers.append(reader)

    def list_touched(self, person: Person, subject: Subject, on: dt.date) -> list[TouchedThing]:
        """Everything that is touched, room by room."""
        return [each for reader in self._readers for each in reader(person, subject, on)]
