"""What comes after an act on costs: who approves, what waits, what is left of a frame."""

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words
from samdrift.records.spending.models import CostLine, InitiativeParticipation, JointInitiative
from samdrift.records.spending.queries import approvers_of, frame_uses, lines_to_approve


def _who_approves(_event: AuditEvent, row: Any, reader: Any) -> str:
    """Who is asked now; nothing is shared before it is approved."""
    if row is None or row.approved_on is not None:
        return ""
    found = approvers_of([row], reader)[row.pk]
    names = list(dict.fromkeys(each.name or each.reason for each in found))
    if not names:
        return _("Nobody may approve it today: appoint who answers for it first.")
    return _("It is approved by: %(names)s.") % {"names": get_text_list(names, _("or"))}


def _waits_for_you(_event: AuditEvent, _row: Any, reader: Any) -> str:
    number = lines_to_approve(reader).count()
    return _("Costs that still wait for your approval: %(number)s.") % {"number": number}


def _after_return(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None or row.entered_by is None:
        return _("The line is changed or removed, and then approved anew.")
    return _("%(who)s changes the line or removes it; then it is approved anew.") % {
        "who": row.entered_by
    }


def _delegation(event: AuditEvent, row: Any, _reader: Any) -> str:
    """Until when the delegate approves."""
    if row is None:
        return ""
    if row.ends_on is None:
        return _("%(who)s approves from %(first)s until further notice.") % {
            "who": row.delegate,
            "first": row.starts_on,
        }
    return _("%(who)s approves from %(first)s to %(last)s.") % {
        "who": row.delegate,
        "first": row.starts_on,
        "last": row.ends_on,
    }


def _touched_by_rule(event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many costs that wait are approved by the new rule."""
    organisation = row.organisation_id if row is not None else int(event.parent_id or 0)
    waiting = CostLine.objects.filter(bearer=organisation, approved_on=None).count()
    return _("Costs that wait and are approved by it: %(number)s.") % {"number": waiting}


def _left_of_frame(_event: AuditEvent, row: Any, _reader: Any) -> str:
    [use] = frame_uses([row])
    return _("Left of the frame when the budget is taken away: %(amount)s kr.") % {
        "amount": format_kronor(use.left_ore)
    }


def _takes_part(event: AuditEvent, row: Any, _reader: Any) -> str:
    """Who shares the costs of the initiative, and who approves them."""
    initiative = row if isinstance(row, JointInitiative) else getattr(row, "initiative", None)
    if initiative is None:
        return ""
    day = max(today(), initiative.starts_on)
    parts = InitiativeParticipation.objects.on(day).filter(initiative=initiative)
    return _("Takes part on %(day)s: %(names)s. Its costs are approved by %(owner)s.") % {
        "day": day,
        "names": rows_in_words(part.organisation for part in parts.select_related("organisation"))
        or _("nobody"),
        "owner": initiative.owner,
    }


NEXT_STEPS = {
    "spending.cost_line_added": _who_approves,
    "spending.cost_line_changed": _who_approves,
    "spending.cost_line_approved": _waits_for_you,
    "spending.cost_line_returned": _after_return,
    "spending.approval_delegated": _delegation,
    "spending.delegation_ended": _delegation,
    "spending.approval_rule_set": _touched_by_rule,
    "spending.approval_rule_removed": _touched_by_rule,
    "spending.frame_set": _left_of_frame,
    "spending.initiative_started": _takes_part,
    "spending.initiative_changed": _takes_part,
    "spending.initiative_joined": _takes_part,
    "spending.initiative_left": _takes_part,
}
