"""What comes after an act on a proposal: who is to decide now."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.governance.models import Decision, Proposal
from samdrift.decisions.governance.queries import decisions_by_member
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words


def proposal_waits_for(proposal: Proposal) -> str:
    """Who has not decided yet, or how it went when everybody has."""
    waiting = [each.organisation for each in decisions_by_member(proposal) if each.latest is None]
    if waiting:
        return _("Now decide: %(names)s.") % {"names": rows_in_words(waiting)}
    return _("Everybody has decided: %(outcome)s.") % {"outcome": proposal.get_status_display()}


def _waits(event: AuditEvent, row: Any, _reader: Any) -> str:
    proposal = row.proposal if isinstance(row, Decision) else row
    return proposal_waits_for(proposal) if isinstance(proposal, Proposal) else ""


NEXT_STEPS = {
    "governance.proposal_made": _waits,
    "governance.decision_recorded": _waits,
    "governance.proposal_status_changed": _waits,
}
