"""One holder at a time, from a day to a day: what a new holder's period does to the periods of the others.

The line of holders is a set of periods without overlap inside a life. Nothing here is stored: the callers get the
changes and make them in the order shrink, remove, add, so that no day ever has two holders on the way.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samdrift.core.periods import Period, gaps

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """One holder's period; `key` is whatever the caller knows it by."""

    key: int
    period: Period


class PeriodEffect(StrEnum):
    """What a new holder's period does to the period of another."""

    HANDS_OVER = "hands_over"  # holds until the day before
    BEGINS_LATER = "begins_later"  # the first days go to the new holder
    IS_SPLIT = "is_split"  # holds before and after the new holder
    IS_REPLACED = "is_replaced"  # has no day left


@dataclass(frozen=True, slots=True)
class HolderChange:
    """What becomes of one holder's period: the parts that are kept, in order, none where it is replaced."""

    held: Held
    kept: tuple[Period, ...]
    effect: PeriodEffect

    def takes_from_another(self, today: dt.date) -> bool:
        """Whether the holder loses days otherwise than by handing over, which somebody must have meant.

        To hand over is what a succession is; who is replaced before having held a single day loses nothing.
        """
        if self.effect is PeriodEffect.IS_REPLACED:
            return self.held.period.starts_on < today
        return self.effect is not PeriodEffect.HANDS_OVER


def day_after(day: dt.date | None) -> dt.date | None:
    """The next day; None after «until further notice» and after the calendar's last day."""
    return None if day is None or day == dt.date.max else day + ONE_DAY


def last_day_of_successor(
    line: Iterable[Held], starts_on: dt.date, life_ends_on: dt.date | None
) -> dt.date | None:
    """The last day of a new holder for whom none is said.

    Whoever follows another takes over the rest of that one's time; whoever fills a gap holds until the next one
    begins, or as long as the life lasts.
    """
    for held in line:
        if starts_on in held.period:
            return held.period.ends_on
    later = [held.period.starts_on for held in line if held.period.starts_on > starts_on]
    return min(later) - ONE_DAY if later else life_ends_on


def make_way(line: Iterable[Held], wanted: Period) -> list[HolderChange]:
    """What becomes of the others when somebody holds all days of `wanted`; those untouched are left out."""
    return [change_of(held, wanted) for held in line if held.period.overlap(wanted) is not None]


def change_of(held: Held, wanted: Period) -> HolderChange:
    """What becomes of one period that overlaps the wanted one."""
    head = tail = None
    if held.period.starts_on < wanted.starts_on:
        head = Period(held.period.starts_on, wanted.starts_on - ONE_DAY)
    next_day = day_after(wanted.ends_on)
    if next_day is not None and (held.period.ends_on is None or held.period.ends_on >= next_day):
        tail = Period(next_day, held.period.ends_on)
    kept = tuple(part for part in (head, tail) if part is not None)
    effects = {
        (True, True): PeriodEffect.IS_SPLIT,
        (True, False): PeriodEffect.HANDS_OVER,
        (False, True): PeriodEffect.BEGINS_LATER,
        (False, False): PeriodEffect.IS_REPLACED,
    }
    return HolderChange(held, kept, effects[head is not None, tail is not None])


def new_gaps(life: Period, before: Sequence[Period], after: Sequence[Period]) -> list[Period]:
    """The stretches of the life that somebody held before and nobody holds after, in order."""
    found = []
    for gap in gaps(life, [part for each in after if (part := life.overlap(each))]):
        held = [part for each in before if (part := gap.overlap(each)) is not None]
        found += sorted(held)
    return found
