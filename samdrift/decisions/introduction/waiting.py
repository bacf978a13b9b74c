"""Steps of introductions that a person answers for."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.introduction.models import Step
from samdrift.decisions.introduction.queries import mine
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _rows(person: Person, _on: dt.date) -> QuerySet[Step]:
    return Step.objects.filter(responsible=person)


def _to_do(person: Person, _on: dt.date) -> Iterable[Waiting]:
    for step in mine(person):
        words = {"kind": step.get_kind_display(), "area": step.move.area}
        yield Waiting(
            _("Introduction of %(area)s: %(kind)s") % words,
            reverse("step_page", args=[step.pk]),
            since=step.starts_on,
            due_on=step.ends_on,
            behalf=str(step.move.organisation),
            for_others=step.move.organisation_id != person.organisation_id,
        )


WAITING = WaitingKind(
    "steps",
    gettext_lazy("Steps of introductions"),
    _to_do,
    act=gettext_lazy("Report"),
    why=gettext_lazy("What comes after waits for it."),
    icon="layers",
    rows=_rows,
)
