"""The letter to whoever attached a file in which a virus was found."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.files.attachable import kind_behind
from samdrift.foundation.files.models import Attachment
from samdrift.foundation.messages.kinds import Letter, MessageKind
from samdrift.foundation.messages.models import Message


def write_infected(message: Message) -> Letter | None:
    """What was found and what to do; None where the attachment is not known any longer."""
    attachment = Attachment.objects.filter(pk=message.about_id).first()
    kind = None if attachment is None else kind_behind(attachment)
    if attachment is None or kind is None:
        return None
    path = reverse(kind.page, args=[attachment.about_id])
    context = {
        "person": message.person,
        "attachment": attachment,
        "address": f"{settings.SAMDRIFT_URL.rstrip('/')}{path}",
    }
    subject = _("A virus was found in a file that you attached")
    return Letter(subject, render_to_string("files/mail/infected.txt", context))


INFECTED_FILE = MessageKind(
    "files.infected", gettext_lazy("A virus in an attached file"), write_infected
)
