"""Pages about competence and training."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page
from samdrift.records.competence import actions
from samdrift.records.competence.forms import CompetenceForm, TrainingPlanForm
from samdrift.records.competence.models import CompetenceLevel
from samdrift.records.competence.queries import visible_competences
from samdrift.records.register.queries import visible_applications

COMPETENCES = Listing(
    name="kompetens",
    columns=[
        Column("product", gettext_lazy("Product"), heading=True, sort=("product__name", "-level")),
        Column("level", gettext_lazy("Level"), value=lambda row: row.get_level_display(), sort=("level",)),
        Column("person", gettext_lazy("Person"), sort=("person__name",), link=row_link("person_page", "person_id")),
        Column("organisation", gettext_lazy("Municipality"), source="person__organisation",
               sort=("person__organisation__name",)),
        Column("refreshed_on", gettext_lazy("Refreshed on"), kind=Kind.DAY, sort=("refreshed_on",)),
    ],
    filters=[
        Choices("niva", gettext_lazy("Level"), [(str(level.value), level.label) for level in CompetenceLevel],
                field="level", counted=True)
    ],
    search=("product__name", "person__name", "person__organisation__name"),
    order=("product__name", "-level", "person__name"),
    values=False,
)  # fmt: skip


def competence_list(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Competence"),
        "lead": _("Find somebody who knows the application, in any of the municipalities."),
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
    rows = visible_competences(signed_in(request))
    return COMPETENCES.answer(request, rows, "competence/competence_list.html", context)


def competence_record(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    initial = {"person": by.pk, "refreshed_on": today(), "product": request.GET.get("produkt")}
    form = CompetenceForm(request.POST or None, person=by, initial=initial)

    def save() -> str:
        actions.record_competence(by=by, **form.cleaned_data)
        return reverse("competence_list")

    return form_page(
        request,
        form,
        save,
        {"title": _("Record competence"), "cancel_url": reverse("competence_list")},
    )


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
