"""The worker's part: a letter is written, mailed, tried again when it fails, and given up in words.

Nothing is mailed twice unasked. A worker takes a letter by a change of its state that only one can make; one that was
taken by a worker who died may have left the house or not, and is said to be broken off.
"""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from samdrift.foundation.audit.clock import now
from samdrift.foundation.messages.kinds import Letter, MessageKind, kind_named
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.messages.unsubscribing import unsubscribe_url
from samdrift.foundation.organisations.silent_work import queued_keys

log = logging.getLogger(__name__)
ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(minutes=5)  # doubled each time: 5, 10, 20 and 40 minutes


@task
def deliver_message(key: int) -> None:
    """Mail one letter that waits; what goes wrong is kept on its row, without addresses or secrets."""
    taken = Message.objects.filter(pk=key, state=MessageState.WAITING)
    if not taken.update(state=MessageState.SENDING, beat_at=timezone.now()):
        return
    message = Message.objects.select_related("person", "asked_by").get(pk=key)
    kind = kind_named(message.kind)
    letter = write_letter(message, kind)
    if kind is None or letter is None:
        _end(message, MessageState.NOT_NEEDED)
        return
    try:
        email_of(message, kind, letter).send()
    except (OSError, smtplib.SMTPException) as wrong:
        _note_failure(message, wrong)
        return
    _end(
        message,
        MessageState.SENT,
        sent_at=now(),
        attempts=message.attempts + 1,
        subject=letter.subject[:250],
    )


def write_letter(message: Message, kind: MessageKind | None) -> Letter | None:
    """What the letter says now, in Swedish; None where nobody wants it any longer or there is no address."""
    if kind is None or not message.person.email:
        return None
    with override(settings.LANGUAGE_CODE):
        return kind.write(message)


def email_of(message: Message, kind: MessageKind, letter: Letter) -> EmailMessage:
    """The letter as it is mailed; one that may be declined carries how (RFC 2369 and RFC 8058)."""
    headers, text = {"Auto-Submitted": "auto-generated"}, letter.text
    if kind.may_be_declined:
        address = unsubscribe_url(message.person, kind)
        headers |= {
            "List-Unsubscribe": f"<{address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        with override(settings.LANGUAGE_CODE):
            stop = _("You have asked for this letter. Stop it here:")
        text = f"{text.rstrip()}\n\n{stop}\n{address}\n"
    return EmailMessage(
        letter.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [message.person.email or ""],
        attachments=[(each.name, each.content, each.media_type) for each in letter.attachments],
        headers=headers,
    )


def _end(message: Message, state: MessageState, **more: object) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=state, problem="", beat_at=timezone.now(), **more
    )


def _note_failure(message: Message, wrong: Exception) -> None:
    """Wait and try again, or give up; the kind of fault and the server's code alone are kept."""
    code = getattr(wrong, "smtp_code", None) or getattr(wrong, "errno", None)
    problem = f"{type(wrong).__name__} {code}" if code else type(wrong).__name__
    attempts = message.attempts + 1
    again = attempts < ATTEMPTS
    log.warning("letter %s: attempt %s of %s failed: %s", message.pk, attempts, ATTEMPTS, problem)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.WAITING if again else MessageState.FAILED,
        problem=problem,
        attempts=attempts,
        beat_at=timezone.now(),
    )
    if again:
        wait = FIRST_WAIT * 2 ** (attempts - 1)
        deliver_message.using(run_after=timezone.now() + wait).enqueue(message.pk)


def take_up_lost_letters(silent_since: dt.datetime) -> int:
    """Letters whose worker is gone: one that nobody had begun is queued again, one that may have left is broken off.

    One that is to be tried again later stands in the queue and is left there. Returns how many were lost.
    """
    silent = Message.objects.filter(beat_at__lt=silent_since)
    with override(settings.LANGUAGE_CODE):
        problem = _("broken off")
    lost = silent.filter(state=MessageState.SENDING).update(
        state=MessageState.FAILED, problem=problem
    )
    waiting = silent.filter(state=MessageState.WAITING)
    queued = queued_keys(deliver_message)
    for key in waiting.exclude(pk__in=queued).values_list("pk", flat=True):
        mine = waiting.filter(pk=key).update(beat_at=timezone.now())  # of two who look, one
        if mine:
            deliver_message.enqueue(key)
            lost += 1
    return lost
