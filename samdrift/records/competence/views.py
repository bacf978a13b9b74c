"""Pages about competence and training."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import confirm_page, form_page, page
from samdrift.records.competence import actions
from samdrift.records.competence.forms import CompetenceForm, GroundsForm, TrainingPlanForm
from samdrift.records.competence.models import CompetenceLevel, Confirmation
from samdrift.records.competence.queries import (
    may_confirm,
    may_take_back,
    require_confirming,
    visible_competences,
)
from samdrift.records.register.queries import visible_applications

UNCONFIRMED = "obekraftade"
COMPETENCES = Listing(
    name="kompetens",
    columns=[
        Column("product", gettext_lazy("Product"), heading=True, sort=("product__name", "-level")),
        Column(
            "level",
            gettext_lazy("Level"),
            value=lambda row: row.get_level_display(),
            sort=("level",),
        ),
        Column(
            "person",
            gettext_lazy("Person"),
            sort=("person__name",),
            link=row_link("person_page", "person_id"),
        ),
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            source="person__organisation",
            sort=("person__organisation__name",),
        ),
        Column(
            "confirmation",
            gettext_lazy("Confirmation"),
            value=lambda row: row.get_confirmation_display(),
            sort=("confirmation",),
            link=row_link("competence_page"),
            note=lambda row: row.grounds,
        ),
        Column("refreshed_on", gettext_lazy("Refreshed on"), kind=Kind.DAY, sort=("refreshed_on",)),
    ],
    filters=[
        Choices(
            "niva",
            gettext_lazy("Level"),
            [(str(level.value), level.label) for level in CompetenceLevel],
            field="level",
            counted=True,
        ),
        Flag(UNCONFIRMED, gettext_lazy("Also what nobody has confirmed"), where=lambda rows: rows),
    ],
    search=("product__name", "person__name", "person__organisation__name"),
    order=("product__name", "-level", "person__name"),
    values=False,
)


def competence_list(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Competence"),
        "lead": _(
            "Find somebody who knows the application, in any of the municipalities. What nobody has confirmed is left"
            " out."
        ),
        "actions": [
            {
                "label": _("Record competence"),
                "url": reverse("competence_record"),
                "icon": "plus",
                "primary": True,
            }
        ],
        "empty_title": _("No competence is recorded"),
        "empty_text": _("Begin with the specialists on the joint applications."),
    }
    person = signed_in(request)
    rows = visible_competences(person)
    if request.GET.get(UNCONFIRMED) != "1":
        rows = rows.filter(Q(confirmation=Confirmation.CONFIRMED) | Q(person=person))
    return COMPETENCES.answer(request, rows, "competence/competence_list.html", context)


def competence_record(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    initial = {"person": by.pk, "refreshed_on": today(), "product": request.GET.get("produkt")}
    form = CompetenceForm(request.POST or None, person=by, initial=initial)

    def save() -> str:
        made = actions.record_competence(by=by, **form.cleaned_data)
        if made.is_confirmed:
            say_done(request, _("Recorded."))
        else:
            say_done(
                request,
                _(
                    "Recorded. It counts when a manager or the owner of an application on it has confirmed it."
                ),
            )
        return reverse("competence_page", args=[made.pk])

    return form_page(
        request,
        form,
        save,
        {"title": _("Record competence"), "cancel_url": reverse("competence_list")},
    )


def competence_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody knows of a product, who has confirmed it and on what grounds."""
    person = signed_in(request)
    row = get_object_or_404(visible_competences(person), pk=pk)
    shown: list[dict[str, object]] = []
    if may_confirm(person, row):
        if not row.is_confirmed:
            url = reverse("competence_confirm", args=[pk])
            shown.append({"label": _("Confirm"), "url": url, "primary": True})
        shown.append({"label": _("Do not confirm"), "url": reverse("competence_refuse", args=[pk])})
    if may_take_back(person, row):
        url = reverse("competence_take_back", args=[pk])
        shown.append({"label": _("Take back"), "url": url})
    context = {
        "title": f"{row.person}: {row.product}",
        "breadcrumbs": [{"label": _("Competence"), "url": reverse("competence_list")}],
        "actions": shown,
        "competence": row,
        "facts": [
            (_("Person"), f"{row.person}, {row.person.organisation}"),
            (_("Level"), row.get_level_display()),
            (_("Refreshed on"), row.refreshed_on.isoformat()),
            (_("Confirmation"), row.get_confirmation_display()),
            (_("By"), f"{row.judged_by}, {row.judged_on}" if row.judged_by else None),
            (_("Grounds"), row.grounds or None),
        ],
        "events": history_of(row),
    }
    return page(request, "competence/competence_page.html", context)


def competence_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_competences(by), pk=pk)
    require_confirming(by, row)
    form = GroundsForm(request.POST or None)

    def save() -> str:
        actions.confirm_competence(by=by, competence=row, **form.cleaned_data)
        say_done(request, _("Confirmed. It counts from now on."))
        return reverse("competence_page", args=[pk])

    context = {
        "title": _("Confirm %(what)s") % {"what": row},
        "lead": _("You vouch for it: by what you have seen, a course or a certificate."),
        "cancel_url": reverse("competence_page", args=[pk]),
        "submit_label": _("Confirm"),
    }
    return form_page(request, form, save, context, row=row)


def competence_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_competences(by), pk=pk)
    require_confirming(by, row)
    form = GroundsForm(request.POST or None, is_required=True)

    def save() -> str:
        actions.refuse_competence(by=by, competence=row, **form.cleaned_data)
        say_done(request, _("Not confirmed. It counts nowhere."))
        return reverse("competence_page", args=[pk])

    context = {
        "title": _("Do not confirm %(what)s") % {"what": row},
        "cancel_url": reverse("competence_page", args=[pk]),
        "submit_label": _("Do not confirm"),
    }
    return form_page(request, form, save, context, row=row)


def competence_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_competences(by), pk=pk)
    require_that(may_take_back(by, row))

    def act() -> str:
        actions.take_back_competence(by=by, competence=row)
        return reverse("competence_list")

    context = {
        "title": _("Take back %(what)s") % {"what": row},
        "consequences": [_("Nobody has confirmed it. It goes away from the list.")],
        "confirm_label": _("Take back"),
        "cancel_url": reverse("competence_page", args=[pk]),
    }
    return confirm_page(request, act, context, row=row)


def training_plan(request: HttpRequest, application: int) -> HttpResponse:
    by = signed_in(request)
    row = get_object_or_404(visible_applications(by), pk=application)
    require(by, Permission.EDIT_COMPETENCE, row)
    known = row.training_plans.filter(year=today().year).first()
    initial = {
        "year": today().year,
        "content": known.content if known else "",
        "joint": bool(known and known.joint),
    }
    title = _("Training plan for %(name)s") % {"name": row}
    form = TrainingPlanForm(request.POST or None, initial=initial)
    back = reverse("application_page", args=[row.pk])

    def save() -> str:
        actions.make_training_plan(by=by, application=row, **form.cleaned_data)
        return back

    return form_page(request, form, save, {"title": title, "cancel_url": back})
