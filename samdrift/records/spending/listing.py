"""The list of cost lines: its columns and its filters."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext_lazy

from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.records.spending.drilling import DRILLED
from samdrift.records.spending.models import (
    CostKind,
    CostPhase,
    CostType,
)
from samdrift.records.spending.queries import (
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


def _bearer_options(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (str(row.pk), str(row))
        for row in Organisation.objects.filter(
            pk__in=visible_cost_lines(signed_in(request)).order_by().values("bearer")
        )
    ]


COST_LINES = Listing(
    name="kostnadsrader",
    columns=[
        Column(
            "what",
            gettext_lazy("Application or unit"),
            heading=True,
            link=row_link("cost_line_page"),
            value=lambda row: row.application or row.initiative or row.unit,
            sort=("application__name", "initiative__name", "unit__name"),
        ),
        Column("year", gettext_lazy("Year"), kind=Kind.TEXT, sort=("year",)),
        Column(
            "kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)
        ),
        Column(
            "phase",
            gettext_lazy("Phase"),
            value=lambda row: row.get_phase_display(),
            sort=("phase",),
        ),
        Column(
            "type", gettext_lazy("Type"), value=lambda row: row.get_type_display(), sort=("type",)
        ),
        Column("bearer", gettext_lazy("Borne by"), sort=("bearer__name",)),
        Column(
            "amount_ore",
            gettext_lazy("Amount"),
            kind=Kind.KRONOR,
            sort=("amount_ore",),
            figure="spending.cost_line.{pk}",
        ),
        Column(
            "approved_on", pgettext_lazy("cost", "Approved"), kind=Kind.DAY, sort=("approved_on",)
        ),
        Column("unit", gettext_lazy("Unit"), visible=False, in_export=True),
        Column("note", gettext_lazy("Note"), visible=False, in_export=True),
    ],
    filters=[
        Choices("ar", gettext_lazy("Year"), _years, field="year"),
        Choices("slag", gettext_lazy("Kind"), CostKind.choices, field="kind"),
        Choices("fas", gettext_lazy("Phase"), CostPhase.choices, field="phase"),
        Choices("typ", gettext_lazy("Type"), CostType.choices, field="type"),
        Flag(
            "oattesterade",
            gettext_lazy("Not approved"),
            lambda rows: rows.filter(approved_on__isnull=True),
        ),
        Choices("kommun", gettext_lazy("Borne by"), _bearer_options, field="bearer"),
        *DRILLED,
    ],
    search=("application__name", "initiative__name", "unit__name", "note"),
    order=("-year", "application__name", "pk"),
    values=False,
)
