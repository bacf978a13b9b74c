"""Introducing what a plan has decided: steps with their dates, what slipping one moves, and what that costs.

    tasks = tasks_of(goings, lengths)                 what has to be done, and in which order
    schedule = first_schedule(tasks, first_day)       dates for all of it, and what can't be kept
    slipped = slip(tasks, key, ends_on, today)        what moves when one step is late
    extra_ore(running, before, after)                 what that costs

The method and a worked example: docs/methods/introduction.md.
"""

from samdrift.core.introduction.days import first_day_of, last_day_of, working_days
from samdrift.core.introduction.running import (
    Running,
    Turning,
    double_days,
    extra_ore,
    running_by_area,
)
from samdrift.core.introduction.schedule import (
    Dated,
    Leaving,
    Schedule,
    Task,
    first_schedule,
    reschedule,
)
from samdrift.core.introduction.slipping import Slip, planned_dates, slack_of, slip
from samdrift.core.introduction.steps import (
    LENGTHS,
    Going,
    StepKind,
    needed_by,
    task_key,
    tasks_of,
)

__all__ = [
    "LENGTHS",
    "Dated",
    "Going",
    "Leaving",
    "Running",
    "Schedule",
    "Slip",
    "StepKind",
    "Task",
    "Turning",
    "double_days",
    "extra_ore",
    "first_day_of",
    "first_schedule",
    "last_day_of",
    "needed_by",
    "planned_dates",
    "reschedule",
    "running_by_area",
    "slack_of",
    "slip",
    "task_key",
    "tasks_of",
    "working_days",
]
