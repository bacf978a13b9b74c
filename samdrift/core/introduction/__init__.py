"""Introducing what a plan has decided: steps with their dates, what slipping one moves, and what that costs.

    tasks = tasks_of(goings, lengths)                 what has to be done, and in which order
    schedule = first_schedule(tasks, first_day)       dates for all of it, and what can't be kept
    slipped = slip(tasks, key, ends_on, today)        what moves when one step is late
    extra_ore(running, before, after)                 what that costs

The method and a worked example: docs/methods/introduction.md.
"""

from samdrift.core.introduction.days import first_day_of, last_day_of, working_days
from samdrift.core.introduction.delays import Delay, delay_task, planned_dates, slack_of
from samdrift.core.introduction.running import (
    Running,
    Turning,
    double_days,
    extra_ore,
    running_by_area,
)
from samdrift.core.introduction.schedule import (
    Exit,
    Schedule,
    ScheduledTask,
    Task,
    first_schedule,
    reschedule,
)
from samdrift.core.introduction.steps import (
    LENGTHS,
    StepKind,
    Transition,
    needed_by,
    task_key,
    tasks_of,
)

__all__ = [
    "LENGTHS",
    "Delay",
    "Exit",
    "Running",
    "Schedule",
    "ScheduledTask",
    "StepKind",
    "Task",
    "Transition",
    "Turning",
    "delay_task",
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
    "task_key",
    "tasks_of",
    "working_days",
]
