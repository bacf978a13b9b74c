"""From a problem to a plan with its proof: check, build, start, solve, and count the answer anew."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from samdrift.core.planning import checks, objective
from samdrift.core.planning.columns import ModelColumns, columns
from samdrift.core.planning.conflict.amounts import Amounts
from samdrift.core.planning.conflict.examine import Examined, examine
from samdrift.core.planning.cost_ceiling import cost_ceilings, solve_fairly, without_cost_ceilings
from samdrift.core.planning.decompose.partial_plan import Selection
from samdrift.core.planning.decompose.pipeline import solve_by_decomposition
from samdrift.core.planning.model import Model, model_of, plan_of, read_plan, values_of
from samdrift.core.planning.prices import dearest_first, prices
from samdrift.core.planning.problem import AreaPlan, ComputedPlan, PlanStatus, Problem, Rule
from samdrift.core.planning.solver import Effort, Progress, Proof, SolverResult, minimise
from samdrift.core.planning.start import first_plan, saving_enough
from samdrift.core.planning.ties import plainly, savings

_AGREE = 1e-5  # share by which the two ways of counting a plan's cost may differ

_PROOF = 0.5  # share of the time for proving that a large problem has no plan, before one is searched for
_PROOF_SECONDS = 35.0  # at most
_PROOF_COLUMNS = 40_000  # of the largest program that is tried for that
_LAST_COLUMNS = 100_000  # the same when no plan was found
_CONFLICT_SECONDS = 30.0  # for a small problem where no time limit is asked

SINGLE = 1_500  # decisions up to which the problem is solved as one program

Areas = tuple[AreaPlan, ...]


def solve(
    problem: Problem,
    *,
    gap: float = 0.001,
    time_limit: float | None = None,
    threads: int = 1,
    seed: int = 0,
    start: Sequence[AreaPlan] | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    workers: int | str | None = None,
) -> ComputedPlan:
    """The cheapest plan that keeps every limit, with a proof of how good it is.

    gap: share of the cost that need not be proven; small problems are solved to the end anyway.
    time_limit: seconds; then the best plan so far comes back with the gap that is proven.
    start: a plan to begin from, such as the last one; one that is no longer possible is not used.
    progress: told now and then. stop: asked now and then; True ends the search with the best so far.
    workers: processes that decide groups of areas of a large problem, or a Dask scheduler's address; None as many as
        there are processors for this process, 1 none but this.
    Raises InvalidInput when the problem can't be computed on, BrokenPlanError if an answer broke a rule (a bug).
    """
    began = time.perf_counter()
    checks.check(problem)
    effort = Effort(gap=gap, threads=threads, seed=seed, progress=progress, stop=stop)
    ends = math.inf if time_limit is None else began + time_limit
    freely = without_cost_ceilings(problem)
    variables = columns(freely)
    variables = replace(variables, ties=savings(variables))
    now = time.perf_counter()
    # numbering a large problem may take all the time there is: a plan is begun for as long as that took
    first = _best_start(variables, start, max(ends, now + (now - began)))

    def once(variables: ModelColumns, effort: Effort, first: Areas | None) -> ComputedPlan:
        if variables.moves.seat.size and variables.count > SINGLE:
            return _large(problem, variables, effort, first, (began, ends), workers)
        return _as_one(problem, model_of(variables), effort, first, (began, ends))

    if cost_ceilings(problem):
        return solve_fairly(problem, variables, effort, first, ends, once)
    return once(variables, effort, first)


def _large(  # noqa: PLR0917 - a search with all that it goes on
    problem: Problem,
    variables: ModelColumns,
    effort: Effort,
    first: Areas | None,
    times: tuple[float, float],
    workers: int | str | None,
) -> ComputedPlan:
    """By decomposition; where no first plan was built it is asked before, and again after, whether there is any."""
    began, ends = times
    if first is None:
        share = math.inf if math.isinf(ends) else _PROOF * (ends - time.perf_counter())
        until = time.perf_counter() + min(share, _PROOF_SECONDS)
        examined = examine(variables, effort, until, _PROOF_COLUMNS)
        if examined.limits:
            return _infeasible(problem, examined, began)
        first = examined.areas if examined.is_plan else None
    plan = _by_areas(variables, effort, first, times, workers)
    stopped = effort.stop is not None and effort.stop()
    if plan.status is PlanStatus.NOT_FOUND and not stopped and time.perf_counter() < ends:
        examined = examine(variables, effort, ends, _LAST_COLUMNS)
        if examined.limits:
            return _infeasible(problem, examined, began)
        if examined.areas is not None and examined.is_plan:
            plan = _proven(variables, examined.areas, plan.bound or -math.inf, effort.gap, began)
    return replace(plan, seconds=_since(began))


def _by_areas(
    variables: ModelColumns,
    effort: Effort,
    first: Areas | None,
    times: tuple[float, float],
    workers: int | str | None,
) -> ComputedPlan:
    """The plan found by decomposition, counted anew; it always has a bound."""
    began, ends = times
    start = None if first is None else _places(variables, first)
    found = solve_by_decomposition(
        variables, effort, start=start, began=began, ends=ends, workers=workers
    )
    areas = None
    if found.selection is not None:
        areas = plan_of(variables, found.selection.moves, found.selection.openings)
    plan = _proven(variables, areas, found.bound, effort.gap, began)
    worth = {limit: price for limit, price in found.worth.items() if price > 0}
    return replace(plan, prices=dearest_first(worth, variables, plan.bound or 0.0))


def _as_one(
    problem: Problem,
    model: Model,
    effort: Effort,
    first: Areas | None,
    times: tuple[float, float],
) -> ComputedPlan:
    """The plan found by the single model."""
    began, ends = times
    effort = _with_time_left(effort, ends)
    alone = len(model.columns.problem.areas) == 1
    program = model_of(model.columns, tight=True).program if alone else model.program
    outcome = minimise(program, effort, None if first is None else values_of(model.columns, first))
    if outcome.proof is Proof.INFEASIBLE and first is None:
        until = time.perf_counter() + _CONFLICT_SECONDS if math.isinf(ends) else ends
        examined = examine(model.columns, effort, until)
        if not examined.limits:  # out of time, and yet it is proven that all can't hold together
            every = tuple(one.limit for one in model.limit_rows)
            examined = replace(examined, limits=every, minimal=False)
        return _infeasible(problem, examined, began)
    plan = _plan(model, outcome, first, effort.gap, began)
    return replace(plan, prices=prices(model, _with_time_left(effort, ends)), seconds=_since(began))


def _places(variables: ModelColumns, areas: Areas) -> Selection:
    values = values_of(variables, areas)
    return Selection(
        np.flatnonzero(values[variables.move] > 0.5),
        np.flatnonzero(values[variables.opening] > 0.5),
    )


def _since(began: float) -> float:
    return time.perf_counter() - began


def _with_time_left(effort: Effort, ends: float) -> Effort:
    left = ends - time.perf_counter()
    return effort if math.isinf(left) else replace(effort, time_limit=max(left, 0.05))


def _best_start(
    variables: ModelColumns, given: Sequence[AreaPlan] | None, ends: float
) -> Areas | None:
    """The cheapest of the first plans that keep every rule, or None."""
    built = plan_of(variables, *first_plan(variables, lambda: time.perf_counter() > ends))
    if variables.problem.min_saving is not None:
        built = saving_enough(variables.problem, built)
    candidates = [built] if given is None else [built, tuple(given)]
    costs = [
        (cost, plan)
        for plan in candidates
        if (cost := _cost_if_kept(variables.problem, plan)) is not None
    ]
    return min(costs, key=lambda pair: pair[0])[1] if costs else None


def _cost_if_kept(problem: Problem, plan: Areas) -> float | None:
    try:
        return objective.ensure_kept(problem, plan)
    except (
        objective.BrokenPlanError,
        ValueError,
    ):  # ValueError: an option or period that is no more
        return None


def _plan(
    model: Model, outcome: SolverResult, first: Areas | None, gap: float, began: float
) -> ComputedPlan:
    """The answer, counted anew by `objective`; the start where the solver found nothing better."""
    problem = model.columns.problem
    areas = first
    if outcome.values is not None:
        areas = read_plan(model.columns, outcome.values)
        _ensure_agreement(objective.cost(problem, areas), outcome.objective)
        if first is not None and objective.cost(problem, first) < objective.cost(problem, areas):
            areas = first
    return _proven(model.columns, areas, outcome.bound, gap, began)


def _proven(
    variables: ModelColumns, areas: Areas | None, bound: float, gap: float, began: float
) -> ComputedPlan:
    """A plan counted anew, and how good it is."""
    bound = max(bound, floor(variables))
    if areas is None:
        return ComputedPlan(PlanStatus.NOT_FOUND, None, bound, None, _since(began))
    return objective.proven(variables.problem, areas, bound, gap, _since(began))


def _ensure_agreement(counted: float, solved: float) -> None:
    """Counted anew a plan may be cheaper, by openings for nobody, but never dearer."""
    if counted > solved + _AGREE * max(1.0, abs(solved)):
        raise objective.BrokenPlanError(f"the plan costs {counted}, the solver said {solved}")


def floor(variables: ModelColumns) -> float:
    """A bound that needs no solver: each member takes its cheapest way, and what opens is free."""
    cheapest = np.nan_to_num(variables.seats.stay_cost, nan=np.inf)
    np.minimum.at(cheapest, variables.moves.seat, variables.moves.cost)
    return float(cheapest.sum())


def _infeasible(problem: Problem, examined: Examined, began: float) -> ComputedPlan:
    """The answer where there is no plan; what would do is counted from the plan that would then be one."""
    relaxation = () if examined.areas is None else Amounts(problem).broken(examined.areas)
    plainly_counted = all(one.limit.rule is not Rule.MAX_COST for one in relaxation)
    return ComputedPlan(
        status=PlanStatus.INFEASIBLE,
        objective=None,
        bound=None,
        gap=None,
        seconds=_since(began),
        conflict=tuple(dict.fromkeys(map(plainly, examined.limits))),
        conflict_is_minimal=examined.minimal,
        relaxation=relaxation,
        relaxation_is_least=examined.least and plainly_counted,
    )
