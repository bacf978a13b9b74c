"""What comes after an act on keys and shares: who has to agree or decide, and from when it holds."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.governance.next_steps import proposal_waits_for
from samdrift.decisions.sharing.queries.agreed import waits_for
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words


def _key_holds(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """From when the key holds, or who has not agreed yet."""
    if row is None:
        return ""
    waiting = waits_for(row)
    if waiting:
        return _("It holds when these have agreed: %(names)s.") % {"names": rows_in_words(waiting)}
    return _("Costs are shared by it from %(day)s.") % {"day": row.starts_on}


def _key_is_over(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None or row.ends_on is None:
        return _("The key before it holds.")
    return _("The last day it is shared so: %(day)s.") % {"day": row.ends_on}


def _split_holds(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None:
        return ""
    if row.ends_on is not None:
        return _("The last day it is shared so: %(day)s.") % {"day": row.ends_on}
    return _("Costs are shared by it from %(day)s.") % {"day": row.starts_on}


def _after_sharing(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None:
        return ""
    payers = row.lines.exclude(amount_ore=0).select_related("organisation")
    return _("Pay: %(names)s. A line that is changed is approved and shared anew.") % {
        "names": rows_in_words(line.organisation for line in payers)
    }


def _decided_by(_event: AuditEvent, row: Any, _reader: Any) -> str:
    proposal = getattr(row, "proposal", None)
    return proposal_waits_for(proposal) if proposal is not None else ""


NEXT_STEPS = {
    "costs.rule_agreed": _key_holds,
    "costs.rule_put_forward": _key_holds,
    "costs.rule_proposed": _key_holds,
    "costs.rule_ended": _key_is_over,
    "costs.rule_withdrawn": _key_is_over,
    "costs.department_rule_set": _split_holds,
    "costs.department_rule_ended": _split_holds,
    "costs.cost_shared": _after_sharing,
    "costs.share_proposed": _decided_by,
}
