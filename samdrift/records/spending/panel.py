"""What an application costs this year, on its page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.consequences import Consequence
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.panels import Panel
from samdrift.records.spending.models import CostKind
from samdrift.records.spending.queries import visible_cost_lines


def _costs(person: Person, application: Application) -> dict[str, Any] | None:
    """None for who sees no line: whether there are any is not told either."""
    year = today().year
    seen = visible_cost_lines(person).filter(application=application, year=year)
    lines = list(seen.filter(kind=CostKind.BUDGET).select_related("bearer"))
    if not lines:
        return None
    return {"lines": lines, "year": year, "total": sum(line.amount_ore for line in lines)}


def planned_after_retiring(
    person: Person, application: Application, on: dt.date
) -> Iterator[Consequence]:
    """Budget and forecast of the years after the last day, which nobody will need."""
    lines = visible_cost_lines(person).filter(application=application, year__gt=on.year)
    amount = sum(lines.exclude(kind=CostKind.ACTUAL).values_list("amount_ore", flat=True))
    if amount:
        words = _("%(amount)s kr is budgeted for it after %(year)s.")
        told = words % {"amount": format_kronor(amount), "year": on.year}
        yield Consequence(told, reverse("application_follow_up", args=[application.pk]))


COSTS_PANEL = Panel("spending/_of_application.html", _costs, FieldGroup.COSTS, order=2)
