"""What a person says about rows that are introduced now: in use already, or an exception with its reason."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions.uploads import locked_upload
from samdrift.records.intake.models import Status, Upload
from samdrift.records.intake.queries.introductions import Introduced, introduced_rows


@verb
def answer_introductions(
    *,
    by: Person,
    upload: Upload,
    rows: Collection[int],
    in_use: bool = False,
    because: str = "",
) -> Upload:
    """Say of rows that are introduced now that they are in use already, or why they are introduced without."""
    require(by, upload.permission, upload)
    stored = locked_upload(upload)
    if stored.status != Status.PREVIEW:
        raise ValidationError(
            _("The file is not at that step any more. Open it again."), code="another-step"
        )
    asked = {one.row.number: one for one in introduced_rows(stored)}
    unknown = sorted(set(rows) - set(asked))
    if unknown or not rows:
        words = _("Row %(number)s is not introduced now: nothing is asked about it.")
        told = ", ".join(map(str, unknown)) or "–"
        raise ValidationError(words, code="not-introduced", params={"number": told})
    if in_use:
        _require_possible(asked[number] for number in rows)
    elif not because.strip():
        raise ValidationError({"because": _("Say why it is introduced without.")})
    answer = {"in_use": True} if in_use else {"because": because.strip()}
    stored.introductions = {**stored.introductions, **{str(number): answer for number in rows}}
    stored.save(update_fields=["introductions"])
    told = _("In use already") if in_use else because.strip()
    record(
        "intake.introductions_answered",
        stored,
        by=by,
        after={asked[number].row.name: told for number in sorted(rows)},
    )
    return stored


def _require_possible(rows: Iterable[Introduced]) -> None:
    for one in rows:
        if not one.may_be_in_use:
            words = _(
                "Row %(number)s, %(name)s: the file says that it is being introduced. Change the file, or give a"
                " reason."
            )
            raise ValidationError(
                words,
                code="said-to-be-introduced",
                params={"number": one.row.number, "name": one.row.name},
            )
