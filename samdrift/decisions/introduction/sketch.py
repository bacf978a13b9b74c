"""What an introduction plan would hold, before anything is kept: moves, tasks, dates and what can't be kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.introduction import (
    LENGTHS,
    ScheduledTask,
    StepKind,
    Task,
    first_schedule,
    tasks_of,
)
from samdrift.core.swedish import swedish_key
from samdrift.decisions.introduction.convert import TransitionDraft, drafts_of, running_of_plan
from samdrift.decisions.introduction.models import StepKind as Kinds
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.organisations.clock import today

FAR_OFF = 0.02  # share by which figures may differ from the plan's own before it is told


@dataclass(frozen=True)
class Sketch:
    """Tasks and dates by their keys; findings name municipality, area and step in words."""

    drafts: list[TransitionDraft]
    tasks: Mapping[str, Task]
    dated: Mapping[str, ScheduledTask]
    findings: list[Finding]

    @property
    def ends_on(self) -> dt.date | None:
        return max((each.ends_on for each in self.dated.values()), default=None)


def sketch(plan: Plan, begins_on: dt.date, lengths: Mapping[StepKind, int] = LENGTHS) -> Sketch:
    """Read the plan and the register and date every step, area by area."""
    drafts = drafts_of(plan, today())
    tasks: dict[str, Task] = {}
    dated: dict[str, ScheduledTask] = {}
    findings: list[Finding] = []
    words = {draft.going.key: f"{draft.organisation}, {draft.area}" for draft in drafts}
    for area in sorted({draft.area for draft in drafts}, key=swedish_key):
        here = tasks_of([draft.going for draft in drafts if draft.area == area], lengths)
        schedule = first_schedule(here, begins_on)
        tasks |= {task.key: task for task in here}
        dated |= schedule.dated
        findings += [_in_words(each, words) for each in schedule.findings]
    return Sketch(drafts, tasks, dated, [*_other_figures(plan, drafts), *findings])


def _in_words(finding: Finding, words: Mapping[str, str]) -> Finding:
    going, _slash, kind = finding.where.rpartition("/")
    return replace(finding, where=f"{words[going]}: {Kinds(kind).label}")


def _other_figures(plan: Plan, drafts: list[TransitionDraft]) -> list[Finding]:
    """Where running costs area by area don't add up to what the plan itself tells of a municipality."""
    today_ore, planned_ore = (
        plan.basis.get("running_today", {}),
        plan.basis.get("running_planned", {}),
    )
    running, found = running_of_plan(plan), []
    for code in sorted({draft.organisation.code for draft in drafts}):
        if any(each.running is None for each in drafts if each.organisation.code == code):
            found.append(_unknown(plan, code))
            continue
        saved = sum(
            each.today_ore - each.planned_ore
            for (_a, whose), each in running.items()
            if whose == code
        )
        grown = today_ore[code][-1] / today_ore[code][0] if today_ore[code][0] else 1.0
        told = (today_ore[code][-1] - planned_ore[code][-1]) / grown
        if abs(saved - told) > max(1, FAR_OFF * abs(today_ore[code][-1])):
            found.append(
                Finding(
                    str(plan.basis["names"].get(code, code)),
                    gettext_noop(
                        "counted area by area the plan saves %(saved)s kronor a year, "
                        "and the plan itself says %(told)s"
                    ),
                    Severity.NOTE,
                    {"saved": saved // 100, "told": round(told) // 100},
                    "other-figures",
                )
            )
    return found


def _unknown(plan: Plan, code: str) -> Finding:
    return Finding(
        str(plan.basis.get("names", {}).get(code, code)),
        gettext_noop(
            "the plan does not tell what running costs: what a delay costs can't be counted"
        ),
        Severity.WARNING,
        rule="no-figures",
    )
