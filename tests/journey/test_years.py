"""The year before and the frames: plausible, approved where it is shared, waiting where somebody has to look."""

from django.db.models import Sum

from samdrift.journey.years import FORECASTS_2009, FRAMES_2009, JOINT_2008
from samdrift.records.spending.models import BudgetFrame, CostKind, CostLine
from samdrift.records.spending.queries import lines_to_approve
from tests.journey.conftest import Walked


def test_last_year_has_a_budget_and_an_outcome_some_percent_apart(walked: Walked) -> None:
    lines = CostLine.objects.filter(year=2008, application__isnull=False)
    assert lines.count() == 2 * sum(len(types) for types in JOINT_2008.values())
    assert not lines.filter(approved_on=None).exists()
    sums = {
        kind: dict(
            lines.filter(kind=kind)
            .order_by()
            .values_list("application")
            .annotate(Sum("amount_ore"))
        )
        for kind in (CostKind.BUDGET, CostKind.ACTUAL)
    }
    apart = [sums[CostKind.ACTUAL][pk] / budget - 1 for pk, budget in sums[CostKind.BUDGET].items()]
    assert min(apart) < 0 < max(apart)
    assert max(map(abs, apart)) < 0.05


def test_units_bear_their_own_and_both_of_amals_it_managers_approve_the_large(
    walked: Walked,
) -> None:
    lines = CostLine.objects.filter(unit__isnull=False)
    assert not lines.filter(approved_on=None).exists()
    large = lines.get(
        unit__name="IT-enheten", unit__organisation__short_name="Åmål", type="staff", year=2009
    )
    assert large.approvals.filter(holds=True).count() == 2
    assert BudgetFrame.objects.filter(year=2009).count() == len(FRAMES_2009)


def test_a_forecast_waits_for_its_owner(walked: Walked) -> None:
    waiting = CostLine.objects.filter(kind=CostKind.FORECAST, approved_on=None)
    assert waiting.count() == len(FORECASTS_2009)
    owner = lines_to_approve(walked.society.people["agare"])
    assert [(str(line.application), line.kind) for line in owner] == [
        ("Ekonomisystem", CostKind.FORECAST)
    ]
