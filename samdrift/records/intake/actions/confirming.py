"""The moment that an upload becomes part of the register."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.keeping import changes_kept
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions.costs import write_costs
from samdrift.records.intake.actions.employees import write_employees
from samdrift.records.intake.actions.keyed import write_list
from samdrift.records.intake.actions.plan import make_joint_plan
from samdrift.records.intake.actions.uploads import forget_contents, locked_upload
from samdrift.records.intake.actions.writing import write_rows
from samdrift.records.intake.convert import FileRow, name_key
from samdrift.records.intake.models import (
    BROUGHT_IN,
    Decision,
    ImportedRow,
    NameMatch,
    ProductChoice,
    Row,
    RowOutcome,
    Status,
    Upload,
)
from samdrift.records.intake.queries.introductions import introduced_by_exception

#: What the log says of a file that has been brought in: the act whose changes are kept.
BROUGHT_IN_EVENT = gettext_noop("intake.upload_confirmed")


@verb
def confirm_upload(*, by: Person, upload: Upload, only_sound: bool = False) -> Upload:
    """Bring in a previewed upload: all its rows, or only those without faults. All of it is written, or nothing.

    Everything that it changes is kept for a while, so that it can be undone.

    Raises ValidationError, code ``register-changed``, where the register has changed since the preview so that the
    result would be another than the one shown.
    """
    require(by, upload.permission, upload)
    stored = locked_upload(upload)
    if stored.status not in {Status.PREVIEW, Status.WRITING}:
        raise ValidationError(
            _("The file is not at that step any more. Open it again."), code="another-step"
        )
    with changes_kept(BROUGHT_IN_EVENT, about=stored, by=by, why=stored.file_name):
        if stored.is_register:
            _write_register(by, stored, only_sound=only_sound)
        else:
            _writer_of(stored)(by, stored)
    stored.status, stored.confirmed_by = Status.DONE, by
    stored.only_sound = only_sound or not stored.is_register
    forget_contents(stored)
    stored.save()
    counts = {
        name: getattr(stored, name) for name in ("created", "changed", "unchanged", "left_out")
    }
    record(BROUGHT_IN_EVENT, stored, by=by, after=counts, parent=stored.organisation)
    return stored


def _writer_of(upload: Upload) -> Callable[[Person, Upload], None]:
    if upload.is_costs:
        return write_costs
    return write_employees if upload.is_employees else write_list


def _write_register(by: Person, upload: Upload, *, only_sound: bool) -> None:
    rows = list(upload.rows.filter(outcome__in=BROUGHT_IN))
    plan = make_joint_plan(upload.organisation, [_file_row(row) for row in rows])
    if plan.digest() != upload.plan_digest:
        raise ValidationError(
            _("The register has changed since the preview. Look at the new preview."),
            code="register-changed",
        )
    faulty = {row.number for row in rows if row.has_fault} if only_sound else set()
    exceptions = introduced_by_exception(upload, only_sound=only_sound)
    for organisation, part in plan.parts:
        require(by, upload.permission, organisation)
        write_rows(
            by=by,
            organisation=organisation,
            planned=[one for one in part.rows if one.row.number not in faulty],
            standing=part.standing,
            source=upload.file_name,
            owners_from=upload.owners_from,
            changes_from=upload.changes_from,
            exceptions=exceptions,
        )
    _remember_products(upload)
    outcomes = [one.outcome for one in plan.rows if one.row.number not in faulty]
    upload.created = outcomes.count(RowOutcome.CREATED)
    upload.changed = outcomes.count(RowOutcome.CHANGED)
    upload.unchanged = outcomes.count(RowOutcome.UNCHANGED)
    upload.left_out += len(faulty)


def _file_row(row: Row) -> FileRow:
    """A stored row as it was read from the file."""
    return FileRow(
        row.number,
        row.name,
        row.key[3],
        row.key[4],
        (row.key[0], row.key[1], row.key[2]),
        row.values,
        row.organisation_id,
        row.application_id if str(row.key[0]).startswith("=") else None,
    )


def _remember_products(upload: Upload) -> None:
    """What somebody settled otherwise than suggested is settled the next time too."""
    settled = [
        match for match in upload.name_matches.all() if match.is_remembered or _is_settled(match)
    ]
    if not settled:
        return
    keys = {name_key(match.name) for match in settled if match.decision == Decision.NEW}
    became = {
        link.name_key: link.application.product_id
        for link in ImportedRow.objects.filter(organisation=upload.organisation).select_related(
            "application"
        )
        if link.name_key in keys
    }
    choices = [
        ProductChoice(
            organisation=upload.organisation,
            name_key=name_key(match.name),
            product_id=became.get(name_key(match.name))
            if match.decision == Decision.NEW
            else match.product_id,
        )
        for match in settled
    ]
    create_rows(
        choices,
        update_conflicts=True,
        unique_fields=["organisation", "name_key"],
        update_fields=["product"],
        batch_size=500,
    )


def _is_settled(match: NameMatch) -> bool:
    """Another choice than the one suggested."""
    if match.score is None:
        return match.decision != Decision.NONE
    return match.decision != Decision.PRODUCT or match.product_id != match.candidates[0][0]
