"""What if, comparison, and putting a plan to decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.planning import changes, read_areas
from samdrift.decisions.planning import actions
from samdrift.decisions.planning.actions.what_if import Twist
from samdrift.decisions.planning.convert.explanation.summary import change_words
from samdrift.decisions.planning.convert.naming import Names
from samdrift.decisions.planning.convert.tables import FigureColumn, FigureSheet
from samdrift.decisions.planning.convert.tables.money import ONCE
from samdrift.decisions.planning.forms import PlanProposalForm, WhatIfForm
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.queries import WITHOUT_DOCUMENTS, choices_of, visible_plans
from samdrift.decisions.planning.views.access import crumbs, planner, visible_plan
from samdrift.decisions.planning.views.plans import solved_plan
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.ui.page import form_page, page

LETTERS = "ABCDE"
MOST_COMPARED = len(LETTERS)
MOST_OFFERED = 50


def plan_what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one thing and compute from this plan; the answer is shown beside it."""
    person = signed_in(request)
    plan = solved_plan(request, pk)
    planner(person)
    form = WhatIfForm(request.POST or None, choices=choices_of(plan.scenario))

    def save() -> str:
        clean = form.cleaned_data
        twist = Twist(
            pin=form.pin,
            more_budget_ore=clean["more_budget_ore"] or 0,
            more_days=clean["more_days"] or 0,
            more_years=clean["more_years"] or 0,
        )
        name = clean["name"] or form.suggested_name(plan.scenario)
        run = actions.ask_what_if(by=person, plan=plan, name=name, twist=twist)
        return reverse("run_page", args=[run.pk])

    address = reverse("plan_page", args=[pk])
    context = {
        "title": _("What if?"),
        "lead": _(
            "One thing is changed and the rest is as in the scenario. It takes some seconds."
        ),
        "submit_label": _("Compute"),
        "cancel_url": address,
        "breadcrumbs": crumbs((str(plan), address), (_("What if?"), "")),
    }
    return form_page(request, form, save, context)


def plan_compare(request: HttpRequest) -> HttpResponse:
    """Plans side by side: what they cost, whom, and which measures differ from the first; else which to choose."""
    person = signed_in(request)
    asked = [int(each) for each in request.GET.getlist("plan") if each.isdecimal()][:MOST_COMPARED]
    by_key = visible_plans(person).in_bulk(asked)
    plans = [by_key[key] for key in dict.fromkeys(asked) if key in by_key and by_key[key].is_solved]
    if len(plans) < 2:
        return _choose(request, {plan.pk for plan in plans})
    context = {
        "title": _("Plans side by side"),
        "breadcrumbs": crumbs((_("Plans side by side"), "")),
        "plans": plans,
        "sheets": [_whole(plans), _by_municipality(plans)],
        "differences": [(plan, _differences(plans[0], plan)) for plan in plans[1:]],
    }
    return page(request, "planning/plan_compare.html", context)


def _choose(request: HttpRequest, chosen: set[int]) -> HttpResponse:
    """Which plans to compare. Raises Http404 for who sees none."""
    offered = visible_plans(signed_in(request)).exclude(objective_ore=None)
    offered = offered.defer(*WITHOUT_DOCUMENTS)[:MOST_OFFERED]
    if not offered:
        raise Http404
    context = {
        "title": _("Plans side by side"),
        "lead": _(
            "Choose two or more, at most five; the first is what the others are held against."
        ),
        "breadcrumbs": crumbs((_("Plans side by side"), "")),
        "offered": offered,
        "chosen": chosen,
    }
    return page(request, "planning/plan_choose.html", context)


def _whole(plans: list[Plan]) -> FigureSheet:
    rows = [
        [
            f"{letter}: {plan}",
            plan.today_ore,
            plan.objective_ore,
            plan.saving_ore,
            (plan.objective_ore or 0) - (plans[0].objective_ore or 0),
            len(plan.explanation.get("measures", [])),
            plan.gap_ore,
        ]
        for letter, plan in zip(LETTERS, plans, strict=False)
    ]
    heads = [
        FigureColumn(_("Plan")),
        FigureColumn(_("If nothing changes"), "kronor"),
        FigureColumn(_("By the plan"), "kronor"),
        FigureColumn(_("Saving"), "kronor"),
        FigureColumn(_("Dearer than the first"), "kronor"),
        FigureColumn(_("Measures"), "number"),
        FigureColumn(_("At most this much cheaper can any plan be"), "kronor"),
    ]
    note = _(
        "To the horizon and discounted. Plans with other years or prices can't be compared in kronor."
    )
    return FigureSheet("jamforelse", _("The whole"), heads, rows, note)


def _by_municipality(plans: list[Plan]) -> FigureSheet:
    names = Names.of(plans[0])
    codes = sorted({code for plan in plans for code in plan.explanation.get("yearly", {})})
    rows = [[names.municipality(code), *(_saving(plan, code) for plan in plans)] for code in codes]
    heads = [
        FigureColumn(_("Municipality")),
        *(FigureColumn(letter, "kronor") for letter in LETTERS[: len(plans)]),
    ]
    note = _("What each municipality saves to the horizon, one-off costs counted, not discounted.")
    return FigureSheet("jamforelse-kommuner", _("Saving by municipality"), heads, rows, note)


def _saving(plan: Plan, code: str) -> int | None:
    each: dict[str, list[int]] | None = plan.explanation.get("yearly", {}).get(code)
    if each is None:
        return None
    once = sum(sum(each[name]) for name in ONCE)
    return sum(each["today"]) - sum(each["running"]) - once


def _differences(first: Plan, other: Plan) -> list[str]:
    names = Names.of(other)
    found: list[dict[str, Any]] = [
        change_words(each)
        for each in changes(read_areas(first.answer_document), read_areas(other.answer_document))
    ]
    return names.changes(found)


def plan_propose(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    plan = visible_plan(person, pk)
    planner(person)

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
    return form_page(request, form, save, context, row=plan)
