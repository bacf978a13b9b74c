"""What moves when one task is late."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samdrift.core.introduction.days import (
    day_after,
    first_day_of,
    last_day_of,
    on_or_after,
    working_days,
)
from samdrift.core.introduction.schedule import (
    Schedule,
    ScheduledTask,
    Task,
    in_order,
    reschedule,
    waits_for,
)

LONGEST_SLACK = 1500  # working days: beyond it nobody plans


@dataclass(frozen=True, slots=True)
class Delay:
    """The dates planned, and those that follow. moved: keys of what gets other dates, the task itself first."""

    before: Mapping[str, ScheduledTask]
    after: Schedule
    moved: tuple[str, ...]


def delay_task(tasks: Sequence[Task], key: str, ends_on: dt.date, today: dt.date) -> Delay:
    """Let the task `key` be over on `ends_on` or the next working day. Nothing gets earlier but the task itself.

    tasks: with their planned dates in `not_before` and `days`. The task ends later than asked where what it waits for,
    today or an agreement says so: look in `after`. Only the task and what waits for it, near or far, is moved.
    """
    ordered = in_order(tasks)
    before = planned_dates(ordered, today)
    wanted = [
        _end_on(task, ends_on) if task.key == key else _hold_start(task, before) for task in ordered
    ]
    after = reschedule(wanted, today)
    later = _waiting_for(ordered, key)
    changed = [
        each
        for each in after.dated.values()
        if each.key in later and _dates(each) != _dates(before[each.key])
    ]
    changed.sort(key=lambda each: (each.key != key, each.starts_on, each.ends_on, each.key))
    return Delay(before, after, tuple(each.key for each in changed))


def planned_dates(tasks: Sequence[Task], today: dt.date) -> dict[str, ScheduledTask]:
    """The dates as they are planned, whatever has become of them; those without a plan are given one."""
    counted = reschedule(tasks, today).dated
    return {task.key: _dates_as_planned(task, counted[task.key]) for task in tasks}


def _dates_as_planned(task: Task, counted: ScheduledTask) -> ScheduledTask:
    first = task.began_on or task.not_before
    if task.done_on is not None or first is None:
        return counted
    return ScheduledTask(task.key, first, last_day_of(first, task.days))


def _waiting_for(ordered: Sequence[Task], key: str) -> set[str]:
    """The task and all that waits for it, directly or not."""
    found = {key}
    for task in ordered:
        if found & set(waits_for(task)):
            found.add(task.key)
    return found


def _dates(dated: ScheduledTask) -> tuple[dt.date, dt.date]:
    return dated.starts_on, dated.ends_on


def _end_on(task: Task, ends_on: dt.date) -> Task:
    last = on_or_after(ends_on)
    if task.began_on is not None:
        return replace(task, days=max(1, working_days(task.began_on, last)))
    return replace(task, not_before=first_day_of(last, task.days))


def _hold_start(task: Task, dated: Mapping[str, ScheduledTask]) -> Task:
    """The task no earlier than it is now."""
    if task.done_on is not None or task.began_on is not None:
        return task
    return replace(task, not_before=dated[task.key].starts_on)


def slack_of(tasks: Sequence[Task], key: str, today: dt.date) -> int:
    """How many working days a task can slip before the last day of all the tasks moves; `LONGEST_SLACK` at most."""
    now = reschedule(tasks, today)
    if next(task for task in tasks if task.key == key).done_on is not None:
        return 0
    over = now.dated[key].ends_on

    def moves(days: int) -> bool:
        later = delay_task(tasks, key, last_day_of(day_after(over), days), today)
        return later.after.ends_on != now.ends_on

    low, high = 0, LONGEST_SLACK
    while low < high:  # the most days that move nothing; what slips more never moves less
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if moves(middle) else (middle, high)
    return low
