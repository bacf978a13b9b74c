"""All of a year's joint costs together: who gains in all, and what another key for everything would change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samdrift.decisions.fairness.convert.alone import alone_figures
from samdrift.decisions.fairness.convert.judging import (
    FOLLOWING_USE,
    CostModel,
    JudgedCost,
    judge_cost,
    judged_together,
)
from samdrift.decisions.fairness.forms import FairnessForm, typed_in
from samdrift.decisions.fairness.present.pages import effects, judgement
from samdrift.decisions.fairness.present.pictures import report_chart
from samdrift.decisions.sharing.access import (
    kind_asked,
    require_costs,
    sharing_federation,
    year_asked,
)
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.shared import shared_costs
from samdrift.decisions.sharing.queries.visible import cost_years
from samdrift.foundation.organisations.access import may_in_group
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import page
from samdrift.records.spending.models import CostKind


def fairness_overview(request: HttpRequest) -> HttpResponse:
    person = require_costs(request)
    year = year_asked(request)
    kind = kind_asked(request)
    found = shared_costs(joint_costs(person, year, kind), year, kind)
    costs = [each for each in found if each.paid_ore]
    form = FairnessForm(typed_in(request.GET), person=person)
    tried = form.current_values
    model = CostModel(tried.get("model") or CostModel.ALONE)
    following_use = tried.get("following_use", FOLLOWING_USE)
    each_judged = [
        judge_cost(cost, figures, model, following_use)
        for cost, figures in zip(costs, alone_figures(person, costs), strict=True)
    ]
    report = judged_together(each_judged)
    names = {code: name for cost in costs for code, name in cost.names.items()}
    federation = sharing_federation(person)
    may_propose = federation is not None and may_in_group(
        person, Permission.MAKE_PROPOSAL, federation
    )
    query = request.GET.copy()
    query["ar"], query["slag"] = str(year), kind
    context: dict[str, Any] = {
        "title": _("Does everyone gain? Joint costs %(year)s") % {"year": year},
        "lead": _(
            "All joint costs of the year together: what one pays too much in one may be made up for in another."
        ),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Does everyone gain?")},
        ],
        "form": form,
        "model": model,
        "propose_url": f"{reverse('all_costs_key')}?{query.urlencode()}" if may_propose else "",
        "subjects": [_subject(each) for each in each_judged],
        "counted": sum(not each.game.unknown for each in each_judged),
        "year": year,
        "years": sorted({*cost_years(person), year}, reverse=True),
        "kind": kind,
        "kinds": CostKind.choices,
        **({} if report is None else judgement(report, names)),
        "rows": []
        if report is None
        else [
            {
                "name": names[each.name],
                "outcome": each,
                "solidarity_ore": round(each.solidarity_ore or 0),
            }
            for each in report.outcomes
        ],
        "chart": None if report is None else report_chart(report, names, _("Joint costs")),
        **(effects(costs, tried.get("rule")) if costs else {}),
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "fairness/fairness_overview.html", context, status=status)


def _subject(one: JudgedCost) -> dict[str, Any]:
    cost = one.cost
    name = "joint_cost_fairness" if cost.application else "initiative_fairness"
    pk = cost.application.pk if cost.application else cost.initiative.pk if cost.initiative else 0
    query = urlencode({"ar": str(cost.year), "slag": cost.kind})
    return {
        "title": cost.title,
        "url": f"{reverse(name, args=[pk])}?{query}",
        "total_ore": cost.total_ore,
        "saving_ore": one.report.saving_ore,
        "losers": [cost.names[each.name] for each in one.report.losers],
        "unknown": [cost.names[code] for code in one.report.unknown],
    }
