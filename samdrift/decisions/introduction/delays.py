"""What slips with a step, in words and money: asked before it is done, and done by the verb."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samdrift.core.findings import Finding
from samdrift.core.introduction import Delay, ScheduledTask, delay_task, double_days, extra_ore
from samdrift.decisions.introduction.convert import running_of, tasks_of_steps, turnings_of
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.introduction.queries import area_steps
from samdrift.foundation.organisations.clock import today


@dataclass(frozen=True)
class MovedStep:
    """One step that gets other dates."""

    step: Step
    before: ScheduledTask
    after: ScheduledTask


@dataclass(frozen=True)
class ExtraCost:
    """What a municipality pays more, and for how long it runs both: days before and after. ore: None if not known."""

    step: Step
    ore: int | None
    double_before: int
    double_after: int


@dataclass(frozen=True)
class DelayConsequences:
    """Everything that follows when a step slips."""

    moved: list[MovedStep]
    extras: list[ExtraCost]
    findings: list[Finding]
    reached_on: dt.date

    @property
    def total_ore(self) -> int:
        return sum(each.ore or 0 for each in self.extras)


def consequences_of_delay(step: Step, ends_on: dt.date) -> DelayConsequences:
    """What follows when a step is over on a later day; nothing is changed."""
    steps = area_steps(step)
    by_key = {str(each.pk): each for each in steps}
    found = delay_task(tasks_of_steps(steps), str(step.pk), ends_on, today())
    moved = [
        MovedStep(by_key[key], found.before[key], found.after.dated[key]) for key in found.moved
    ]
    changed = {each.step.pk for each in moved}
    return DelayConsequences(
        moved=moved,
        extras=_extras(steps, found, changed),
        findings=[
            _in_words(each, by_key) for each in found.after.findings if int(each.where) in changed
        ],
        reached_on=found.after.dated[str(step.pk)].ends_on,
    )


def _in_words(finding: Finding, steps: Mapping[str, Step]) -> Finding:
    step = steps[finding.where]
    return replace(finding, where=f"{step.move.organisation}: {step.get_kind_display()}")


def _extras(steps: Sequence[Step], found: Delay, changed: set[int]) -> list[ExtraCost]:
    def dates(of: Mapping[str, ScheduledTask], step: Step) -> dt.date:
        return of[str(step.pk)].ends_on

    after = {
        str(step.pk): found.after.dated[str(step.pk)]
        if step.pk in changed
        else found.before[str(step.pk)]
        for step in steps
        if str(step.pk) in found.before
    }
    was = turnings_of(steps, lambda step: dates(found.before, step))
    then = turnings_of(steps, lambda step: dates(after, step))
    first = {step.move_id: step for step in steps}
    extras = []
    for move, turning in was.items():
        if then[move] != turning:
            running = running_of(first[move].move)
            ore = None if running is None else extra_ore(running, turning, then[move])
            extras.append(
                ExtraCost(first[move], ore, double_days(turning), double_days(then[move]))
            )
    return extras
