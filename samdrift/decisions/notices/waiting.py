"""Change notices that a person has been told of and not answered, or has drafted and not sent."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.notices.models import ANSWER_DAYS, Acknowledgement, ChangeNotice
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _notices_to_answer(person: Person, _on: dt.date) -> QuerySet[Acknowledgement]:
    return Acknowledgement.objects.awaiting_answer().filter(person=person)


def _to_read(person: Person, on: dt.date) -> Iterable[Waiting]:
    rows = _notices_to_answer(person, on).select_related("notice", "organisation")
    for row in rows.order_by("sent_on", "pk"):
        yield Waiting(
            _("Read and answer: %(title)s") % {"title": row.notice},
            reverse("notice_page", args=[row.notice_id]),
            since=row.sent_on,
            due_on=row.sent_on + dt.timedelta(days=ANSWER_DAYS),
            behalf=str(row.organisation),
            for_others=row.organisation_id != person.organisation_id,
        )


def _drafts(person: Person, _on: dt.date) -> QuerySet[ChangeNotice]:
    return ChangeNotice.objects.filter(made_by=person).drafts()


def _to_send(person: Person, on: dt.date) -> Iterable[Waiting]:
    """What the person has drafted and not sent."""
    for row in _drafts(person, on).order_by("takes_effect_on", "pk"):
        yield Waiting(
            _("Send the draft, or throw it away: %(title)s") % {"title": row},
            reverse("notice_page", args=[row.pk]),
            since=row.made_on,
            due_on=row.due_on,
        )


WAITING = (
    WaitingKind(
        "notices",
        gettext_lazy("Change notices to answer"),
        _to_read,
        act=gettext_lazy("Read and answer"),
        why=gettext_lazy("Whoever sent it does not know that you have read it."),
        icon="info",
        rows=_notices_to_answer,
    ),
    WaitingKind(
        "draft_notices",
        gettext_lazy("Change notices to send"),
        _to_send,
        act=gettext_lazy("Send"),
        why=gettext_lazy("Nobody is told before it is sent."),
        icon="bell",
        rows=_drafts,
    ),
)
