"""A computation: asked for, watched, stopped, taken up again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from samdrift.decisions.planning import actions
from samdrift.decisions.planning.models import Run, RunState
from samdrift.decisions.planning.queries import visible_runs
from samdrift.decisions.planning.views.access import (
    crumbs,
    plans_for,
    visible_scenario,
)
from samdrift.decisions.planning.views.pictures import closing
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import page, wants_part


@require_POST
def plan_compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a plan of a scenario on today's register."""
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    try:
        run = actions.ask_for_plan(by=person, scenario=scenario)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("scenario_page", pk)
    return redirect("run_page", run.pk)


def _run(person: Person, pk: int) -> Run:
    run: Run = get_object_or_404(visible_runs(person), pk=pk)
    return run


def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come; who watches is sent on to the plan when there is one."""
    person = signed_in(request)
    run = _run(person, pk)
    is_polled = wants_part(request) and "framdrift" in request.GET
    done = _after(run) if run.state == RunState.DONE and run.plan_id is not None else ""
    if is_polled and not run.is_active:
        return HttpResponseClientRedirect(done or request.path)
    last = run.progress[-1] if run.progress else [0, None, None]
    context = {
        "title": _("Computing %(scenario)s") % {"scenario": run.scenario},
        "breadcrumbs": crumbs(
            (run.scenario.name, reverse("scenario_page", args=[run.scenario_id])),
            (_("Computation"), ""),
        ),
        "run": run,
        "done": done,
        "chart": closing(run),
        "objective_ore": None if last[1] is None else round(last[1] * 100),
        "bound_ore": None if last[2] is None else round(last[2] * 100),
        "findings": [_(each["what"]) % each["values"] for each in run.findings],
        "may_plan": plans_for(person) == run.scenario.federation,
    }
    return page(request, "planning/run_page.html", context, part="planning/_run.html")


def _after(run: Run) -> str:
    """The plan; beside the one it was begun from, where it was a question of what if."""
    if run.start_id is not None and run.start is not None and run.start.is_solved:
        return f"{reverse('plan_compare')}?plan={run.start_id}&plan={run.plan_id}"
    return reverse("plan_page", args=[run.plan_id])


@require_POST
def run_stop(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    actions.stop_run(by=person, run=_run(person, pk))
    return redirect("run_page", pk)


@require_POST
def run_resume(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    try:
        actions.resume_run(by=person, run=_run(person, pk))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("run_page", pk)
