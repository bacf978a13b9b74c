"""What pages say of opportunities and levels: words, colours, and the picture of every level."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.opportunities import Shape, Trigger
from samdrift.decisions.collaboration.queries import level_rows
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.queries import members_of
from samdrift.foundation.ui.charts import (
    Cell,
    Matrix,
    MatrixRow,
    level_matrix,
)
from samdrift.records.register.models import Application

TRIGGER_WORDS = {
    Trigger.AGREEMENT_EXPIRES: gettext_lazy("Agreement on its way out"),
    Trigger.WORKS_BADLY: gettext_lazy("Works badly"),
    Trigger.COMPETENCE_IS_HARD: gettext_lazy("Competence is hard to keep"),
    Trigger.SEVERAL_USE_THE_SAME: gettext_lazy("Several use the same"),
}


SHAPE_WORDS = {
    Shape.SAME_PRODUCT: gettext_lazy("The same product in several installations"),
    Shape.SAME_AREA: gettext_lazy("Different products for the same need"),
    Shape.JOINT_ALREADY: gettext_lazy("Joint already"),
}


STATE_TONES = {
    "found": "neutral",
    "investigating": "info",
    "proposed": "warning",
    "done": "success",
    "dismissed": "neutral",
}


def level_chart(applications: Sequence[Application], federation: Organisation) -> object:
    """Some joint applications by member with today's level; None where there are none."""
    members = members_of(federation)
    rows = level_rows(applications, members, today())
    if not rows:
        return None
    return level_matrix(
        Matrix(
            name="nivaer",
            title=_("Level of collaboration for each joint application"),
            description=_(
                "Rows are applications, columns are members; an empty cell takes no part."
            ),
            columns=[str(member) for member in members],
            rows=[
                MatrixRow(
                    str(row.application),
                    [
                        Cell(level.number, level.name)
                        if level
                        else (Cell(0, _("Not said")) if part else None)
                        for level, part in zip(row.levels, row.takes_part, strict=True)
                    ],
                    url=reverse("level_record", args=[row.application.pk]),
                )
                for row in rows
            ],
            row_head=_("Application"),
        )
    )
