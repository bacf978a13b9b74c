"""What is written of agreements, cost lines and those who answer; the application's own event tells of all else."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from samdrift.foundation.audit.actions import event_of, facts
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions.writing.batch import Batch
from samdrift.records.register.actions.handing_over import APPOINTED
from samdrift.records.register.models import ResponsibilityRole


def events_of_parts(by: Person, batch: Batch) -> Iterator[AuditEvent]:
    """One event for each agreement, cost line and change of who answers that the file made."""
    for agreement, application, supplier in batch.new_agreements:
        after = {**facts(agreement), "applications": [str(application)]}
        if supplier is not None:
            after["supplier"] = supplier.name
        yield event_of("agreements.agreement_added", agreement, by=by, after=after)
    for line in batch.new_cost_lines:
        yield event_of("spending.cost_line_added", line, by=by, after=facts(line))
    new = {each.pk for each in batch.new_applications}
    for each in batch.dependencies:
        if each.application_id not in new:
            event, after = "register.dependency_added", facts(each)
            yield event_of(event, each, by=by, after=after, parent=each.application)
    yield from _events_of_people(by, batch)
    changed: list[tuple[str, models.Model]] = [
        *(("agreements.agreement_changed", agreement) for agreement in batch.changed_agreements),
        *(("spending.cost_line_changed", line) for line in batch.changed_cost_lines),
    ]
    for event, thing in changed:
        before, after = _differing(batch.before.get((type(thing), thing.pk), {}), facts(thing))
        if after:
            yield event_of(event, thing, by=by, before=before, after=after)


def _events_of_people(by: Person, batch: Batch) -> Iterator[AuditEvent]:
    """Who came, left and never held, with the days; a new application's event tells its first holders."""
    new = {each.pk for each in batch.new_applications}
    for row in batch.undone_responsibilities:
        before = batch.before[type(row), row.pk]
        yield event_of(
            "register.responsibility_removed", row, by=by, before=before, parent=row.application
        )
    for row in batch.ended_responsibilities:
        before, after = _differing(batch.before[type(row), row.pk], facts(row))
        yield event_of(
            "register.responsibility_ended",
            row,
            by=by,
            before=before,
            after=after,
            parent=row.application,
        )
    for row in batch.new_responsibilities:
        if row.application_id not in new:
            event = APPOINTED[ResponsibilityRole(row.role)]
            yield event_of(event, row, by=by, after=facts(row), parent=row.application)


def _differing(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in after if before.get(name) != after[name] and name != "changed_at"]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
