"""The tabs of an application's page: each a page of its own, and nothing is asked for the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import (
    may,
    may_anywhere,
    organisation_ids_where,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import known_among
from samdrift.foundation.ui.charts import Span, Timeline, Urgency, time_axis
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import page
from samdrift.records.register.models import (
    Application,
    Dependency,
    FieldGroup,
    Participation,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.panels import APPLICATION_PANELS
from samdrift.records.register.queries import (
    answers_for,
    applications_whose,
    visible_applications,
    visible_groups,
    visible_value_assessments,
)
from samdrift.records.register.views.access import require_application
from samdrift.records.register.views.application_facts import (
    classification_of,
    facts_about,
    history_seen,
    imported_columns,
)
from samdrift.records.register.views.application_frame import Groups, frame_of, sides_of

SHOWN_BARS = 40


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What the register itself shows on a tab: the templates, and what they are drawn from."""

    templates: Sequence[str]
    context: Callable[[Person, Application, Groups], dict[str, Any]]


def application_tab(request: HttpRequest, pk: int, tab: str) -> HttpResponse:
    """One tab of an application's page; on another day the page of that day, which is whole."""
    person = signed_in(request)
    application = require_application(person, pk)
    groups = visible_groups(person, application)
    opened = APPLICATION_PANELS.tab_called(tab, groups)
    if opened is None:
        raise Http404
    if day_of_page(request).is_other:
        whole = reverse("application_page", args=[pk])
        return redirect(f"{whole}?dag={day_of_page(request).day}")
    context = frame_of(person, application, groups, tab)
    own = OWN_PARTS.get(tab)
    context["breadcrumbs"].append({"label": opened.label})
    context |= {
        "tab_label": opened.label,
        "as_of": day_of_page(request),
        "parts": own.templates if own else (),
        "panels": APPLICATION_PANELS.show(person, application, groups, tab=tab),
    }
    if own:
        context |= own.context(person, application, groups)
    return page(request, "register/application_tab.html", context)


def _use(person: Person, application: Application, _groups: Groups) -> dict[str, Any]:
    mine = organisation_ids_where(person, Permission.CHANGE_PARTICIPATION)
    may_edit = may(person, Permission.EDIT_APPLICATION, application)
    parts = list(application.participations.select_related("organisation", "unit", "contact"))
    return {
        "participations": [
            {"row": row, "may_change": may_edit or row.organisation_id in mine} for row in parts
        ],
        "current_count": len({row.organisation_id for row in parts if row.holds_on(today())}),
        "use_chart": _use_chart(parts),
    }


def _dependencies(person: Person, application: Application, _groups: Groups) -> dict[str, Any]:
    return {
        "needs": application.needs.select_related("needs__host"),
        "needed_by": _needed_by(person, application),
    }


def _facts(person: Person, application: Application, groups: Groups) -> dict[str, Any]:
    context: dict[str, Any] = {"facts": facts_about(person, application, groups)}
    if FieldGroup.CLASSIFICATION in groups:
        context["classification"] = classification_of(application)
    if FieldGroup.NOTES in groups:
        context["more"] = imported_columns(application)
    return context


def _history(person: Person, application: Application, groups: Groups) -> dict[str, Any]:
    return {
        "lifecycle": application.lifecycle_events.all(),
        "events": history_seen(person, application, groups),
    }


def _needed_by(person: Person, application: Application) -> QuerySet[Dependency]:
    """What needs this, with whether the reader may see the note, which belongs to the one that needs."""
    noted = applications_whose(person, FieldGroup.NOTES).filter(pk=OuterRef("application"))
    seen = application.needed_by.filter(application__in=visible_applications(person))
    return seen.select_related("application__host").annotate(sees_note=Exists(noted))


def _people(person: Person, application: Application, _groups: Groups) -> dict[str, Any]:
    rows = list(application.responsibilities.select_related("person", "appointed_by"))
    may_owner = may(person, Permission.APPOINT_OWNER, application)
    may_manager = may(person, Permission.APPOINT_SYSTEM_MANAGER, application)
    managers = {ResponsibilityRole.MANAGER}
    known = known_among(person, [row.person_id for row in rows])
    return {
        "responsibilities": [
            {
                "row": row,
                "opens": row.person_id in known,
                "holds": row.holds_on(today()),
                "may_end": row.holds_on(today())
                and (may_manager if row.role in managers else may_owner),
            }
            for row in sorted(rows, key=_newest_first)
        ],
        "may_appoint": may_owner or may_manager,
    }


def _newest_first(row: Responsibility) -> tuple[bool, str, int]:
    order = [ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY, ResponsibilityRole.MANAGER]
    ended = not row.holds_on(today())
    return (ended, str(order.index(ResponsibilityRole(row.role))), -row.starts_on.toordinal())


def _assessments(person: Person, application: Application, _groups: Groups) -> dict[str, Any]:
    return {
        "assessments": application.assessments.select_related("by"),
        "may_assess": bool(sides_of(person, application)),
        "values": visible_value_assessments(person).filter(application=application),
        "may_value": may_anywhere(person, Permission.ASSESS_OPERATION)
        or answers_for(person).exists(),
    }


def _use_chart(parts: list[Participation]) -> object:
    """Who uses the application from when to when; None where one bar would say no more than the table."""
    if len(parts) < 2:
        return None
    first = min(row.starts_on for row in parts)
    known = [row.ends_on for row in parts if row.ends_on]
    last = max([today().replace(month=12, day=31), *known])
    spans = [
        Span(
            label=f"{row.organisation}, {row.unit.name}" if row.unit else str(row.organisation),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            state=Urgency.OK if row.holds_on(today()) else Urgency.WARN,
        )
        for row in parts[:SHOWN_BARS]
    ]
    return time_axis(
        Timeline(
            name="anvandning",
            title=_("Who uses the application, and since when"),
            description=_("Each bar is a municipality's or department's use."),
            spans=spans,
            first=first,
            last=last,
            today=today(),
            state_words=[
                (Urgency.OK, _("Uses it today")),
                (Urgency.WARN, _("Has ended or not begun")),
            ],
        )
    )


OWN_PARTS = {
    "anvandning": OwnPart(("register/_participations.html",), _use),
    "personer": OwnPart(("register/_people.html",), _people),
    "bedomningar": OwnPart(("register/_assessments.html", "register/_values.html"), _assessments),
    "beroenden": OwnPart(("register/_needs.html",), _dependencies),
    "uppgifter": OwnPart(("register/_facts.html",), _facts),
    "historik": OwnPart(("register/_life.html", "register/_history.html"), _history),
}
