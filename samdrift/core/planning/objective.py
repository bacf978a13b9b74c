"""What a plan costs and which limits it breaks, counted from the plan itself and the problem, not from the model.

Every answer passes through here before it is shown, so the two ways of counting guard each other.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from samdrift.core.planning import payments
from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    ComputedPlan,
    Limit,
    Move,
    Opening,
    PlanStatus,
    Problem,
    Rule,
    limits,
)

_EXACT = 1e-6  # share of the cost under which a gap is the solver's rounding
_TOLERANCE = 1e-6  # share of a limit that may be broken by rounding

Use = tuple[Limit, float]


class BrokenPlanError(Exception):
    """A plan that is not one: it goes where it may not, or breaks a limit. From a solver this is a bug."""


def cost(problem: Problem, plans: Sequence[AreaPlan]) -> float:
    """Σ stay cost of those who stay + switch cost of those who go over + cost of what opens.

    Raises BrokenPlanError where a member does what it is not allowed to, or goes over to what is not open.
    """
    if [area.id for area in problem.areas] != [plan.id for plan in plans]:
        raise BrokenPlanError("the plan is not about the areas of the problem")
    return math.fsum(
        part
        for area, plan in zip(problem.areas, plans, strict=True)
        for part in _area_costs(problem, area, plan)
    )


def _area_costs(problem: Problem, area: Area, plan: AreaPlan) -> Iterator[float]:
    acting = sorted([*plan.stays, *(move.municipality for move in plan.moves)])
    if acting != sorted(area.members):
        raise BrokenPlanError(f"{area.id}: each member must either stay or go over, once")
    opened = {opening.option: problem.periods.index(opening.period) for opening in plan.opened}
    if len(opened) != len(plan.opened):
        raise BrokenPlanError(f"{area.id}: an option opens twice")
    for opening in plan.opened:
        yield _require_amount(
            opening_cost(problem, area, opening), f"{area.id}: {opening.option} can't open then"
        )
    for move in plan.moves:
        if opened.get(move.option, len(problem.periods)) > problem.periods.index(move.period):
            raise BrokenPlanError(
                f"{area.id}: {move.municipality} goes over to {move.option} before it opens"
            )
        yield _require_amount(
            move_cost(problem, area, move), f"{area.id}: {move.municipality} may not go over then"
        )
    for member in plan.stays:
        yield _require_amount(stay_cost(area, member), f"{area.id}: {member} can't stay")


def _require_amount(amount: float | None, otherwise: str) -> float:
    if amount is None:
        raise BrokenPlanError(otherwise)
    return amount


def stay_cost(area: Area, member: str) -> float | None:
    """What staying costs a member; None where it can't stay."""
    return _known(area.stay_cost[area.members.index(member)])


def move_cost(problem: Problem, area: Area, move: Move) -> float | None:
    """What going over costs a member, the opening of the option apart; None where it is not allowed."""
    option = area.options[_option(area, move.option)]
    return _known(
        option.switch_cost[
            area.members.index(move.municipality), problem.periods.index(move.period)
        ]
    )


def opening_cost(problem: Problem, area: Area, opening: Opening) -> float | None:
    """What opening an option costs; None where it is not allowed."""
    return _known(
        area.options[_option(area, opening.option)].open_cost[problem.periods.index(opening.period)]
    )


def _known(amount: float) -> float | None:
    return None if math.isnan(amount) else float(amount)


def _option(area: Area, name: str) -> int:
    return [option.id for option in area.options].index(name)


def uses_of_staying(problem: Problem, area: Area, member: str) -> Iterator[Use]:
    """Today's unit operates for who stays, in every period."""
    number = area.members.index(member)
    unit = area.current_unit[number]
    if unit is not None:
        for period in range(len(problem.periods)):
            yield Limit(Rule.UNIT_CAPACITY, unit, period), float(area.current_load_fte[number])


def uses_of_move(problem: Problem, area: Area, move: Move) -> Iterator[Use]:
    """Today's unit until the move, the new one from it; days, a change and one-off spending in its period."""
    number, period = area.members.index(move.municipality), problem.periods.index(move.period)
    option = area.options[_option(area, move.option)]
    old, new = area.current_unit[number], option.unit or problem.own_unit(area, number)
    for at in range(len(problem.periods)):
        if at < period and old is not None:
            yield Limit(Rule.UNIT_CAPACITY, old, at), float(area.current_load_fte[number])
        if at >= period and new is not None:
            yield Limit(Rule.UNIT_CAPACITY, new, at), float(option.load_fte[number])
    yield Limit(Rule.CHANGE_DAYS, move.municipality, period), float(option.switch_days[number])
    yield (
        Limit(Rule.BUDGET, move.municipality, period),
        float(option.switch_investment[number, period]),
    )
    yield Limit(Rule.MUST_LEAVE, move.municipality, 0, area.id), 1.0
    if area.department is not None:
        year = problem.years[period]
        yield Limit(Rule.CHANGES_PER_DEPARTMENT, move.municipality, year, area.department), 1.0


def uses_of_opening(problem: Problem, area: Area, opening: Opening) -> Iterator[Use]:
    """Fixed load at the unit from the opening on; its municipality's one-off spending in that period."""
    period = problem.periods.index(opening.period)
    option = area.options[_option(area, opening.option)]
    if option.unit is None:
        return
    for at in range(period, len(problem.periods)):
        yield Limit(Rule.UNIT_CAPACITY, option.unit, at), float(option.load_fixed_fte)
    payer = next(unit.municipality for unit in problem.units if unit.id == option.unit)
    if payer is not None:
        yield Limit(Rule.BUDGET, payer, period), float(option.open_investment[period])


def usage(problem: Problem, plans: Sequence[AreaPlan]) -> dict[Limit, float]:
    """How much a plan uses of everything that could be limited."""
    amounts: defaultdict[Limit, list[float]] = defaultdict(list)
    for area, plan in zip(problem.areas, plans, strict=True):
        uses = [uses_of_staying(problem, area, member) for member in plan.stays]
        uses += [uses_of_move(problem, area, move) for move in plan.moves]
        uses += [uses_of_opening(problem, area, opening) for opening in plan.opened]
        for limit, amount in (one for use in uses for one in use):
            amounts[limit].append(amount)
        if problem.min_saving is not None:
            for limit, amount in savings(problem, area, plan):
                amounts[limit].append(amount)
    if any(one.max_cost is not None for one in problem.municipalities):
        for code, amount in payments.paid(problem, plans).items():
            amounts[Limit(Rule.MAX_COST, code)].append(amount)
    return {limit: math.fsum(parts) for limit, parts in amounts.items()}


def savings(problem: Problem, area: Area, plan: AreaPlan) -> Iterator[Use]:
    """What each opened option saves those who go over to it against staying; where staying has no cost, nothing."""
    for opening in plan.opened:
        saved = [-(opening_cost(problem, area, opening) or 0.0)]
        for move in plan.moves:
            if move.option == opening.option:
                stays, goes = stay_cost(area, move.municipality), move_cost(problem, area, move)
                saved.append(0.0 if stays is None or goes is None else stays - goes)
        yield Limit(Rule.MIN_SAVING, opening.option, 0, area.id), math.fsum(saved)


def breaks(limit: Limit, amount: float, used: float) -> bool:
    """Whether this use breaks the limit by more than rounding can."""
    if limit.rule is Rule.MUST_LEAVE:
        return used < amount
    if limit.rule is Rule.MIN_SAVING:
        return used < amount - _TOLERANCE * max(amount, 1.0)
    return used > amount + _TOLERANCE * max(amount, used) + 1e-9


def broken_limits(problem: Problem, used: Mapping[Limit, float]) -> tuple[Limit, ...]:
    """The limits that this usage breaks."""
    return tuple(
        limit
        for limit, amount in limits(problem)
        if (limit in used or limit.rule is not Rule.MIN_SAVING)  # what is not opened need not save
        and breaks(limit, amount, used.get(limit, 0.0))
    )


def proven(
    problem: Problem, plans: Sequence[AreaPlan], bound: float, gap: float, seconds: float
) -> ComputedPlan:
    """A plan counted anew, and how good it is: nothing that keeps every rule costs less than the bound.

    Raises BrokenPlanError for a plan that breaks a rule.
    """
    amount = ensure_kept(problem, plans)
    bound = min(bound, amount)
    left = amount - bound
    status = PlanStatus.WITHIN_GAP if left <= gap * abs(amount) else PlanStatus.FEASIBLE
    if left <= _EXACT * max(1.0, abs(amount)):
        status = PlanStatus.OPTIMAL
    share = left / abs(amount) if amount else 0.0
    return ComputedPlan(status, amount, bound, share, seconds, tuple(plans))


def ensure_kept(problem: Problem, plans: Sequence[AreaPlan]) -> float:
    """The cost of a plan that keeps every rule; raises BrokenPlanError for any other."""
    amount = cost(problem, plans)
    broken = broken_limits(problem, usage(problem, plans))
    if broken:
        raise BrokenPlanError(f"limits are broken: {', '.join(map(str, broken))}")
    return amount
