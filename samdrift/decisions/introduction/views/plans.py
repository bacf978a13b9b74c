"""Introduction plans: the list with what can be introduced, a new one, and one as a whole or for one municipality."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.introduction import StepKind as CoreKind
from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.forms import IntroductionForm
from samdrift.decisions.introduction.models import Introduction
from samdrift.decisions.introduction.queries import (
    candidates,
    missing_for,
    visible_introductions,
    with_progress,
)
from samdrift.decisions.introduction.sketch import sketch
from samdrift.decisions.introduction.timeline import IntroductionTimeline, build_timeline
from samdrift.decisions.introduction.views.charts import moves_chart, steps_chart
from samdrift.decisions.introduction.views.words import crumbs, state_of, status_of
from samdrift.decisions.planning.queries import visible_plans
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import (
    require_in_group,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where
from samdrift.foundation.ui.listing import Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.foundation.ui.pages import paginate
from samdrift.foundation.ui.templatetags.ui import whole_kronor

SHOWN_FINDINGS = 40
AREAS_A_PAGE, STEPS_A_PAGE = 12, 60


def _late_words(row: dict[str, Any]) -> str:
    return str(row["overdue_count"]) if row["overdue_count"] else "0"


INTRODUCTIONS = Listing(
    name="inforandeplaner",
    columns=[
        Column(
            "name",
            gettext_lazy("Introduction plan"),
            heading=True,
            link=row_link("introduction_page"),
            sort=("name",),
        ),
        Column("begins_on", gettext_lazy("Begins"), kind=Kind.DAY, sort=("begins_on",)),
        Column("last_on", gettext_lazy("Over on"), kind=Kind.DAY, sort=("last_on",)),
        Column(
            "done_count",
            gettext_lazy("Steps done"),
            value=lambda row: (
                _("%(done)s of %(all)s") % {"done": row["done_count"], "all": row["step_count"]}
            ),
            needs=("done_count", "step_count"),
            sort=("done_count",),
        ),
        Column(
            "overdue_count",
            gettext_lazy("Overdue"),
            value=_late_words,
            needs=("overdue_count",),
            tag=lambda row: "danger" if row["overdue_count"] else "success",
            sort=("overdue_count",),
        ),
        Column("made_by", gettext_lazy("Drawn up by"), source="made_by__name", visible=False),
    ],
    search=("name",),
    order=("-made_on", "-pk"),
)


def reader(request: HttpRequest) -> Person:
    """These pages are for everyone employed by a member; others don't know of them."""
    person = signed_in(request)
    if not person.federation_ids:
        raise Http404
    return person


def _may_introduce(person: Person) -> bool:
    return federation_where(person, Permission.INTRODUCE) is not None


def introduction_list(request: HttpRequest) -> HttpResponse:
    """The introduction plans, and the proposed plans that wait to be introduced."""
    person = reader(request)
    rows: QuerySet[Introduction] = with_progress(visible_introductions(person), today())
    context = {
        "title": _("Introduction plans"),
        "lead": _("Adopted plans on their way: who does what, when, and what is late."),
        "actions": [{"label": _("Balance of responsibility"), "url": reverse("balance_page")}],
        "candidates": candidates(person),
        "may_introduce": _may_introduce(person),
        "empty_title": _("No introduction plan yet"),
        "empty_text": _(
            "Compute a plan, put it to the municipalities, and record that they have adopted it: "
            "then it can be introduced here."
        ),
        "empty_url": reverse("proposal_list"),
        "empty_label": _("Proposals and decisions"),
    }
    return INTRODUCTIONS.answer(request, rows, "introduction/introduction_list.html", context)


def introduction_add(request: HttpRequest, plan: int) -> HttpResponse:
    """First day and lengths, with the dates and the warnings that follow from them before anything is kept."""
    person = reader(request)
    chosen = get_object_or_404(visible_plans(person), pk=plan, objective_ore__isnull=False)
    require_in_group(person, Permission.INTRODUCE, chosen.scenario.federation)
    initial = {"name": chosen.scenario.name, "begins_on": today()}
    form = IntroductionForm(request.POST or None, initial=initial)
    holds = form.is_bound and form.is_valid()
    begins_on = form.cleaned_data["begins_on"] if holds else today()
    lengths = {CoreKind(kind): days for kind, days in form.lengths().items()}
    drawn = sketch(chosen, begins_on, lengths)

    def save() -> str:
        made = actions.make_introduction(
            by=person,
            plan=chosen,
            name=form.cleaned_data["name"],
            begins_on=begins_on,
            lengths=form.lengths(),
        )
        return reverse("introduction_page", args=[made.pk])

    context = {
        "title": _("Introduce the plan %(name)s") % {"name": chosen.scenario},
        "lead": _("Each municipality's way in each area is laid out as dated steps."),
        "breadcrumbs": crumbs(None, (_("New introduction plan"), "")),
        "submit_label": _("Make the introduction plan"),
        "cancel_url": reverse("introduction_list"),
        "plan": chosen,
        "missing": missing_for(chosen),
        "drawn": drawn,
        "findings": drawn.findings[:SHOWN_FINDINGS],
        "more_findings": max(0, len(drawn.findings) - SHOWN_FINDINGS),
    }
    template = "introduction/introduction_add.html"
    if "forhandsvisa" in request.POST:
        return page(request, template, {"form": form, **context}, status=200 if holds else 422)
    return form_page(request, form, save, context, template)


def introduction_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    introduction = get_object_or_404(visible_introductions(person), pk=pk)
    told = build_timeline(introduction)
    areas = paginate(request.GET, _areas(told), AREAS_A_PAGE)
    context = {
        "title": str(introduction),
        "lead": _("How the adopted plan is carried out, step by step."),
        "breadcrumbs": crumbs(introduction),
        "actions": [
            {"label": _("Every step"), "url": reverse("step_list", args=[pk])},
            {
                "label": _("Report (PDF)"),
                "url": reverse("introduction_report", args=[pk]),
                "icon": "download",
            },
        ],
        "introduction": introduction,
        "kpis": _figures(introduction, told),
        "gantt": moves_chart([row["told"] for area in areas.shown for row in area["moves"]]),
        "areas": areas.shown,
        "pages": areas.steps,
        "municipalities": _municipalities(told),
        "critical": told.critical,
        "findings": told.findings[:SHOWN_FINDINGS],
        "more_findings": max(0, len(told.findings) - SHOWN_FINDINGS),
        "events": history_of(introduction),
    }
    return page(request, "introduction/introduction_page.html", context)


def _figures(introduction: Introduction, told: IntroductionTimeline) -> list[dict[str, Any]]:
    steps = reverse("step_list", args=[introduction.pk])
    whole = len(told.steps)
    later = told.later_ore
    return [
        {
            "value": _("%(done)s of %(all)s") % {"done": told.done, "all": whole},
            "label": _("Steps done"),
            "url": f"{steps}?lage=done",
            "tone": "info",
        },
        {
            "value": told.overdue,
            "label": _("Overdue steps"),
            "url": f"{steps}?forsenade=1",
            "tone": "danger" if told.overdue else "success",
        },
        {
            "value": told.ends_on.isoformat() if told.ends_on else "–",
            "label": _("Everything is over, as things stand"),
        },
        {
            "value": whole_kronor(later),
            "label": _("Delay and double running"),
            "note": _(
                "against going over on the first day of the plan's period with nothing paid twice"
            ),
            "tone": "warning" if later > 0 else "success",
        },
    ]


def _areas(told: IntroductionTimeline) -> list[dict[str, Any]]:
    """The moves area by area, with what each row of the table says."""
    areas: dict[str, list[dict[str, Any]]] = {}
    for each in told.moves:
        areas.setdefault(each.move.area, []).append({"told": each, "state": state_of(each)})
    return [{"name": name, "moves": moves} for name, moves in areas.items()]


def _municipalities(told: IntroductionTimeline) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for each in told.moves:
        row = found.setdefault(
            each.move.organisation_id,
            {"organisation": each.move.organisation, "done": 0, "steps": 0, "overdue": 0},
        )
        row["done"] += each.done
        row["steps"] += len(each.not_cancelled)
        row["overdue"] += sum(step.step.is_overdue for step in each.steps)
    return sorted(found.values(), key=lambda row: str(row["organisation"].code))


def introduction_of_one(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """What one municipality has to do, in the order of days."""
    person = reader(request)
    introduction = get_object_or_404(visible_introductions(person), pk=pk)
    one = get_object_or_404(
        Organisation.objects.filter(moves__introduction=pk).distinct(), pk=organisation
    )
    told = build_timeline(introduction)
    moves = [each for each in told.moves if each.move.organisation_id == one.pk]
    steps = sorted(
        (step for move in moves for step in move.steps),
        key=lambda each: (each.step.starts_on, each.step.pk),
    )
    shown = paginate(request.GET, steps, STEPS_A_PAGE)
    areas = {each.step.move_id for each in shown.shown}
    context = {
        "title": f"{one}: {introduction}",
        "lead": _("Everything that the municipality does, in the order of days."),
        "breadcrumbs": crumbs(introduction, (str(one), "")),
        "actions": [
            {
                "label": _("Report (PDF)"),
                "icon": "download",
                "url": reverse("introduction_report", args=[pk]) + f"?kommun={one.pk}",
            }
        ],
        "gantt": steps_chart([each for each in shown.shown if each.step.status != "cancelled"]),
        "steps": [{"told": each, "status": status_of(each.step)} for each in shown.shown],
        "pages": shown.steps,
        "moves": [
            {"told": each, "state": state_of(each)} for each in moves if each.move.pk in areas
        ],
    }
    return page(request, "introduction/introduction_of_one.html", context)
