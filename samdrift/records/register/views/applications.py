"""The list of applications, the search of every employee, and an application added, changed and retired."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import (
    may_anywhere,
    require,
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind as OrganisationKind
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, visible_organisations
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.consequences import consequences_of_retiring
from samdrift.records.register.forms import ApplicationForm, RetirementForm
from samdrift.records.register.models import (
    Application,
    Criticality,
    FieldGroup,
    Participation,
    Phase,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    audience_sight,
    owner_missing_since,
    search_applications,
    search_by_some_words,
    shared_by_several,
    visible_applications,
    visible_areas,
    where_seen,
    with_people,
)
from samdrift.records.register.queries.past import applications_as_of
from samdrift.records.register.views.access import breadcrumbs, require_application

Rows = Any  # a query of applications, or a list of them as they were on an earlier day
MOST_FOUND = 30
ENDED = "avslutade"
LEVELS = [(str(level.value), level.label) for level in Criticality]


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    seen = visible_areas(signed_in(request))
    return [(str(pk), name) for pk, name in seen.values_list("pk", "name")]


def _municipalities(request: HttpRequest) -> list[tuple[str, str]]:
    known = visible_organisations(signed_in(request)).existing(today())
    seen = known.filter(kind=OrganisationKind.MUNICIPALITY)
    return [(str(pk), name) for pk, name in seen.order_by("name").values_list("pk", "name")]


def _used_by(rows: Rows, values: list[str]) -> Rows:
    if isinstance(rows, list):
        return [
            row
            for row in rows
            if {str(each.organisation_id) for each in row.taking_part} & set(values)
        ]
    using = Participation.objects.on(today()).filter(
        organisation__in=[int(value) for value in values]
    )
    return rows.filter(pk__in=using.values("application"))


def _by_several(rows: Rows) -> Rows:
    if isinstance(rows, list):
        return [row for row in rows if len({each.organisation_id for each in row.taking_part}) > 1]
    return shared_by_several(rows, today())


def _without_owner(rows: Rows) -> Rows:
    """Asked only of those whose owner the reader may see; the list says which."""
    if isinstance(rows, list):
        return [row for row in rows if row.sees_people and row.owner_id is None]
    annotated: Any = rows
    return annotated.filter(sees_people=True, owner_id__isnull=True)


def _criticality(row: Application) -> str:
    level = row.seen_criticality  # type: ignore[attr-defined]
    return "" if level is None else str(Criticality(level).label)


def _users(row: Application) -> str:
    return ", ".join(sorted({str(each.organisation) for each in row.taking_part}, key=swedish_key))  # type: ignore[attr-defined]


def _missing_owner_words(row: Application) -> str:
    """«lacking since 2008-12-31» where nobody owns an application in use."""
    since = None if row.ends_on and row.ends_on < today() else owner_missing_since(row)
    return _("lacking since %(day)s") % {"day": since} if since else ""


AS_OF = Days(
    "dag", gettext_lazy("As the register was on"), hint=gettext_lazy("Written as 2009-01-31.")
)
APPLICATIONS = Listing(
    name="applikationer",
    columns=[
        Column(
            "name",
            gettext_lazy("Application"),
            sort=("name",),
            link=row_link("application_page"),
            heading=True,
            note=lambda row: (
                row.product.name if row.product and row.product.name != row.name else ""
            ),
        ),
        Column("area", gettext_lazy("Area"), value=lambda row: row.area, sort=("area__name",)),
        Column("municipalities", gettext_lazy("Used by"), value=_users),
        Column(
            "owner",
            gettext_lazy("System owner"),
            value=lambda row: row.owner_name,
            sort=("owner_name",),
            note=_missing_owner_words,
        ),
        Column(
            "manager",
            gettext_lazy("System manager"),
            value=lambda row: row.manager_name,
            sort=("manager_name",),
        ),
        Column(
            "phase",
            gettext_lazy("Phase"),
            value=lambda row: row.get_phase_display(),
            sort=("phase",),
        ),
        Column(
            "host",
            gettext_lazy("Host municipality"),
            value=lambda row: row.host,
            sort=("host__name",),
            visible=False,
        ),
        Column(
            "operating_unit",
            gettext_lazy("Operating IT unit"),
            value=lambda row: row.operating_unit,
            sort=("operating_unit__name",),
            visible=False,
        ),
        Column(
            "vendor",
            gettext_lazy("Supplier"),
            value=lambda row: row.product.vendor if row.product else "",
            sort=("product__vendor",),
            visible=False,
        ),
        Column(
            "criticality",
            gettext_lazy("Criticality"),
            value=_criticality,
            sort=("seen_criticality",),
            visible=False,
        ),
        Column(
            "no_owner_since",
            gettext_lazy("Without a system owner since"),
            kind=Kind.DAY,
            value=owner_missing_since,
            visible=False,
        ),
        Column(
            "starts_on", gettext_lazy("From"), kind=Kind.DAY, sort=("starts_on",), visible=False
        ),
        Column("ends_on", gettext_lazy("To"), kind=Kind.DAY, sort=("ends_on",), visible=False),
        Column("key", gettext_lazy("Register key"), source="pk", visible=False, in_export=True),
    ],
    filters=[
        Choices("kommun", gettext_lazy("Used by"), _municipalities, where=_used_by, single=True),
        Choices("omrade", gettext_lazy("Area"), _areas, field="area"),
        Choices("fas", gettext_lazy("Phase"), Phase.choices, field="phase"),
        Choices("kritisk", gettext_lazy("Criticality"), LEVELS, field="seen_criticality"),
        Flag("gemensamma", gettext_lazy("Used by several municipalities"), where=_by_several),
        Flag("utan_agare", gettext_lazy("Without a system owner"), where=_without_owner),
        AS_OF,
        Flag(ENDED, gettext_lazy("Also those no longer in operation"), where=lambda rows: rows),
    ],
    search=search_applications,
    order=("name", "pk"),
    values=False,
)


#: In memory every word is sought in these fields; the index of words is of today.
_LISTED_THEN = replace(
    APPLICATIONS, search=("name", "product__name", "product__vendor", "area__name", "purpose")
)


def as_listed(rows: ApplicationQuerySet, person: Person, day: dt.date) -> ApplicationQuerySet:
    """Applications with all that the list's columns read, as far as the person may see it."""
    using = Participation.objects.on(day).select_related("organisation")
    listed = with_people(rows, person, day).annotate(
        sees_people=audience_sight(person, FieldGroup.PEOPLE),
        sees_classification=audience_sight(person, FieldGroup.CLASSIFICATION),
        seen_criticality=where_seen(person, FieldGroup.CLASSIFICATION, "criticality"),
    )
    listed = listed.select_related("product", "area", "host", "operating_unit")
    return listed.prefetch_related(Prefetch("participations", using, to_attr="taking_part"))


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
    return _LISTED_THEN.answer(
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
        {"label": _("Products"), "url": reverse("product_list"), "icon": ""},
        {"label": _("Areas"), "url": reverse("area_list"), "icon": ""},
        {"label": _("Words to search by"), "url": reverse("synonym_list"), "icon": ""},
        {"label": _("Competence"), "url": reverse("competence_list"), "icon": ""},
    ]
    if federation_of(person) is not None:
        shown += [
            {"label": _("Value assessments"), "url": reverse("value_assessment_list"), "icon": ""},
            {"label": _("Who sees what"), "url": reverse("audience_page"), "icon": ""},
        ]
    if may_anywhere(person, Permission.IMPORT_REGISTER):
        shown.append({"label": _("Read in a register"), "url": reverse("upload_list"), "icon": ""})
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
            "users": _users(each),
            "is_ours": each.is_ours,  # type: ignore[attr-defined]
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
        "consequences": consequences_of_retiring(person, application, today()),
        "cancel_url": back,
        "breadcrumbs": breadcrumbs(application),
        "submit_label": _("Retire"),
    }
    return form_page(
        request, form, save, context, template="register/retirement.html", row=application
    )
