"""An introduction in words and figures: what its pages, its picture and its report show."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from samdrift.core.findings import Finding
from samdrift.core.introduction import Schedule, Turning, double_days, extra_ore, reschedule
from samdrift.decisions.introduction.convert import running_of, tasks_of_steps, turnings_of
from samdrift.decisions.introduction.models import Introduction, Move, Step, StepStatus
from samdrift.decisions.introduction.queries.steps import whole_steps
from samdrift.foundation.organisations.clock import today

DAYS_A_MONTH = 365 / 12


@dataclass(frozen=True)
class TimelineStep:
    """A step beside when it will be over as things stand."""

    step: Step
    forecast: dt.date
    is_critical: bool

    @property
    def is_forecast_later(self) -> bool:
        return self.step.is_open and self.forecast > self.step.ends_on


@dataclass(frozen=True)
class TimelineMove:
    """One municipality in one area. turning: as it will be; later_ore: what delay and double running cost, or None."""

    move: Move
    steps: list[TimelineStep]
    turning: Turning
    later_ore: int | None

    @property
    def not_cancelled(self) -> list[TimelineStep]:
        return [each for each in self.steps if each.step.status != StepStatus.CANCELLED]

    @property
    def done(self) -> int:
        return sum(each.step.status == StepStatus.DONE for each in self.not_cancelled)

    @property
    def next(self) -> TimelineStep | None:
        """The step that is to be over first."""
        return min(
            (each for each in self.not_cancelled if each.step.is_open),
            key=lambda each: (each.step.ends_on, each.step.pk),
            default=None,
        )

    @property
    def is_overdue(self) -> bool:
        return any(each.step.is_overdue for each in self.steps)

    @property
    def starts_on(self) -> dt.date:
        return min((each.step.began_on or each.step.starts_on) for each in self.steps)

    @property
    def ends_on(self) -> dt.date:
        return max((each.forecast for each in self.not_cancelled), default=self.starts_on)

    @property
    def double_months(self) -> float:
        return double_days(self.turning) / DAYS_A_MONTH


@dataclass(frozen=True)
class IntroductionTimeline:
    """Everything that is said about an introduction."""

    moves: list[TimelineMove]
    findings: list[Finding]
    critical: list[TimelineStep] = field(default_factory=list)

    @property
    def steps(self) -> list[TimelineStep]:
        return [step for move in self.moves for step in move.not_cancelled]

    @property
    def done(self) -> int:
        return sum(move.done for move in self.moves)

    @property
    def overdue(self) -> int:
        return sum(each.step.is_overdue for each in self.steps)

    @property
    def ends_on(self) -> dt.date | None:
        return max((move.ends_on for move in self.moves), default=None)

    @property
    def later_ore(self) -> int:
        return sum(move.later_ore or 0 for move in self.moves)


def build_timeline(
    introduction: Introduction, *, steps: Sequence[Step] | None = None
) -> IntroductionTimeline:
    """Date every step as things stand today, area by area; `steps` where they are read already."""
    rows = whole_steps(introduction) if steps is None else list(steps)
    by_area: dict[str, list[Step]] = {}
    for step in rows:
        by_area.setdefault(step.move.area, []).append(step)
    moves: list[TimelineMove] = []
    findings: list[Finding] = []
    chains: list[tuple[dt.date, list[TimelineStep]]] = []
    for area in by_area.values():
        schedule = reschedule(tasks_of_steps(area), today())
        told = {str(step.pk): _timeline_step(step, schedule) for step in area}
        findings += [_in_words(each, told) for each in schedule.findings]
        moves += _timeline_moves(area, told)
        if schedule.ends_on is not None:
            chains.append((schedule.ends_on, [told[key] for key in schedule.critical]))
    chain = max(chains, key=lambda each: each[0])[1] if chains else []
    return IntroductionTimeline(moves, findings, chain)


def _timeline_step(step: Step, schedule: Schedule) -> TimelineStep:
    dated = schedule.dated.get(str(step.pk))
    return TimelineStep(
        step, dated.ends_on if dated else step.ends_on, str(step.pk) in schedule.critical
    )


def _in_words(finding: Finding, told: dict[str, TimelineStep]) -> Finding:
    step = told[finding.where].step
    return replace(
        finding, where=f"{step.move.organisation}, {step.move.area}: {step.get_kind_display()}"
    )


def _timeline_moves(steps: Iterable[Step], told: dict[str, TimelineStep]) -> list[TimelineMove]:
    by_move: dict[int, list[TimelineStep]] = {}
    for step in steps:
        by_move.setdefault(step.move_id, []).append(told[str(step.pk)])
    turnings = turnings_of(steps, lambda step: told[str(step.pk)].forecast)
    found = []
    for key, rows in by_move.items():
        move = rows[0].step.move
        turning = turnings.get(key, Turning(None, None))
        found.append(TimelineMove(move, rows, turning, later_than_planned(move, turning)))
    return found


def later_than_planned(move: Move, turning: Turning) -> int | None:
    """What the dates cost beyond going over on the first day of the plan's period with nothing paid twice."""
    running = running_of(move)
    if running is None or turning.introduced_on is None:
        return None
    eve = move.goes_over_on - dt.timedelta(days=1)
    return extra_ore(running, Turning(eve, eve), turning)
