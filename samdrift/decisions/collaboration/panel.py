"""At which level those who share an application collaborate, and what it is an opportunity for, on its page."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.collaboration.models import LevelRecord
from samdrift.decisions.collaboration.opportunities_kept import opportunities_of
from samdrift.decisions.collaboration.queries import sees_collaboration, visible_levels
from samdrift.foundation.audit.past import past_of, put_back_related
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import Panel
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application


def _levels_today(_person: Person, application: Application) -> QuerySet[LevelRecord]:
    """Whoever sees the application sees them."""
    return LevelRecord.objects.on(today()).filter(application=application)


def _together(person: Person, application: Application) -> dict[str, Any] | None:
    levels = visible_levels(person).filter(application=application)
    found = opportunities_of(person, [application.pk])
    shown = [level for level in levels if level.holds_on(today())]
    return {"levels": shown, "opportunities": found} if shown or found else None


def _together_then(person: Person, application: Application, on: dt.date) -> dict[str, Any] | None:
    """The levels of a day. Opportunities are computed on what is registered today, so none is told of another day."""
    levels = list(visible_levels(person).filter(application=application))
    past = past_of(LevelRecord, on, ids=[level.pk for level in levels])
    shown = [past.put_back(level) for level in levels if level.holds_on(on)]
    put_back_related(shown, ("organisation", "level"), on)
    sees = sees_collaboration(person)
    return {"levels": shown, "not_kept": NOT_KEPT if sees else ""} if shown or sees else None


def _opportunities_then(
    person: Person, _agreement: Agreement, _on: dt.date
) -> dict[str, Any] | None:
    return {"not_kept": NOT_KEPT} if sees_collaboration(person) else None


def _opportunities(person: Person, agreement: Agreement) -> dict[str, Any] | None:
    """The opportunities that the applications of an agreement are part of: what to do together before its day."""
    if not sees_collaboration(person):
        return None
    found = opportunities_of(person, agreement.applications.values_list("pk", flat=True))
    return {"opportunities": found[:SHOWN]} if found else None


SHOWN = 5
NOT_KEPT = _(
    "Opportunities are computed on what is registered today. Which there were on another day is not kept."
)
OPPORTUNITIES_PANEL = Panel("collaboration/_of_agreement.html", _opportunities, _opportunities_then)
TOGETHER_PANEL = Panel(
    "collaboration/_of_application.html",
    _together,
    _together_then,
    order=3,
    tab="samverkan",
    count=_levels_today,
)
