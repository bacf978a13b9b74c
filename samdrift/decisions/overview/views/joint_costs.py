"""Every joint cost of a year, and how one of them is shared."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.overview.present.guide import cost_links, year_guide
from samdrift.decisions.overview.present.pictures import _chart, _columns
from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.access import (
    kind_asked,
    require_costs,
    require_subject,
    sharing_federation,
    year_asked,
)
from samdrift.decisions.sharing.convert.joint import JointCost, joint_costs
from samdrift.decisions.sharing.present import rule_words
from samdrift.decisions.sharing.queries.agreed import awaited_rules, waits_for
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.decisions.sharing.queries.latest_shares import kept_line_ids
from samdrift.decisions.sharing.queries.visible import cost_years, visible_payers
from samdrift.foundation.organisations.access import require_found
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import page
from samdrift.records.spending.models import CostKind


def _year(request: HttpRequest, person: Person) -> tuple[int, list[int]]:
    """The year asked for, else this one; and those that have costs."""
    year = year_asked(request)
    return year, sorted({*cost_years(person), year}, reverse=True)


def fairness_link(subject: Subject, year: int, kind: str) -> dict[str, str]:
    """The way from a joint cost to whether everyone gains by it."""
    name = "joint_cost_fairness" if subject[0] else "initiative_fairness"
    address = reverse(name, args=[subject[0] or subject[1]])
    return {"label": _("Does everyone gain?"), "url": f"{address}?ar={year}&slag={kind}"}


def cost_overview(request: HttpRequest) -> HttpResponse:
    """Every joint application of a year: what it costs, by which key, and what each pays."""
    person = require_costs(request)
    year, years = _year(request, person)
    kind = kind_asked(request)
    costs = joint_costs(person, year, kind)
    shown = _columns(costs)
    actions_shown: list[dict[str, Any]] = [*cost_links(person)]
    if sharing_federation(person):
        add = {"label": _("Share an amount"), "url": reverse("share_add"), "icon": "plus"}
        actions_shown.append({**add, "primary": True})
    kept = kept_line_ids(cost.share for cost in costs if cost.share)
    open_to = set(visible_payers(person).values_list("pk", flat=True))
    context = {
        "title": _("Joint costs %(year)s") % {"year": year},
        "lead": _("What the municipalities' joint applications cost, and what each pays.")
        + " "
        + _("The amounts are counted now; beside the key stands whether they are kept."),
        "actions": actions_shown,
        "year": year,
        "years": years,
        "kind": kind,
        "kinds": CostKind.choices,
        "guide": year_guide(person, year),
        "chart": _chart(costs, shown, year),
        "columns": [{"who": who, "opens": who.pk in open_to} for who in shown],
        "rows": [
            {
                "cost": each,
                "amounts": [_amount(each, who, kept) for who in shown],
                "is_as_kept": _is_as_kept(each, kept),
            }
            for each in costs
        ],
        "sums": [sum(each.amounts_ore.get(who.pk, 0) for each in costs) for who in shown],
        "total": sum(each.facts.total_ore for each in costs if each.lines),
    }
    return page(request, "overview/cost_overview.html", context)


def _amount(
    cost: JointCost, who: Organisation, kept: Mapping[tuple[int, int, int], int]
) -> dict[str, int | None]:
    """What one pays, and the kept line that explains just that amount."""
    ore = cost.amounts_ore.get(who.pk)
    line = kept.get((cost.share.pk, who.pk, ore)) if cost.share and ore is not None else None
    return {"ore": ore, "line": line}


def _is_as_kept(cost: JointCost, kept: Mapping[tuple[int, int, int], int]) -> bool:
    """Are the amounts, counted now, those of the share that is kept?"""
    if cost.share is None:
        return False
    stored = {who: ore for share, who, ore in kept if share == cost.share.pk}
    return stored == cost.amounts_ore


def joint_cost_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How an application's cost was shared: every figure from the cost lines to the last öre."""
    return _joint_cost_page(request, (pk, None))


def initiative_cost_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How a joint initiative's cost was shared."""
    return _joint_cost_page(request, (None, pk))


def _joint_cost_page(request: HttpRequest, subject: Subject) -> HttpResponse:
    person = require_subject(request, subject)
    year, years = _year(request, person)
    kind = kind_asked(request)
    found = joint_costs(person, year, kind, only=subject)
    if not found:
        raise Http404
    cost = found[0]
    federation = sharing_federation(person)

    if request.method == "POST":
        federation = require_found(federation)
        kept = actions.share_cost(
            by=person,
            federation=federation,
            title=cost.facts.title,
            year=year,
            participants=cost.facts.participants,
            rule=cost.agreed.key_rule,
            key_date=cost.key_date,
            application=cost.facts.application,
            initiative=cost.facts.initiative,
            cost_kind=kind,
        )
        return redirect("share_page", kept.pk)
    title = _("The cost of %(name)s %(year)s") % {"name": cost.facts.title, "year": year}
    context = {
        "title": title,
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": cost.facts.title},
        ],
        "actions": [fairness_link(subject, year, kind)],
        "cost": cost,
        "lines": cost.lines,
        "total_ore": cost.facts.total_ore,
        "key_words": rule_words(cost.agreed.key_rule),
        "awaited": _rules_awaiting_agreement(federation_of(person), subject),
        "year": year,
        "years": years,
        "kind": kind,
        "kinds": CostKind.choices,
        "may_share": federation is not None
        and bool(cost.lines)
        and len(cost.facts.awaiting_approval) < len(cost.facts.shared),
    }
    return page(request, "overview/joint_cost_page.html", context)


def _rules_awaiting_agreement(
    federation: Organisation | None, subject: Subject
) -> list[dict[str, Any]]:
    """Other keys for a cost that somebody has written down and that not everybody who pays has agreed on."""
    if federation is None:
        return []
    application, initiative = subject
    rules = awaited_rules(federation).filter(application=application, initiative=initiative)
    return [
        {"rule": rule, "words": rule_words(rule.rule), "missing": waits_for(rule)}
        for rule in rules.order_by("starts_on", "pk")
    ]
