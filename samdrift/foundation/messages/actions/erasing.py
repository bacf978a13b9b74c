"""Letters are kept for so long that somebody can ask what became of one."""

import datetime as dt

from django.conf import settings

from samdrift.foundation.audit.clock import now
from samdrift.foundation.messages.models import Choice, Message
from samdrift.foundation.organisations.models import Person


def erase_old_messages() -> int:
    """Erase letters asked for longer ago than `SAMDRIFT_MESSAGE_DAYS`; returns how many."""
    oldest = now() - dt.timedelta(days=settings.MESSAGE_DAYS)
    rows, _by_kind = Message.objects.filter(made_at__lt=oldest).delete()
    return rows


def erase_letters_of(people: list[Person]) -> None:
    """Nothing is left of letters to people who are erased, nor of what they had chosen."""
    Message.objects.filter(person__in=people).delete()
    Choice.objects.filter(person__in=people).delete()
