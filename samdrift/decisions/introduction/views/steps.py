"""Steps: the list of an introduction's, and one with what it waits for, what waits for it and what can be done."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.introduction import slack_of
from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.convert import tasks_of_steps
from samdrift.decisions.introduction.forms import AssignForm, BeginForm, CompleteForm, WhyForm
from samdrift.decisions.introduction.models import Introduction, Step, StepKind, StepStatus
from samdrift.decisions.introduction.queries import (
    area_steps,
    assessment_for,
    hindrances_to_begin,
    hindrances_to_complete,
    may_act_on,
    sees_agreement,
    shown_effects,
    visible_introductions,
    visible_steps,
)
from samdrift.decisions.introduction.views.words import TONES, crumbs, of_step, status_of
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import may, require, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page


def _municipalities(request: HttpRequest) -> list[tuple[str, str]]:
    match = request.resolver_match
    pk = match.kwargs["pk"] if match else None
    rows = Organisation.objects.filter(moves__introduction=pk).distinct()
    return [(str(each.pk), str(each)) for each in rows.order_by("municipality_code")]


def _is_overdue(row: Any) -> bool:
    """As on the step's own page."""
    is_open = row["status"] in {StepStatus.PLANNED, StepStatus.UNDER_WAY}
    return is_open and bool(row["ends_on"] < today())


def _status_words(row: Any) -> str:
    return _("Overdue") if _is_overdue(row) else str(StepStatus(row["status"]).label)


def _status_tone(row: Any) -> str:
    if _is_overdue(row):
        return "danger"
    return TONES[StepStatus(row["status"])]


STEPS = Listing(
    name="steg",
    columns=[
        Column(
            "kind",
            gettext_lazy("Step"),
            heading=True,
            value=lambda row: StepKind(row["kind"]).label,
            needs=("kind",),
            link=row_link("step_page"),
            sort=("kind", "starts_on"),
        ),
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            source="move__organisation__short_name",
            sort=("move__organisation__short_name", "starts_on"),
        ),
        Column("area", gettext_lazy("Area"), source="move__area", sort=("move__area", "starts_on")),
        Column("product", gettext_lazy("Goes over to"), source="move__product", visible=False),
        Column("starts_on", gettext_lazy("Planned from"), kind=Kind.DAY, sort=("starts_on",)),
        Column("ends_on", gettext_lazy("Planned to"), kind=Kind.DAY, sort=("ends_on",)),
        Column("first_ends_on", gettext_lazy("First planned to"), kind=Kind.DAY, visible=False),
        Column("done_on", gettext_lazy("Done"), kind=Kind.DAY, sort=("done_on",)),
        Column(
            "status",
            gettext_lazy("Status"),
            value=_status_words,
            tag=_status_tone,
            needs=("status", "ends_on"),
            sort=("status",),
        ),
        Column(
            "responsible",
            gettext_lazy("Responsible"),
            source="responsible__name",
            sort=("responsible__name",),
        ),
        Column("evidence", gettext_lazy("Evidence"), visible=False),
    ],
    filters=[
        Choices(
            "kommun", gettext_lazy("Municipality"), _municipalities, field="move__organisation"
        ),
        Choices("slag", gettext_lazy("Step"), StepKind.choices, field="kind", counted=True),
        Choices("lage", gettext_lazy("Status"), StepStatus.choices, field="status", counted=True),
        Flag("forsenade", gettext_lazy("Overdue only"), where=lambda rows: rows.overdue(today())),
        Flag(
            "utan",
            gettext_lazy("Nobody responsible"),
            where=lambda rows: rows.open().filter(responsible=None),
        ),
    ],
    search=("move__area", "move__organisation__short_name", "responsible__name", "note"),
    order=("ends_on", "pk"),
)


def _introduction(request: HttpRequest, pk: int) -> tuple[Person, Introduction]:
    person = signed_in(request)
    return person, get_object_or_404(visible_introductions(person), pk=pk)


def step_list(request: HttpRequest, pk: int) -> HttpResponse:
    person, introduction = _introduction(request, pk)
    context = {
        "title": _("Steps of %(name)s") % {"name": introduction},
        "breadcrumbs": crumbs(introduction, (_("Every step"), "")),
    }
    rows = visible_steps(person).filter(move__introduction=introduction)
    return STEPS.answer(request, rows, "ui/listing.html", context)


def found_step(request: HttpRequest, pk: int) -> tuple[Person, Step]:
    """The step, or 404 for who may not know of it."""
    person = signed_in(request)
    rows = visible_steps(person).select_related(
        "move__organisation",
        "move__target",
        "move__old",
        "move__unit__organisation",
        "responsible",
        "move__introduction__plan__proposal",
        "agreement",
    )
    return person, get_object_or_404(rows, pk=pk)


def step_page(request: HttpRequest, pk: int) -> HttpResponse:
    person, step = found_step(request, pk)
    may_act = may_act_on(person, step)
    may_plan = may(person, Permission.INTRODUCE, step.move)
    words, tone = status_of(step)
    context = {
        "title": f"{step.move}: {step.get_kind_display()}",
        "breadcrumbs": of_step(step),
        "step": step,
        "sees_agreement": sees_agreement(person, step),
        "status_words": words,
        "status_tone": tone,
        "waits_for": _neighbours(step.waits_for.all()),
        "waited_for_by": _neighbours(step.waited_for_by.all()),
        "effects": shown_effects(person, step, today()) if step.is_open else [],
        "hindrances": hindrances_to_complete(step) if step.is_open else [],
        "assessment": assessment_for(step.move),
        "asks_for_value": step.kind in {StepKind.VALUE, StepKind.INTRODUCTION},
        "assess_query": _assess_query(step),
        "slack": slack_of(tasks_of_steps(area_steps(step)), str(step.pk), today())
        if step.is_open
        else None,
        "may_act": may_act and step.is_open,
        "may_begin": may_act and not hindrances_to_begin(step),
        "may_plan": may_plan and step.is_open,
        "may_reopen": may_plan and not step.is_open,
        "events": history_of(step),
    }
    return page(request, "introduction/step_page.html", context)


def _neighbours(steps: Any) -> list[dict[str, Any]]:
    rows = steps.select_related("move__organisation").order_by("starts_on", "pk")
    return [{"step": each, "status": status_of(each)} for each in rows]


def _assess_query(step: Step) -> str:
    """Where the value assessment is written, filled in with what is known."""
    from urllib.parse import urlencode

    asked = {
        "kommun": step.move.organisation_id,
        "applikation": step.move.target_id or "",
        "vad": step.move.product,
        "tillbaka": reverse("step_page", args=[step.pk]),
    }
    return f"{reverse('value_assessment_add')}?{urlencode(asked)}"


def _done(  # noqa: PLR0917 - a form, what it does and how it is told
    request: HttpRequest,
    step: Step,
    form: BaseForm,
    act: Callable[[], object],
    title: str,
    context: dict[str, Any] | None = None,
    template: str = "ui/form_page.html",
) -> HttpResponse:
    """A form about a step that leads back to it. Who may not write in the register is told so on the form."""
    back = reverse("step_page", args=[step.pk])

    def save() -> str:
        try:
            act()
        except PermissionDenied as refusal:
            raise ValidationError(
                _(
                    "Completing this writes in the register, and you may not write there: "
                    "ask the IT manager of the municipality."
                )
            ) from refusal
        return back

    told = {
        "title": title,
        "lead": str(step),
        "breadcrumbs": of_step(step, title),
        "cancel_url": back,
    }
    return form_page(request, form, save, told | (context or {}), template, row=step)


def step_assign(request: HttpRequest, pk: int) -> HttpResponse:
    person, step = found_step(request, pk)
    _require_planning(person, step)
    form = AssignForm(request.POST or None, step=step, initial={"responsible": step.responsible_id})

    def act() -> object:
        return actions.assign_step(by=person, step=step, **form.cleaned_data)

    return _done(request, step, form, act, _("Who is responsible"))


def _require_planning(person: Person, step: Step) -> None:
    require(person, Permission.INTRODUCE, step.move)


def _require_say(person: Person, step: Step) -> None:
    require_that(may_act_on(person, step))


def step_begin(request: HttpRequest, pk: int) -> HttpResponse:
    person, step = found_step(request, pk)
    _require_say(person, step)
    form = BeginForm(request.POST or None, initial={"on": today()})

    def act() -> object:
        return actions.begin_step(by=person, step=step, on=form.cleaned_data["on"])

    context = {"hindrances": hindrances_to_begin(step), "submit_label": _("It has begun")}
    return _done(request, step, form, act, _("Begin"), context, "introduction/step_form.html")


def step_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """What is written in the register stands on the page before it is."""
    person, step = found_step(request, pk)
    _require_say(person, step)
    form = CompleteForm(request.POST or None, initial={"on": today(), "evidence": step.evidence})
    on: dt.date = (
        form.cleaned_data.get("on") or today() if form.is_bound and form.is_valid() else today()
    )

    def act() -> object:
        return actions.complete_step(by=person, step=step, **form.cleaned_data)

    context = {
        "hindrances": hindrances_to_complete(step),
        "effects": shown_effects(person, step, on),
        "tells_effects": True,
        "submit_label": _("It is done"),
    }
    return _done(
        request, step, form, act, _("Mark as done"), context, "introduction/step_form.html"
    )


def step_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    person, step = found_step(request, pk)
    _require_planning(person, step)
    form = WhyForm(request.POST or None)

    def act() -> object:
        return actions.cancel_step(by=person, step=step, **form.cleaned_data)

    context = {
        "consequences": [
            _("Nothing waits for the step any longer."),
            _("What the policy asks for before an introduction is asked for all the same."),
        ],
        "danger": True,
        "confirm_label": _("Cancel the step"),
    }
    return _done(request, step, form, act, _("Cancel the step"), context, "ui/confirm.html")


def step_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    person, step = found_step(request, pk)
    _require_planning(person, step)
    form = WhyForm(request.POST or None)

    def act() -> object:
        return actions.reopen_step(by=person, step=step, **form.cleaned_data)

    return _done(request, step, form, act, _("Open the step again"))
