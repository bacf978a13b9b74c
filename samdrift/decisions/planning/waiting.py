"""Computations of plans that a person has asked for and that came to nothing."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.planning.models import Run, RunState
from samdrift.decisions.planning.queries import visible_runs
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind

_STOPPED = [RunState.REFUSED, RunState.BROKEN]


def _rows(person: Person, _on: dt.date) -> QuerySet[Run]:
    return Run.objects.filter(by=person, state__in=_STOPPED)


def _to_compute_again(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """The latest of a scenario alone: a later computation has taken over what an earlier one left."""
    latest = Run.objects.filter(scenario=OuterRef("scenario")).order_by("-pk").values("pk")[:1]
    rows = visible_runs(person).filter(by=person, pk=Subquery(latest), state__in=_STOPPED)
    for row in rows.order_by("pk"):
        words = (
            _("Correct what the plan is computed from: %(scenario)s")
            if row.state == RunState.REFUSED
            else _("Go on computing the plan, or begin again: %(scenario)s")
        )
        yield Waiting(
            words % {"scenario": row.scenario},
            reverse("run_page", args=[row.pk]),
            since=row.asked_at.date(),
        )


WAITING = WaitingKind(
    "plans",
    gettext_lazy("Plans that stopped"),
    _to_compute_again,
    act=gettext_lazy("Go on"),
    why=gettext_lazy("Until then there is no plan to propose."),
    icon="map",
    rows=_rows,
)
