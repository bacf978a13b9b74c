"""What an application costs this year, on its page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.past import put_back_related, rows_then
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import Panel
from samdrift.records.register.consequences import TouchedThing
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.spending.models import CostKind, CostLine
from samdrift.records.spending.queries import seen_lines_then, visible_cost_lines


def _costs(person: Person, application: Application) -> dict[str, Any] | None:
    """None for who sees no line: whether there are any is not told either."""
    year = today().year
    seen = visible_cost_lines(person).filter(application=application, year=year)
    lines = list(seen.filter(kind=CostKind.BUDGET).select_related("bearer"))
    if not lines:
        return None
    return {
        "lines": lines,
        "year": year,
        "total": sum(line.amount_ore for line in lines),
        "opens": {line.pk for line in lines},
    }


def _costs_then(person: Person, application: Application, on: dt.date) -> dict[str, Any] | None:
    """The budget of the year of a day as it stood then, of what the reader may see today."""
    lines = [
        line
        for line in rows_then(CostLine, on, application_id=application.pk)
        if (line.year, line.kind) == (on.year, CostKind.BUDGET)
    ]
    lines = seen_lines_then(person, lines)
    if not lines:
        return None
    put_back_related(lines, ("bearer",), on)
    kept = set(CostLine.objects.filter(pk__in=[line.pk for line in lines]).values_list("pk"))
    return {
        "lines": sorted(lines, key=lambda line: (line.phase, line.type, line.pk)),
        "year": on.year,
        "day": on,
        "total": sum(line.amount_ore for line in lines),
        "opens": {pk for (pk,) in kept},
    }


def planned_after_retiring(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """Budget and forecast of the years after the last day, which nobody will need."""
    lines = visible_cost_lines(person).filter(application=application, year__gt=on.year)
    amount = sum(lines.exclude(kind=CostKind.ACTUAL).values_list("amount_ore", flat=True))
    if amount:
        words = _("%(amount)s kr is budgeted for it after %(year)s.")
        told = words % {"amount": format_kronor(amount), "year": on.year}
        yield TouchedThing(told, reverse("application_follow_up", args=[application.pk]))


COSTS_PANEL = Panel("spending/_of_application.html", _costs, _costs_then, FieldGroup.COSTS, order=2)
