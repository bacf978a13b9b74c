"""What was found: values that explain themselves."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.core.opportunities.facts import ApplicationFact, Shape, Trigger


@dataclass(frozen=True, slots=True)
class Saving:
    """Estimated saving a year. None where too little is known; `without_cost` installations lack a cost.

    Counted as `percent` of `beside_ore`: what the installations with a known cost cost, less the dearest of them.
    """

    amount_ore: int | None
    percent: int
    beside_ore: int
    known_ore: int
    without_cost: int


@dataclass(frozen=True, slots=True)
class Window:
    """When all could move together.

    act_by: the first of the last days to give notice, None where no agreement has one ahead.
    all_free_on: the first day on which every agreement can be over. without_agreement: installations about which
    nothing is said; they are counted as free today.
    """

    act_by: dt.date | None
    all_free_on: dt.date
    without_agreement: int


@dataclass(frozen=True, slots=True)
class Rank:
    """Why this one stands where it does: points that add up to at most 100."""

    triggers: int  # 10 for each of the four
    saving: int  # up to 30, in proportion to the largest saving found
    urgency: int  # up to 20, the nearer the first last day for notice
    breadth: int  # up to 10, in proportion to the municipalities that could take part

    @property
    def score(self) -> int:
        return self.triggers + self.saving + self.urgency + self.breadth


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An area, or one product in it, where a group of municipalities could do more together.

    by_trigger: the installations that set off each trigger, in the facts' order.
    """

    key: str
    shape: Shape
    name: str
    area: str
    product: str
    municipalities: tuple[str, ...]
    applications: tuple[ApplicationFact, ...]
    by_trigger: Mapping[Trigger, tuple[ApplicationFact, ...]]
    saving: Saving
    window: Window
    rank: Rank
    target_level: int

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        return tuple(trigger for trigger in Trigger if trigger in self.by_trigger)
