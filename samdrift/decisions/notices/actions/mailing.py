"""Letters to a notice's recipients: one each, after the commit, in the background, tried again when they fail."""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from samdrift.decisions.notices.models import Acknowledgement, Mailed, NoticeConsequence
from samdrift.foundation.organisations.silent_work import queued_keys

log = logging.getLogger(__name__)
ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(minutes=5)  # doubled each time: 5, 10, 20 and 40 minutes


class Letter(StrEnum):
    NOTICE = "notice"
    REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"


def mail_after_commit(rows: Iterable[Acknowledgement], letter: Letter) -> None:
    """Queue a letter to each who has an address; those told on paper get their withdrawal on paper too."""
    keys = [each.pk for each in rows if each.person.email and each.mailed != Mailed.NOT]
    Acknowledgement.objects.filter(pk__in=keys).update(mail_beat_at=timezone.now())
    transaction.on_commit(lambda: [mail_recipient.enqueue(key, str(letter)) for key in keys])


@task
def mail_recipient(acknowledgement_pk: int, letter: str) -> None:
    """Send one letter; what goes wrong is kept on the row, without addresses or secrets, and tried again later."""
    row = (
        Acknowledgement.objects.select_related(
            "person",
            "organisation",
            "notice__federation",
            "notice__application",
            "notice__initiative",
        )
        .filter(pk=acknowledgement_pk)
        .first()
    )
    if row is None or not row.person.email:
        return
    Acknowledgement.objects.filter(pk=row.pk).update(mail_beat_at=timezone.now())
    try:
        letter_to(row, Letter(letter)).send()
    except (OSError, smtplib.SMTPException) as wrong:
        _note_failure(row, Letter(letter), wrong)
        return
    Acknowledgement.objects.filter(pk=row.pk).update(
        mailed=Mailed.SENT,
        mailed_at=timezone.now(),
        mail_problem="",
        mail_attempts=row.mail_attempts + 1,
    )


def give_up_lost_letters(silent_since: dt.datetime) -> int:
    """Letters whose worker is gone may have left the house or not: they are said to be broken off, to be mailed again.

    Nothing is sent twice unasked. One that is to be tried again later stands in the queue and is left there.
    """
    with override(settings.LANGUAGE_CODE):
        problem = _("broken off")
    lost = Acknowledgement.objects.filter(mailed=Mailed.WAITING, mail_beat_at__lt=silent_since)
    return lost.exclude(pk__in=queued_keys(mail_recipient)).update(
        mailed=Mailed.FAILED, mail_problem=problem
    )


def letter_to(row: Acknowledgement, letter: Letter) -> EmailMessage:
    """The letter in Swedish, with what the change costs the recipient's municipality and the address of its page."""
    assert row.person.email is not None
    with override(settings.LANGUAGE_CODE):
        heads = {
            Letter.NOTICE: _("Notice of change: %(title)s"),
            Letter.REMINDER: _("Reminder, notice of change: %(title)s"),
            Letter.WITHDRAWAL: _("Withdrawn, notice of change: %(title)s"),
        }
        path = reverse("notice_page", args=[row.notice_id])
        context = {
            "letter": str(letter),
            "row": row,
            "notice": row.notice,
            "consequences": _of_recipient(row),
            "address": f"{settings.SAMDRIFT_URL.rstrip('/')}{path}",
        }
        body = render_to_string("notices/mail/notice.txt", context)
        subject = heads[letter] % {"title": " ".join(row.notice.title.split())}
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [row.person.email])


def _of_recipient(row: Acknowledgement) -> list[NoticeConsequence]:
    return list(
        row.notice.consequences.filter(organisation=row.organisation)
        .select_related("unit")
        .order_by("year", "unit__name")
    )


def _note_failure(row: Acknowledgement, letter: Letter, wrong: Exception) -> None:
    """The kind of fault and the server's code alone: its own words may hold addresses and names of accounts."""
    code = getattr(wrong, "smtp_code", None) or getattr(wrong, "errno", None)
    problem = f"{type(wrong).__name__} {code}" if code else type(wrong).__name__
    attempts = row.mail_attempts + 1
    again = attempts < ATTEMPTS
    log.warning("notice %s: mail %s of %s failed: %s", row.notice_id, attempts, ATTEMPTS, problem)
    Acknowledgement.objects.filter(pk=row.pk).update(
        mailed=Mailed.WAITING if again else Mailed.FAILED,
        mail_problem=problem,
        mail_attempts=attempts,
    )
    if again:
        wait = FIRST_WAIT * 2 ** (attempts - 1)
        mail_recipient.using(run_after=timezone.now() + wait).enqueue(row.pk, str(letter))
