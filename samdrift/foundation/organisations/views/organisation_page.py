"""The page of one organisation: what it is and who does what there, its units and what has happened on tabs."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations.access import may, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Membership,
    Organisation,
    Person,
    Population,
    UnitKind,
)
from samdrift.foundation.organisations.panels import ORGANISATION_PANELS
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    federation_kept,
    keeper_of,
    unit_tree,
    visible_organisations,
    visible_people,
    visible_units,
)
from samdrift.foundation.organisations.views.organisation_then import (
    breadcrumbs,
    facts_about,
    page_of_day,
)
from samdrift.foundation.ui.at_a_glance import Glance
from samdrift.foundation.ui.charts import LineChart, Series, line_chart
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import page

MOST_UNITS, MOST_YEARS, SHOWN_EVENTS = 500, 30, 30


def organisation_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    as_of = day_of_page(request)
    organisation = visible_organisations(person).filter(pk=pk).first()
    if as_of.is_other:
        return page_of_day(request, person, pk, organisation, as_of)
    if organisation is None:
        raise Http404
    population = _population(organisation)
    context = _frame(person, organisation, "", population) | {
        "as_of": as_of,
        "facts": facts_about(organisation),
        "members": Organisation.objects.members_of(organisation, today()),
        "chart": _population_chart(organisation, population),
        "panels": ORGANISATION_PANELS.show(person, organisation, tab=""),
        "may_keep_people": may(person, Permission.KEEP_PEOPLE, keeper_of(organisation, person)),
    }
    return page(request, "organisations/organisation_page.html", context)


def organisation_tab(request: HttpRequest, pk: int, tab: str) -> HttpResponse:
    """One tab of an organisation's page; on another day the page of that day, which is whole."""
    person = signed_in(request)
    organisation = visible_organisations(person).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    as_of = day_of_page(request)
    if as_of.is_other:
        return redirect(f"{reverse('organisation_page', args=[pk])}?dag={as_of.day}")
    opened = ORGANISATION_PANELS.tab_called(tab)
    if opened is None:
        raise Http404
    context = _frame(person, organisation, tab, _population(organisation))
    context |= {
        "tab_label": opened.label,
        "as_of": as_of,
        "breadcrumbs": [
            *breadcrumbs(organisation)[:-1],
            {"label": organisation.name, "url": reverse("organisation_page", args=[pk])},
            {"label": opened.label},
        ],
        "panels": ORGANISATION_PANELS.show(person, organisation, tab=tab),
    }
    if tab == "enheter":
        return page(
            request,
            "organisations/organisation_units.html",
            context | _units(person, organisation),
        )
    context["events"] = history_for(person, organisation, most=SHOWN_EVENTS)
    return page(request, "organisations/organisation_history.html", context)


def _frame(
    person: Person, organisation: Organisation, tab: str, population: Sequence[Population]
) -> dict[str, Any]:
    """The head, the strip and the tabs, with the memberships and the roles that the strip counts."""
    may_keep = federation_kept(person, Permission.MANAGE_ORGANISATIONS) is not None
    memberships = list(organisation.federations.select_related("federation"))
    appointments = list(
        Appointment.objects.on(today())
        .filter(organisation=organisation, person__in=visible_people(person))
        .select_related("person", "unit")
    )
    return {
        "title": organisation.name,
        "actions": _changes(organisation) if may_keep else [],
        "may_keep": may_keep,
        "breadcrumbs": breadcrumbs(organisation),
        "organisation": organisation,
        "memberships": memberships,
        "appointments": appointments,
        "strip": _strip(organisation, memberships, appointments, population),
        "tabs": ORGANISATION_PANELS.tab_links(
            person, organisation, page="organisation", opened=tab
        ),
    }


def _strip(
    organisation: Organisation,
    memberships: Sequence[Membership],
    appointments: Sequence[Appointment],
    population: Sequence[Population],
) -> list[Glance]:
    """What it is, since when it is a member, who does what there, and how many live there."""
    code = organisation.municipality_code
    glances = [Glance(_("Kind"), organisation.get_kind_display(), code)]
    held = [each for each in memberships if each.holds_on(today())]
    if held:
        since = _("since %(day)s") % {"day": held[0].starts_on}
        glances.append(Glance(_("Member of"), str(held[0].federation), since))
    people = len({each.person_id for each in appointments})
    words = ngettext("%(number)s person", "%(number)s people", people) % {"number": people}
    glances.append(Glance(_("Roles today"), words if people else _("nobody")))
    if population:
        latest = population[-1]
        glances.append(Glance(_("Inhabitants"), latest.value, str(latest.on)))
    return glances


def _units(person: Person, organisation: Organisation) -> dict[str, Any]:
    every = list(
        visible_units(person).filter(organisation=organisation).order_by("name")[:MOST_UNITS]
    )
    units = [unit for unit in every if unit.ends_on is None or unit.ends_on >= today()]
    return {
        "it_units": [unit for unit in units if unit.kind == UnitKind.IT_UNIT],
        "branches": unit_tree(units),
        "closed": [unit for unit in every if unit not in units],
        "may_manage": may(person, Permission.MANAGE_UNITS, keeper_of(organisation, person)),
    }


def _changes(organisation: Organisation) -> list[dict[str, object]]:
    """The way to every change of an organisation, for its administrator."""
    shown: list[dict[str, object]] = [
        {
            "label": _("Change"),
            "url": reverse("organisation_change", args=[organisation.pk]),
            "primary": True,
        }
    ]
    if organisation.kind != Kind.FEDERATION:
        shown += [
            {"label": words, "url": reverse(name, args=[organisation.pk])}
            for name, words in (
                ("organisation_close", _("Close")),
                ("organisation_merge", _("Merge")),
                ("organisation_remove", _("Take away")),
            )
        ]
    return shown


def _population(organisation: Organisation) -> list[Population]:
    """Inhabitants on 31 December, the last thirty years known."""
    if not organisation.municipality_code:
        return []
    known = Population.objects.filter(
        code=organisation.municipality_code, on__month=12, on__lte=today()
    )
    return list(known.order_by("-on")[:MOST_YEARS])[::-1]


def _population_chart(organisation: Organisation, figures: Sequence[Population]) -> object:
    """Inhabitants year by year; None where there is nothing to show."""
    if len(figures) < 2:
        return None
    return line_chart(
        LineChart(
            name="folkmangd",
            title=_("Inhabitants on 31 December"),
            description=_("Source: Statistics Sweden (SCB)."),
            places=[str(figure.on.year) for figure in figures],
            series=[Series(str(organisation), [figure.value for figure in figures])],
            unit=_("inhabitants"),
        )
    )
