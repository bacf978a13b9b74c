"""Steps of introductions that somebody who leaves was responsible for."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.introduction.models import Step
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind


def _steps(person: Person, _day: dt.date) -> Iterable[OpenDuty]:
    rows = Step.objects.filter(responsible=person, done_on__isnull=True)
    for row in rows.select_related("move__organisation", "move__introduction"):
        yield OpenDuty(
            row.pk, str(row), row.move.organisation_id, reverse("step_page", args=[row.pk])
        )


def _hand_over_step(given: HandOver) -> None:
    row = Step.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    row.responsible = given.successor
    row.save(update_fields=["responsible"])
    record(
        "introduction.step_assigned",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.move.introduction,
    )


OPEN_KINDS = (
    OpenKind(
        "steg",
        _("Steps of introductions"),
        "introduction.Step.responsible",
        _steps,
        _hand_over_step,
        order=60,
    ),
)
