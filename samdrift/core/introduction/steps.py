"""The steps by which one municipality goes over to another installation, and what each waits for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from samdrift.core.introduction.days import on_or_before
from samdrift.core.introduction.schedule import Exit, Task


class StepKind(StrEnum):
    """What a step is, in the order in which they usually come."""

    VALUE = "value"  # need, benefit, cost and alternatives, what a neighbour has among them
    SETUP = "setup"  # the one who operates it makes it ready for several
    PROCUREMENT = "procurement"  # where there is no installation to go over to
    NOTICE = "notice"  # to leave the old agreement
    AGREEMENT = "agreement"  # on operation and collaboration
    TRAINING = "training"
    INTRODUCTION = "introduction"  # data and users go over
    RETIREMENT = "retirement"  # the old is switched off


#: Working days that each step usually takes; a plan sets its own.
LENGTHS: Mapping[StepKind, int] = {
    StepKind.VALUE: 20,
    StepKind.SETUP: 30,
    StepKind.PROCUREMENT: 120,
    StepKind.NOTICE: 5,
    StepKind.AGREEMENT: 30,
    StepKind.TRAINING: 15,
    StepKind.INTRODUCTION: 30,
    StepKind.RETIREMENT: 10,
}
#: What each waits for in the same municipality; what isn't there isn't waited for.
AFTER: Mapping[StepKind, tuple[StepKind, ...]] = {
    StepKind.VALUE: (),
    StepKind.SETUP: (),
    StepKind.PROCUREMENT: (StepKind.VALUE,),
    StepKind.NOTICE: (StepKind.VALUE,),
    StepKind.AGREEMENT: (StepKind.VALUE, StepKind.PROCUREMENT),
    StepKind.TRAINING: (StepKind.AGREEMENT,),
    StepKind.INTRODUCTION: (StepKind.AGREEMENT, StepKind.TRAINING),
    StepKind.RETIREMENT: (StepKind.INTRODUCTION, StepKind.NOTICE),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One municipality that goes over in one area.

    host: it operates what the others go over to, and only makes that ready.
    coordinates: it keeps what it has and only buys and agrees together with the others.
    procures: there is no installation yet. has_old: something is switched off afterwards.
    leaving: the old agreement; its `notice` is filled in here. needs_notice: it does not end by itself.
    goes_over_on, goes_over_by: first and last day of the plan's period.
    """

    key: str
    goes_over_on: dt.date
    goes_over_by: dt.date
    host: bool = False
    coordinates: bool = False
    procures: bool = False
    has_old: bool = True
    leaving: Exit | None = None
    needs_notice: bool = False


def task_key(going: str, kind: StepKind) -> str:
    """The key of a municipality's step."""
    return f"{going}/{kind}"


def tasks_of(goings: Sequence[Transition], lengths: Mapping[StepKind, int] = LENGTHS) -> list[Task]:
    """The tasks of one area. Nobody begins to go over before the host has made its installation ready."""
    ready = tuple(task_key(each.key, StepKind.SETUP) for each in goings if each.host)
    return [task for going in goings for task in _of_one(going, ready, lengths)]


def kinds_of(going: Transition) -> list[StepKind]:
    """The steps that one municipality has."""
    if going.host:
        return [StepKind.SETUP]
    if going.coordinates:
        return [StepKind.VALUE, StepKind.PROCUREMENT, StepKind.AGREEMENT]
    left_out = {StepKind.SETUP}
    if not going.procures:
        left_out.add(StepKind.PROCUREMENT)
    if not going.needs_notice or going.leaving is None or not going.has_old:
        left_out.add(StepKind.NOTICE)
    if not going.has_old:
        left_out.add(StepKind.RETIREMENT)
    return [kind for kind in StepKind if kind not in left_out]


def _of_one(
    going: Transition, ready: tuple[str, ...], lengths: Mapping[StepKind, int]
) -> list[Task]:
    kinds = kinds_of(going)
    keys = {kind: task_key(going.key, kind) for kind in kinds}
    tasks = {
        kind: Task(
            keys[kind], lengths[kind], tuple(keys[each] for each in AFTER[kind] if each in keys)
        )
        for kind in kinds
    }
    introduction = StepKind.INTRODUCTION
    if introduction in tasks:
        task = tasks[introduction]
        tasks[introduction] = replace(task, after=(*task.after, *ready))
    last = introduction if introduction in tasks else kinds[-1]
    tasks[last] = replace(
        tasks[last],
        aim=on_or_before(going.goes_over_on - dt.timedelta(days=1)),
        due=going.goes_over_by,
    )
    if going.leaving is not None and StepKind.RETIREMENT in tasks:
        notice = keys.get(StepKind.NOTICE, "")
        leaving = replace(going.leaving, notice=notice)
        tasks[StepKind.RETIREMENT] = replace(tasks[StepKind.RETIREMENT], leaves=leaving)
        if notice:
            tasks[StepKind.NOTICE] = replace(
                tasks[StepKind.NOTICE], covers=going.leaving, until=keys[introduction]
            )
    return list(tasks.values())


def needed_by(kind: StepKind) -> frozenset[StepKind]:
    """What it is enough to have planned, not done, when a step of this kind is completed."""
    return frozenset({StepKind.TRAINING}) if kind is StepKind.INTRODUCTION else frozenset()
