"""The page of one application as it was on another day."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.days import DayOfPage
from samdrift.foundation.ui.page import page
from samdrift.records.register.models import Application, FieldGroup, ResponsibilityRole
from samdrift.records.register.panels import APPLICATION_PANELS
from samdrift.records.register.queries import visible_groups, visible_value_assessments
from samdrift.records.register.queries.past import (
    application_then,
    assessments_then,
    dependencies_then,
    lifecycle_then,
    participations_then,
    responsibilities_then,
)
from samdrift.records.register.views.access import breadcrumbs, whom_to_ask
from samdrift.records.register.views.application_facts import (
    classification_of,
    facts_about,
    history_seen,
    imported_columns,
)

TEMPLATE = "register/application_then.html"


def page_of_day(
    request: HttpRequest, person: Person, application: Application, as_of: DayOfPage
) -> HttpResponse:
    """What it was, who used it and who answered for it on a day, as far as the reader may see it today.

    Nothing can be changed on it, so it has no way to any change.
    """
    day, groups = as_of.day, visible_groups(person, application)
    existed = application.holds_on(day)
    context: dict[str, Any] = {"as_of": as_of, "application": application, "existed": existed}
    if existed:
        application_then(application, day)
        parts = participations_then(application, day)
        needs, needed_by = dependencies_then(person, application, day)
        context |= {
            "lead": application.purpose,
            "groups": {str(group) for group in groups},
            "facts": facts_about(person, application, groups),
            "participations": [{"row": row} for row in parts],
            "current_count": len({row.organisation_id for row in parts}),
            "needs": needs,
            "needed_by": needed_by,
            "lifecycle": lifecycle_then(application, day),
            "panels": APPLICATION_PANELS.show(person, application, groups, day),
            "events": history_seen(person, application, groups, until=day),
        }
        if FieldGroup.PEOPLE in groups:
            held = responsibilities_then(application, day)
            owners = [row for row in held if row.role == ResponsibilityRole.OWNER]
            context["owner"] = owners[0] if owners else None
            context["others"] = [row for row in held if row not in owners]
            context["whom_to_ask"] = whom_to_ask(
                manager=any(row.role == ResponsibilityRole.MANAGER for row in held),
                owner=bool(owners),
            )
        if FieldGroup.CLASSIFICATION in groups:
            context["classification"] = classification_of(application)
        if FieldGroup.ASSESSMENT in groups:
            context["assessments"] = assessments_then(application, day)
            values = visible_value_assessments(person).filter(application=application)
            context["values"] = values.filter(on__lte=day)
        if FieldGroup.NOTES in groups:
            context["more"] = imported_columns(application)
    context["title"] = application.name
    context["breadcrumbs"] = breadcrumbs(application, here=True)
    return page(request, TEMPLATE, context)
