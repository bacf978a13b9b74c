"""What comes after an act on shared costs: who has to agree or decide, who is told, by when, and what is left."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.decisions.costs.models import (
    Acknowledgement,
    ChangeNotice,
    ExportedDocument,
    StandAloneCost,
)
from samdrift.decisions.costs.queries.agreed import waits_for
from samdrift.decisions.governance.next_steps import proposal_waits_for
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


def _to_send(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """By when a draft has to be sent to be in good time."""
    return _("Nobody is told before it is sent. To be in good time: by %(day)s.") % {
        "day": row.due_on
    }


def _answers(event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many have answered, and by when the others should."""
    notice = row if isinstance(row, ChangeNotice) else getattr(row, "notice", None)
    if notice is None:
        return ""
    rows = Acknowledgement.objects.filter(notice=notice)
    told, read = rows.count(), rows.filter(acknowledged_on__isnull=False).count()
    words = _("%(read)s of %(told)s have said that they have read it.") % {
        "read": read,
        "told": told,
    }
    if read == told or notice.answer_by is None:
        return words
    by_when = _("The others should by %(day)s.") % {"day": notice.answer_by}
    return f"{words} {by_when}"


def _waits_for_you(_event: AuditEvent, _row: Any, reader: Any) -> str:
    waiting = Acknowledgement.objects.filter(
        person=reader, acknowledged_on=None, notice__in=ChangeNotice.objects.in_force()
    )
    return _("Changes that still wait for you to read them: %(number)s.") % {
        "number": waiting.count()
    }


def _told_of_withdrawal(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("Those told are told that it is withdrawn: %(number)s.") % {
        "number": row.acknowledgements.count()
    }


def _requested(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("When %(who)s has decided on %(amount)s kr, the decision is recorded here.") % {
        "who": row.organisation,
        "amount": format_kronor(row.asked_ore),
    }


def _request_decided(_event: AuditEvent, row: Any, _reader: Any) -> str:
    lacking = row.asked_ore - (row.granted_ore or 0)
    if not lacking:
        return _("The whole of what was asked for is granted.")
    return _("Not granted: %(amount)s kr.") % {"amount": format_kronor(lacking)}


def _noted(_event: AuditEvent, row: Any, _reader: Any) -> str:
    waiting = row.budget_requests.filter(status="needed").count()
    return _("Requests to send into the budget process: %(number)s.") % {"number": waiting}


def _shared(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None:
        return ""
    payers = row.lines.exclude(amount_ore=0).select_related("organisation")
    return _("Pay: %(names)s. A line that is changed is approved and shared anew.") % {
        "names": rows_in_words(line.organisation for line in payers)
    }


def _decided_by(_event: AuditEvent, row: Any, _reader: Any) -> str:
    proposal = getattr(row, "proposal", None)
    return proposal_waits_for(proposal) if proposal is not None else ""


def _to_write(_event: AuditEvent, row: Any, _reader: Any) -> str:
    charges = row.charges.values_list("payer", "payee")
    number = len({organisation for pair in charges for organisation in pair})
    return _("Municipalities that now can write vouchers and invoices: %(number)s.") % {
        "number": number
    }


def _written(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("Files to fetch here: %(number)s.") % {"number": row.documents.count()}


def _accounts(event: AuditEvent, row: Any, _reader: Any) -> str:
    """What is written already keeps its accounts."""
    organisation = int(getattr(row, "organisation_id", None) or event.parent_id or event.about_id)
    number = ExportedDocument.objects.filter(export__organisation=organisation).count()
    return _("It holds for what is written from now on; written already: %(number)s.") % {
        "number": number
    }


def _billing(_event: AuditEvent, row: Any, _reader: Any) -> str:
    asked = [
        (row.bankgiro or row.plusgiro, _("bankgiro or plusgiro")),
        (row.reference, _("reference")),
    ]
    lacking = ", ".join(words for known, words in asked if not known)
    if lacking:
        return _("Still lacking: %(what)s.") % {"what": lacking}
    return _("Nothing is lacking for invoices.")


def _known_alone(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many of those who share it are known alone; whether everybody gains is judged on them."""
    said = StandAloneCost.objects.filter(
        application=row.application, initiative=row.initiative, year=row.year
    )
    return _("Municipalities whose cost alone is given: %(number)s.") % {"number": said.count()}


NEXT_STEPS = {
    "costs.stand_alone_cost_said": _known_alone,
    "costs.rule_agreed": _key_holds,
    "costs.rule_put_forward": _key_holds,
    "costs.rule_proposed": _key_holds,
    "costs.rule_ended": _key_is_over,
    "costs.rule_withdrawn": _key_is_over,
    "costs.key_proposed": _decided_by,
    "costs.department_rule_set": _split_holds,
    "costs.department_rule_ended": _split_holds,
    "costs.notice_drafted": _to_send,
    "costs.notice_changed": _to_send,
    "costs.notice_sent": _answers,
    "costs.notice_reminded": _answers,
    "costs.notice_mailed_again": _answers,
    "costs.notice_acknowledged": _waits_for_you,
    "costs.notice_withdrawn": _told_of_withdrawal,
    "costs.budget_request_sent": _requested,
    "costs.budget_request_decided": _request_decided,
    "costs.budget_needs_noted": _noted,
    "costs.cost_shared": _shared,
    "costs.share_proposed": _decided_by,
    "costs.settlement_made": _to_write,
    "costs.export_made": _written,
    "costs.account_set": _accounts,
    "costs.account_removed": _accounts,
    "costs.accounts_replaced": _accounts,
    "costs.billing_details_set": _billing,
}
