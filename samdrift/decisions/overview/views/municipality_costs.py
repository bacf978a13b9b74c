"""What a municipality, a department or a system owner pays in a year, for what and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.decisions.overview.present.pictures import department_flows, owner_bars, year_bars
from samdrift.decisions.overview.queries.municipality_costs import (
    Borne,
    OwnCost,
    YearSums,
    borne,
    department_lines_of,
    own_costs,
    payments,
    visible_departments,
    year_name,
    yearly_sums,
)
from samdrift.decisions.sharing.access import kind_asked, require_costs, year_asked
from samdrift.decisions.sharing.convert.joint import JointCost, joint_costs
from samdrift.decisions.sharing.convert.share_calculation import kept_rule
from samdrift.decisions.sharing.models import DepartmentLine
from samdrift.decisions.sharing.present import rule_words
from samdrift.decisions.sharing.queries.visible import (
    cost_years,
    owned_applications,
    visible_payers,
    visible_shares,
)
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.pages import paginate
from samdrift.foundation.ui.templatetags.ui import change, figure, whole_kronor
from samdrift.records.spending.models import CostKind, CostLine

APPLICATIONS_A_PAGE = 20

MOST_OWN = 25


def _choices_asked_for(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The year and kind asked for, and what there is to choose among."""
    year = year_asked(request)
    years = sorted({*cost_years(person), year}, reverse=True)
    return {"year": year, "years": years, "kind": kind_asked(request), "kinds": CostKind.choices}


def municipality_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What a municipality pays in a year: joint costs with key and share, own costs, payments, departments, years."""
    person = require_costs(request)
    organisation = get_object_or_404(visible_payers(person), pk=pk)
    chosen = _choices_asked_for(request, person)
    year, kind = chosen["year"], chosen["kind"]
    joint = borne(person, organisation, year, kind)
    own = own_costs(person, organisation, year, kind)
    compared = yearly_sums(person, organisation)
    before = next((each for each in compared if (each.year, each.kind) == (year - 1, kind)), None)
    paid = payments(person, organisation, year)
    context = {
        **chosen,
        "title": _("What %(name)s pays %(year)s, for what and why")
        % {"name": organisation, "year": year},
        "lead": _("Every amount leads on to how it was reckoned and to the cost lines under it."),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview") + f"?ar={year}&slag={kind}"},
            {"label": str(organisation)},
        ],
        "organisation": organisation,
        "others": visible_payers(person).exclude(pk=pk),
        "kpis": _figures(year_name(organisation, year, kind), joint, own, before),
        "joint": [{"borne": each, "rule": rule_words(kept_rule(each.share))} for each in joint],
        "joint_ore": sum(each.line.amount_ore for each in joint),
        "own": own[:MOST_OWN],
        "own_more": _rest(own[MOST_OWN:]),
        "figures": year_name(organisation, year, kind),
        "own_ore": sum(each.amount_ore for each in own),
        "rows_url": f"{reverse('cost_line_list')}?ar={year}&slag={kind}&kommun={pk}",
        "flows": department_flows(organisation, joint),
        "departments": _departments(joint, year, kind),
        "paid": paid,
        "paid_ore": sum(each.total_ore for each in paid),
        "compared": compared,
        "bars": year_bars(organisation, compared),
    }
    return page(request, "overview/municipality_page.html", context)


def _figures(
    name: str, joint: list[Borne], own: list[OwnCost], before: YearSums | None
) -> list[dict[str, Any]]:
    """The year in a row of figures; `name` is what they are called, `before` the year before."""
    bears = sum(each.line.amount_ore for each in joint)
    alone = sum(each.amount_ore for each in own)
    laid_out = sum(each.outlay_ore for each in joint)
    figures = [
        {
            "value": figure(bears, "whole_kronor", name, "joint"),
            "label": _("Share of joint costs"),
            "url": "#joint",
        },
        {
            "value": figure(alone, "whole_kronor", name, "own"),
            "label": _("Own costs, not shared"),
            "url": "#own",
        },
        {
            "value": whole_kronor(laid_out),
            "label": _("Has paid suppliers for what is joint"),
            "url": "#payments",
        },
    ]
    if before is not None:
        note = _("from %(sum)s") % {"sum": whole_kronor(before.total_ore)}
        figures.append(
            {
                "value": change(bears + alone - before.total_ore),
                "note": note,
                "url": "#years",
                "label": _("Change since %(year)s") % {"year": before.year},
            }
        )
    return figures


def _rest(own: list[OwnCost]) -> dict[str, int] | None:
    """What a table that is cut short leaves out, so that it still adds up."""
    if not own:
        return None
    return {
        "number": len(own),
        "rows": sum(each.rows for each in own),
        "amount_ore": sum(each.amount_ore for each in own),
    }


def _departments(joint: list[Borne], year: int, kind: str) -> list[dict[str, Any]]:
    """Each department's sum over every joint cost, the largest first."""
    found: dict[tuple[int | None, str], dict[str, Any]] = {}
    for each in joint:
        for part in each.departments:
            key = (part.unit_id, part.name)
            here = found.setdefault(
                key,
                {
                    "unit": part.unit_id,
                    "name": part.name,
                    "amount_ore": 0,
                    "costs": 0,
                    "figures": f"costs.year.unit-{part.unit_id}.{year}.{kind}",
                },
            )
            here["amount_ore"] += part.amount_ore
            here["costs"] += bool(part.amount_ore)
    return sorted(found.values(), key=lambda row: (-row["amount_ore"], swedish_key(row["name"])))


def department_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What IT costs a department in a year: its part of each joint cost, and its own lines."""
    person = require_costs(request)
    unit = get_object_or_404(visible_departments(person), pk=pk)
    chosen = _choices_asked_for(request, person)
    year, kind = chosen["year"], chosen["kind"]
    parts = department_lines_of(person, unit, year, kind)
    own = own_costs(person, unit.organisation, year, kind, unit=unit)
    compared = yearly_sums(person, unit.organisation, unit)
    seen = set(visible_shares(person).values_list("pk", flat=True))
    whole = visible_payers(person).filter(pk=unit.organisation_id).exists()
    organisation = reverse("municipality_page", args=[unit.organisation_id])
    title = _("What IT costs %(name)s %(year)s") % {"name": unit.name, "year": year}
    context = {
        **chosen,
        "title": title,
        "lead": str(unit.organisation),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {
                "label": str(unit.organisation),
                "url": f"{organisation}?ar={year}&slag={kind}" if whole else "",
            },
            {"label": unit.name},
        ],
        "unit": unit,
        "figures": year_name(unit, year, kind),
        "kpis": _department_figures(year_name(unit, year, kind), parts, own, year),
        "parts": [
            {
                "part": each,
                "rule": rule_words(kept_rule(each.line.share)),
                "opens": each.line.share_id in seen,
            }
            for each in parts
        ],
        "parts_ore": sum(each.amount_ore for each in parts),
        "own": own,
        "own_ore": sum(each.amount_ore for each in own),
        "compared": compared,
        "bars": year_bars(unit, compared),
    }
    return page(request, "overview/department_page.html", context)


def _department_figures(
    name: str, parts: list[DepartmentLine], own: list[OwnCost], year: int
) -> list[dict[str, Any]]:
    """What the department bears, in one line at the top."""
    joint_ore, own_ore = (
        sum(each.amount_ore for each in parts),
        sum(each.amount_ore for each in own),
    )
    return [
        {
            "value": figure(joint_ore + own_ore, "whole_kronor", name, "together"),
            "label": _("The department bears %(year)s") % {"year": year},
            "url": "#years",
        },
        {
            "value": figure(joint_ore, "whole_kronor", name, "joint"),
            "label": _("Part of joint costs"),
            "url": "#joint",
        },
        {
            "value": figure(own_ore, "whole_kronor", name, "own"),
            "label": _("Own costs, not shared"),
            "url": "#own" if own else "",
        },
    ]


def own_applications(request: HttpRequest) -> HttpResponse:
    """What the applications that a person owns cost in a year, and who pays it."""
    person = signed_in(request)
    owned = list(owned_applications(person))
    require_that(bool(owned))
    paged = paginate(request.GET, owned, APPLICATIONS_A_PAGE)
    applications = paged.shown
    chosen = _choices_asked_for(request, person)
    year, kind = chosen["year"], chosen["kind"]
    mine = {each.pk for each in applications}
    joint = {
        each.facts.application.pk: each
        for each in joint_costs(person, year, kind)
        if each.facts.application and each.facts.application.pk in mine
    }
    lines: dict[int, list[CostLine]] = {pk: [] for pk in mine}
    rows = CostLine.objects.filter(application__in=mine, year=year, kind=kind)
    for line in rows.select_related("bearer").order_by("phase", "type", "pk"):
        assert line.application_id is not None
        lines[line.application_id].append(line)
    context = {
        **chosen,
        "title": _("What my applications cost %(year)s") % {"year": year},
        "lead": _("The applications you own: what they cost, what is approved, and who pays."),
        "actions": [
            {"label": _("Approve costs"), "url": reverse("cost_approval"), "primary": True},
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
        ],
        "applications": [
            _application_row(each, lines[each.pk], joint.get(each.pk)) for each in applications
        ],
        "pages": paged.steps,
        "bars": owner_bars(list(joint.values()), year),
    }
    return page(request, "overview/own_applications.html", context)


def _application_row(
    application: Any, lines: list[CostLine], joint: JointCost | None
) -> dict[str, Any]:
    return {
        "application": application,
        "lines": lines,
        "total_ore": sum(line.amount_ore for line in lines),
        "waiting": sum(line.approved_on is None for line in lines),
        "joint": joint,
        "rule": rule_words(joint.agreed.key_rule) if joint else "",
    }
