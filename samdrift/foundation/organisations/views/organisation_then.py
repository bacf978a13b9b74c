"""The page of one organisation as it was on another day."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Organisation, Person, UnitKind
from samdrift.foundation.organisations.queries import (
    appointments_then,
    federations_then,
    members_then,
    organisations_as_of,
    unit_tree,
    units_then,
)
from samdrift.foundation.ui.days import DayOfPage
from samdrift.foundation.ui.page import page

TEMPLATE = "organisations/organisation_then.html"


def page_of_day(
    request: HttpRequest,
    person: Person,
    pk: int,
    organisation: Organisation | None,
    as_of: DayOfPage,
) -> HttpResponse:
    """What it was, its memberships, its units, who had roles in it, and its history, on a day.

    Nothing can be changed on it, so it has no way to any change. organisation: None where it is gone today.
    """
    day = as_of.day
    then = next(iter(organisations_as_of(person, day, only=pk)), None)
    shown = then or organisation
    if shown is None:
        raise Http404
    context: dict[str, Any] = {"as_of": as_of, "title": shown.name, "organisation": then}
    context["is_gone"] = organisation is None
    if then is not None:
        units = units_then(person, then, day)
        context |= {
            "title": then.name,
            "facts": facts_about(then),
            "memberships": federations_then(then, day),
            "members": members_then(then, day),
            "it_units": [unit for unit in units if unit.kind == UnitKind.IT_UNIT],
            "branches": unit_tree(units),
            "appointments": appointments_then(person, then, day),
            "events": history_for(person, then, most=30, until=day),
        }
    context["breadcrumbs"] = breadcrumbs(shown)
    return page(request, TEMPLATE, context)


def breadcrumbs(organisation: Organisation) -> list[dict[str, str]]:
    """The way to an organisation's own page."""
    return [
        {"label": _("Organisations"), "url": reverse("organisation_list")},
        {"label": str(organisation)},
    ]


def facts_about(organisation: Organisation) -> list[tuple[str, object]]:
    """What it is, and its numbers."""
    facts: list[tuple[str, object]] = [(_("Kind"), organisation.get_kind_display())]
    if organisation.municipality_code:
        facts.append((_("Municipality code"), organisation.municipality_code))
    if organisation.ends_on:
        facts.append((_("Closed after"), organisation.ends_on.isoformat()))
    if organisation.organisation_number:
        facts.append((_("Organisation number"), organisation.organisation_number))
    return facts
