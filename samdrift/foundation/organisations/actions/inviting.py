"""Somebody is invited to choose the own password. The letter is mailed by a room above, which adds how."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person

MailInvitation = Callable[[Person, Person], None]
_MAILED_BY: list[MailInvitation] = []


def mail_invitations_by(mail: MailInvitation) -> None:
    """Called by the room of letters when it is made ready: `mail(person, inviter)` queues the letter."""
    if mail not in _MAILED_BY:
        _MAILED_BY.append(mail)


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
    for mail in _MAILED_BY:
        mail(person, by)
    return person
