"""What becomes of what refers to a unit or an organisation that is closed: said by each room of each of its models.

A foreign key that no room has spoken for is refused by a test, so that a new model is not forgotten.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models

Narrow = Callable[["models.QuerySet[Any]", dt.date], "models.QuerySet[Any]"]


class Succession(StrEnum):
    """What becomes of a row when what it refers to is closed and another takes over."""

    FOLLOWS = "follows"  # refers to the successor from now on
    IS_SPLIT = "is_split"  # ends on the last day, and goes on with the successor the day after
    LATER_YEARS = "later_years"  # follows where its year begins after the last day
    STAYS = "stays"  # tells what was
    ENDS_FIRST = "ends_first"  # is ended on its own page, where what follows from that is asked


class Without(StrEnum):
    """What becomes of a row that goes on when nobody takes it over, with the reason."""

    NEEDS_ONE = "needs_one"  # somebody must take it over
    ENDS = "ends"  # ends on the last day; what begins later never comes to be
    IS_EMPTIED = "is_emptied"  # goes on and refers to none
    STAYS = "stays"  # is left as it is


@dataclass(frozen=True, slots=True)
class Succeeds:
    """A room's answer for one foreign key.

    going_on: narrows to the rows that still go on after the last day, beyond what days and years say. asked_with: the
    key whose answer holds for this too, where both tell the same. is_shared: a successor that has the same already
    keeps its own, and this one ends.
    """

    what: Succession
    without: Without = Without.NEEDS_ONE
    going_on: Narrow | None = None
    asked_with: str = ""
    is_shared: bool = False


_SAID: dict[str, Succeeds] = {}


def add_successions(said: Mapping[str, Succeeds]) -> None:
    """Called once by each room when it is made ready; keys are written «room.Model.field»."""
    _SAID.update(said)


def said_of(key: str) -> Succeeds | None:
    """What a room says of a foreign key; None where none has spoken for it."""
    return _SAID.get(key)


STAYS = Succeeds(Succession.STAYS)
ENDS_FIRST = Succeeds(Succession.ENDS_FIRST)
GOES_OVER = Succeeds(Succession.IS_SPLIT, Without.ENDS)

#: What the room of organisations says of its own. Memberships and units end with their organisation, in the verb.
OWN_SUCCESSIONS = {
    "organisations.Appointment.unit": GOES_OVER,
    "organisations.Employment.unit": Succeeds(Succession.IS_SPLIT, Without.IS_EMPTIED),
    "organisations.Person.unit": Succeeds(
        Succession.FOLLOWS, Without.IS_EMPTIED, asked_with="organisations.Employment.unit"
    ),
    "organisations.UnitFunction.unit": Succeeds(Succession.IS_SPLIT, Without.ENDS, is_shared=True),
    "organisations.Unit.parent": Succeeds(Succession.FOLLOWS, Without.IS_EMPTIED),
    "organisations.Unit.successor": STAYS,
    "organisations.Appointment.organisation": ENDS_FIRST,
    "organisations.Employment.organisation": ENDS_FIRST,
    "organisations.Person.organisation": STAYS,
    "organisations.Membership.federation": STAYS,
    "organisations.Membership.member": STAYS,
    "organisations.Unit.organisation": STAYS,
}
