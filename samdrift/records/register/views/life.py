"""Who takes part in an application, how it is judged, what it needs and what happens to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import (
    may,
    require,
    require_anywhere,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import confirm_page, form_page
from samdrift.records.register import actions
from samdrift.records.register.consequences import ENDING_USE
from samdrift.records.register.forms import (
    AssessmentForm,
    DependencyForm,
    EndForm,
    JoinForm,
    LifecycleEventForm,
    ParticipationForm,
)
from samdrift.records.register.models import Application, Side
from samdrift.records.register.views.access import breadcrumbs, require_application
from samdrift.records.register.views.application_frame import sides_of


def _about(application: Application, title: str, **more: str) -> dict[str, object]:
    back = reverse("application_page", args=[application.pk])
    return {"title": title, "cancel_url": back, "breadcrumbs": breadcrumbs(application), **more}


def _require_say(person: Person, application: Application, organisation: Organisation) -> None:
    """Whoever keeps the application, or whose municipality it is."""
    if not may(person, Permission.EDIT_APPLICATION, application):
        require(person, Permission.CHANGE_PARTICIPATION, organisation)


def participation_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    if not may(person, Permission.EDIT_APPLICATION, application):
        require_anywhere(person, Permission.CHANGE_PARTICIPATION)

    def save() -> str:
        actions.join_application(by=person, application=application, **form.cleaned_data)
        return reverse("application_page", args=[pk])

    initial = {"starts_on": today(), "organisation": person.organisation_id}
    form = JoinForm(request.POST or None, person=person, application=application, initial=initial)
    title = _("Take part in %(name)s") % {"name": application.name}
    return form_page(request, form, save, _about(application, title))


def participation_change(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    row = get_object_or_404(application.participations.select_related("organisation"), pk=part)
    _require_say(person, application, row.organisation)

    def save() -> str:
        actions.change_participation(by=person, participation=form.save(commit=False))
        return reverse("application_page", args=[pk])

    form = ParticipationForm(request.POST or None, person=person, instance=row)
    title = _("Change %(who)s's use of %(name)s") % {
        "who": row.organisation,
        "name": application.name,
    }
    return form_page(request, form, save, _about(application, title))


def participation_end(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    row = get_object_or_404(application.participations.select_related("organisation"), pk=part)
    _require_say(person, application, row.organisation)

    def save() -> str:
        actions.end_participation(by=person, participation=row, **form.cleaned_data)
        return reverse("application_page", args=[pk])

    form = EndForm(request.POST or None, initial={"ends_on": today()})
    title = _("End %(who)s's use of %(name)s") % {"who": row.organisation, "name": application.name}
    context = _about(application, title)
    context["consequences"] = ENDING_USE.list_touched(person, row, today())
    context["submit_label"] = _("End the use")
    return form_page(request, form, save, context, template="ui/touching_form.html", row=row)


def assessment_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    sides = sides_of(person, application)
    require_that(bool(sides))

    def save() -> str:
        values = {**form.cleaned_data, "side": Side(form.cleaned_data["side"])}
        actions.assess(by=person, application=application, **values)
        return reverse("application_page", args=[pk])

    form = AssessmentForm(request.POST or None, sides=sides, initial={"on": today()})
    title = _("Assess %(name)s") % {"name": application.name}
    return form_page(request, form, save, _about(application, title))


def dependency_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    require(person, Permission.EDIT_APPLICATION, application)

    def save() -> str:
        actions.add_dependency(by=person, application=application, **form.cleaned_data)
        return reverse("application_page", args=[pk])

    search = request.GET.get("q", "").strip()
    form = DependencyForm(
        request.POST or None, person=person, application=application, search=search
    )
    title = _("What %(name)s needs") % {"name": application.name}
    context = _about(application, title) | {"search": search}
    return form_page(request, form, save, context, template="register/dependency_form.html")


def dependency_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    require(person, Permission.EDIT_APPLICATION, application)
    need = get_object_or_404(application.needs.select_related("needs"), pk=row)

    def act() -> str:
        actions.remove_dependency(by=person, dependency=need)
        return reverse("application_page", args=[pk])

    title = _("Remove what %(name)s needs") % {"name": application.name}
    told = _("The register no longer says that %(name)s needs %(other)s.") % {
        "name": application.name,
        "other": need.needs or need.outside,
    }
    context = _about(application, title) | {
        "consequences": [told],
        "danger": True,
        "confirm_label": _("Remove"),
    }
    return confirm_page(request, act, context, row=need)


def lifecycle_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    require(person, Permission.EDIT_APPLICATION, application)

    def save() -> str:
        actions.record_lifecycle_event(by=person, application=application, **form.cleaned_data)
        return reverse("application_page", args=[pk])

    form = LifecycleEventForm(request.POST or None, initial={"on": today()})
    title = _("What happens to %(name)s") % {"name": application.name}
    return form_page(request, form, save, _about(application, title))
