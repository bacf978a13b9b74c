"""What a step writes in the register, and what it leaves alone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import (
    StepKind,
    StepStatus,
)
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.register.models import (
    LifecycleKind,
    Phase,
)
from tests import factories
from tests.integration.introduction_place import TODAY, Place, assess, through
from tests.people import person


def test_the_register_follows_step_by_step(introduced: Place) -> None:
    assess(introduced)
    move = introduced.move
    target, old, organisation = move.target, move.old, move.organisation
    assert target is not None
    assert old is not None
    through(introduced, StepKind.SETUP)
    assert target.lifecycle_events.filter(kind=LifecycleKind.INTRODUCED, on=TODAY).count() == 1
    through(introduced, StepKind.VALUE, StepKind.NOTICE)
    agreement = introduced.step(StepKind.NOTICE).agreement
    assert agreement is not None
    assert (agreement.notice_given_on, agreement.ended_on) == (TODAY, dt.date(2009, 4, 1))
    through(introduced, StepKind.AGREEMENT, StepKind.TRAINING, StepKind.INTRODUCTION)
    joined = target.participations.get(organisation=organisation)
    assert (joined.starts_on, joined.users) == (TODAY, 12)
    through(introduced, StepKind.RETIREMENT)
    old.refresh_from_db()
    assert (old.phase, old.ends_on) == (Phase.RETIRED, TODAY)
    event = old.lifecycle_events.get(kind=LifecycleKind.RETIRED)
    assert "§ 7" in event.decision
    told = set(
        AuditEvent.objects.filter(by_name=str(introduced.mover)).values_list("event", flat=True)
    )
    assert {
        "agreements.notice_given",
        "register.application_joined",
        "register.application_retired",
        "introduction.step_completed",
    } <= told


def test_who_may_not_write_in_the_register_completes_nothing(introduced: Place) -> None:
    """A responsible colleague may complete the step, but not take part for the municipality: all is taken back."""
    assess(introduced)
    through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT, StepKind.TRAINING)
    colleague = person("Karl", introduced.move.organisation)
    step = introduced.step(StepKind.INTRODUCTION)
    actions.assign_step(by=introduced.mover, step=step, responsible=colleague)
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        actions.complete_step(by=colleague, step=step, on=TODAY)
    step.refresh_from_db()
    assert step.status == StepStatus.PLANNED
    assert AuditEvent.objects.count() == before


def test_others_on_the_old_one_stay(introduced: Place) -> None:
    assess(introduced)
    old = introduced.move.old
    assert old is not None
    factories.participation(old, introduced.people.saffle)
    through(
        introduced,
        StepKind.SETUP,
        StepKind.VALUE,
        StepKind.NOTICE,
        StepKind.AGREEMENT,
        StepKind.TRAINING,
        StepKind.INTRODUCTION,
        StepKind.RETIREMENT,
    )
    old.refresh_from_db()
    assert old.ends_on is None
    assert old.participations.get(organisation=introduced.people.saffle).ends_on is None
    assert old.participations.get(organisation=introduced.move.organisation).ends_on == TODAY
