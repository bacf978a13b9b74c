"""Pages about cost lines."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import may_anywhere, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.ui.charts import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register.models import Responsibility
from samdrift.records.spending import actions
from samdrift.records.spending.forms import CostLineForm, WhyForm
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType
from samdrift.records.spending.queries import (
    approvals_needed,
    may_approve,
    visible_cost_lines,
)


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    years = (
        visible_cost_lines(signed_in(request))
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )
    return [(str(year), str(year)) for year in years]


def _bearers(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (str(row.pk), str(row))
        for row in Organisation.objects.filter(pk__in=circle_ids(signed_in(request)))
    ]


COST_LINES = Listing(
    name="kostnadsrader",
    columns=[
        Column("what", gettext_lazy("Application or unit"), heading=True, link=row_link("cost_line_page"),
               value=lambda row: row.application or row.initiative or row.unit,
               sort=("application__name", "initiative__name", "unit__name")),
        Column("year", gettext_lazy("Year"), kind=Kind.TEXT, sort=("year",)),
        Column("kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)),
        Column("phase", gettext_lazy("Phase"), value=lambda row: row.get_phase_display(), sort=("phase",)),
        Column("type", gettext_lazy("Type"), value=lambda row: row.get_type_display(), sort=("type",)),
        Column("bearer", gettext_lazy("Borne by"), sort=("bearer__name",)),
        Column("amount_ore", gettext_lazy("Amount"), kind=Kind.KRONOR, sort=("amount_ore",)),
        Column("approved_on", gettext_lazy("Approved"), kind=Kind.DAY, sort=("approved_on",)),
        Column("note", gettext_lazy("Note"), visible=False),
    ],
    filters=[
        Choices("ar", gettext_lazy("Year"), _years, field="year"),
        Choices("slag", gettext_lazy("Kind"), CostKind.choices, field="kind"),
        Choices("fas", gettext_lazy("Phase"), CostPhase.choices, field="phase"),
        Choices("typ", gettext_lazy("Type"), CostType.choices, field="type"),
        Flag("oattesterade", gettext_lazy("Not approved"), lambda rows: rows.filter(approved_on__isnull=True)),
        Choices("kommun", gettext_lazy("Borne by"), _bearers, field="bearer"),
    ],
    search=("application__name", "initiative__name", "unit__name", "note"),
    order=("-year", "application__name", "pk"),
    values=False,
)  # fmt: skip


def cost_line_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    owns = Responsibility.objects.on(today()).filter(
        person=person, role__in=["system_owner", "deputy_owner"]
    )
    if not may_anywhere(person, Permission.SEE_COSTS) and not owns.exists():
        raise PermissionDenied
    rows = visible_cost_lines(person).select_related(
        "application", "initiative", "unit__organisation", "bearer"
    )
    context = {
        "title": _("Cost lines"),
        "lead": _("What IT costs, a line for each year, phase and type. Excluding VAT."),
        "actions": [
            {"label": _("Approve costs"), "url": reverse("cost_approval")},
            {"label": _("Joint initiatives"), "url": reverse("initiative_list")},
            {
                "label": _("New cost line"),
                "url": reverse("cost_line_add"),
                "icon": "plus",
                "primary": True,
            },
        ],
        "chart": _chart(visible_cost_lines(person)),
        "empty_title": _("No costs yet"),
        "empty_text": _("Add costs by hand, or read them in with the municipality's register."),
    }
    return COST_LINES.answer(request, rows, "spending/cost_line_list.html", context)


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


def cost_line_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One line, to change or remove; also where a figure on another page ends."""
    person = signed_in(request)
    line = get_object_or_404(
        visible_cost_lines(person).select_related("application", "initiative", "unit", "bearer"),
        pk=pk,
    )
    form = CostLineForm(request.POST or None, person=person, instance=line)

    def save() -> str:
        actions.change_cost_line(by=person, line=form.save(commit=False))
        return reverse("cost_line_list")

    context = {
        "title": str(line),
        "line": line,
        "approvals": line.approvals.select_related("person"),
        "needed": approvals_needed(line),
        "may_approve": may_approve(person, line),
        "remove_url": reverse("cost_line_remove", args=[pk]),
    }
    return _form_page(request, form, save, context)


def cost_line_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    initial = {"year": today().year, "application": request.GET.get("applikation")}
    form = CostLineForm(request.POST or None, person=person, initial=initial)

    def save() -> str:
        actions.add_cost_line(by=person, line=form.save(commit=False))
        return reverse("cost_line_list")

    return _form_page(request, form, save, {"title": _("New cost line")})


def cost_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    line = get_object_or_404(
        visible_cost_lines(person).select_related("application", "initiative", "unit", "bearer"),
        pk=pk,
    )
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.remove_cost_line(by=person, line=line, why=form.cleaned_data["why"])
        return redirect("cost_line_list")
    context = {
        "title": _("Remove the cost line"),
        "lead": str(line),
        "consequences": [_("The line is gone from every sum; the history keeps it.")],
        "danger": True,
        "form": form,
        "confirm_label": _("Remove"),
        "cancel_url": reverse("cost_line_page", args=[pk]),
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


def _form_page(
    request: HttpRequest, form: CostLineForm, save: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    back = reverse("cost_line_list")
    trail = [{"label": _("Cost lines"), "url": back}, {"label": context["title"]}]
    shown = {"cancel_url": back, "breadcrumbs": trail, **context}
    return form_page(request, form, save, shown, "spending/cost_line_form.html")
