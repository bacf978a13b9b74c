"""Which rows of a file are introduced now, and what is lacking for it: asked about before they are brought in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from samdrift.foundation.organisations.clock import today
from samdrift.records.intake.convert.lives import begins, phase_of, said_to_be_introduced
from samdrift.records.intake.models import Row, RowOutcome, Upload
from samdrift.records.register.introducing import assessments_of, lacking_for_introduction
from samdrift.records.register.models import Application


@dataclass(frozen=True, slots=True)
class Introduced:
    """A row of what is introduced now: what is lacking, whether it may be in use already, and what was answered.

    because: the reason for an exception; is_in_use: somebody has said that it was in use before.
    """

    row: Row
    lacking: Sequence[str]
    may_be_in_use: bool
    because: str = ""
    is_in_use: bool = False

    @property
    def is_answered(self) -> bool:
        return bool(self.because) or self.is_in_use


def introduced_rows(upload: Upload) -> list[Introduced]:
    """The rows that would be introduced, or come into use, without value assessment or training."""
    if not upload.is_register:
        return []
    day = today()
    rows = [
        row
        for row in upload.rows.filter(
            outcome__in=[RowOutcome.CREATED, RowOutcome.CHANGED]
        ).select_related("application", "organisation")
        if row.outcome == RowOutcome.CREATED or _new_phase(row) is not None
    ]
    hosts = {row.organisation_id or upload.organisation_id for row in rows}
    assessments = assessments_of(hosts) if rows else []
    found = []
    for row in rows:
        after, before = _as_it_becomes(row, upload), None
        if row.outcome == RowOutcome.CHANGED:
            assert row.application is not None
            before = row.application
        if lacking := lacking_for_introduction(after, before, assessments):
            answer = upload.introductions.get(str(row.number), {})
            may_be = row.outcome == RowOutcome.CREATED and not said_to_be_introduced(
                row.values, day
            )
            found.append(
                Introduced(
                    row, lacking, may_be, answer.get("because", ""), bool(answer.get("in_use"))
                )
            )
    return found


def introduced_by_exception(upload: Upload, *, only_sound: bool) -> dict[int, Introduced]:
    """Rows that are introduced by exception, by number. Raises ValidationError where a row has no answer."""
    asked = [one for one in introduced_rows(upload) if not (only_sound and one.row.has_fault)]
    unanswered = [one.row.number for one in asked if not one.is_answered]
    if unanswered:
        raise ValidationError(
            ngettext(
                "Row %(rows)s is introduced now, and lacks a value assessment or training. Say what holds for it "
                "first.",
                "%(count)s rows are introduced now, and lack a value assessment or training: row %(rows)s. Say what "
                "holds for them first.",
                len(unanswered),
            )
            % {"count": len(unanswered), "rows": ", ".join(map(str, unanswered[:20]))},
            code="introductions-unanswered",
        )
    return {one.row.number: one for one in asked if not one.is_in_use}


def _new_phase(row: Row) -> str | None:
    return next((after for field, _before, after in row.changes if field == "phase"), None)


def _as_it_becomes(row: Row, upload: Upload) -> Application:
    if row.outcome == RowOutcome.CHANGED and row.application is not None:
        stored = row.application
        return Application(
            pk=stored.pk,
            name=stored.name,
            host_id=stored.host_id,
            phase=_new_phase(row) or "",
            starts_on=stored.starts_on,
        )
    day = today()
    return Application(
        name=row.name,
        host_id=row.organisation_id or upload.organisation_id,
        phase=phase_of(row.values, day),
        starts_on=begins(row.values, day),
    )
