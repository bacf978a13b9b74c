"""Functions: who has which, and each with its units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import organisation_ids_where, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Function, Organisation, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    FunctionMatrix,
    function_matrix,
    keeps_functions,
    similar_functions,
    visible_functions,
    visible_unit_functions,
)
from samdrift.foundation.ui.charts import Cell, Matrix, MatrixRow, level_matrix
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import page

#: How the matrix colours who has a function, and who lacks it.
HAS, LACKS = 4, 1


def function_list(request: HttpRequest) -> HttpResponse:
    """Functions by organisations: who has which, today or on another day."""
    person = signed_in(request)
    as_of = day_of_page(request)
    matrix = function_matrix(person, as_of.day)
    shown = [{"label": _("IT units side by side"), "url": reverse("it_unit_comparison")}]
    if keeps_functions(person):
        new = {"label": _("New function"), "url": reverse("function_add"), "icon": "plus"}
        shown.append({**new, "primary": "1"})
    context = {
        "title": _("Functions"),
        "lead": _("What the IT units do, and in which municipalities somebody does it."),
        "as_of": as_of,
        "actions": shown,
        "breadcrumbs": [
            {"label": _("Organisations"), "url": reverse("organisation_list")},
            {"label": _("Functions")},
        ],
        "summary": _summary(matrix),
        "chart": level_matrix(_chart(matrix)) if matrix.functions else None,
        "proposed": [each for each in matrix.functions if each.proposed_on is not None],
    }
    return page(request, "organisations/function_list.html", context)


def _summary(matrix: FunctionMatrix) -> str:
    """«3 of 5 functions are found in every municipality.»"""
    number = sum(not matrix.lacking(each) for each in matrix.functions)
    return ngettext(
        "%(number)s of %(whole)s functions is found with everyone.",
        "%(number)s of %(whole)s functions are found with everyone.",
        number,
    ) % {"number": number, "whole": len(matrix.functions)}


def _chart(matrix: FunctionMatrix) -> Matrix:
    return Matrix(
        name="funktioner",
        title=_("Who has which function"),
        description=_("Each row is a function, each column an organisation and its IT units."),
        columns=[str(each) for each in matrix.organisations],
        rows=[
            MatrixRow(
                str(function),
                [_cell(matrix, function, each) for each in matrix.organisations],
                reverse("function_page", args=[function.pk]),
            )
            for function in matrix.functions
        ],
        row_head=_("Function"),
    )


def _cell(matrix: FunctionMatrix, function: Function, organisation: Organisation) -> Cell:
    having = matrix.units_with(function, organisation)
    words = ", ".join(unit.name for unit in having)
    return Cell(HAS, words) if having else Cell(LACKS, _("Lacking"))


def function_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A function: the units that have it and have had it, who lacks it, and what may be done."""
    person = signed_in(request)
    function = get_object_or_404(visible_functions(person), pk=pk)
    matrix = function_matrix(person, today())
    rows = sorted(
        visible_unit_functions(person).filter(function=function),
        key=lambda row: (
            row.unit.organisation.municipality_code or "9",
            swedish_key(row.unit.name),
            row.starts_on,
        ),
    )
    kept = organisation_ids_where(person, Permission.MANAGE_UNITS)
    context = {
        "title": function.name,
        "function": function,
        "breadcrumbs": [
            {"label": _("Organisations"), "url": reverse("organisation_list")},
            {"label": _("Functions"), "url": reverse("function_list")},
            {"label": function.name},
        ],
        "actions": _changes(function) if keeps_functions(person) else [],
        "rows": [(row, row.unit.organisation_id in kept) for row in rows if not _is_over(row)],
        "keeps_some": any(row.unit.organisation_id in kept for row in rows),
        "ended": [row for row in rows if _is_over(row)],
        "lacking": matrix.lacking(function),
        "may_give": Unit.objects.filter(organisation__in=kept).existing(today()).exists(),
        "similar": similar_functions(function.name, list(visible_functions(person))),
        "events": history_for(person, function, most=30),
    }
    return page(request, "organisations/function_page.html", context)


def _is_over(row: object) -> bool:
    ends_on = getattr(row, "ends_on", None)
    return ends_on is not None and ends_on < today()


def _changes(function: Function) -> list[dict[str, object]]:
    """The way to every change of a function, for whoever keeps the list."""
    names = [
        ("function_rename", _("Rename")),
        ("function_merge", _("Merge")),
        ("function_remove", _("Take away")),
    ]
    if function.proposed_on is not None:
        names.insert(0, ("function_accept", _("Put on the list")))
    return [
        {"label": words, "url": reverse(name, args=[function.pk]), "primary": place == 0}
        for place, (name, words) in enumerate(names)
    ]
