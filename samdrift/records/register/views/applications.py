"""The list of applications, the search of every employee, and an application added, changed and retired."""

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import (
    may_anywhere,
    require,
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.consequences import RETIRING
from samdrift.records.register.forms import ApplicationForm, RetirementForm
from samdrift.records.register.listing import (
    APPLICATIONS,
    AS_OF,
    ENDED,
    LISTED_THEN,
    as_listed,
    users_in_words,
)
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Participation,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    audience_sight,
    search_by_some_words,
    visible_applications,
    with_people,
)
from samdrift.records.register.queries.past import applications_as_of
from samdrift.records.register.views.access import breadcrumbs, require_application, whom_to_ask

MOST_FOUND = 30


def application_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    asked = AS_OF.day_asked(request)
    day = asked or today()
    rows = visible_applications(person)
    if request.GET.get(ENDED) != "1":
        rows = rows.not_ended(day)
    rows = as_listed(rows, person, day)
    context = {
        "title": _("Applications"),
        "actions": _list_actions(person),
        "empty_title": _("No application yet"),
        "empty_text": _(
            "Read in the municipality's register from a spreadsheet, or add one by hand."
        ),
    }
    if asked is None:
        return APPLICATIONS.answer(request, rows, "register/application_list.html", context)
    context["lead"] = _("As the register was on %(day)s.") % {"day": asked}
    return LISTED_THEN.answer(
        request, _as_of(rows, asked), "register/application_list.html", context
    )


def _as_of(rows: ApplicationQuerySet, on: dt.date) -> list[Application]:
    """The list's rows on an earlier day; what the reader may not see of them stays unseen."""
    found = applications_as_of(rows, on)
    for row in found:
        row.seen_criticality = row.criticality if row.sees_classification else None  # type: ignore[attr-defined]
        row.shown_on = None if on == today() else on  # type: ignore[attr-defined]  # read by the link
    return found


def _list_actions(person: Person) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [
        {"label": _("Words to search by"), "url": reverse("synonym_list"), "icon": ""},
    ]
    if may_anywhere(person, Permission.ADD_APPLICATION):
        url = reverse("application_add")
        shown.append({"label": _("New application"), "url": url, "icon": "plus", "primary": True})
    return shown


def application_search(request: HttpRequest) -> HttpResponse:
    """Do we have something for …? With owner, manager and how to get access."""
    person = signed_in(request)
    text = request.GET.get("q", "").strip()
    found: list[Application] = []
    if text:
        alive = visible_applications(person).on(today())
        own_part = Participation.objects.on(today()).filter(
            application=OuterRef("pk"), organisation=person.organisation_id
        )
        matching = search_by_some_words(alive, text)
        rows = with_people(matching, person, today()).annotate(
            sees_people=audience_sight(person, FieldGroup.PEOPLE), is_ours=Exists(own_part)
        )
        rows = rows.order_by(F("is_ours").desc(), F("words_found").desc(), "name", "pk")
        using = Participation.objects.on(today()).select_related("organisation")
        rows = rows.select_related("product", "area", "host").prefetch_related(
            Prefetch("participations", using, to_attr="taking_part")
        )
        found = list(rows[: MOST_FOUND + 1])
    shown = [
        {
            "application": each,
            "users": users_in_words(each),
            "is_ours": each.is_ours,  # type: ignore[attr-defined]
            "whom_to_ask": whom_to_ask(
                manager=bool(each.manager_name),  # type: ignore[attr-defined]
                owner=bool(each.owner_name),  # type: ignore[attr-defined]
            ),
        }
        for each in found[:MOST_FOUND]
    ]
    context = {
        "title": _("Do we have something for …?"),
        "text": text,
        "found": shown,
        "more": len(found) > MOST_FOUND,
    }
    template = "register/application_search.html"
    return page(request, template, context, part="register/_application_found.html")


def application_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_anywhere(person, Permission.ADD_APPLICATION)

    def save() -> str:
        values = form.cleaned_data
        application = actions.add_application(
            by=person,
            name=values["name"],
            host=values["host"],
            starts_on=values["starts_on"],
            owner=values["owner"],
            without_because=values["without_because"],
            **form.fields_of_application,
        )
        return reverse("application_page", args=[application.pk])

    initial = {"host": person.organisation_id, "starts_on": today()}
    form = ApplicationForm(request.POST or None, person=person, initial=initial)
    context = {"title": _("New application"), "cancel_url": reverse("application_list")}
    return form_page(request, form, save, context)


def application_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    require(person, Permission.EDIT_APPLICATION, application)

    def save() -> str:
        changed = form.save(commit=False)
        actions.change_application(
            by=person,
            application=changed,
            why=form.cleaned_data.get("why", ""),
            without_because=form.cleaned_data["without_because"],
        )
        return back

    back = reverse("application_page", args=[pk])
    title = _("Change %(name)s") % {"name": application.name}
    crumbs = breadcrumbs(application)
    form = ApplicationForm(request.POST or None, person=person, instance=application)
    context = {"title": title, "cancel_url": back, "breadcrumbs": crumbs}
    return form_page(request, form, save, context)


def application_retire(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    application = require_application(person, pk)
    require(person, Permission.RETIRE_APPLICATION, application)

    def save() -> str:
        actions.retire_application(by=person, application=application, **form.cleaned_data)
        say_done(request, _("%(name)s is retired.") % {"name": application.name})
        return back

    back = reverse("application_page", args=[pk])
    form = RetirementForm(request.POST or None, initial={"ends_on": today()})
    context = {
        "title": _("Retire %(name)s") % {"name": application.name},
        "lead": _(
            "Its use and every responsibility end on the last day. What it was and who answered for it stay."
        ),
        "consequences": RETIRING.list_touched(person, application, today()),
        "cancel_url": back,
        "breadcrumbs": breadcrumbs(application),
        "submit_label": _("Retire"),
    }
    return form_page(
        request, form, save, context, template="ui/touching_form.html", row=application
    )
