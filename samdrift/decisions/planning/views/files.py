"""A plan as a workbook and as a report for the councils."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samdrift.decisions.planning.convert import tables
from samdrift.decisions.planning.convert.naming import STATUS_WORDS, Names
from samdrift.decisions.planning.convert.tables import FigureSheet
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.views.pictures import areas_moved, moves_timeline, years_chart
from samdrift.decisions.planning.views.plans import solved_plan
from samdrift.foundation.ui.documents import (
    DocumentTable,
    Heading,
    NewPage,
    Paragraph,
    Report,
    as_pdf,
)
from samdrift.foundation.ui.documents.report import Part
from samdrift.foundation.ui.export import CONTENT_TYPES, BookSheet, xlsx_book


def sheets_of(plan: Plan) -> list[FigureSheet]:
    """Every table of a plan, in the order of its pages."""
    names = Names.of(plan)
    return [
        tables.municipalities_sheet(plan, names),
        tables.measures_sheet(plan, names),
        tables.target_sheet(plan, names),
        tables.years_sheet(plan, names),
        *(tables.years_sheet(plan, names, code) for code in sorted(plan.explanation["yearly"])),
        tables.fairness_sheet(plan, names),
        tables.rules_sheet(plan, names),
        tables.pins_sheet(plan, names),
        tables.prices_sheet(plan, names),
        tables.steps_sheet(plan, names),
        tables.loads_sheet(plan, names),
        tables.alternatives_sheet(plan, names),
        tables.sensitivity_sheet(plan, names),
        tables.assumptions_sheet(plan, names),
    ]


def plan_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Every table of the plan, a sheet each."""
    plan = solved_plan(request, pk)
    book = [
        BookSheet(each.key, [head.label for head in each.heads], each.plain_rows)
        for each in sheets_of(plan)
    ]
    response = HttpResponse(xlsx_book(book), content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="plan-{plan.pk}.xlsx"'
    return response


def plan_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What a council needs to decide: what, why, what it costs whom, what else, and how sure it is."""
    plan = solved_plan(request, pk)
    return as_pdf(report_of(plan), f"plan-{plan.pk}")


def report_of(plan: Plan) -> Report:
    """The plan on paper; the digest is that of the answer it tells."""
    names = Names.of(plan)
    moves = moves_timeline(plan, names, areas_moved(plan))
    parts: list[Part] = [
        Heading(_("Each municipality")),
        *_print_sheet(tables.municipalities_sheet(plan, names)),
        years_chart(plan, names),
        *_print_sheet(tables.years_sheet(plan, names)),
        Heading(_("Measures")),
        *_print_sheet(tables.measures_sheet(plan, names)),
        *([moves] if moves else []),
        Heading(_("Does everyone gain?")),
        *_print_sheet(tables.fairness_sheet(plan, names)),
        NewPage(),
        Heading(_("Limits and rules")),
        *_print_sheet(tables.rules_sheet(plan, names)),
        *_print_sheet(tables.pins_sheet(plan, names)),
        *_print_sheet(tables.loads_sheet(plan, names)),
        Heading(_("Alternatives")),
        *_print_sheet(tables.alternatives_sheet(plan, names)),
        Heading(_("Assumptions")),
        *_print_sheet(tables.sensitivity_sheet(plan, names)),
        *_print_sheet(tables.assumptions_sheet(plan, names)),
    ]
    return Report(
        title=_("Plan: %(name)s") % {"name": plan.scenario},
        lead=_("The computed way to the joint IT organisation: who goes over to what, and when."),
        facts=[
            (_("Computed on"), plan.computed_on.isoformat()),
            (_("Cost if nothing changes"), _kronor(plan.today_ore)),
            (_("Cost of the plan"), _kronor(plan.objective_ore)),
            (_("Saving"), _kronor(plan.saving_ore)),
            (_("Proof"), str(STATUS_WORDS.get(plan.status, plan.status))),
            (_("No plan can be more than this much cheaper"), _kronor(plan.gap_ore)),
        ],
        parts=parts,
        digest=hashlib.sha256(plan.answer_json.encode()).hexdigest(),
        landscape=True,
    )


def _kronor(amount: int | None) -> str:
    return "–" if amount is None else f"{tables.cell_in_words(amount, 'kronor')} kr"


def _print_sheet(sheet: FigureSheet) -> list[Part]:
    if not sheet.rows:
        return []
    rows = [[words for words, _is_numeric in row] for row in sheet.shown_rows]
    printed: list[Part] = [
        DocumentTable(
            caption=sheet.caption,
            heads=[head.label for head in sheet.heads],
            rows=rows,
            numeric=[at for at, head in enumerate(sheet.heads) if head.is_numeric],
        )
    ]
    if sheet.note:
        printed.append(Paragraph(sheet.note, muted=True))
    return printed
