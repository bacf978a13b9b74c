"""«Väntar på dig»: one letter of all that waits for a person, every day or once a week, to who has asked for it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from samdrift.foundation.messages.kinds import Letter, MessageKind
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.waiting import Waits, waiting_for


def write_digest(message: Message) -> Letter | None:
    """What waits as the letter is mailed, with its addresses; None where nothing does, or who asked has left."""
    waits = waiting_for(message.person) if message.person.is_active else []
    if not waits:
        return None
    site = settings.SAMDRIFT_URL.rstrip("/")
    context = {
        "person": message.person,
        "waits": [(each, f"{site}{each.found.url}") for each in waits],
        "choices": f"{site}{reverse('message_list')}",
    }
    return Letter(digest_subject(waits), render_to_string("messages/mail/waiting.txt", context))


def digest_subject(waits: list[Waits]) -> str:
    """«3 saker väntar på dig»."""
    number = len(waits)
    return ngettext(
        "%(number)s thing waits for you in Samdrift",
        "%(number)s things wait for you in Samdrift",
        number,
    ) % {"number": number}


WAITING_DIGEST = MessageKind(
    "organisations.waiting",
    gettext_lazy("What waits for you"),
    write_digest,
    may_be_declined=True,
)
