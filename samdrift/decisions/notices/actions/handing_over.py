"""Change notices that wait for the answer of somebody who leaves."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.notices.models import Acknowledgement
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind


def _notices_to_answer(person: Person, _day: dt.date) -> Iterable[OpenDuty]:
    rows = Acknowledgement.objects.awaiting_answer().filter(person=person)
    for row in rows.select_related("notice"):
        yield OpenDuty(
            row.pk,
            str(row.notice),
            row.organisation_id,
            reverse("notice_page", args=[row.notice_id]),
        )


def _hand_over_answer(given: HandOver) -> None:
    """The successor is told instead; whoever was told already stays told once."""
    if given.successor is None:
        return
    row = Acknowledgement.objects.select_for_update().select_related("notice").get(pk=given.pk)
    before = facts(row)
    if Acknowledgement.objects.filter(notice=row.notice, person=given.successor).exists():
        row.delete()
        row.pk = given.pk
    else:
        row.person = given.successor
        row.save(update_fields=["person"])
    record(
        "costs.acknowledgement_handed_over",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.notice,
    )


OPEN_KINDS = (
    OpenKind(
        "avisering",
        _("Change notices to answer"),
        "notices.Acknowledgement.person",
        _notices_to_answer,
        _hand_over_answer,
        order=70,
    ),
)
