"""What comes after an act on a budget request: who decides, and what is lacking."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.models import AuditEvent


def _after_request(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("When %(who)s has decided on %(amount)s kr, the decision is recorded here.") % {
        "who": row.organisation,
        "amount": format_kronor(row.asked_ore),
    }


def _after_request_decided(_event: AuditEvent, row: Any, _reader: Any) -> str:
    lacking = row.asked_ore - (row.granted_ore or 0)
    if not lacking:
        return _("The whole of what was asked for is granted.")
    return _("Not granted: %(amount)s kr.") % {"amount": format_kronor(lacking)}


def _after_decision_noted(_event: AuditEvent, row: Any, _reader: Any) -> str:
    waiting = row.budget_requests.filter(status="needed").count()
    return _("Requests to send into the budget process: %(number)s.") % {"number": waiting}


NEXT_STEPS = {
    "costs.budget_request_sent": _after_request,
    "costs.budget_request_decided": _after_request_decided,
    "costs.budget_needs_noted": _after_decision_noted,
}
