"""Letters that could not be mailed, for those who keep the people they are to."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from samdrift.foundation.messages.models import Message
from samdrift.foundation.messages.queries import failed_messages
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _letters(person: Person, _on: dt.date) -> QuerySet[Message] | None:
    if not may_anywhere(person, Permission.KEEP_PEOPLE):
        return None
    return Message.objects.that_failed()


def _to_mail_again(person: Person, _on: dt.date) -> Iterable[Waiting]:
    found = failed_messages(person).aggregate(number=Count("pk"), since=Min("made_at"))
    if found["number"]:
        words = ngettext(
            "Mail again: %(number)s letter could not be mailed",
            "Mail again: %(number)s letters could not be mailed",
            found["number"],
        )
        yield Waiting(
            words % {"number": found["number"]},
            reverse("message_failed"),
            since=found["since"].date(),
        )


WAITING = WaitingKind(
    "letters",
    gettext_lazy("Letters that could not be mailed"),
    _to_mail_again,
    act=gettext_lazy("Mail again"),
    why=gettext_lazy("Those whom they are to know nothing of it."),
    icon="bell",
    rows=_letters,
)
