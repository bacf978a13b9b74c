"""Asking for a plan, stopping with the best so far, and taking up what a dead worker left."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.decisions.planning.actions.computing import (
    compute,
    compute_in_background,
    requeue,
)
from samdrift.decisions.planning.models import ACTIVE, Plan, Run, RunState, Scenario
from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.silent_work import SILENT, queued_keys


@verb
def ask_for_plan(*, by: Person, scenario: Scenario, start: Plan | None = None) -> Run:
    """Let the background compute a scenario on today's register.

    start: a plan to begin from and be compared with; the explanation is then short, so that it takes seconds.
    """
    run = _new_run(by, scenario, start)
    transaction.on_commit(lambda: compute_in_background.enqueue(run.pk))
    return run


def compute_plan(*, by: Person, scenario: Scenario, start: Plan | None = None) -> Plan:
    """Compute a scenario here and now, and wait for it: for the demonstration, commands and tests.

    Raises ValidationError with everything that stops it.
    """
    with transaction.atomic():
        run = _new_run(by, scenario, start)
    compute(run.pk)
    run.refresh_from_db()
    if run.plan is None:
        told = [_(each["what"]) % each["values"] for each in run.findings]
        raise ValidationError(told or [str(run.get_state_display())])
    return run.plan


def _new_run(by: Person, scenario: Scenario, start: Plan | None) -> Run:
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    locked = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if locked.runs.filter(state__in=ACTIVE).exists():
        raise ValidationError(_("The scenario is being computed already."))
    run = Run(scenario=locked, by=by, start=start)
    run.full_clean()
    run.save(force_insert=True)
    after = {"start": str(start)} if start else None
    record("planning.plan_asked_for", locked, by=by, after=after)
    return run


@verb
def stop_run(*, by: Person, run: Run) -> Run:
    """End the search and keep the best plan so far; one that has not begun is not begun."""
    require_in_group(by, Permission.MAKE_PLAN, run.scenario.federation)
    stored = Run.objects.select_for_update().get(pk=run.pk)
    if not stored.is_active:
        return stored
    stored.stop_asked = True
    if stored.state == RunState.WAITING:
        stored.state = RunState.BROKEN
    stored.save(update_fields=["stop_asked", "state"])
    record("planning.stop_asked", stored.scenario, by=by)
    return stored


@verb
def resume_run(*, by: Person, run: Run) -> Run:
    """Put a computation whose worker is gone back in the queue."""
    require_in_group(by, Permission.MAKE_PLAN, run.scenario.federation)
    stored = Run.objects.select_for_update().get(pk=run.pk)
    if not stored.is_silent:
        raise ValidationError(_("The computation is still going on."))
    requeue(stored)
    record("planning.run_resumed", stored.scenario, by=by)
    return stored


def resume_silent_runs(silent_since: dt.datetime | None = None) -> int:
    """Put every computation whose worker is gone back in the queue; how many."""
    since, number = silent_since or timezone.now() - SILENT, 0
    silent = Run.objects.filter(state__in=ACTIVE, beat_at__lt=since)
    queued = queued_keys(compute_in_background)
    for pk in silent.exclude(pk__in=queued).values_list("pk", flat=True):
        with transaction.atomic():
            held = Run.objects.select_for_update(skip_locked=True)
            stored = held.filter(pk=pk, state__in=ACTIVE, beat_at__lt=since).first()
            if stored is not None:
                requeue(stored)
                number += 1
    return number
