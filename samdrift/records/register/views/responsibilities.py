"""Who answers for an application: the whole line from its first day, and somebody appointed, ended, corrected."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import may, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import known_among
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.forms import (
    CorrectionForm,
    EndResponsibilityForm,
    RemovalForm,
    ResponsibilityForm,
)
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.queries import owner_line, visible_groups
from samdrift.records.register.views.access import breadcrumbs, require_application

APPOINT = {
    ResponsibilityRole.DEPUTY: actions.appoint_deputy,
    ResponsibilityRole.MANAGER: actions.appoint_system_manager,
}


def appointable_roles(person: Person, application: Application) -> list[ResponsibilityRole]:
    """The roles over an application that somebody may appoint, end and correct."""
    roles = []
    if may(person, Permission.APPOINT_OWNER, application):
        roles += [ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY]
    if may(person, Permission.APPOINT_SYSTEM_MANAGER, application):
        roles.append(ResponsibilityRole.MANAGER)
    return roles


def _line_address(application: Application) -> str:
    return reverse("responsibility_line", args=[application.pk])


def _context(application: Application, title: str, **more: object) -> dict[str, object]:
    crumbs = breadcrumbs(application)
    return {
        "title": title,
        "cancel_url": _line_address(application),
        "breadcrumbs": crumbs,
        **more,
    }


def responsibility_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Every owner from the first day, with the days nobody was, and every deputy and system manager."""
    person = signed_in(request)
    application = require_application(person, pk)
    if FieldGroup.PEOPLE not in visible_groups(person, application):
        raise Http404
    roles = appointable_roles(person, application)
    others = (
        application.responsibilities.exclude(role=ResponsibilityRole.OWNER)
        .select_related("person", "person__organisation", "appointed_by")
        .order_by("role", "starts_on")
    )
    shown: list[dict[str, Any]] = []
    if roles:
        add = reverse("responsibility_add", args=[pk])
        shown.append({"label": _("Appoint somebody"), "url": add, "primary": True, "icon": "plus"})
    context = {
        "title": _("Who answers for %(name)s") % {"name": application.name},
        "lead": _(
            "Every day since the decision to introduce it has one system owner, or stands as lacking one."
        ),
        "breadcrumbs": breadcrumbs(application),
        "application": application,
        "actions": shown,
        "spells": owner_line(application),
        "others": others,
        "may_owner": ResponsibilityRole.OWNER in roles,
        "manageable": [str(role) for role in roles],
        "today": today(),
        "known_people": known_among(
            person, application.responsibilities.values_list("person", flat=True)
        ),
    }
    return page(request, "register/responsibility_line.html", context)


def _asked_day(request: HttpRequest) -> dt.date:
    """The first day of a gap that somebody came from, or today."""
    try:
        return dt.date.fromisoformat(request.GET.get("fran", ""))
    except ValueError:
        return today()


def responsibility_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    roles = appointable_roles(person, application)
    require_that(bool(roles))

    def save() -> str:
        values = dict(form.cleaned_data)
        role = ResponsibilityRole(values.pop("role"))
        if role is ResponsibilityRole.OWNER:
            made = actions.appoint_owner(by=person, application=application, **values)
        else:
            taken = {name: values[name] for name in ("person", "starts_on", "ends_on", "decision")}
            made = APPOINT[role](by=person, application=application, **taken)
        say_done(request, _appointed_words(made))
        return _line_address(application)

    initial = {"starts_on": _asked_day(request), "role": request.GET.get("roll", "")}
    form = ResponsibilityForm(request.POST or None, person=person, roles=roles, initial=initial)
    title = _("Appoint for %(name)s") % {"name": application.name}
    lead = _(
        "Any days since %(day)s. A new system owner follows the one before, whose responsibility ends the day before."
    ) % {"day": application.starts_on}
    return form_page(request, form, save, _context(application, title, lead=lead))


def _appointed_words(made: Responsibility) -> str:
    words = {
        "who": made.person,
        "role": made.get_role_display(),
        "from": made.starts_on,
        "to": made.ends_on,
    }
    if made.ends_on is None:
        return _("%(who)s is %(role)s from %(from)s until further notice.") % words
    return _("%(who)s is %(role)s from %(from)s to %(to)s.") % words


def _found_row(person: Person, application: Application, row: int) -> Responsibility:
    """A responsibility that the person may end or correct."""
    held = get_object_or_404(application.responsibilities.select_related("person"), pk=row)
    require_that(held.role in appointable_roles(person, application))
    return held


def responsibility_end(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    held = _found_row(person, application, row)

    def save() -> str:
        ended = actions.end_responsibility(by=person, responsibility=held, **form.cleaned_data)
        words = {"who": ended.person, "role": ended.get_role_display(), "day": ended.ends_on}
        say_done(request, _("%(who)s is %(role)s to and including %(day)s.") % words)
        return _line_address(application)

    role = ResponsibilityRole(held.role)
    form = EndResponsibilityForm(
        request.POST or None, person=person, role=role, initial={"ends_on": today()}
    )
    title = _("End %(who)s's responsibility for %(name)s") % {
        "who": held.person,
        "name": application.name,
    }
    return form_page(request, form, save, _context(application, title), row=held)


def responsibility_correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    held = _found_row(person, application, row)

    def save() -> str:
        actions.correct_responsibility(by=person, responsibility=held, **form.cleaned_data)
        say_done(request, _("Corrected. What stood there before is in the history."))
        return _line_address(application)

    initial = {
        "person": held.person_id,
        "starts_on": held.starts_on,
        "ends_on": held.ends_on,
        "decision": held.decision,
    }
    form = CorrectionForm(request.POST or None, person=person, initial=initial)
    title = _("Correct %(what)s") % {"what": held}
    lead = _("For what was written wrong. Somebody new is appointed instead, so that both stand.")
    remove = reverse("responsibility_remove", args=[pk, row])
    shown = [{"label": _("It was never held: take it away"), "url": remove}]
    return form_page(
        request, form, save, _context(application, title, lead=lead, actions=shown), row=held
    )


def responsibility_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    held = _found_row(person, application, row)

    def save() -> str:
        actions.remove_responsibility(by=person, responsibility=held, **form.cleaned_data)
        say_done(request, _("Taken away. What stood there before is in the history."))
        return _line_address(application)

    form = RemovalForm(request.POST or None)
    title = _("Take away %(what)s") % {"what": held}
    lead = _("Only where it was never held. Otherwise it is ended, so that it can be proven.")
    context = _context(application, title, lead=lead, submit_label=_("Take away"))
    return form_page(request, form, save, context, row=held)
