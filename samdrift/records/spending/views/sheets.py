"""Cost lines as a spreadsheet that can be read back: as they are, or as a template to fill in with another kind."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import may_anywhere, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.export import FORMATS, export_response
from samdrift.foundation.ui.listing.columns import plain_value
from samdrift.foundation.ui.page import page
from samdrift.records.spending.forms import SheetForm
from samdrift.records.spending.list_fields import SHEET_FIELDS
from samdrift.records.spending.models import CostKind, CostLine
from samdrift.records.spending.views.access import require_seeing

COLUMNS = [(field, field.column()) for field in SHEET_FIELDS]


def cost_sheets(request: HttpRequest) -> HttpResponse:
    """Which lines to take out, and as what."""
    person = signed_in(request)
    require_seeing(person)
    year = today().year - 1
    initial = {"ar": year, "slag": CostKind.BUDGET, "som": CostKind.ACTUAL, "format": "xlsx"}
    title = _("Costs as a spreadsheet")
    context = {
        "title": title,
        "lead": _(
            "Take out the budget, fill in the outcome in the same sheet, and read it in again."
        ),
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": title},
        ],
        "form": SheetForm(person=person, initial=initial),
        "may_read_in": may_anywhere(person, Permission.EDIT_COSTS),
    }
    return page(request, "spending/cost_sheets.html", context)


def cost_sheet(request: HttpRequest) -> HttpResponse:
    """The file: every line asked for, with its amount, or with an empty amount beside what it stands in."""
    person = signed_in(request)
    require_seeing(person)
    form = SheetForm(request.GET, person=person)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    kind, becomes = CostKind(asked["slag"]) if asked["slag"] else None, asked["som"]
    as_template = bool(becomes) and becomes != kind
    heads = _heads()
    if as_template:
        heads.append(_("In the %(kind)s, kronor") % {"kind": kind.label if kind else "–"})
    rows = [_row(line, becomes if as_template else "") for line in form.lines]
    name = "-".join(filter(None, ["kostnader", str(asked["ar"] or ""), becomes or (kind or "")]))
    return export_response(asked["format"] or FORMATS[0], name, heads, rows)


def _heads() -> list[str]:
    """Headings that are recognised when the file is read in."""
    return [str(field.label) for field in SHEET_FIELDS]


def _row(line: CostLine, becomes: str) -> list[Any]:
    """What each field says, with the amount behind it all where it is to become another kind's."""
    cells = {
        field.name: plain_value(column, column.reader(line)(line)) for field, column in COLUMNS
    }
    if not becomes:
        return list(cells.values())
    amount, cells["amount_ore"] = cells["amount_ore"], None
    return [*(cells | {"kind": str(CostKind(becomes).label)}).values(), amount]
