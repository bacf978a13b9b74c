"""The invitation's letter: its link is made as it is mailed, so that it lies in no queue and no table."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samdrift.foundation.messages.actions.posting import post_message
from samdrift.foundation.messages.kinds import Letter, MessageKind
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import federation_of


def post_invitation(person: Person, inviter: Person) -> None:
    """Queue the letter with which somebody is invited."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Invitation to Samdrift")
    post_message(to=person, kind=INVITATION, about=person, subject=subject, asked_by=inviter)


def write_invitation(message: Message) -> Letter | None:
    """The letter to who is employed today; None to who has left meanwhile."""
    person = message.person
    if not person.is_active:
        return None
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )
    context = {
        "person": person,
        "inviter": message.asked_by,
        "federation": federation_of(person),
        "address": f"{settings.SAMDRIFT_URL.rstrip('/')}{path}",
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    body = render_to_string("messages/mail/invitation.txt", context)
    return Letter(_("Invitation to Samdrift"), body)


INVITATION = MessageKind("organisations.invitation", gettext_lazy("Invitation"), write_invitation)
