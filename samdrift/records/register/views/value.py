"""Value assessments: what was judged before something was introduced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import (
    may_anywhere,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.forms import ValueAssessmentForm
from samdrift.records.register.models import Conclusion
from samdrift.records.register.queries import (
    answers_for,
    visible_applications,
    visible_introduction_exceptions,
    visible_value_assessments,
)

VALUES = Listing(
    name="nyttobedomningar",
    columns=[
        Column(
            "what",
            gettext_lazy("What"),
            heading=True,
            link=row_link("value_assessment_page"),
            sort=("what",),
        ),
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            source="organisation__short_name",
            sort=("organisation__short_name",),
        ),
        Column("on", gettext_lazy("Day"), kind=Kind.DAY, sort=("on",)),
        Column(
            "conclusion",
            gettext_lazy("Conclusion"),
            value=lambda row: Conclusion(row["conclusion"]).label,
            needs=("conclusion",),
            sort=("conclusion",),
        ),
        Column("year_ore", gettext_lazy("Cost a year"), kind=Kind.KRONOR, sort=("year_ore",)),
        Column("by", gettext_lazy("Judged by"), source="by__name"),
    ],
    filters=[
        Choices(
            "slutsats",
            gettext_lazy("Conclusion"),
            Conclusion.choices,
            field="conclusion",
            counted=True,
        )
    ],
    search=("what", "need", "benefit", "neighbour"),
    order=("-on", "-pk"),
)


EXCEPTIONS = Listing(
    name="undantag",
    columns=[
        Column(
            "application",
            gettext_lazy("Application"),
            source="application__name",
            heading=True,
            link=row_link("application_page", "application_id"),
            needs=("application_id",),
            sort=("application__name",),
        ),
        Column(
            "host",
            gettext_lazy("Municipality"),
            source="application__host__short_name",
            sort=("application__host__short_name",),
        ),
        Column("on", gettext_lazy("Day"), kind=Kind.DAY, sort=("on",)),
        Column("lacking", gettext_lazy("What was lacking")),
        Column("reason", gettext_lazy("Reason")),
        Column("by", gettext_lazy("Decided by"), source="by__name"),
    ],
    search=("application__name", "reason"),
    order=("-on", "-pk"),
)


def introduction_exception_list(request: HttpRequest) -> HttpResponse:
    """What was introduced, or taken into use, without a value assessment or training, and why."""
    person = signed_in(request)
    context = {
        "title": _("Introduced by exception"),
        "lead": _("What was introduced without value assessment or training, and the reason."),
        "breadcrumbs": [
            {"label": _("Value assessments"), "url": reverse("value_assessment_list")},
            {"label": _("Introduced by exception")},
        ],
        "empty_title": _("No exceptions"),
        "empty_text": _("Everything introduced here was judged worth it and had its training."),
    }
    rows = visible_introduction_exceptions(person)
    return EXCEPTIONS.answer(request, rows, "ui/listing.html", context)


def may_value(person: Person) -> bool:
    """May the person judge for any municipality? For pages and buttons."""
    return may_anywhere(person, Permission.ASSESS_OPERATION) or answers_for(person).exists()


def value_assessment_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    add = {
        "label": _("New value assessment"),
        "url": reverse("value_assessment_add"),
        "icon": "plus",
    }
    exceptions = {
        "label": _("Introduced by exception"),
        "url": reverse("introduction_exception_list"),
    }
    context = {
        "title": _("Value assessments"),
        "lead": _("Need, benefit, cost and alternatives, judged before anything is introduced."),
        "actions": [exceptions, {**add, "primary": True}] if may_value(person) else [exceptions],
        "empty_title": _("No value assessments yet"),
        "empty_text": cite_clauses(
            _("Nothing is introduced without one."), Duty.VALUE_BEFORE_USE, person.federation_ids
        ),
    }
    rows = visible_value_assessments(person)
    return VALUES.answer(request, rows, "ui/listing.html", context)


def value_assessment_add(request: HttpRequest) -> HttpResponse:
    """A new one; the page that asked for it is returned to."""
    person = signed_in(request)
    require_that(may_value(person))
    asked = request.GET
    known = asked.get("applikation", "")
    application = (
        visible_applications(person).filter(pk=int(known)).first() if known.isdecimal() else None
    )
    initial = {
        "organisation": asked.get("kommun") or person.organisation_id,
        "application": application,
        "what": application.name if application else asked.get("vad", ""),
        "on": today(),
    }
    form = ValueAssessmentForm(request.POST or None, person=person, initial=initial)
    back = asked.get("tillbaka", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""

    def save() -> str:
        made = actions.assess_value(by=person, assessment=form.save(commit=False))
        return back or reverse("value_assessment_page", args=[made.pk])

    context = {
        "title": _("New value assessment"),
        "lead": _(
            "Is it worth introducing? What a neighbour already has is always an alternative."
        ),
        "cancel_url": back or reverse("value_assessment_list"),
        "breadcrumbs": [
            {"label": _("Value assessments"), "url": reverse("value_assessment_list")},
            {"label": _("New value assessment")},
        ],
    }
    return form_page(request, form, save, context)


def value_assessment_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    assessment = get_object_or_404(visible_value_assessments(person), pk=pk)
    context = {
        "title": str(assessment),
        "breadcrumbs": [
            {"label": _("Value assessments"), "url": reverse("value_assessment_list")},
            {"label": str(assessment)},
        ],
        "assessment": assessment,
        "tone": "warning" if assessment.conclusion == Conclusion.REFRAIN else "success",
        "texts": [
            (_("Need"), assessment.need),
            (_("Benefit"), assessment.benefit),
            (_("Cost"), assessment.cost),
            (_("What a neighbour has"), assessment.neighbour),
            (_("Other alternatives"), assessment.alternatives),
        ],
        "events": history_of(assessment),
    }
    return page(request, "register/value_assessment_page.html", context)
