"""«Explain the amount»: a participant's line of a share, and a charge, step by step to the last öre."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.settlement.convert.explaining import explained_charge, explained_line
from samdrift.decisions.settlement.queries.visible import visible_charges
from samdrift.decisions.sharing.convert.share_calculation import kept_rule
from samdrift.decisions.sharing.models import ShareLine
from samdrift.decisions.sharing.present import cost_rows, rule_figures, rule_words
from samdrift.decisions.sharing.queries.visible import (
    visible_department_lines,
    visible_payers,
    visible_shares,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import page


def share_line_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a municipality's share of a cost is what it is."""
    person = signed_in(request)
    line = get_object_or_404(
        ShareLine.objects.filter(share__in=visible_shares(person)).select_related("organisation"),
        pk=pk,
    )
    line.share = visible_shares(person).get(pk=line.share_id)
    lines = list(line.share.lines.select_related("organisation"))
    told = explained_line(next(each for each in lines if each.pk == pk), lines)
    told.line.share = line.share
    rule = kept_rule(line.share)
    charges = visible_charges(person).filter(share=line.share_id, payer=line.organisation_id)
    departments = list(
        visible_department_lines(person)
        .filter(line=told.line)
        .select_related("unit", "line")
        .prefetch_related("line__departments")
    )
    context = {
        "title": _("Why %(name)s pays this for %(what)s") % {"name": line.name, "what": line.share},
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            _borne_by(person, line),
            {"label": str(line.share), "url": reverse("share_page", args=[line.share_id])},
            {"label": _("Explain the amount")},
        ],
        "told": told,
        "share": line.share,
        "line": told.line,
        "rule_words": rule_words(rule),
        "agreed": rule_figures(rule, {each.code: each.name for each in lines}),
        "parts": [{"each": part, "words": rule_words(part.rule)} for part in told.parts],
        "by_days": any(
            each.figures.get("days") != each.figures.get("of_days") for each in told.lines
        ),
        "cost_lines": cost_rows(request, line.share),
        "departments": departments,
        "other_departments_ore": line.amount_ore - sum(each.amount_ore for each in departments),
        "charges": list(charges.order_by("settlement__number", "period", "pk")),
    }
    return page(request, "settlement/share_line_page.html", context)


def _borne_by(person: Person, line: ShareLine) -> dict[str, str]:
    """The crumb of whoever pays, with the way to all that it pays for those who may see it."""
    if not visible_payers(person).filter(pk=line.organisation_id).exists():
        return {"label": line.name}
    years = f"?ar={line.share.year}&slag={line.share.cost_kind or 'budget'}"
    url = reverse("municipality_page", args=[line.organisation_id]) + years
    return {"label": line.name, "url": url}


def charge_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a charge is what it is: the share, the year's claim, the periods, and what was charged before."""
    person = signed_in(request)
    charge = get_object_or_404(
        visible_charges(person).select_related("settlement__corrects", "share__application"), pk=pk
    )
    told = explained_charge(charge)
    context = {
        "title": _("Why %(payer)s pays %(payee)s this for %(what)s")
        % {"payer": charge.payer, "payee": charge.payee, "what": charge.title},
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Charges and settlements"), "url": reverse("settlement_list")},
            {
                "label": str(charge.settlement),
                "url": reverse("settlement_page", args=[charge.settlement_id]),
            },
            {"label": _("Explain the amount")},
        ],
        "told": told,
        "charge": charge,
        "settlement": charge.settlement,
        "before_ore": sum(each.amount_ore for each in told.before),
        "may_open_share": charge.share_id
        and visible_shares(person).filter(pk=charge.share_id).exists(),
    }
    return page(request, "settlement/charge_page.html", context)
