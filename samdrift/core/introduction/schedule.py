"""Dates for tasks that wait for each other, for the agreements they leave, and for today."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from samdrift.core.findings import Finding, InvalidInput, Severity, choose_by_count, gettext_noop
from samdrift.core.introduction.days import (
    day_after,
    first_day_of,
    last_day_of,
    on_or_after,
    on_or_before,
    working_days,
)
from samdrift.core.notice import (
    Terms,
    current_end,
    earliest_end,
    first_notice_day,
    notice_day,
)
from samdrift.core.periods import add_months


@dataclass(frozen=True, slots=True)
class Exit:
    """An agreement that is left.

    notice: key of the task that gives notice; empty where none is needed.
    bound_until: the day before which the agreement can't be left, whatever its terms say.
    """

    terms: Terms
    notice: str = ""
    bound_until: dt.date | None = None

    def ends_on(self, notice_on: dt.date) -> dt.date | None:
        """The agreement's last day if notice is given that day; None where it is over already."""
        end = earliest_end(self.terms, notice_on)
        return end if end is None or self.bound_until is None else max(end, self.bound_until)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do in a number of working days.

    after: keys of what is over before this begins.
    aim: the day it would best be over; due: the day after which it is too late. Both may be missed, and that is told.
    not_before: it does not begin before that day.
    began_on, done_on: what has happened. A task that is done moves no more.
    leaves: the agreement that must have ended when this is over.
    covers, until: for a task that gives notice: the agreement, which should not end before task `until` is over.
    """

    key: str
    days: int
    after: tuple[str, ...] = ()
    aim: dt.date | None = None
    due: dt.date | None = None
    not_before: dt.date | None = None
    began_on: dt.date | None = None
    done_on: dt.date | None = None
    leaves: Exit | None = None
    covers: Exit | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """When a task is done, first and last day. decided_by: the task that makes it begin or end no earlier, or empty."""

    key: str
    starts_on: dt.date
    ends_on: dt.date
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates for every task. critical: the chain of tasks that decides the last day, in order."""

    dated: Mapping[str, ScheduledTask]
    critical: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def ends_on(self) -> dt.date | None:
        return max((each.ends_on for each in self.dated.values()), default=None)


def first_schedule(tasks: Sequence[Task], first_day: dt.date) -> Schedule:
    """Dates for what nobody has begun: just in time for each aim where there is time, else as early as can be.

    Raises InvalidInput where a task waits for one that does not exist, for itself in a circle, or takes no day.
    """
    ordered = in_order(tasks)
    return _date_tasks(ordered, first_day, _latest_starts(ordered))


def reschedule(tasks: Sequence[Task], today: dt.date) -> Schedule:
    """Dates as it stands: nothing begins before its `not_before`, and nothing undone is over before today.

    Raises InvalidInput as `first_schedule`.
    """
    return _date_tasks(in_order(tasks), today, {})


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """The tasks so that each comes after all it waits for. Raises InvalidInput with all that is wrong."""
    known = {task.key: task for task in tasks}
    wrong = [
        Finding(
            task.key,
            gettext_noop("waits for %(key)s, which is not there"),
            values={"key": key},
            rule="unknown-task",
        )
        for task in tasks
        for key in waits_for(task)
        if key not in known
    ]
    wrong += [
        Finding(task.key, gettext_noop("takes no working day"), rule="no-days")
        for task in tasks
        if task.days < 1
    ]
    if wrong:
        raise InvalidInput(wrong)
    try:
        sorter = TopologicalSorter({task.key: waits_for(task) for task in tasks})
        return [known[key] for key in sorter.static_order()]
    except CycleError as circle:
        named = " → ".join(str(key) for key in circle.args[1])
        found = Finding(
            "",
            gettext_noop("%(circle)s wait for each other"),
            values={"circle": named},
            rule="circle",
        )
        raise InvalidInput([found]) from circle


def waits_for(task: Task) -> tuple[str, ...]:
    """Whose dates must be known before the task's."""
    notice = (task.leaves.notice,) if task.leaves is not None and task.leaves.notice else ()
    return tuple(dict.fromkeys((*task.after, *notice, *((task.until,) if task.until else ()))))


def _latest_starts(ordered: Sequence[Task]) -> dict[str, dt.date]:
    """The latest first day of each task that some aim hangs on: backwards from the aims."""
    latest: dict[str, dt.date] = {}  # last day of each
    for task in reversed(ordered):
        if task.aim is not None:
            aim = on_or_before(task.aim)
            latest[task.key] = min(aim, latest.get(task.key, aim))
        if task.key in latest:
            before = on_or_before(first_day_of(latest[task.key], task.days) - dt.timedelta(days=1))
            for key in task.after:
                latest[key] = min(before, latest.get(key, before))
    return {
        task.key: first_day_of(latest[task.key], task.days)
        for task in ordered
        if task.key in latest
    }


def _date_tasks(ordered: Sequence[Task], today: dt.date, wishes: Mapping[str, dt.date]) -> Schedule:
    dated: dict[str, ScheduledTask] = {}
    for task in ordered:
        dated[task.key] = _date_task(task, dated, today, wishes.get(task.key))
    found = tuple(each for task in ordered for each in _findings(task, dated, today))
    return Schedule(dated, critical_chain(dated), found)


def _date_task(
    task: Task, dated: Mapping[str, ScheduledTask], today: dt.date, wish: dt.date | None
) -> ScheduledTask:
    if task.done_on is not None:
        return ScheduledTask(
            task.key, min(task.began_on or task.done_on, task.done_on), task.done_on
        )
    if task.began_on is not None:
        ends_on = max(last_day_of(task.began_on, task.days), on_or_after(today))
        return _until_agreement_ends(task, dated, task.began_on, ends_on, "", today)
    starts_on = on_or_after(max(today, task.not_before or today, wish or today))
    decided_by = ""
    for key in task.after:
        free = day_after(dated[key].ends_on)
        if free > starts_on or (free == starts_on and not decided_by):
            starts_on, decided_by = free, key
    if task.covers is not None and task.until:
        wished = on_or_after(_notice_wish(task, dated[task.until].ends_on, today))
        if wished >= starts_on and wished > on_or_after(today):
            starts_on, decided_by = wished, task.until
    ends_on = last_day_of(starts_on, task.days)
    return _until_agreement_ends(task, dated, starts_on, ends_on, decided_by, today)


def _until_agreement_ends(  # noqa: PLR0917 - a task's dates beside what may move them
    task: Task,
    dated: Mapping[str, ScheduledTask],
    starts_on: dt.date,
    ends_on: dt.date,
    decided_by: str,
    today: dt.date,
) -> ScheduledTask:
    """The same dates, or later ones where the agreement that is left goes on longer."""
    end = _agreement_end(task, dated, today)
    if task.leaves is None or end is None or on_or_after(end) < ends_on:
        return ScheduledTask(task.key, starts_on, ends_on, decided_by)
    last = on_or_after(end)
    first = starts_on if task.began_on is not None else first_day_of(last, task.days)
    return ScheduledTask(task.key, max(starts_on, first), last, task.leaves.notice or decided_by)


def _agreement_end(
    task: Task, dated: Mapping[str, ScheduledTask], today: dt.date
) -> dt.date | None:
    if task.leaves is None:
        return None
    notice = dated.get(task.leaves.notice)
    return task.leaves.ends_on(notice.ends_on if notice else today)


def _notice_wish(task: Task, over_on: dt.date, today: dt.date) -> dt.date:
    """The first day to begin giving notice so that the agreement does not end before `over_on`."""
    assert task.covers is not None
    terms = task.covers.terms
    if terms.ended_on is not None:
        return today
    if terms.ends_on is None:
        return first_day_of(on_or_after(first_notice_day(over_on, terms.notice_months)), task.days)
    if terms.renews_months <= 0:
        return today
    end, before = current_end(terms, today), None
    while end is not None and end < over_on:
        before = notice_day(end, terms.notice_months)
        end = current_end(terms, before + dt.timedelta(days=1))
    return today if before is None else max(today, before + dt.timedelta(days=1))


def critical_chain(dated: Mapping[str, ScheduledTask]) -> tuple[str, ...]:
    """The tasks that decide the last day: each begins or ends when it does because of the one before it."""
    if not dated:
        return ()
    last = max(dated.values(), key=lambda each: (each.ends_on, each.key))
    chain = [last.key]
    while dated[chain[-1]].decided_by:
        chain.append(dated[chain[-1]].decided_by)
    return tuple(reversed(chain))


def _findings(task: Task, dated: Mapping[str, ScheduledTask], today: dt.date) -> Iterator[Finding]:
    """What can't be kept: the due day, the last notice day, an agreement that ends too early."""
    placed = dated[task.key]
    if task.due is not None and placed.ends_on > task.due:
        late = working_days(task.due, placed.ends_on) - working_days(task.due, task.due)
        what = choose_by_count(
            late,
            gettext_noop("is over on %(ends_on)s, and should be by %(due)s: one working day late"),
            gettext_noop(
                "is over on %(ends_on)s, and should be by %(due)s: %(days)s working days late"
            ),
        )
        values = {"ends_on": placed.ends_on, "due": task.due, "days": late}
        yield Finding(task.key, what, Severity.WARNING, values, "no-time")
    if task.covers is not None and task.done_on is None:
        yield from _notice_findings(task, placed, dated, today)


def _notice_findings(
    task: Task, placed: ScheduledTask, dated: Mapping[str, ScheduledTask], today: dt.date
) -> Iterator[Finding]:
    assert task.covers is not None
    terms, over = task.covers.terms, dated[task.until].ends_on
    best, reached = task.covers.ends_on(today), task.covers.ends_on(placed.ends_on)
    if best is None or reached is None:
        return
    if terms.ends_on is not None and today <= terms.ends_on < best:
        yield Finding(
            task.key,
            gettext_noop(
                "the last day to give notice was %(last)s: the agreement runs on to %(end)s"
            ),
            Severity.WARNING,
            {"last": notice_day(terms.ends_on, terms.notice_months), "end": best},
            "notice-day-passed",
        )
    if terms.ends_on is not None and over <= best < reached:
        yield Finding(
            task.key,
            gettext_noop(
                "notice is given on %(notice_on)s, too late for %(best)s: the agreement runs on to %(end)s"
            ),
            Severity.WARNING,
            {"notice_on": placed.ends_on, "best": best, "end": reached},
            "notice-too-late",
        )
    if reached < over:
        yield Finding(
            task.key,
            gettext_noop("the agreement ends on %(end)s, before the new one is in use on %(over)s"),
            Severity.WARNING,
            {"end": reached, "over": over},
            "ends-too-early",
        )
    if reached > add_months(over, 1):
        yield Finding(
            task.key,
            gettext_noop(
                "the agreement binds until %(end)s, though the new one is in use on %(over)s"
            ),
            Severity.NOTE,
            {"end": reached, "over": over},
            "bound-beyond",
        )
