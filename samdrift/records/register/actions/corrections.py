"""What stood wrong of who answers for an application: corrected or taken away, with the reason kept."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.actions.owner_gaps import owned_periods, require_reason_for_gaps
from samdrift.records.register.actions.responsibilities import APPOINTS
from samdrift.records.register.models import Responsibility, ResponsibilityRole


@verb
def correct_responsibility(
    *,
    by: Person,
    responsibility: Responsibility,
    person: Person,
    starts_on: dt.date,
    ends_on: dt.date | None,
    decision: str,
    why: str,
) -> Responsibility:
    """Correct who held a responsibility and when, because what stood there was wrong; the reason is kept."""
    application = responsibility.application
    require(by, APPOINTS[ResponsibilityRole(responsibility.role)], application)
    _require_reason(why)
    stored = lock_for_edit(responsibility)
    before, owned_before = facts(stored), owned_periods(application)
    stored.person, stored.decision = person, decision
    stored.starts_on, stored.ends_on = starts_on, ends_on
    if stored.ends_on is None:
        stored.ends_on = application.ends_on
    stored.full_clean()
    stored.save()
    require_reason_for_gaps(application, owned_before, why)
    stored.refresh_from_db()
    record(
        "register.responsibility_corrected",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=application,
        why=why,
    )
    return stored


@verb
def remove_responsibility(*, by: Person, responsibility: Responsibility, why: str) -> None:
    """Take away a responsibility that was never held; what stood there is kept in the history, with the reason."""
    application = responsibility.application
    require(by, APPOINTS[ResponsibilityRole(responsibility.role)], application)
    _require_reason(why)
    lock_for_act(responsibility)
    owned_before = owned_periods(application)
    record(
        "register.responsibility_removed",
        responsibility,
        by=by,
        before=facts(responsibility),
        parent=application,
        why=why,
    )
    responsibility.delete()
    require_reason_for_gaps(application, owned_before, why)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": _("Say why this is corrected.")})
