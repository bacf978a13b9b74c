"""How a letter is asked for: by a verb of any room, within its transaction; it leaves after the commit."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.kinds import MessageKind
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person


def post_message(
    *,
    to: Person,
    kind: MessageKind,
    about: models.Model,
    subject: str,
    link: str = "",
    asked_by: Person | None = None,
) -> Message | None:
    """Queue one letter to a person, to leave after the commit; None where the person has no address."""
    if not to.email:
        return None
    made = Message.objects.create(
        person=to,
        kind=kind.name,
        subject=" ".join(subject.split())[:250],
        link=link,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        asked_by=asked_by,
    )
    _deliver_after_commit([made.pk])
    return made


def queue_again(messages: Iterable[Message]) -> list[Message]:
    """Let letters that could not be mailed be tried from the beginning; those that are not failed are left alone."""
    keys = [each.pk for each in messages]
    failed = list(Message.objects.select_for_update().that_failed().filter(pk__in=keys))
    again = Message.objects.filter(pk__in=[each.pk for each in failed])
    again.update(state=MessageState.WAITING, attempts=0, problem="", beat_at=timezone.now())
    _deliver_after_commit([each.pk for each in failed])
    return failed


def _deliver_after_commit(keys: list[int]) -> None:
    transaction.on_commit(lambda: [deliver_message.enqueue(key) for key in keys])


@verb
def mail_message_again(*, by: Person, message: Message) -> Message:
    """Try once more to mail a letter that did not go through, to somebody whose people one keeps."""
    require(by, Permission.KEEP_PEOPLE, keeper_of_person(message.person, by))
    if not queue_again([message]):
        raise ValidationError(_("The letter has gone through, or is on its way."))
    record("messages.mailed_again", message, by=by, parent=message.person)
    message.refresh_from_db()
    return message
