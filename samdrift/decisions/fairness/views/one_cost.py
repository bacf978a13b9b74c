"""Does everyone gain? What each pays against doing it alone, and what another key would change, before a decision."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.fairness.convert.alone import Source, alone_figures
from samdrift.decisions.fairness.convert.judging import (
    FOLLOWING_USE,
    CostModel,
    JudgedCost,
    judge_cost,
)
from samdrift.decisions.fairness.forms import FairnessForm, typed_in
from samdrift.decisions.fairness.present.pages import effects, judgement, subject_cost, year_query
from samdrift.decisions.fairness.present.pictures import alone_chart
from samdrift.decisions.sharing.access import (
    require_costs,
    require_subject,
    sharing_federation,
)
from samdrift.decisions.sharing.convert.shared import SharedCost, shared_of
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.decisions.sharing.queries.visible import cost_years, visible_shares
from samdrift.foundation.organisations.access import may_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import page
from samdrift.records.spending.models import CostKind


def joint_cost_fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """An application's joint cost of a year."""
    return _of_subject(request, (pk, None))


def initiative_fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """A joint initiative's cost of a year."""
    return _of_subject(request, (None, pk))


def share_fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept share, with the figures that it keeps."""
    person = require_costs(request)
    share = get_object_or_404(visible_shares(person), pk=pk)
    lines = list(share.lines.select_related("organisation"))
    cost = shared_of(share, lines)
    crumbs = [
        {"label": _("Kept shares"), "url": reverse("share_list")},
        {"label": str(share), "url": reverse("share_page", args=[pk])},
    ]
    return _fairness_page(request, person, cost, crumbs, {})


def _of_subject(request: HttpRequest, subject: Subject) -> HttpResponse:
    person = require_subject(request, subject)
    cost = subject_cost(request, person, subject)
    year = cost.year
    name = "joint_cost_page" if subject[0] else "initiative_cost_page"
    address = reverse(name, args=[subject[0] or subject[1]])
    crumbs = [{"label": cost.title, "url": f"{address}?{year_query(cost)}"}]
    chosen = {
        "year": year,
        "years": sorted({*cost_years(person), year}, reverse=True),
        "kind": cost.kind,
        "kinds": CostKind.choices,
    }
    return _fairness_page(request, person, cost, crumbs, chosen)


def _fairness_page(
    request: HttpRequest,
    person: Person,
    cost: SharedCost,
    crumbs: list[dict[str, str]],
    chosen: Mapping[str, Any],
) -> HttpResponse:
    form = FairnessForm(typed_in(request.GET), person=person, cost=cost)
    tried = form.current_values
    figures = alone_figures(person, [cost], form.typed_ore)[0]
    model = CostModel(tried.get("model") or CostModel.ALONE)
    following_use = tried.get("following_use", FOLLOWING_USE)
    one = judge_cost(cost, figures, model, following_use)
    context = {
        "title": _("Does everyone gain? %(name)s %(year)s")
        % {"name": cost.title, "year": cost.year},
        "lead": _(
            "What each pays together against what it would cost alone, and what another key would change."
        ),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            *crumbs,
            {"label": _("Does everyone gain?")},
        ],
        "cost": cost,
        "form": form,
        "keep_url": _keep_url(person, cost),
        "propose_url": _propose_url(request, person, cost),
        "model": model,
        "fixed_ore": one.game.fixed_ore,
        **judgement(one.report, cost.names),
        "rows": _rows(one),
        "chart": alone_chart(one),
        **effects([cost], tried.get("rule")),
        **chosen,
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "fairness/fairness_page.html", context, status=status)


def _rows(one: JudgedCost) -> list[dict[str, Any]]:
    central = one.report.nucleolus or {}
    return [
        {
            "name": one.figures[each.name].name,
            "outcome": each,
            "figure": one.figures[each.name],
            "assumed": each.alone_ore is not None and one.figures[each.name].amount_ore is None,
            "estimated": one.figures[each.name].source is Source.LIKE,
            "contribution_ore": None
            if each.by_contribution_ore is None
            else round(each.by_contribution_ore),
            "interval_ore": [round(end) for end in each.interval_ore or ()],
            "nucleolus_ore": round(central[each.name]) if each.name in central else None,
            "solidarity_ore": None if each.solidarity_ore is None else round(each.solidarity_ore),
        }
        for each in one.report.outcomes
    ]


def _keep_url(person: Person, cost: SharedCost) -> str:
    """Where stand-alone costs are kept; nothing for who may not."""
    if sharing_federation(person) is None:
        return ""
    names = ("joint_cost_alone", "initiative_alone", "share_alone")
    name, pk = next((name, pk) for name, pk in zip(names, cost.subject, strict=True) if pk)
    return reverse(name, args=[pk])


def _propose_url(request: HttpRequest, person: Person, cost: SharedCost) -> str:
    """Where a key is put to decision; nothing for who may not, and for an amount of no joint thing."""
    federation = sharing_federation(person)
    if federation is None or not may_in_group(person, Permission.MAKE_PROPOSAL, federation):
        return ""
    if cost.share is not None:
        return ""
    name = "joint_cost_key" if cost.application else "initiative_key"
    query = request.GET.copy()
    query["ar"], query["slag"] = str(cost.year), cost.kind
    pk = cost.application.pk if cost.application else cost.initiative.pk if cost.initiative else 0
    return f"{reverse(name, args=[pk])}?{query.urlencode()}"
