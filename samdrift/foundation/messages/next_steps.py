"""What comes after an act on letters: when the first comes, and what is left to mail again."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.messages.kinds import Frequency
from samdrift.foundation.messages.queries import failed_messages, frequencies_of
from samdrift.foundation.organisations.models import Person


def _first_comes(_event: AuditEvent, row: Any, _reader: Any) -> str:
    often = set(frequencies_of(row).values())
    if Frequency.DAILY in often:
        return _("The first comes tomorrow, if something waits for you then.")
    if Frequency.WEEKLY in often:
        return _("The first comes on Monday, if something waits for you then.")
    return ""


def _left(_event: AuditEvent, _row: Any, reader: Any) -> str:
    number = failed_messages(reader).count() if isinstance(reader, Person) else 0
    return _("Left to mail again: %(number)s.") % {"number": number}


NEXT_STEPS = {"messages.letters_chosen": _first_comes, "messages.mailed_again": _left}
