"""The overview of one application: what is most asked of it on one page; the rest lies on the page's tabs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import may, signed_in
from samdrift.foundation.organisations.contacts import contacts_of
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import page
from samdrift.records.register.models import FieldGroup, Responsibility, ResponsibilityRole
from samdrift.records.register.queries import visible_groups
from samdrift.records.register.views.access import require_application, whom_to_ask
from samdrift.records.register.views.application_facts import (
    classification_of,
    facts_about,
    latest_seen,
)
from samdrift.records.register.views.application_frame import frame_of
from samdrift.records.register.views.application_then import page_of_day

#: What an overview holds at most of each; the tabs hold all of it.
SHOWN_USES, SHOWN_PEOPLE, SHOWN_EVENTS, SHOWN_FACTS, SHOWN_DATES = 8, 5, 4, 16, 5


def application_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    groups = visible_groups(person, application)
    as_of = day_of_page(request)
    if as_of.is_other:
        return page_of_day(request, person, application, as_of)
    context = frame_of(person, application, groups)
    using, held = context["using"], context["held"]
    facts = facts_about(person, application, groups)
    if FieldGroup.CLASSIFICATION in groups:
        facts += classification_of(application)
    roles = {row.role for row in held}
    context |= {
        "as_of": as_of,
        "uses": using[:SHOWN_USES],
        "uses_number": len(using),
        "pairs": [(label, value) for label, value in facts if value is not None][:SHOWN_FACTS],
        "people": contacts_of(person, [(row.person, _told_of(row)) for row in held[:SHOWN_PEOPLE]]),
        "dates": context["dates"][:SHOWN_DATES],
        "log": latest_seen(person, application, groups, SHOWN_EVENTS),
        "may_appoint": may(person, Permission.APPOINT_OWNER, application)
        or may(person, Permission.APPOINT_SYSTEM_MANAGER, application),
        "whom_to_ask": whom_to_ask(
            manager=ResponsibilityRole.MANAGER in roles, owner=ResponsibilityRole.OWNER in roles
        ),
    }
    return page(request, "register/application_page.html", context)


def _told_of(row: Responsibility) -> str:
    """What somebody is to the application, since when, and where."""
    values: dict[str, Any] = {"day": row.starts_on, "role": row.get_role_display()}
    what = _("%(role)s since %(day)s") % values
    return f"{what}, {row.person.organisation}" if row.person.organisation else what
