"""A letter with a link, where somebody chooses the own password. Nobody else ever knows it."""

import datetime as dt
import logging
import smtplib

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, keeper_of_person

log = logging.getLogger(__name__)
ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(minutes=5)


@verb
def invite_person(*, by: Person, person: Person) -> Person:
    """Mail a link that works once, and for a few days, where the person chooses a password."""
    require(by, Permission.KEEP_PEOPLE, keeper_of_person(person, by))
    lock_for_act(person)
    if not person.email:
        raise ValidationError({"email": _("Without an e-mail there is nowhere to send it.")})
    if not person.is_active:
        raise ValidationError(_("Only somebody employed today can be invited."))
    record("organisations.person_invited", person, by=by, after={"email": person.email})
    inviter = str(by)
    transaction.on_commit(lambda: mail_invitation.enqueue(person.pk, inviter, 1))
    return person


@task
def mail_invitation(person_pk: int, inviter: str, attempt: int) -> None:
    """Send the letter; the link is made here, so that it lies in no queue. What goes wrong is tried again."""
    person = Person.objects.active().filter(pk=person_pk).first()
    if person is None or not person.email:
        return
    try:
        invitation_to(person, inviter).send()
    except (OSError, smtplib.SMTPException) as wrong:
        log.warning("invitation %s of %s failed: %s", attempt, ATTEMPTS, type(wrong).__name__)
        if attempt < ATTEMPTS:
            again = timezone.now() + FIRST_WAIT * 2 ** (attempt - 1)
            mail_invitation.using(run_after=again).enqueue(person_pk, inviter, attempt + 1)


def invitation_to(person: Person, inviter: str) -> EmailMessage:
    """The letter in Swedish."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )
    with override(settings.LANGUAGE_CODE):
        federation = federation_of(person)
        context = {
            "person": person,
            "inviter": inviter,
            "federation": federation,
            "address": f"{settings.SAMDRIFT_URL.rstrip('/')}{path}",
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        }
        subject = _("Invitation to Samdrift")
        body = render_to_string("organisations/mail/invitation.txt", context)
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email or ""])
