"""Next year's budget: copied forward with an index, or out of agreements' prices."""

import copy
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.spending.actions.cost_lines import add_all, change_all
from samdrift.records.spending.convert import DerivedOutcome, derived_lines, planned_copies
from samdrift.records.spending.models import CostKind, CostLine
from samdrift.records.spending.queries import edit_rights


@verb
def copy_forward(
    *,
    by: Person,
    lines: Iterable[CostLine],
    year: int,
    kind: str = CostKind.BUDGET,
    index_percent: Decimal = Decimal(0),
    expected: str = "",
) -> list[CostLine]:
    """Next year's lines from these, raised by an index and rounded half up to the öre; to be approved anew.

    Lines that have a copy in that year already, of the same kind, phase, type, bearer, note and subject, are left
    out, and so is what is retired or over before the year. `expected`: the digest of the plan that the person has
    seen. Raises ValidationError, code ``changed`` where the plan is another than the expected.
    """
    if 1 + index_percent / 100 < 0:
        raise ValidationError(
            {"index_percent": _("The index can't take away more than everything.")}
        )
    plan = planned_copies(lines, year=year, kind=kind, index_percent=index_percent)
    say = edit_rights(by)
    if not all(say.over(row.copied) for row in plan.rows):
        raise PermissionDenied("has no say over some of the lines")
    if expected and plan.digest != expected:
        raise ValidationError(
            _("The cost lines have changed since you looked. Look at them again."), code="changed"
        )
    if plan.rows and not plan.lines_to_make:
        raise ValidationError(_("None of the lines can be copied to that year."))
    return add_all(by, [row.copied for row in plan.lines_to_make])


@verb
def derive_from_agreements(
    *, by: Person, year: int, chosen: Iterable[tuple[int, int, int]]
) -> list[CostLine]:
    """Budget lines of what agreements cost in the year, with the agreement as source; nothing is doubled.

    chosen: (agreement, application, öre) of the rows that the person has picked as they were shown. A line that
    comes from the agreement already gets its new amount, and one without agreement becomes the agreement's.
    Raises PermissionDenied over what the person does not budget, ValidationError where an amount is another by now.
    """
    plan = {row.key: row for row in derived_lines(by, year).rows}
    asked = dict.fromkeys(chosen)
    places = {key[:2] for key in plan}
    if any(key[:2] not in places for key in asked):
        raise PermissionDenied("has no say over some of the lines")
    if any(key not in plan for key in asked):
        raise ValidationError(
            _("The agreements have changed since you looked. Look at them again."), code="changed"
        )
    picked = [plan[key] for key in asked if plan[key].can_be_made]
    made = add_all(by, [row.line for row in picked if row.outcome == DerivedOutcome.NEW])
    changes = []
    for row in picked:
        if row.outcome != DerivedOutcome.NEW:
            before = copy.copy(row.line)
            row.line.amount_ore, row.line.agreement = row.amount_ore, row.agreement
            row.line.source = str(row.agreement)[:200]
            changes.append((before, row.line))
    return made + change_all(by, changes, _("From the agreement's price"))


@verb
def take_in_cost_lines(
    *,
    by: Person,
    organisation: Organisation,
    added: Sequence[CostLine],
    changed: Sequence[tuple[CostLine, CostLine]],
    why: str,
) -> list[CostLine]:
    """Store many lines of one municipality at once, as a file says; changed ones are given as (before, after).

    All have to be approved, those that change anew. Raises ValueError where a line is another municipality's.
    """
    require(by, Permission.EDIT_COSTS, organisation)
    if any(
        line.bearer_id != organisation.pk for line in [*added, *(after for _old, after in changed)]
    ):
        raise ValueError("every line is borne by the municipality whose file it is")
    return add_all(by, added) + change_all(by, changed, why)
