"""Everything that can happen to a cost line."""

from django.db import transaction

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.spending.models import CostLine


def _require_say(by: Person, line: CostLine) -> None:
    """The application's owner budgets its costs; the bearer's controller and IT manager may too."""
    if line.application is None or not may(by, Permission.EDIT_COSTS, line.application):
        require(by, Permission.EDIT_COSTS, line)


@transaction.atomic
def add_cost_line(*, by: Person, line: CostLine) -> CostLine:
    """Note what something costs in a year."""
    _require_say(by, line)
    line.full_clean()
    line.save()
    record("spending.cost_line_added", line, by=by, after=facts(line), parent=line.application)
    return line


@transaction.atomic
def change_cost_line(*, by: Person, line: CostLine, why: str = "") -> CostLine:
    """Change a cost line."""
    stored = CostLine.objects.get(pk=line.pk)
    _require_say(by, stored)
    _require_say(by, line)
    line.full_clean()
    line.save()
    record(
        "spending.cost_line_changed",
        line,
        by=by,
        before=facts(stored),
        after=facts(line),
        parent=line.application,
        why=why,
    )
    return line


@transaction.atomic
def remove_cost_line(*, by: Person, line: CostLine, why: str) -> CostLine:
    """Remove a cost line that was wrong."""
    _require_say(by, line)
    record(
        "spending.cost_line_removed",
        line,
        by=by,
        before=facts(line),
        parent=line.application,
        why=why,
    )
    line.delete()
    return line
