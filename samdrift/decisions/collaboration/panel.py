"""At which level those who share an application collaborate, and what it is an opportunity for, on its page."""

from typing import Any

from samdrift.decisions.collaboration.queries import (
    sees_collaboration,
    visible_levels,
    visible_opportunities,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.panels import AgreementPanel
from samdrift.records.register.models import Application
from samdrift.records.register.panels import Panel


def _together(person: Person, application: Application) -> dict[str, Any] | None:
    levels = visible_levels(person).filter(application=application)
    found = []
    if sees_collaboration(person):
        key = str(application.pk)
        seen, _assumed = visible_opportunities(person)
        found = [each for each in seen if any(fact.key == key for fact in each.found.applications)]
    shown = [level for level in levels if level.holds_on(today())]
    return {"levels": shown, "opportunities": found} if shown or found else None


def _opportunities(person: Person, agreement: Agreement) -> dict[str, Any] | None:
    """The opportunities that the applications of an agreement are part of: what to do together before its day."""
    if not sees_collaboration(person):
        return None
    keys = {str(key) for key in agreement.applications.values_list("pk", flat=True)}
    seen, _assumed = visible_opportunities(person)
    found = [each for each in seen if any(fact.key in keys for fact in each.found.applications)]
    return {"opportunities": found[:SHOWN]} if found else None


SHOWN = 5
OPPORTUNITIES_PANEL = AgreementPanel("collaboration/_of_agreement.html", _opportunities)
TOGETHER_PANEL = Panel("collaboration/_of_application.html", _together, order=3)
