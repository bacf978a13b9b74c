"""Enforce each municipality's cost ceiling by cuts that are added where a plan breaks it; the last plan is optimal.

Each row holds for every plan that keeps the limit (`ties`), so each answer's bound is a bound of what is sought. There
are finitely many plans, and each round forbids the one it found: the last is the cheapest of all.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from samdrift.core.planning import objective
from samdrift.core.planning.columns import ModelColumns, Ties
from samdrift.core.planning.payments import paid, paid_in, stay_paid
from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    ComputedPlan,
    Limit,
    PlanStatus,
    Problem,
    Rule,
)
from samdrift.core.planning.solver import Effort, Progress
from samdrift.core.planning.ties import payments, together

Areas = tuple[AreaPlan, ...]
Once = Callable[[ModelColumns, Effort, Areas | None], ComputedPlan]


def cost_ceilings(problem: Problem) -> dict[str, float]:
    """What each municipality may pay at the most, where that is limited."""
    return {one.id: one.max_cost for one in problem.municipalities if one.max_cost is not None}


def without_cost_ceilings(problem: Problem) -> Problem:
    """The same problem with the ceilings dropped."""
    towns = tuple(replace(one, max_cost=None) for one in problem.municipalities)
    return replace(problem, municipalities=towns)


def solve_fairly(  # noqa: PLR0917 - a search with all that it goes on
    problem: Problem,
    variables: ModelColumns,
    effort: Effort,
    first: Areas | None,
    ends: float,
    once: Once,
) -> ComputedPlan:
    """The cheapest plan of the problem by which nobody pays more than it may.

    variables: the columns of the problem without that limit. once: solves columns with their ties.
    first: a plan that keeps every limit, this one apart, or None.
    """
    began = time.perf_counter()
    most = cost_ceilings(problem)
    search = _Search(problem, effort, began, _fair(problem, first))
    number = 0
    last: Areas | None = None
    ties = together(variables.ties, _rows(variables, list(most.items()), number))
    while True:
        plan = once(replace(variables, ties=ties), search.reporting_effort(), search.best)
        if plan.status in {PlanStatus.INFEASIBLE, PlanStatus.NOT_FOUND} and search.best is None:
            return replace(plan, seconds=time.perf_counter() - began)
        search.bound = max(search.bound, plan.bound or 0.0)
        losers = over_ceiling(problem, plan.areas) if plan.areas else {}
        search.consider(plan.areas)
        stopped = effort.stop is not None and effort.stop()
        again = plan.areas == last  # forbidden, but by less than the solver's rounding
        last = plan.areas
        if not losers or search.is_close or stopped or again or time.perf_counter() > ends:
            return search.answer(plan)
        number += 1
        pairs = [(code, most[code]) for code in losers]
        ties = together(ties, _rows(variables, pairs, number, plan.areas))


def _rows(
    variables: ModelColumns,
    most: Sequence[tuple[str, float]],
    number: int,
    plans: Sequence[AreaPlan] | None = None,
) -> Ties:
    """Two rows for each: one that surely forbids the plans, one that is often stronger."""
    sure = payments(variables, most, 2 * number, plans)
    return together(sure, payments(variables, most, 2 * number + 1, plans, early=True))


def over_ceiling(problem: Problem, areas: Sequence[AreaPlan]) -> dict[str, float]:
    """Who pays more than it may, and by how much."""
    pays = paid(problem, areas)
    return {
        code: pays[code] - most
        for code, most in cost_ceilings(problem).items()
        if _exceeds_ceiling(code, most, pays[code])
    }


def _exceeds_ceiling(code: str, most: float, pays: float) -> bool:
    return objective.breaks(Limit(Rule.MAX_COST, code), most, pays)


class _Search:
    """The best plan by which nobody loses, and what none can cost less than."""

    def __init__(self, problem: Problem, effort: Effort, began: float, best: Areas | None) -> None:
        self.problem, self.effort, self.began, self.best = problem, effort, began, best
        self.bound = -float("inf")
        self.cost = float("inf") if best is None else objective.cost(problem, best)

    def consider(self, areas: Areas) -> None:
        """Take a plan, mended until nobody loses by it, if that is the cheapest so far."""
        mended = _fair(self.problem, areas) if areas else None
        if mended is not None and objective.cost(self.problem, mended) < self.cost:
            self.best, self.cost = mended, objective.cost(self.problem, mended)

    @property
    def is_close(self) -> bool:
        return self.best is not None and self.cost - self.bound <= self.effort.gap * abs(self.cost)

    def reporting_effort(self) -> Effort:
        """The effort for one round, which tells of the plans that nobody loses by."""
        report = self.effort.progress
        if report is None:
            return self.effort

        def report_best(state: Progress) -> None:
            bound = max(self.bound, -float("inf") if state.bound is None else state.bound)
            seconds = time.perf_counter() - self.began
            cost = None if self.best is None else self.cost
            report(Progress(seconds, cost, None if bound == -float("inf") else bound))

        return replace(self.effort, progress=report_best)

    def answer(self, last: ComputedPlan) -> ComputedPlan:
        """The best plan with its proof; prices are those of the last round."""
        seconds = time.perf_counter() - self.began
        if self.best is None:
            return ComputedPlan(PlanStatus.NOT_FOUND, None, self.bound, None, seconds)
        plan = objective.proven(self.problem, self.best, self.bound, self.effort.gap, seconds)
        return replace(plan, prices=last.prices)


def _fair(problem: Problem, areas: Areas | None) -> Areas | None:
    """The plan, less the measures that somebody loses most by, until nobody does; None where that breaks a limit."""
    if areas is None:
        return None
    most, at = (
        cost_ceilings(problem),
        {area.id: number for number, area in enumerate(problem.areas)},
    )
    plans = list(areas)
    loss = _losses(problem, plans)
    staying = {code: _all_stay(problem, code) for code in most}
    while True:
        pays = {
            code: staying[code] + sum(each.get(code, 0.0) for each in loss.values())
            for code in most
        }
        code = next((code for code in most if _exceeds_ceiling(code, most[code], pays[code])), None)
        if code is None:
            break
        worst = max(loss, key=lambda name: (loss[name].get(code, 0.0), name))
        number = at[worst]
        fewer = _without(problem.areas[number], plans[number], code)
        if loss[worst].get(code, 0.0) <= 0 or fewer is None:
            return None
        plans[number] = fewer
        loss[worst] = _loss(problem, problem.areas[number], fewer)
    try:
        objective.ensure_kept(problem, plans)
    except objective.BrokenPlanError:
        return None
    return tuple(plans)


def _losses(problem: Problem, plans: Sequence[AreaPlan]) -> dict[str, dict[str, float]]:
    return {
        area.id: _loss(problem, area, plan) for area, plan in zip(problem.areas, plans, strict=True)
    }


def _loss(problem: Problem, area: Area, plan: AreaPlan) -> dict[str, float]:
    """What each pays in an area beyond what staying costs it."""
    loss: dict[str, float] = {
        code: -float(cost) for code, cost in zip(area.members, stay_paid(area), strict=True)
    }
    for code, amount in paid_in(problem, area, plan):
        loss[code] = loss.get(code, 0.0) + amount
    return loss


def _all_stay(problem: Problem, code: str) -> float:
    return sum(
        float(stay_paid(area)[area.members.index(code)])
        for area in problem.areas
        if code in area.members
    )


def _without(area: Area, plan: AreaPlan, code: str) -> AreaPlan | None:
    """The area's plan without the move of one, or without what it pays for as host; None where somebody can't stay."""
    hosted = {one.id for one in area.options if one.paid is not None and one.paid.host == code}
    mine = [move for move in plan.moves if move.municipality == code]
    gone = mine or [move for move in plan.moves if move.option in hosted]
    leave = {move.municipality for move in gone}
    if not gone or any(objective.stay_cost(area, name) is None for name in leave):
        return None
    moves = tuple(move for move in plan.moves if move.municipality not in leave)
    used = {move.option for move in moves}
    return AreaPlan(
        plan.id,
        tuple(one for one in plan.opened if one.option in used),
        moves,
        tuple(name for name in area.members if name in leave or name in plan.stays),
    )
