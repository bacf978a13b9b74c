"""A unit's frame beside what is budgeted, expected and spent in its name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from samdrift.records.spending.models import BudgetFrame, CostKind, CostLine


@dataclass(frozen=True, slots=True)
class FrameUse:
    """What a unit may spend in a year, and what its own cost lines say; None where there is no line of the kind."""

    pk: int
    frame: BudgetFrame
    budget_ore: int | None
    forecast_ore: int | None
    actual_ore: int | None

    @property
    def unit(self) -> str:
        return str(self.frame.unit)

    @property
    def municipality(self) -> str:
        return str(self.frame.unit.organisation)

    @property
    def year(self) -> int:
        return self.frame.year

    @property
    def amount_ore(self) -> int:
        return self.frame.amount_ore

    @property
    def decision(self) -> str:
        return self.frame.decision

    @property
    def left_ore(self) -> int:
        """What of the frame is not budgeted; below zero where the budget does not fit."""
        return self.amount_ore - (self.budget_ore or 0)


def frame_uses(frames: Iterable[BudgetFrame]) -> list[FrameUse]:
    """Each frame with the sums of the lines that name its unit; one query beside the frames' own."""
    listed = list(frames)
    lines = CostLine.objects.filter(
        unit__in={frame.unit_id for frame in listed}, year__in={frame.year for frame in listed}
    )
    grouped = lines.order_by().values_list("unit", "year", "kind").annotate(Sum("amount_ore"))
    sums = {(unit, year, kind): total for unit, year, kind, total in grouped}
    return [
        FrameUse(
            frame.pk,
            frame,
            *(
                sums.get((frame.unit_id, frame.year, kind))
                for kind in (CostKind.BUDGET, CostKind.FORECAST, CostKind.ACTUAL)
            ),
        )
        for frame in listed
    ]
