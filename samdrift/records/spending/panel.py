"""What an application costs this year, on its page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.past import put_back_related, rows_then
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import GistReader, Panel
from samdrift.foundation.organisations.touched import TouchedThing
from samdrift.foundation.ui.at_a_glance import Gist, Glance, Lack
from samdrift.foundation.ui.templatetags.ui import figure
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.spending.models import CostKind, CostLine
from samdrift.records.spending.queries import (
    lines_of,
    seen_lines_then,
    visible_cost_lines,
    waits_for,
)


def _budget_lines(person: Person, application: Application) -> QuerySet[CostLine]:
    seen = lines_of(person, application).filter(year=today().year)
    return seen.filter(kind=CostKind.BUDGET)


def _gist(person: Person, application: Application) -> Gist:
    """The year's budget, and what of the year waits to be approved; nothing for who sees no line."""
    year = today().year
    lines = lines_of(person, application).filter(year=year)
    is_budget, waits = Q(kind=CostKind.BUDGET), Q(approved_on=None)
    sums = lines.order_by().aggregate(
        budget=Sum("amount_ore", filter=is_budget),
        waiting=Sum("amount_ore", filter=waits),
        number=Count("pk", filter=waits),
        lines=Count("pk", filter=is_budget),
    )
    glances, lacks = [], []
    if sums["budget"] is not None:
        url = reverse("application_tab", kwargs={"pk": application.pk, "tab": "kostnader"})
        name = ("seen.spending.budget", application.pk, year)
        cost = figure(sums["budget"], "whole_kronor", *name)
        glances.append(Glance(_("Cost %(year)s") % {"year": year}, cost, _("budget"), url, 2))
    if sums["number"]:
        words = _("%(amount)s kr waits for approval") % {"amount": format_kronor(sums["waiting"])}
        why = ngettext("%(number)s cost line.", "%(number)s cost lines.", sums["number"])
        url = reverse("cost_approval") if waits_for(person, application, year) else ""
        lacks.append(Lack(words, why % {"number": sums["number"]}, _("Approve"), url))
    return Gist(glances, lacks, counts={"kostnader": sums["lines"]})


def _costs(person: Person, application: Application) -> dict[str, Any] | None:
    """None for who sees no line: whether there are any is not told either."""
    year = today().year
    lines = list(_budget_lines(person, application).select_related("bearer"))
    if not lines:
        return None
    return {
        "lines": lines,
        "year": year,
        "application": application,
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


COSTS_PANEL = Panel(
    "spending/_of_application.html",
    _costs,
    _costs_then,
    FieldGroup.COSTS,
    order=2,
    tab="kostnader",
)
COSTS_GIST = GistReader(_gist, FieldGroup.COSTS)
