"""A file of costs: which line each row is, what would become of it, and the moment it is brought in."""

import copy
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.findings import Finding, Severity, choose_by_count, gettext_noop
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.records.intake.actions.cost_names import cost_lookup
from samdrift.records.intake.actions.files import table_of
from samdrift.records.intake.actions.previews import store_preview
from samdrift.records.intake.actions.progress import report_progress
from samdrift.records.intake.convert.costs import CostRow, read_costs
from samdrift.records.intake.models import Row, RowOutcome, Upload
from samdrift.records.intake.queries.costs import standing_cost_lines
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import take_in_cost_lines
from samdrift.records.spending.list_fields import COST_VALUES
from samdrift.records.spending.models import CostLine, JointInitiative


@dataclass(frozen=True, slots=True)
class PlannedCost:
    """A row and the line that it is already, if there is one, with what changes: [field, before, after]."""

    row: CostRow
    line: CostLine | None
    changes: list[tuple[str, Any, Any]]

    @property
    def outcome(self) -> str:
        if self.line is None:
            return RowOutcome.CREATED
        return RowOutcome.CHANGED if self.changes else RowOutcome.UNCHANGED


@dataclass(frozen=True, slots=True)
class CostPlan:
    """Every row of a file; lines of the same years and kinds that the file does not name stay as they are."""

    rows: Sequence[PlannedCost]
    unnamed: int = 0
    approved: int = 0  # approved lines whose amount changes, so that they have to be approved anew

    def digest(self) -> str:
        """Two plans with the same digest do the same."""
        told = [
            [one.row.number, one.row.values, one.line.pk if one.line else None, one.changes]
            for one in self.rows
        ]
        whole = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
        return hashlib.blake2b(whole, digest_size=32).hexdigest()


def plan_costs(organisation: Organisation, rows: Sequence[CostRow]) -> CostPlan:
    """Find the line of each row: alike in everything, else in note, else in amount, else the next of its room."""
    lines = standing_cost_lines(
        organisation, {(row.values["year"], row.values["kind"]) for row in rows}
    )
    rooms: dict[tuple[Any, ...], _Room] = defaultdict(_Room)
    for line in lines:
        rooms[_room(line)].lines.append(line)
    for row in rows:
        rooms[row.room].rows.append(row)
    found: dict[int, CostLine] = {}
    for room in rooms.values():
        room.pair(found)
    planned = [_plan_row(row, found.get(row.number)) for row in rows]
    changed = [one for one in planned if one.changes and one.line and one.line.approved_on]
    return CostPlan(planned, len(lines) - len(found), len(changed))


def _room(line: CostLine) -> tuple[Any, ...]:
    keys = (line.application_id, line.initiative_id, line.unit_id)
    return (*keys, line.year, line.phase, line.type, line.kind)


@dataclass(slots=True)
class _Room:
    """Rows and lines of the same subject, year, phase, type and kind."""

    rows: list[CostRow] = field(default_factory=list)
    lines: list[CostLine] = field(default_factory=list)

    def pair(self, found: dict[int, CostLine]) -> None:
        """Give each row at most one line, the surest likeness first."""
        left = list(self.rows)
        likenesses: Sequence[Callable[[Any], Any]] = (_whole, _note, _amount, lambda _one: None)
        for likeness in likenesses:
            standing: dict[Any, list[CostLine]] = defaultdict(list)
            taken = {line.pk for line in found.values()}
            for line in self.lines:
                if line.pk not in taken:
                    standing[likeness(line)].append(line)
            still = []
            for row in left:
                alike = standing[likeness(row)]
                if alike:
                    found[row.number] = alike.pop(0)
                else:
                    still.append(row)
            left = still
            if not left:
                return


def _note(one: CostRow | CostLine) -> str:
    """What is noted, in single spaces as files are read."""
    note = one.note if isinstance(one, CostLine) else str(one.values["note"] or "")
    return " ".join(note.split())


def _amount(one: CostRow | CostLine) -> int:
    return one.amount_ore if isinstance(one, CostLine) else int(one.values["amount_ore"])


def _whole(one: CostRow | CostLine) -> tuple[str, int]:
    return _note(one), _amount(one)


def _plan_row(row: CostRow, line: CostLine | None) -> PlannedCost:
    if line is None:
        return PlannedCost(row, None, [])
    pairs = [(field.name, getattr(line, field.name)) for field in COST_VALUES]
    changes = [
        (name, before, row.values[name])
        for name, before in pairs
        if row.values[name] is not None and not _alike(before, row.values[name])
    ]
    return PlannedCost(row, line, changes)


def _alike(held: Any, said: Any) -> bool:
    """Whether a cell says what the line holds; texts with other spaces are the same."""
    if isinstance(held, str) and isinstance(said, str):
        return held.split() == said.split()
    return bool(held == said)


def compare_costs(upload: Upload) -> None:
    """Read every row, find its line, and store what would become of it; refused rows are kept word for word."""
    around = cost_lookup(upload.by, upload.organisation)
    read = read_costs(table_of(upload), upload.columns, around)
    report_progress(upload, len(read.rows) // 2, len(read.rows))
    plan = plan_costs(upload.organisation, read.rows)
    rows = [_row(upload, one) for one in plan.rows]
    findings = [*read.findings, *_about_plan(plan)]
    store_preview(upload, rows, read.refused, findings, plan.digest())


def _row(upload: Upload, one: PlannedCost) -> Row:
    return Row(
        upload=upload,
        number=one.row.number,
        name=one.row.name,
        outcome=one.outcome,
        application_id=one.row.values["application"],
        values=one.row.values,
        changes=[list(change) for change in one.changes],
    )


def _about_plan(plan: CostPlan) -> list[Finding]:
    found = []
    if plan.unnamed:
        what = choose_by_count(
            plan.unnamed,
            gettext_noop(
                "One cost line of the same years and kinds is not in the file; it is left as it is"
            ),
            gettext_noop(
                "%(count)s cost lines of the same years and kinds are not in the file; they are left as they are"
            ),
        )
        found.append(Finding("", what, Severity.NOTE, {"count": plan.unnamed}, "not-in-file"))
    if plan.approved:
        what = choose_by_count(
            plan.approved,
            gettext_noop("One approved cost line changes and has to be approved anew"),
            gettext_noop("%(count)s approved cost lines change and have to be approved anew"),
        )
        found.append(Finding("", what, Severity.WARNING, {"count": plan.approved}, "approved-anew"))
    return found


def write_costs(by: Person, upload: Upload) -> None:
    """Bring in the rows without faults; the refused stay with the upload. Called by `confirm_upload`, which has asked.

    Raises ValidationError, code ``register-changed``, where the lines have changed since the preview.
    """
    rows = [
        CostRow(row.number, row.name, row.values) for row in upload.rows.filter(has_fault=False)
    ]
    plan = plan_costs(upload.organisation, rows)
    if plan.digest() != upload.plan_digest:
        raise ValidationError(
            _("The cost lines have changed since the preview. Look at the new preview."),
            code="register-changed",
        )
    added = _new_lines(upload, [one.row.values for one in plan.rows if one.line is None])
    changed = [
        _change_line(upload, one) for one in plan.rows if one.line is not None and one.changes
    ]
    take_in_cost_lines(
        by=by, organisation=upload.organisation, added=added, changed=changed, why=upload.file_name
    )


def _new_lines(upload: Upload, rows: Sequence[dict[str, Any]]) -> list[CostLine]:
    """The lines with what they are of, read in a fixed number of queries; not stored yet."""
    models: dict[str, Any] = {
        "application": Application.objects.all(),
        "initiative": JointInitiative.objects.all(),
        "unit": Unit.objects.select_related("organisation"),
    }
    known = {
        name: found.in_bulk({values[name] for values in rows} - {None})
        for name, found in models.items()
    }
    said = ("year", "phase", "type", "kind", "amount_ore")
    return [
        CostLine(
            **{name: known[name].get(values[name]) for name in known},
            **{name: values[name] for name in said},
            note=values["note"] or "",
            bearer=upload.organisation,
            source=upload.file_name[:200],
        )
        for values in rows
    ]


def _change_line(upload: Upload, one: PlannedCost) -> tuple[CostLine, CostLine]:
    assert one.line is not None
    before = copy.copy(one.line)
    for name, _old, new in one.changes:
        setattr(one.line, name, new)
    one.line.source = upload.file_name[:200]
    return before, one.line
