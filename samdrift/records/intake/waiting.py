"""Files that a person has begun to read in and that wait for an answer."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from samdrift.records.intake.models.upload import WAITING as WAITING_STATUSES
from samdrift.records.intake.models.upload import Upload
from samdrift.records.intake.queries import visible_uploads


def _begun(person: Person, _on: dt.date) -> QuerySet[Upload]:
    return Upload.objects.filter(by=person, status__in=WAITING_STATUSES)


def _to_answer(person: Person, _on: dt.date) -> Iterable[Waiting]:
    rows = visible_uploads(person).filter(by=person, status__in=WAITING_STATUSES)
    for row in rows.order_by("at", "pk"):
        yield Waiting(
            _("Go on reading in %(file)s: %(status)s")
            % {"file": row.file_name, "status": row.get_status_display().lower()},
            reverse("upload", args=[row.pk]),
            since=row.at.date(),
            behalf=str(row.organisation),
            for_others=row.organisation_id != person.organisation_id,
        )


WAITING = WaitingKind(
    "uploads",
    gettext_lazy("Files being read in"),
    _to_answer,
    act=gettext_lazy("Go on"),
    why=gettext_lazy("Until then nothing of the file is in the register."),
    icon="upload",
    rows=_begun,
)
