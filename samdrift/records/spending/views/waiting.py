"""What waits for whom: every unapproved cost that the reader sees, by what it is of."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.templatetags.ui import whole_kronor
from samdrift.records.spending.models import CostKind
from samdrift.records.spending.queries import Subject, UnapprovedCosts, waiting_costs
from samdrift.records.spending.views.access import require_seeing


def _lines_of(row: UnapprovedCosts) -> str:
    """The lines themselves, in the list."""
    key = {
        Subject.APPLICATION: "applikation",
        Subject.INITIATIVE: "satsning",
        Subject.UNIT: "enheter_i",
    }
    asked = f"?oattesterade=1&ar={row.year}&slag={row.kind}&{key[row.place[0]]}={row.place[1]}"
    return reverse("cost_line_list") + asked


def _waits_for(row: UnapprovedCosts) -> str:
    return row.waits_for or _("Nobody: no system owner is appointed")


WAITING = Listing(
    name="vantar",
    columns=[
        Column(
            "what",
            gettext_lazy("What the cost is for"),
            heading=True,
            link=_lines_of,
            sort=("what",),
            note=lambda row: (
                _("The municipality's own units") if row.place[0] == Subject.UNIT else ""
            ),
        ),
        Column("year", gettext_lazy("Year"), sort=("year",)),
        Column("kind", gettext_lazy("Kind"), value=lambda row: row.kind_words, sort=("kind",)),
        Column("waits_for", gettext_lazy("Waits for"), value=_waits_for),
        Column("number", gettext_lazy("Lines"), kind=Kind.NUMBER, sort=("number",)),
        Column("returned", pgettext_lazy("cost", "Returned"), kind=Kind.NUMBER, sort=("returned",)),
        Column("amount_ore", gettext_lazy("Sum"), kind=Kind.KRONOR, sort=("amount_ore",)),
    ],
    filters=[
        Choices("slag", gettext_lazy("Kind"), CostKind.choices, field="kind"),
        Flag(
            "ingen",
            gettext_lazy("Nobody may approve"),
            lambda rows: [row for row in rows if not row.approvers],
        ),
    ],
    search=("what", "waits_for"),
    order=(),
    values=False,
)


def cost_waiting(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_seeing(person)
    rows = waiting_costs(person)
    ownerless = [row for row in rows if not row.approvers]
    title = _("What waits for whom")
    context = {
        "title": title,
        "lead": cite_clauses(
            _("What is not approved is not shared, and not charged."),
            Duty.OWNER_APPROVES,
            person.federation_ids,
        ),
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": _("Approve costs"), "url": reverse("cost_approval")},
            {"label": title},
        ],
        "kpis": [
            {
                "value": sum(row.number for row in rows),
                "label": _("Lines that wait"),
                "tone": "info",
            },
            {
                "value": whole_kronor(sum(row.amount_ore for row in rows)),
                "label": _("Their sum"),
                "tone": "neutral",
            },
            {
                "value": len(ownerless),
                "label": _("Things that nobody may approve"),
                "url": "?ingen=1",
                "tone": "danger" if ownerless else "success",
            },
        ],
        "empty_title": _("Nothing waits"),
        "empty_text": _("Every cost that you see is approved."),
    }
    return WAITING.answer(request, rows, "spending/cost_waiting.html", context)
