"""Letters to a notice's recipients: what they say, and how they are asked for. The outbox mails them."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samdrift.decisions.notices.models import Acknowledgement, NoticeConsequence, ToldBy
from samdrift.foundation.audit.rules import change_rows
from samdrift.foundation.messages.actions import post_message
from samdrift.foundation.messages.kinds import Letter, MessageKind
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.models import Person


def post_letters(
    rows: Iterable[Acknowledgement], kind: MessageKind, asked_by: Person
) -> list[Acknowledgement]:
    """Ask for a letter to each who has an address; those told on paper get their withdrawal on paper too.

    Returns the rows whose letter is on its way.
    """
    posted = []
    for row in rows:
        if row.told_by != ToldBy.PAPER and (made := _post(row, kind, asked_by)) is not None:
            row.message, row.told_by = made, ToldBy.MAIL
            posted.append(row)
    change_rows(posted, ["message", "told_by"])
    return posted


def _post(row: Acknowledgement, kind: MessageKind, asked_by: Person) -> Message | None:
    with override(settings.LANGUAGE_CODE):
        subject = _subject(row, kind)
    return post_message(
        to=row.person,
        kind=kind,
        about=row.notice,
        subject=subject,
        link=reverse("notice_page", args=[row.notice_id]),
        asked_by=asked_by,
    )


def _subject(row: Acknowledgement, kind: MessageKind) -> str:
    heads = {
        NOTICE.name: _("Notice of change: %(title)s"),
        REMINDER.name: _("Reminder, notice of change: %(title)s"),
        WITHDRAWAL.name: _("Withdrawn, notice of change: %(title)s"),
    }
    return heads[kind.name] % {"title": " ".join(row.notice.title.split())}


def write_notice(message: Message) -> Letter | None:
    """What the change costs the recipient's municipality and the address of its page; None to who is no recipient.

    A notice that is withdrawn meanwhile is told of by its withdrawal alone, and who has answered is not reminded.
    """
    row = (
        Acknowledgement.objects.select_related(
            "person",
            "organisation",
            "notice__federation",
            "notice__application",
            "notice__initiative",
        )
        .filter(notice=int(message.about_id), person=message.person)
        .first()
    )
    if row is None or _is_over(row, message.kind):
        return None
    path = reverse("notice_page", args=[row.notice_id])
    context = {
        "letter": message.kind.rpartition(".")[2],
        "row": row,
        "notice": row.notice,
        "consequences": _of_recipient(row),
        "address": f"{settings.SAMDRIFT_URL.rstrip('/')}{path}",
    }
    kind = {each.name: each for each in LETTERS}[message.kind]
    return Letter(_subject(row, kind), render_to_string("notices/mail/notice.txt", context))


def _is_over(row: Acknowledgement, kind: str) -> bool:
    if kind == WITHDRAWAL.name:
        return False
    answered = kind == REMINDER.name and row.acknowledged_on is not None
    return answered or row.notice.withdrawn_on is not None


def _of_recipient(row: Acknowledgement) -> list[NoticeConsequence]:
    return list(
        row.notice.consequences.filter(organisation=row.organisation)
        .select_related("unit")
        .order_by("year", "unit__name")
    )


NOTICE = MessageKind("notices.notice", gettext_lazy("Change notice"), write_notice)
REMINDER = MessageKind("notices.reminder", gettext_lazy("Reminder of a notice"), write_notice)
WITHDRAWAL = MessageKind("notices.withdrawal", gettext_lazy("Withdrawal of a notice"), write_notice)
LETTERS = (NOTICE, REMINDER, WITHDRAWAL)
