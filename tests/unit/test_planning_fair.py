"""Nobody pays more than if nothing changes, and the bound still holds."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import settings as examples

from samdrift.core.planning import (
    AreaPlan,
    Problem,
    Status,
    bills,
    read_problem,
    solve,
    solve_fairly,
)
from samdrift.core.planning.objective import ensure_kept
from tests.unit.planning_cases import area, document, documents, option


def losses(problem: Problem) -> Any:
    def of(plans: Sequence[AreaPlan]) -> dict[str, float]:
        return {each.municipality: each.after - each.before for each in bills(problem, plans)}

    return of


def test_who_would_pay_for_the_other_stays() -> None:
    """Together 95 + 10 + 20 instead of 200, but 1438 pays 105 of it: fair is that 1460 goes over alone, for 30."""
    shared = option(open_cost=[20, 20], switch_cost=[[95, 95], [10, 10]])
    problem = read_problem(document(areas=[area(options=[shared])]))
    assert solve(problem, gap=0).objective == 125
    fair = solve_fairly(problem, losses(problem), gap=0)
    assert [move.municipality for move in fair.areas[0].moves] == ["1460"]
    assert (fair.objective, fair.bound) == (130, 125)


@given(documents())
@examples(max_examples=30, deadline=None)
def test_a_fair_plan_is_kept_has_no_losers_and_a_bound_that_holds(drawn: dict[str, Any]) -> None:
    problem = read_problem(drawn)
    fair = solve_fairly(problem, losses(problem), gap=0)
    if fair.objective is None:
        assert fair.status in {Status.NOT_FOUND, Status.INFEASIBLE}
        return
    assert abs(ensure_kept(problem, fair.areas) - fair.objective) < 1e-6
    assert max(losses(problem)(fair.areas).values(), default=0.0) <= 0.005
    free = solve(problem, gap=0)
    assert fair.bound is not None
    assert free.objective is not None
    assert fair.bound <= free.objective + 1e-6 <= fair.objective + 2e-6
