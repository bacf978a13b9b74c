"""What becomes of each row of a list, stored to be looked at before anything is brought in."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from samdrift.core.findings import Finding
from samdrift.foundation.audit.rules import create_rows
from samdrift.records.intake.actions.findings import store_findings
from samdrift.records.intake.actions.progress import hold
from samdrift.records.intake.models import Row, RowOutcome, Status, Upload

Refused = tuple[int, str, dict[str, str]]


def store_preview(
    upload: Upload,
    rows: Iterable[Row],
    refused: Iterable[Refused],
    findings: Sequence[Finding],
    digest: str,
) -> None:
    """Put the preview of a list in the place of the one before.

    refused: number, name and cells of the rows that could not be read; they are kept word for word. digest: of what is
    planned, to be compared when the rows are brought in.
    """
    rows = [*rows, *(_refused_row(upload, *each) for each in refused)]
    with transaction.atomic():
        hold(upload)
        upload.rows.all().delete()
        create_rows(rows, batch_size=500)
        store_findings(upload, Status.COMPARING, findings)
        upload.plan_digest, upload.status = digest, Status.PREVIEW
        outcomes = [row.outcome for row in rows]
        upload.created = outcomes.count(RowOutcome.CREATED)
        upload.changed = outcomes.count(RowOutcome.CHANGED) + outcomes.count(RowOutcome.LEAVES)
        upload.unchanged = outcomes.count(RowOutcome.UNCHANGED)
        upload.left_out = outcomes.count(RowOutcome.LEFT_OUT) + outcomes.count(
            RowOutcome.HANDS_OVER
        )
        upload.save()


def _refused_row(upload: Upload, number: int, name: str, cells: dict[str, str]) -> Row:
    return Row(
        upload=upload,
        number=number,
        name=name or "–",
        outcome=RowOutcome.LEFT_OUT,
        has_fault=True,
        values={"cells": cells},
    )
