"""How each municipality's share goes on to its departments: the splits, one of them, new and ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.access import require_costs
from samdrift.decisions.sharing.forms.departments import DepartmentRuleForm
from samdrift.decisions.sharing.forms.rules import EndForm
from samdrift.decisions.sharing.models import DepartmentKey, DepartmentRule
from samdrift.decisions.sharing.queries.visible import visible_department_rules, visible_payers
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import may, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import form_page, page


def _edits(person: Person, organisation: Organisation) -> bool:
    return may(person, Permission.EDIT_COSTS, organisation)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Sharing rules"), "url": reverse("sharing_rule_list")},
        {"label": _("Splits by department"), "url": reverse("department_rule_list")},
        {"label": title},
    ]


def department_rule_list(request: HttpRequest) -> HttpResponse:
    """Every split, by municipality, those that hold first."""
    person = require_costs(request)
    rules = visible_department_rules(person).order_by(
        "organisation__municipality_code", "application__name", "initiative__name", "-starts_on"
    )
    rows = [{"rule": rule, "holds": rule.holds_on(today())} for rule in rules]
    context = {
        "title": _("Splits by department"),
        "lead": _("Without a split of its own, a share goes by users in each department."),
        "breadcrumbs": [*_crumbs("")[:-2], {"label": _("Splits by department")}],
        "actions": [
            {
                "label": _("New split for %(name)s") % {"name": each},
                "url": reverse("department_rule_add", args=[each.pk]),
                "icon": "plus",
            }
            for each in _editable(person)
        ],
        "rules": sorted(rows, key=lambda row: not row["holds"]),
    }
    return page(request, "sharing/department_rule_list.html", context)


def _editable(person: Person) -> list[Organisation]:
    return [each for each in visible_payers(person) if _edits(person, each)]


def department_rule_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    rule = get_object_or_404(visible_department_rules(person), pk=pk)
    allowed = _edits(person, rule.organisation)
    context = {
        "title": str(rule),
        "breadcrumbs": _crumbs(str(rule)),
        "actions": [
            {
                "label": _("Another split from a day"),
                "url": reverse("department_rule_add", args=[rule.organisation_id]) + f"?fran={pk}",
            },
            {"label": _("End the split"), "url": reverse("department_rule_end", args=[pk])},
        ]
        if allowed
        else [],
        "rule": rule,
        "holds": rule.holds_on(today()),
        "split": _split(rule),
        "events": history_of(rule),
    }
    return page(request, "sharing/department_rule_page.html", context)


def _split(rule: DepartmentRule) -> list[dict[str, Any]]:
    """Each department with its whole number and what part of the whole that is."""
    units = {str(unit.pk): unit for unit in Unit.objects.filter(organisation=rule.organisation)}
    whole = sum(rule.weights.values())
    return [
        {"unit": units[pk], "weight": weight, "percent": 100 * weight / whole if whole else 0}
        for pk, weight in sorted(rule.weights.items(), key=lambda each: -each[1])
        if pk in units
    ]


def department_rule_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A split for a municipality from a day; one before it for the same costs ends the day before."""
    person = signed_in(request)
    organisation = get_object_or_404(visible_payers(person), pk=pk)
    require_that(_edits(person, organisation))
    former = request.GET.get("fran", "")
    shown = visible_department_rules(person).filter(
        organisation=organisation, pk=int(former) if former.isdecimal() else 0
    )
    form = DepartmentRuleForm(
        request.POST or None,
        person=person,
        organisation=organisation,
        initial=_initial(shown.first()) | {"starts_on": today()},
    )

    def save() -> str:
        rule = DepartmentRule(organisation=organisation, **form.cleaned_data)
        made = actions.split_by_department(by=person, rule=rule)
        return reverse("department_rule_page", args=[made.pk])

    title = _("New split for %(name)s") % {"name": organisation}
    context = {
        "title": title,
        "lead": _("A split before it for the same costs ends the day before."),
        "cancel_url": reverse("department_rule_list"),
        "breadcrumbs": _crumbs(title),
    }
    return form_page(request, form, save, context)


def _initial(former: DepartmentRule | None) -> dict[str, Any]:
    if former is None:
        return {"key": DepartmentKey.FIXED.value}
    lines = [f"{row['unit'].name}; {row['weight']}" for row in _split(former)]
    return {
        "application": former.application_id,
        "initiative": former.initiative_id,
        "key": former.key,
        "unit": former.unit_id,
        "split": "\n".join(lines),
        "origin": former.origin,
    }


def department_rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    rule = get_object_or_404(visible_department_rules(person), pk=pk)
    require_that(_edits(person, rule.organisation))
    form = EndForm(request.POST or None, initial={"ends_on": today()})

    def save() -> str:
        actions.end_department_rule(by=person, rule=rule, ends_on=form.cleaned_data["ends_on"])
        return reverse("department_rule_page", args=[pk])

    context = {
        "title": _("End the split"),
        "lead": _(
            "After its last day the municipality's split for everything holds, else users in each department."
        ),
        "submit_label": _("End the split"),
        "cancel_url": reverse("department_rule_page", args=[pk]),
        "breadcrumbs": _crumbs(str(rule)),
    }
    return form_page(request, form, save, context, row=rule)
