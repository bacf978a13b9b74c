"""What comes after an act on the policy: who decides, and how many have read it."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.governance.next_steps import proposal_waits_for
from samdrift.decisions.policy.models import Policy
from samdrift.foundation.audit.models import AuditEvent


def _to_decide(_event: AuditEvent, row: Any, _reader: Any) -> str:
    policy = row if isinstance(row, Policy) else row.policy
    names = ", ".join(each.name for each in policy.documents.filter(proposal=None))
    return _("To be put to decision: %(names)s.") % {"names": names} if names else ""


def _decided_by(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return proposal_waits_for(row.proposal) if row.proposal is not None else ""


def _read_by(event: AuditEvent, row: Any, _reader: Any) -> str:
    policy = row if isinstance(row, Policy) else getattr(row, "policy", None)
    if policy is None:
        return ""
    return _("Employees who have read it: %(number)s.") % {"number": policy.readings.count()}


NEXT_STEPS = {
    "policy.policy_adopted": _to_decide,
    "policy.policy_changed": _to_decide,
    "policy.clause_added": _to_decide,
    "policy.clause_changed": _to_decide,
    "policy.goal_added": _to_decide,
    "policy.goal_changed": _to_decide,
    "policy.document_proposed": _decided_by,
    "policy.policy_read": _read_by,
}
