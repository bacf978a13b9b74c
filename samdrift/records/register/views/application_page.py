"""Everything about one application on one page, with what has happened to it and how it was on any day."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
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
    Phase,
    Responsibility,
    ResponsibilityRole,
    Side,
)
from samdrift.records.register.panels import APPLICATION_PANELS
from samdrift.records.register.queries import (
    answers_for,
    applications_whose,
    owner_gap_on,
    visible_applications,
    visible_groups,
    visible_value_assessments,
)
from samdrift.records.register.views.access import breadcrumbs, require_application, whom_to_ask
from samdrift.records.register.views.application_facts import (
    classification_of,
    facts_about,
    history_seen,
    imported_columns,
)
from samdrift.records.register.views.application_then import page_of_day

SHOWN_BARS = 40


def application_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    groups = visible_groups(person, application)
    as_of = day_of_page(request)
    if as_of.is_other:
        return page_of_day(request, person, application, as_of)
    mine = organisation_ids_where(person, Permission.CHANGE_PARTICIPATION)
    may_edit = may(person, Permission.EDIT_APPLICATION, application)
    parts = list(application.participations.select_related("organisation", "unit", "contact"))
    context: dict[str, Any] = {
        "title": application.name,
        "lead": application.purpose,
        "breadcrumbs": breadcrumbs(application, here=True),
        "application": application,
        "actions": _actions(person, application, may_edit),
        "may_edit": may_edit,
        "groups": {str(group) for group in groups},
        "facts": facts_about(person, application, groups),
        "participations": [
            {"row": row, "may_change": may_edit or row.organisation_id in mine} for row in parts
        ],
        "current_count": len({row.organisation_id for row in parts if row.holds_on(today())}),
        "may_join": may_edit or bool(mine),
        "use_chart": _use_chart(parts),
        "needs": application.needs.select_related("needs__host"),
        "needed_by": _needed_by(person, application),
        "lifecycle": application.lifecycle_events.all(),
        "as_of": as_of,
        "panels": APPLICATION_PANELS.show(person, application, groups),
    }
    if FieldGroup.PEOPLE in groups:
        context |= _people(person, application)
    if FieldGroup.CLASSIFICATION in groups:
        context["classification"] = classification_of(application)
    if FieldGroup.ASSESSMENT in groups:
        context |= _assessments(person, application)
    if FieldGroup.NOTES in groups:
        context["more"] = imported_columns(application)
    context["events"] = history_seen(person, application, groups)
    return page(request, "register/application_page.html", context)


def _needed_by(person: Person, application: Application) -> QuerySet[Dependency]:
    """What needs this, with whether the reader may see the note, which belongs to the one that needs."""
    noted = applications_whose(person, FieldGroup.NOTES).filter(pk=OuterRef("application"))
    seen = application.needed_by.filter(application__in=visible_applications(person))
    return seen.select_related("application__host").annotate(sees_note=Exists(noted))


def _actions(person: Person, application: Application, may_edit: bool) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    if may(person, Permission.EDIT_COMPETENCE, application):
        plan = reverse("training_plan", args=[application.pk])
        shown.append({"label": _("Training plan"), "url": plan})
    if not may_edit:
        return shown
    change = reverse("application_change", args=[application.pk])
    shown.insert(0, {"label": _("Change"), "url": change, "primary": True})
    may_retire = may(person, Permission.RETIRE_APPLICATION, application)
    if application.phase != Phase.RETIRED and may_retire:
        retire = reverse("application_retire", args=[application.pk])
        shown.append({"label": _("Retire"), "url": retire})
    return shown


def _people(person: Person, application: Application) -> dict[str, Any]:
    rows = list(application.responsibilities.select_related("person", "appointed_by"))
    may_owner = may(person, Permission.APPOINT_OWNER, application)
    may_manager = may(person, Permission.APPOINT_SYSTEM_MANAGER, application)
    managers = {ResponsibilityRole.MANAGER}
    known = known_among(person, [row.person_id for row in rows])
    return {
        "owner_gap": owner_gap_on(application, today()),
        "whom_to_ask": whom_to_ask(
            manager=any(row.role in managers and row.holds_on(today()) for row in rows),
            owner=any(
                row.role == ResponsibilityRole.OWNER and row.holds_on(today()) for row in rows
            ),
        ),
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
        "may_appoint_owner": may_owner,
    }


def _newest_first(row: Responsibility) -> tuple[bool, str, int]:
    order = [ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY, ResponsibilityRole.MANAGER]
    ended = not row.holds_on(today())
    return (ended, str(order.index(ResponsibilityRole(row.role))), -row.starts_on.toordinal())


def _assessments(person: Person, application: Application) -> dict[str, Any]:
    return {
        "assessments": application.assessments.select_related("by"),
        "may_assess": bool(sides_of(person, application)),
        "values": visible_value_assessments(person).filter(application=application),
        "may_value": may_anywhere(person, Permission.ASSESS_OPERATION)
        or answers_for(person).exists(),
    }


def sides_of(person: Person, application: Application) -> list[Side]:
    """The sides for which somebody may judge an application."""
    asked = {Side.IT: Permission.ASSESS_IT, Side.OPERATION: Permission.ASSESS_OPERATION}
    return [side for side, permission in asked.items() if may(person, permission, application)]


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
