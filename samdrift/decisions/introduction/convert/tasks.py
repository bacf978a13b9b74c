"""Steps as they are kept ↔ the tasks that core dates."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from samdrift.core.introduction import Exit, Running, Task, Turning, working_days
from samdrift.decisions.introduction.models import Move, Step, StepKind, StepStatus


def tasks_of_steps(steps: Sequence[Step]) -> list[Task]:
    """One area's steps → tasks by their primary keys. What is cancelled is gone, and nobody waits for it.

    Ask with move and agreement fetched, and `waits_for` prefetched.
    """
    standing = [step for step in steps if step.status != StepStatus.CANCELLED]
    kept = {step.pk for step in standing}
    by_move: dict[tuple[int, str], Step] = {(step.move_id, step.kind): step for step in standing}
    return [_task(step, by_move, kept) for step in standing]


def _task(step: Step, by_move: Mapping[tuple[int, str], Step], kept: set[int]) -> Task:
    notice = by_move.get((step.move_id, StepKind.NOTICE))
    over = by_move.get((step.move_id, StepKind.INTRODUCTION))
    leaves = covers = None
    if step.agreement is not None:
        leaving = Exit(
            step.agreement.terms,
            notice=str(notice.pk) if notice and step.kind == StepKind.RETIREMENT else "",
            bound_until=step.agreement.binding_until,
        )
        leaves = leaving if step.kind == StepKind.RETIREMENT else None
        covers = leaving if step.kind == StepKind.NOTICE and over is not None else None
    return Task(
        key=str(step.pk),
        days=max(1, working_days(step.began_on or step.starts_on, step.ends_on)),
        after=tuple(str(each.pk) for each in step.waits_for.all() if each.pk in kept),
        due=step.move.goes_over_by if step.kind == StepKind.INTRODUCTION else None,
        not_before=step.starts_on,
        began_on=step.began_on,
        done_on=step.done_on,
        leaves=leaves,
        covers=covers,
        until=str(over.pk) if over is not None and covers is not None else "",
    )


def running_of(move: Move) -> Running | None:
    """What running costs the municipality before and after; None where the plan does not tell."""
    if move.today_ore is None or move.planned_ore is None:
        return None
    return Running(move.today_ore, move.planned_ore)


def turnings_of(
    steps: Iterable[Step], day_of: Callable[[Step], dt.date | None]
) -> dict[int, Turning]:
    """Move → when the new is in use and the old is gone, by the days that `day_of` gives; None where it gives none.

    Where nothing is retired the old is paid for until the new is in use.
    """
    introduced: dict[int, dt.date | None] = {}
    retired: dict[int, dt.date | None] = {}
    for step in steps:
        if step.status == StepStatus.CANCELLED:
            continue
        if step.kind == StepKind.INTRODUCTION:
            introduced[step.move_id] = day_of(step)
        elif step.kind == StepKind.RETIREMENT:
            retired[step.move_id] = day_of(step)
    return {
        move: Turning(introduced.get(move), retired.get(move, introduced.get(move)))
        for move in {*introduced, *retired}
    }
