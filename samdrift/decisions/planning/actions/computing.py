"""The work of a computation: read the register, solve, explain, keep. It tells how far it has come as it goes.

Nothing is thought inside a transaction. The solving goes on in a thread of its own while this one writes what it has
reached and asks whether somebody wants it stopped.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from samdrift.core.findings import Finding, InvalidInput, Severity, errors, gettext_noop
from samdrift.core.planning import (
    AreaPlan,
    Problem,
    Progress,
    read_areas,
    solve,
    without_cost_ceilings,
    write_plan,
    write_problem,
)
from samdrift.core.planning import ComputedPlan as Answer
from samdrift.core.planning.explain.variants import is_kept
from samdrift.decisions.planning.convert import DerivedProblem, in_ore, problem_of
from samdrift.decisions.planning.convert.basis import words
from samdrift.decisions.planning.convert.explanation import WhatIfEffort, conflict, explain
from samdrift.decisions.planning.convert.terms import ore
from samdrift.decisions.planning.models import ACTIVE, FairnessRule, Plan, Run, RunState
from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.silent_work import MOST_ATTEMPTS

log = logging.getLogger(__name__)
BEAT = 0.5  # seconds between signs of life
MOST_POINTS = 200  # kept of the progress
_NOTHING = gettext_noop(
    "There is nothing to plan: no area has two installations that could become one."
)


class LostError(Exception):
    """Somebody else has taken over the computation, or it has been thrown away."""


@dataclass
class Teller:
    """Keeps what a run has reached, and knows whether somebody wants it stopped."""

    run: Run
    began: float = field(default_factory=time.monotonic)
    points: list[list[float | None]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def hear(self, progress: Progress) -> None:
        """From the solver's thread: no database here."""
        self.add(progress.objective, progress.bound)

    def add(self, objective: float | None, bound: float | None) -> None:
        point = [round(time.monotonic() - self.began, 2), objective, bound]
        if not self.points or self.points[-1][1:] != point[1:]:
            self.points.append(point)

    def beat(self, **changes: Any) -> None:
        """Keep how far it has come; raises LostError where the run is somebody else's by now."""
        mine = Run.objects.filter(pk=self.run.pk, attempts=self.run.attempts, state__in=ACTIVE)
        thinned = self.points[:: max(1, -(-len(self.points) // MOST_POINTS))]
        kept = thinned if thinned[-1:] == self.points[-1:] else [*thinned, self.points[-1]]
        if not mine.update(progress=kept, beat_at=timezone.now(), **changes):
            raise LostError
        if mine.filter(stop_asked=True).exists():
            self.stopped.set()


@task
def compute_in_background(run_pk: int) -> None:
    """The same work, for the queue."""
    compute(run_pk)


def requeue(run: Run) -> None:
    """Back in the queue after the worker's death; a computation that has ended three workers is broken."""
    again = run.attempts < MOST_ATTEMPTS
    run.state = RunState.WAITING if again else RunState.BROKEN
    run.progress, run.done, run.total, run.beat_at = [], 0, 0, timezone.now()
    run.save(update_fields=["state", "progress", "done", "total", "beat_at"])
    if again:
        transaction.on_commit(lambda: compute_in_background.enqueue(run.pk))


def compute(run_pk: int) -> None:
    """Do a run that waits for its turn, once: whoever comes second finds nothing to do."""
    claimed = Run.objects.filter(pk=run_pk, state=RunState.WAITING).update(
        state=RunState.READING, beat_at=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return
    run = Run.objects.select_related("scenario__federation", "by", "start").get(pk=run_pk)
    teller = Teller(run)
    try:
        _compute(run, teller)
    except LostError:
        log.warning("computation %s was taken over", run_pk)
    except InvalidInput as wrong:
        _end(run, RunState.REFUSED, [words(each) for each in wrong.findings])
    except OperationalError:  # another writes for long, or the database is gone for a moment
        log.warning("computation %s: the database did not answer; it is taken up again", run_pk)
    except Exception:
        log.exception("computation %s broken off", run_pk)
        _end(run, RunState.BROKEN, [])


def _end(run: Run, state: RunState, findings: list[dict[str, Any]]) -> None:
    Run.objects.filter(pk=run.pk, attempts=run.attempts, state__in=ACTIVE).update(
        state=state, findings=findings
    )


def _compute(run: Run, teller: Teller) -> None:
    derived = problem_of(run.scenario, today())
    stopping = errors(derived.findings)
    if not stopping and not derived.problem.areas:
        stopping = (Finding("register", _NOTHING, Severity.ERROR, rule="nothing-to-plan"),)
    if stopping:
        raise InvalidInput(stopping)
    teller.beat(state=RunState.SOLVING)
    seconds = float(run.scenario.seconds)
    start = _start(run, derived.problem)
    answer = solve_watched(
        teller, solve, derived.problem, start=start, seconds=seconds, progress=teller.hear
    )
    teller.add(answer.objective, answer.bound)
    teller.beat(state=RunState.EXPLAINING)
    document = conflict(answer)
    if answer.areas:
        _add_years(derived, answer)
        is_short = run.start is not None
        asking = _what_if_effort(teller, seconds)
        document = explain(derived, answer, asking, is_short=is_short)
        if run.scenario.fairness_rule == FairnessRule.NOBODY_WORSE:
            free = solve_watched(
                teller,
                solve,
                without_cost_ceilings(derived.problem),
                start=answer.areas,
                seconds=seconds,
            )
            document["fairness"]["cost_ore"] = fairness_cost(answer, free)
    _keep(run, derived, answer, document)


def _start(run: Run, problem: Problem) -> tuple[AreaPlan, ...] | None:
    """The plan to begin from, where it still keeps every rule."""
    if run.start is None or not run.start.is_solved:
        return None
    by_id = {area.id: area for area in read_areas(run.start.answer_document)}
    same = tuple(by_id[area.id] for area in problem.areas if area.id in by_id)
    whole = len(same) == len(problem.areas)
    return same if whole and is_kept(problem, same) else None


def fairness_cost(fair: Answer, free: Answer) -> int | None:
    """What the fairness rule costs all together, öre."""
    if fair.objective is None or free.objective is None:
        return None
    return max(0, ore(fair.objective - free.objective))


def solve_watched(
    teller: Teller,
    solver: Callable[..., Answer],
    problem: Problem,
    *,
    start: tuple[AreaPlan, ...] | None,
    seconds: float,
    **more: Any,
) -> Answer:
    """Solve in a thread, with a sign of life every now and then."""
    with ThreadPoolExecutor(1) as pool:
        solving = pool.submit(
            solver, problem, time_limit=seconds, start=start, stop=teller.stopped.is_set, **more
        )
        try:
            while not wait([solving], timeout=BEAT).done:
                teller.beat()
        except BaseException:
            teller.stopped.set()
            raise
        return solving.result()


def _what_if_effort(teller: Teller, seconds: float) -> WhatIfEffort:
    def again(problem: Problem, *, gap: float, time_limit: float, start: Any) -> Answer:
        return solve_watched(teller, solve, problem, start=start, seconds=time_limit, gap=gap)

    def report(done: int, total: int) -> None:
        if done in {1, total} or done % 5 == 0:
            teller.beat(done=done, total=total)

    return WhatIfEffort(seconds, again, report, teller.stopped.is_set)


def _add_years(derived: DerivedProblem, answer: Answer) -> None:
    years = derived.years(answer.areas)
    derived.basis.running_today = in_ore({code: list(each.today) for code, each in years.items()})
    derived.basis.running_planned = in_ore(
        {code: list(each.running) for code, each in years.items()}
    )


@verb
def _keep(run: Run, derived: DerivedProblem, answer: Answer, document: dict[str, Any]) -> Plan:
    """The plan with everything about it, if the run is still ours."""
    stored = (
        Run.objects.select_for_update(of=("self",))
        .filter(pk=run.pk, attempts=run.attempts, state__in=ACTIVE)
        .first()
    )
    if stored is None:
        raise LostError
    objective = None if answer.objective is None else ore(answer.objective)
    plan = Plan(
        scenario=run.scenario,
        computed_on=today(),
        by=run.by,
        problem_json=json.dumps(write_problem(derived.problem), ensure_ascii=False),
        answer_json=json.dumps(write_plan(derived.problem, answer), ensure_ascii=False),
        basis_json=json.dumps(derived.basis.as_values(), ensure_ascii=False),
        explanation_json=json.dumps(document, ensure_ascii=False),
        status=str(answer.status),
        objective_ore=objective,
        bound_ore=None if answer.bound is None or objective is None else ore(answer.bound),
        today_ore=derived.today_ore,
        gap=answer.gap,
        seconds=answer.seconds,
        started_from=run.start,
    )
    plan.full_clean(exclude=["proposal"])
    plan.save(force_insert=True)
    stored.plan, stored.state = plan, RunState.DONE
    stored.save(update_fields=["plan", "state"])
    after = {"status": plan.status, "objective_ore": plan.objective_ore, "gap": plan.gap}
    record("planning.plan_computed", plan, by=run.by, after=after, parent=run.scenario)
    return plan
