"""Scenarios and plans: today beside the plan, who moves when, and what it costs each municipality."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.decisions.planning import actions
from samdrift.decisions.planning.forms import PlanProposalForm, ScenarioForm
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.decisions.planning.queries import visible_plans, visible_scenarios
from samdrift.decisions.planning.told import Told, conflict_words, tell
from samdrift.foundation.audit.queries import told_history
from samdrift.foundation.organisations.access import may_in_group, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.charts import (
    Series,
    Span,
    StackedBars,
    Timeline,
    stacked_bars,
    time_axis,
)
from samdrift.foundation.ui.page import form_page, page

STATUS_WORDS = {
    "optimal": gettext_lazy("Proven: no plan is cheaper"),
    "within_gap": gettext_lazy("Proven to be within the asked share of the cheapest"),
    "feasible": gettext_lazy("Keeps every limit; a cheaper one may exist"),
    "infeasible": gettext_lazy("No plan keeps every limit"),
    "not_found": gettext_lazy("No plan was found in time"),
}
STATUS_TONES = {"optimal": "success", "within_gap": "success", "feasible": "info"}
THOUSAND_KRONOR = 100_000
SHOWN_BARS = 60


def _plans_for(person: Person) -> Organisation | None:
    """The federation that the person may plan for."""
    federation = federation_of(person)
    may = federation is not None and may_in_group(person, Permission.MAKE_PLAN, federation)
    return federation if may else None


def _planner(person: Person) -> Organisation:
    federation = _plans_for(person)
    if federation is None:
        raise PermissionDenied
    return federation


def plan_overview(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if not sees_collaboration(person):
        raise PermissionDenied
    add = {"label": _("New scenario"), "url": reverse("scenario_add"), "icon": "plus"}
    context = {
        "title": _("Plans"),
        "lead": _(
            "The computed way to the joint IT organisation: what it costs to get there and what it saves."
        ),
        "actions": [{**add, "primary": True}] if _plans_for(person) else [],
        "scenarios": visible_scenarios(person).prefetch_related("plans"),
        "words": STATUS_WORDS,
    }
    return page(request, "planning/plan_overview.html", context)


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": _("Plans"), "url": reverse("plan_overview")}, {"label": label}]


def scenario_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _planner(person)

    def save() -> str:
        scenario = form.save(commit=False)
        scenario.federation = federation
        return reverse(
            "scenario_page", args=[actions.add_scenario(by=person, scenario=scenario).pk]
        )

    form = ScenarioForm(request.POST or None, initial={"first_year": today().year})
    context = {"title": _("New scenario"), "cancel_url": reverse("plan_overview")}
    return form_page(request, form, save, context)


def scenario_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The assumptions, and the plans computed from them; computes a new one when asked."""
    person = signed_in(request)
    scenario = _scenario(person, pk)
    problem = ""
    if request.method == "POST":
        try:
            plan = actions.compute_plan(by=person, scenario=scenario)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            return redirect("plan_page", plan.pk)
    fields = [field for field in Scenario._meta.get_fields() if field.concrete]
    asked = ScenarioForm(instance=scenario)
    shown = {field.name for field in fields}
    context = {
        "title": scenario.name,
        "breadcrumbs": _crumbs(scenario.name),
        "scenario": scenario,
        "facts": [
            (bound.label, _no_limit(bound.field.prepare_value(bound.initial)))
            for bound in asked
            if bound.name in shown and bound.name != "name"
        ],
        "plans": scenario.plans.select_related("by"),
        "words": {key: str(value) for key, value in STATUS_WORDS.items()},
        "may_plan": _plans_for(person) == scenario.federation,
        "problem": problem,
        "seconds": int(actions.SECONDS),
        "events": told_history(scenario),
    }
    return page(request, "planning/scenario_page.html", context, status=422 if problem else 200)


def _no_limit(value: object) -> object:
    return _("no limit") if value in (None, "") else value


def _scenario(person: Person, pk: int) -> Scenario:
    return get_object_or_404(visible_scenarios(person), pk=pk)


def scenario_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    scenario = _scenario(person, pk)
    _planner(person)

    def save() -> str:
        actions.change_scenario(by=person, scenario=form.save(commit=False))
        return back

    back = reverse("scenario_page", args=[pk])
    form = ScenarioForm(request.POST or None, instance=scenario)
    title = _("Change %(name)s") % {"name": scenario.name}
    return form_page(request, form, save, {"title": title, "cancel_url": back})


def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    plan = get_object_or_404(visible_plans(person), pk=pk)
    told = tell(plan) if plan.is_solved else None
    context: dict[str, Any] = {
        "title": _("Plan: %(name)s") % {"name": plan.scenario},
        "breadcrumbs": _crumbs(str(plan)),
        "plan": plan,
        "status_words": STATUS_WORDS.get(plan.status, plan.status),
        "tone": STATUS_TONES.get(plan.status, "warning"),
        "gap_percent": None if plan.gap is None else f"{100 * plan.gap:.3f}".replace(".", ","),
        "basis": plan.basis,
        "assumed_ore": round(plan.basis["estimated_cost"] * 100),
        "may_propose": plan.proposal_id is None
        and plan.is_solved
        and _plans_for(person) == plan.scenario.federation,
        "may_open_scenario": visible_scenarios(person).filter(pk=plan.scenario_id).exists(),
        "conflict": conflict_words(plan),
        "events": told_history(plan),
    }
    if told is not None:
        context |= {
            "steps": told.steps,
            "years": told.years,
            "bills": _bills(told),
            "running": _running(plan),
            "loads": [
                {
                    "unit": unit,
                    "today": load.today[0],
                    "planned": load.planned[-1],
                    "capacity": load.capacity[-1],
                }
                for unit, load in told.loads
            ],
            "holding_back": told.holding_back,
            "gantt": _gantt(told),
            "cost_chart": _cost_chart(told),
        }
    return page(request, "planning/plan_page.html", context)


def _bills(told: Told) -> list[dict[str, Any]]:
    return [
        {
            "municipality": name,
            "before": round(bill.before * 100),
            "after": round((bill.after + bill.unavoidable) * 100),
            "saving": round(bill.saving * 100),
            "investment": [round(each * 100) for each in bill.investment],
            "days": round(sum(bill.change_days)),
        }
        for name, bill in told.bills
    ]


def _running(plan: Plan) -> list[dict[str, Any]]:
    """What each municipality pays a year for running the planned areas, today and by the plan."""
    names, today_ore = plan.basis["names"], plan.basis["running_today"]
    return [
        {"municipality": names.get(code, code), "today": today_ore[code][0], "years": years}
        for code, years in plan.basis["running_planned"].items()
    ]


def _gantt(told: Told) -> object:
    if not told.steps:
        return None
    last = dt.date(told.years[-1], 12, 31)
    spans = [
        Span(
            label=f"{each.municipality}: {each.area}",
            note=f"{each.product}, {each.unit}",
            starts_on=dt.date(each.year, 1, 1),
            ends_on=last,
        )
        for each in told.steps[:SHOWN_BARS]
    ]
    return time_axis(
        Timeline(
            name="omstallning",
            title=_("Who goes over to what, and when"),
            description=_(
                "Each bar begins when a municipality goes over and lasts to the horizon."
            ),
            spans=spans,
            first=dt.date(told.years[0], 1, 1),
            last=last,
        )
    )


def _cost_chart(told: Told) -> object:
    return stacked_bars(
        StackedBars(
            name="engangskostnader",
            title=_("What the change costs each municipality, year by year"),
            description=_("Each bar is a municipality's one-off cost, by year."),
            groups=[name for name, _bill in told.bills],
            group_head=_("Municipality"),
            series=[
                Series(
                    str(year),
                    [max(0, round(bill.investment[place] * 100)) for _name, bill in told.bills],
                )
                for place, year in enumerate(told.years)
            ],
            unit=_("thousand kronor"),
            scale=THOUSAND_KRONOR,
        )
    )


def plan_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """The problem that the plan answers, for whoever wants to solve it anew."""
    plan: Plan = get_object_or_404(visible_plans(signed_in(request)), pk=pk)
    response = JsonResponse(
        plan.problem_document, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="plan-{plan.pk}.json"'
    return response


def plan_propose(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    plan = get_object_or_404(visible_plans(person), pk=pk)
    _planner(person)

    def save() -> str:
        text = form.cleaned_data["text"]
        proposal = actions.propose_plan(by=person, plan=plan, text=text)
        return reverse("proposal_page", args=[proposal.pk])

    form = PlanProposalForm(request.POST or None)
    context = {
        "title": _("Propose the plan %(title)s") % {"title": plan},
        "lead": _("The plan is frozen and put to each member for decision."),
        "submit_label": _("Propose"),
        "cancel_url": reverse("plan_page", args=[pk]),
    }
    return form_page(request, form, save, context)
