"""A plan's pages: everything they say was computed with the plan."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.swedish import swedish_key
from samdrift.decisions.governance.queries import decisions_by_member
from samdrift.decisions.planning.convert import tables
from samdrift.decisions.planning.convert.naming import ONE_OF, UNITS_OF, Names
from samdrift.decisions.planning.models import FairnessRule, Plan
from samdrift.decisions.planning.queries import other_plans
from samdrift.decisions.planning.views import pictures
from samdrift.decisions.planning.views.access import plan_context, visible_plan
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.pages import paginate

AREAS_A_PAGE = 25

_IN_KRONOR = {"budget", "max-cost", "min-saving"}


def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What it saves, what it costs to get there, and where it stands; where none keeps every limit, which and why."""
    plan = visible_plan(signed_in(request), pk)
    names = Names.of(plan)
    context = plan_context(request, plan, "plan_page")
    context |= {
        "lead": _(
            "The computed way to the joint IT organisation: who goes over to what, and when."
        ),
        "standings": decisions_by_member(plan.proposal) if plan.proposal else [],
        "events": history_of(plan),
    }
    if plan.is_solved:
        areas = pictures.areas_moved(plan)
        context |= {
            "kpis": _kpis(plan),
            "gantt": pictures.gantt(plan, names, areas[:AREAS_A_PAGE]),
            "more_areas": max(0, len(areas) - AREAS_A_PAGE),
            "municipalities": tables.municipalities_sheet(plan, names),
        }
    else:
        context |= _conflict(plan, names)
    return page(request, "planning/plan_page.html", context)


def _kpis(plan: Plan) -> list[dict[str, Any]]:
    measures = plan.explanation.get("measures", [])
    saving, share = plan.saving_ore or 0, 0.0
    if plan.today_ore:
        share = saving / plan.today_ore
    number = len({each["area"] for each in measures})
    return [
        {
            "value": f"{tables.cell_in_words(saving, 'kronor')} kr",
            "label": _("saved to the horizon"),
            "note": tables.cell_in_words(share, "percent"),
            "tone": "success" if saving > 0 else "neutral",
        },
        {
            "value": len(measures),
            "label": _("measures"),
            "url": reverse("plan_measures", args=[plan.pk]),
            "note": ngettext("in %(number)s area", "in %(number)s areas", number)
            % {"number": number},
        },
        {
            "value": f"{tables.cell_in_words(plan.gap_ore or 0, 'kronor')} kr",
            "label": _("at most this much cheaper can any plan be"),
            "url": reverse("plan_proof", args=[plan.pk]),
        },
    ]


def _conflict(plan: Plan, names: Names) -> dict[str, Any]:
    """The limits that can't hold together, and what would do."""
    told = plan.explanation
    return {
        "conflict": names.limits(told.get("conflict", [])),
        "is_unfair": plan.status == "not_found"
        and plan.scenario.fairness_rule == FairnessRule.NOBODY_WORSE,
        "is_minimal": told.get("is_minimal", True),
        "relaxation": [
            names.relaxation_in_words(each, _more(each)) for each in told.get("relaxation", [])
        ],
        "is_least": told.get("is_least", True),
    }


def _more(each: dict[str, Any]) -> str:
    """How much, in the unit of the limit."""
    if each["rule"] in _IN_KRONOR:
        return f"{tables.cell_in_words(each['by'] * 100, 'kronor')} kr"
    if each["by"] == 1:
        return str(ONE_OF[each["rule"]])
    return f"{tables.cell_in_words(each['by'], 'number')} {UNITS_OF[each['rule']]}"


def solved_plan(request: HttpRequest, pk: int) -> Plan:
    """A plan that the person sees and that keeps every limit. Raises Http404."""
    plan = visible_plan(signed_in(request), pk)
    if not plan.is_solved:
        raise Http404
    return plan


def plan_target(request: HttpRequest, pk: int) -> HttpResponse:
    plan = solved_plan(request, pk)
    names = Names.of(plan)
    areas = paginate(
        request.GET, sorted(plan.basis.get("installed", {}), key=swedish_key), AREAS_A_PAGE
    )
    context = plan_context(request, plan, "plan_target") | {
        "lead": _("Who operates what for whom, today and by the plan."),
        "matrix": pictures.matrix(plan, names, areas.shown),
        "steps": areas.steps,
        "maps": pictures.maps(plan, names),
        "sheets": [tables.target_sheet(plan, names, areas.shown), tables.loads_sheet(plan, names)],
    }
    return page(request, "planning/plan_target.html", context)


def plan_measures(request: HttpRequest, pk: int) -> HttpResponse:
    plan = solved_plan(request, pk)
    names = Names.of(plan)
    areas = paginate(request.GET, pictures.areas_moved(plan), AREAS_A_PAGE)
    context = plan_context(request, plan, "plan_measures") | {
        "lead": _("Every measure with what it saves, against staying and against the next best."),
        "pictures": [pictures.gantt(plan, names, areas.shown)],
        "sheets": [tables.measures_sheet(plan, names, areas.shown)],
        "steps": areas.steps,
    }
    return page(request, "planning/plan_sheets.html", context)


def plan_costs(request: HttpRequest, pk: int) -> HttpResponse:
    """Before and after, year by year: all together, or the municipality in the address."""
    plan = solved_plan(request, pk)
    names = Names.of(plan)
    codes = sorted(plan.explanation.get("yearly", {}))
    asked = request.GET.get("kommun", "")
    code = asked if asked in codes else ""
    context = plan_context(request, plan, "plan_costs") | {
        "lead": _("Running, transition and investment, before and after; and who gains."),
        "choices": [
            {"label": _("All together"), "url": request.path, "current": not code},
            *(
                {
                    "label": names.municipality(each),
                    "url": f"{request.path}?kommun={each}",
                    "current": each == code,
                }
                for each in codes
            ),
        ],
        "pictures": [pictures.years_picture(plan, names, code)],
        "sheets": [
            tables.years_sheet(plan, names, code),
            tables.municipalities_sheet(plan, names),
            tables.fairness_sheet(plan, names),
        ],
    }
    return page(request, "planning/plan_sheets.html", context)


def plan_limits(request: HttpRequest, pk: int) -> HttpResponse:
    plan = solved_plan(request, pk)
    names = Names.of(plan)
    context = plan_context(request, plan, "plan_limits") | {
        "lead": _(
            "What holds the plan back, and what each limit and everything settled beforehand costs."
        ),
        "sentences": _rule_sentences(plan, names),
        "sheets": [
            tables.rules_sheet(plan, names),
            tables.pins_sheet(plan, names),
            tables.prices_sheet(plan, names),
            tables.steps_sheet(plan, names),
            tables.loads_sheet(plan, names),
        ],
    }
    return page(request, "planning/plan_sheets.html", context)


def _rule_sentences(plan: Plan, names: Names) -> list[str]:
    """The dearest limits said aloud."""
    told = [row for row in tables.rules_sheet(plan, names).rows if row[4]]
    return [
        _("%(whose)s: the limit on %(rule)s costs %(cost)s kronor.")
        % {"whose": row[0], "rule": row[1], "cost": tables.cell_in_words(row[4], "kronor")}
        for row in told[:5]
    ]


def plan_alternatives(request: HttpRequest, pk: int) -> HttpResponse:
    plan = solved_plan(request, pk)
    names = Names.of(plan)
    context = plan_context(request, plan, "plan_alternatives") | {
        "lead": _(
            "Plans nearly as good, what if something were otherwise, and other scenarios beside this one."
        ),
        "others": other_plans(signed_in(request), plan),
        "alternatives": tables.alternatives_sheet(plan, names),
    }
    return page(request, "planning/plan_alternatives.html", context)


def plan_assumptions(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(signed_in(request), pk)
    names = Names.of(plan)
    basis = plan.basis
    context = plan_context(request, plan, "plan_assumptions") | {
        "lead": _(
            "What the plan was computed from, what had to be assumed, and how much hangs on it."
        ),
        "basis": basis,
        "counts": _counts(basis.get("counts", {})),
        "remarks": [_(each["what"]) % each["values"] for each in basis.get("remarks", [])],
        "swings": _swings(plan, names),
        "untried": plan.explanation.get("untried", 0),
        "sheets": [tables.sensitivity_sheet(plan, names), tables.assumptions_sheet(plan, names)],
    }
    return page(request, "planning/plan_assumptions.html", context)


def _swings(plan: Plan, names: Names) -> list[tuple[str, list[str]]]:
    """Which measures become others when an assumption is a quarter lower or higher."""
    ends = {"low": _("%(what)s, 25 %% lower"), "high": _("%(what)s, 25 %% higher")}
    return [
        (
            ends[end] % {"what": tables.assumption_name(plan, row["key"])},
            names.changes(row[end]["changes"]),
        )
        for row in plan.explanation.get("sensitivity", [])
        for end in ends
        if end in row and row[end]["changes"]
    ]


def _counts(counts: dict[str, int]) -> list[tuple[str, str]]:
    labels = {
        "with_area": _("with an area"),
        "with_product": _("with a product"),
        "with_cost": _("with a cost for the year"),
        "with_unit": _("with an operating IT unit"),
        "with_supplier": _("operated by a supplier"),
        "with_end": _("with an agreement's terms"),
        "with_fit": _("assessed"),
    }
    of = counts.get("applications", 0)
    values = {"all": of}
    return [
        (label, _("%(known)s of %(all)s") % {**values, "known": counts.get(name, 0)})
        for name, label in labels.items()
        if name in counts
    ]
