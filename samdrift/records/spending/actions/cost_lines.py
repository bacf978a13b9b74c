"""Everything that can happen to a cost line but its approval."""

from collections.abc import Sequence

from django.db import models

from samdrift.foundation.audit.actions import event_of, facts, record, store_events
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.spending.models import Approval, CostLine
from samdrift.records.spending.queries.payers import require_bearers

REFERENCES = (
    "application",
    "unit",
    "initiative",
    "bearer",
    "agreement",
    "entered_by",
)  # known to be there: they came from the database


def _require_say(by: Person, line: CostLine) -> None:
    """The owner budgets what it owns; the bearer's controller and IT manager may too."""
    if line.initiative is not None and line.initiative.owner_id == by.pk:
        return
    if line.application is None or not may(by, Permission.EDIT_COSTS, line.application):
        require(by, Permission.EDIT_COSTS, line)


def about(line: CostLine) -> models.Model | None:
    """On whose page the line's history also shows."""
    return line.application or line.initiative


@verb
def add_cost_line(*, by: Person, line: CostLine) -> CostLine:
    """Note what something costs in a year."""
    _require_say(by, line)
    line.entered_by, line.approved_on = by, None
    line.full_clean()
    require_bearers([line])
    line.save()
    record("spending.cost_line_added", line, by=by, after=facts(line), parent=about(line))
    return line


@verb
def change_cost_line(*, by: Person, line: CostLine, why: str = "") -> CostLine:
    """Change a cost line. What had been approved has to be approved anew; the history keeps who had."""
    stored = lock_for_edit(line)
    _require_say(by, stored)
    _require_say(by, line)
    line.entered_by, line.approved_on = by, None
    line.full_clean()
    if (line.bearer_id, line.year) != (stored.bearer_id, stored.year):
        require_bearers([line])
    save_changes(line, stored)
    line.approvals.update(holds=False)  # also where it is sent again as it was
    record(
        "spending.cost_line_changed",
        line,
        by=by,
        before=facts(stored),
        after=facts(line),
        parent=about(line),
        why=why,
    )
    return line


@verb
def remove_cost_line(*, by: Person, line: CostLine, why: str) -> CostLine:
    """Remove a cost line that was wrong."""
    _require_say(by, line)
    lock_for_act(line)
    record(
        "spending.cost_line_removed",
        line,
        by=by,
        before=facts(line),
        parent=about(line),
        why=why,
    )
    line.delete()
    return line


def add_all(by: Person, lines: Sequence[CostLine]) -> list[CostLine]:
    """Store many new lines and their events at once; the verb that calls has asked whether the person may.

    What a database holds as a rule it refuses; ranges and choices are asked of each line. Raises ValidationError.
    """
    for line in lines:
        line.entered_by, line.approved_on = by, None
        line.full_clean(exclude=REFERENCES, validate_unique=False, validate_constraints=False)
    require_bearers(lines)
    create_rows(lines, batch_size=500)
    store_events(
        event_of("spending.cost_line_added", line, by=by, after=facts(line), parent=about(line))
        for line in lines
    )
    return list(lines)


def change_all(
    by: Person, changes: Sequence[tuple[CostLine, CostLine]], why: str
) -> list[CostLine]:
    """Store many changed lines (as it was, as it becomes), to be approved anew, and their events at once."""
    changed = [line for _before, line in changes]
    for line in changed:
        line.entered_by, line.approved_on = by, None
        line.full_clean(exclude=REFERENCES, validate_unique=False, validate_constraints=False)
    keys = [line.pk for line in changed]
    for start in range(0, len(keys), 500):
        Approval.objects.filter(line__in=keys[start : start + 500]).update(holds=False)
    change_rows(changed, ["amount_ore", "note", "agreement", "source", "entered_by", "approved_on"])
    store_events(
        event_of(
            "spending.cost_line_changed",
            line,
            by=by,
            before=facts(before),
            after=facts(line),
            parent=about(line),
            why=why,
        )
        for before, line in changes
    )
    return changed
