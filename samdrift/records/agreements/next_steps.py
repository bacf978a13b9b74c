"""What comes after an act on an agreement: where it stands then, and what it still lacks."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.agreements.convert import standing_words
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import state_of


def _state(event: AuditEvent, row: Any, _reader: Any) -> str:
    """Where the agreement stands today, and what is still lacking in it."""
    agreement = row if isinstance(row, Agreement) else _agreement_behind(event)
    if agreement is None:
        return ""
    asked = [(agreement.parties, _("parties")), (agreement.applications, _("applications"))]
    lacking = ", ".join(words for rows, words in asked if not rows.exists())
    said = [f"{standing_words(state_of(agreement, today()))}."]
    if lacking:
        said.append(_("Still lacking: %(what)s.") % {"what": lacking})
    return " ".join(said)


def _agreement_behind(event: AuditEvent) -> Agreement | None:
    return Agreement.objects.filter(pk=event.parent_id).first() if event.parent_id else None


def _after_notice(_event: AuditEvent, row: Any, _reader: Any) -> str:
    number = row.applications.count()
    words = _("It ends %(day)s. Applications that need something else by then: %(number)s.")
    return words % {"day": row.ended_on, "number": number}


def _after_times(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """From which day the times hold."""
    return _("They hold from %(day)s.") % {"day": row.starts_on} if row is not None else ""


NEXT_STEPS = {
    "agreements.agreement_added": _state,
    "agreements.agreement_changed": _state,
    "agreements.option_used": _state,
    "agreements.party_added": _state,
    "agreements.party_removed": _state,
    "agreements.notice_given": _after_notice,
    "agreements.procurement_times_changed": _after_times,
    "agreements.procurement_times_settled": _after_times,
}
