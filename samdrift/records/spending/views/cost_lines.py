"""Pages about cost lines."""

from collections.abc import Collection

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.audit.queries import WHO
from samdrift.foundation.organisations.access import may_anywhere, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.charts import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.page import form_page, page
from samdrift.foundation.ui.templatetags.ui import figure
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.spending import actions
from samdrift.records.spending.forms import ChangeCostLineForm, CostLineForm, WhyForm
from samdrift.records.spending.listing import COST_LINES
from samdrift.records.spending.models import (
    ApprovalOutcome,
    CostKind,
    CostLine,
    CostType,
)
from samdrift.records.spending.queries import (
    approvals_given,
    approvals_needed,
    approvers_of,
    budgets_something,
    edit_rights,
    followed_organisations,
    people_hidden_from,
    visible_cost_lines,
)
from samdrift.records.spending.views.access import require_seeing


def cost_line_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_seeing(person)
    rows = visible_cost_lines(person).select_related(
        "application", "initiative", "unit__organisation", "bearer"
    )
    context = {
        "title": _("Cost lines"),
        "lead": _("What IT costs, a line for each year, phase and type. Excluding VAT."),
        "actions": _ways(person),
        "chart": _chart(visible_cost_lines(person)),
        "empty_title": _("No costs yet"),
        "empty_text": _("Add costs by hand, or read them in with the municipality's register."),
    }
    return COST_LINES.answer(request, rows, "spending/cost_line_list.html", context)


def _ways(person: Person) -> list[dict[str, object]]:
    """What can be done about costs, for who may."""
    ways: list[dict[str, object]] = [{"label": _("Approve costs"), "url": reverse("cost_approval")}]
    if followed_organisations(person).exists():
        ways.append({"label": _("Budget and actual"), "url": reverse("cost_follow_up")})
    if may_anywhere(person, Permission.SEE_COSTS):
        ways.append({"label": _("Budget frames"), "url": reverse("frame_list")})
    ways += [
        {"label": _("Joint initiatives"), "url": reverse("initiative_list")},
        {"label": _("Spreadsheets"), "url": reverse("cost_sheets")},
    ]
    if budgets_something(person):
        new = {"label": _("New cost line"), "url": reverse("cost_line_add"), "icon": "plus"}
        ways += [
            {"label": _("Copy forward"), "url": reverse("cost_copy")},
            {"label": _("From agreements"), "url": reverse("cost_derive")},
            {**new, "primary": True},
        ]
    return ways


def _chart(lines: QuerySet[CostLine]) -> object:
    """This year's budget by municipality and type; None where there is none."""
    year = today().year
    sums = (
        lines.filter(year=year, kind=CostKind.BUDGET)
        .order_by()
        .values_list("bearer", "type")
        .annotate(Sum("amount_ore"))
    )
    amounts = {(bearer, kind): total for bearer, kind, total in sums}
    if not amounts:
        return None
    bearers = list(
        Organisation.objects.filter(pk__in={bearer for bearer, _kind in amounts}).order_by(
            "municipality_code"
        )
    )
    kinds = [
        choice for choice in CostType.choices if any(kind == choice[0] for _bearer, kind in amounts)
    ]
    return stacked_bars(
        StackedBars(
            name="budget",
            title=_("Budget %(year)s by municipality and type") % {"year": year},
            description=_("Where the cost lies before joint costs are shared."),
            groups=[str(bearer) for bearer in bearers],
            series=[
                Series(label, [amounts.get((bearer.pk, kind), 0) for bearer in bearers])
                for kind, label in kinds
            ],
            unit=_("tkr"),
            scale=100_000,
        )
    )


def _line(request: HttpRequest, pk: int) -> CostLine:
    seen = visible_cost_lines(signed_in(request)).select_related(
        "application__host", "initiative", "unit__organisation", "bearer", "agreement", "entered_by"
    )
    return get_object_or_404(seen, pk=pk)


def cost_line_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: where a figure on another page ends. Who may approve it and why, and all that was said of it."""
    person = signed_in(request)
    line = _line(request, pk)
    approvers = approvers_of([line], person)[line.pk]
    given = {each.person_id for each in approvals_given([line])[line.pk]}
    unnamed = people_hidden_from(person, line)
    may_change = edit_rights(person).over(line)
    change = {"label": _("Change"), "url": reverse("cost_line_change", args=[pk]), "icon": "pencil"}
    approvals = list(line.approvals.select_related("person").order_by("-pk"))
    sees_agreement = visible_agreements(person).filter(pk=line.agreement_id or 0).exists()
    context = {
        "title": str(line),
        "breadcrumbs": _trail(str(line)),
        "actions": [change] if may_change else [],
        "line": line,
        "facts": _facts(line, unnamed),
        "unnamed": unnamed,
        "approvals": approvals,
        "returned": next(
            (each for each in approvals if each.holds and each.outcome == ApprovalOutcome.RETURNED),
            None,
        ),
        "needed": approvals_needed([line])[line.pk],
        "approvers": [(each, each.person.pk in given) for each in approvers],
        "may_approve": any(each.person.pk == person.pk for each in approvers),
        "has_approved": person.pk in given,
        "own_claim": line.entered_by_id == person.pk,
        "remove_url": reverse("cost_line_remove", args=[pk]) if may_change else "",
        "sees_agreement": sees_agreement,
        "events": history_for(
            person,
            line,
            hides=lambda event, name: (
                (name == "agreement_id" and not sees_agreement)
                or (name == WHO and event.by_id in unnamed)
                or (name == "entered_by_id" and event.after.get(name) in unnamed)
            ),
        ),
    }
    return page(request, "spending/cost_line_page.html", context)


def _facts(line: CostLine, unnamed: Collection[int]) -> list[tuple[str, object]]:
    is_named = line.entered_by_id not in unnamed
    entered_by = line.entered_by if is_named else _("Somebody who answers for the application")
    return [
        (_("Year"), line.year),
        (_("Kind"), line.get_kind_display()),
        (_("Phase"), line.get_phase_display()),
        (_("Type"), line.get_type_display()),
        (_("Borne by"), line.bearer),
        (_("Unit"), line.unit or "–"),
        (_("Amount"), figure(line.amount_ore, "kronor", "spending.cost_line", line.pk)),
        (_("Note"), line.note or "–"),
        (_("Entered by"), entered_by or "–"),
        (_("Source"), line.source or "–"),
    ]


def cost_line_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    line = _line(request, pk)
    require_that(edit_rights(person).over(line))
    form = ChangeCostLineForm(request.POST or None, person=person, instance=line)

    def save() -> str:
        why = form.cleaned_data["why"]
        actions.change_cost_line(by=person, line=form.save(commit=False), why=why)
        return reverse("cost_line_page", args=[pk])

    title = _("Change the cost line")
    context = {
        "title": title,
        "lead": _("What has been approved has to be approved anew when the line is changed.")
        if line.approved_on
        else "",
        "breadcrumbs": _trail(title),
        "cancel_url": reverse("cost_line_page", args=[pk]),
    }
    return form_page(request, form, save, context)


def cost_line_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_that(budgets_something(person))
    initial = {"year": today().year, "application": request.GET.get("applikation")}
    form = CostLineForm(request.POST or None, person=person, initial=initial)

    def save() -> str:
        made = actions.add_cost_line(by=person, line=form.save(commit=False))
        return reverse("cost_line_page", args=[made.pk])

    title = _("New cost line")
    context = {
        "title": title,
        "breadcrumbs": _trail(title),
        "cancel_url": reverse("cost_line_list"),
    }
    return form_page(request, form, save, context)


def cost_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    line = _line(request, pk)
    require_that(edit_rights(person).over(line))
    form = WhyForm(request.POST or None)

    def save() -> str:
        actions.remove_cost_line(by=person, line=line, why=form.cleaned_data["why"])
        return reverse("cost_line_list")

    context = {
        "title": _("Remove the cost line"),
        "lead": str(line),
        "consequences": [_("The line is gone from every sum; the history keeps it.")],
        "danger": True,
        "confirm_label": _("Remove"),
        "cancel_url": reverse("cost_line_page", args=[pk]),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=line)


def _trail(title: str) -> list[dict[str, str]]:
    return [{"label": _("Cost lines"), "url": reverse("cost_line_list")}, {"label": title}]
