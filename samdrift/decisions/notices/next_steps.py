"""What comes after an act on a change notice: who is told, who has answered, and by when the others should."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice
from samdrift.foundation.audit.models import AuditEvent


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


NEXT_STEPS = {
    "costs.notice_drafted": _to_send,
    "costs.notice_changed": _to_send,
    "costs.notice_sent": _answers,
    "costs.notice_reminded": _answers,
    "costs.notice_mailed_again": _answers,
    "costs.notice_acknowledged": _waits_for_you,
    "costs.notice_withdrawn": _told_of_withdrawal,
}
