"""The same question asked otherwise: without a limit, without a host; and how the answer differs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning import objective
from samdrift.core.planning.problem import (
    AreaPlan,
    Move,
    Municipality,
    Problem,
    Rule,
    limits,
)


@dataclass(frozen=True, slots=True)
class MoveChange:
    """What one municipality does in one area by one plan and by another; None: stays as today."""

    area: str
    municipality: str
    before: Move | None
    after: Move | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How two answers differ. cost: of the second less that of the first."""

    cost: float
    changes: tuple[MoveChange, ...]


def changes(first: Sequence[AreaPlan], second: Sequence[AreaPlan]) -> tuple[MoveChange, ...]:
    """Every measure that is in one plan and not in the other, or otherwise; areas that only one has are left out."""
    later = {plan.id: plan for plan in second}
    found = []
    for plan in first:
        if plan.id not in later:
            continue
        before = {move.municipality: move for move in plan.moves}
        after = {move.municipality: move for move in later[plan.id].moves}
        found += [
            MoveChange(plan.id, code, before.get(code), after.get(code))
            for code in sorted(before.keys() | after.keys())
            if before.get(code) != after.get(code)
        ]
    return tuple(found)


def difference(
    first: Sequence[AreaPlan], first_cost: float, second: Sequence[AreaPlan], second_cost: float
) -> Difference:
    """How the second answer differs from the first."""
    return Difference(second_cost - first_cost, changes(first, second))


def relaxable(problem: Problem, plans: Sequence[AreaPlan]) -> tuple[tuple[Rule, str], ...]:
    """(rule, whose) of each limit that some single move or opening would not fit within, the fullest first.

    A limit with room for everything that could be added to it in any period holds nothing back by itself.
    """
    used, largest = objective.usage(problem, plans), _largest(problem)
    full: dict[tuple[Rule, str], float] = {}
    for limit, amount in limits(problem):
        key = (limit.rule, limit.of)
        if limit.rule is Rule.MUST_LEAVE:
            continue
        now = used.get(limit, 0.0)
        if objective.breaks(limit, amount, now + largest.get(key, 0.0)):
            full[key] = max(full.get(key, 0.0), now / amount if amount > 0 else 1.0)
    return tuple(sorted(full, key=lambda key: (-full[key], key)))


def _largest(problem: Problem) -> dict[tuple[Rule, str], float]:
    """The most that one allowed move or opening takes of each limit, whenever it is made."""
    found: dict[tuple[Rule, str], float] = {}
    payers = {unit.id: unit.municipality for unit in problem.units}

    def note(rule: Rule, of: str | None, amount: float) -> None:
        if of is not None:
            found[rule, of] = max(found.get((rule, of), 0.0), amount)

    for area in problem.areas:
        for option in area.options:
            allowed = ~np.isnan(option.switch_cost)
            for at, member in enumerate(area.members):
                if not allowed[at].any():
                    continue
                spent = np.where(allowed[at], option.switch_investment[at], 0.0)
                unit = option.unit or problem.own_unit(area, at)
                note(Rule.CHANGE_DAYS, member, float(option.switch_days[at]))
                note(Rule.BUDGET, member, float(spent.max()))
                note(Rule.UNIT_CAPACITY, unit, float(option.load_fte[at]) + option.load_fixed_fte)
                if area.department is not None:
                    note(Rule.CHANGES_PER_DEPARTMENT, member, 1.0)
            if option.unit is not None:
                note(Rule.BUDGET, payers.get(option.unit), float(option.open_investment.max()))
    return found


def without_limit(problem: Problem, rule: Rule, of: str) -> Problem:
    """The problem without one limit, in every period."""
    if rule is Rule.UNIT_CAPACITY:
        units = tuple(
            replace(one, capacity_fte=None) if one.id == of else one for one in problem.units
        )
        return replace(problem, units=units)
    return replace(
        problem,
        municipalities=tuple(
            _without(one, rule) if one.id == of else one for one in problem.municipalities
        ),
    )


def _without(one: Municipality, rule: Rule) -> Municipality:
    if rule is Rule.BUDGET:
        return replace(one, budget=None)
    if rule is Rule.CHANGE_DAYS:
        return replace(one, change_days=None)
    return replace(one, max_changes_per_department=None)


def without_host(problem: Problem, area: str, option: str) -> Problem:
    """The problem where one option of one area can't be chosen."""
    areas = tuple(
        replace(
            one,
            options=tuple(
                replace(each, switch_cost=np.full_like(each.switch_cost, np.nan))
                if each.id == option
                else each
                for each in one.options
            ),
        )
        if one.id == area
        else one
        for one in problem.areas
    )
    return replace(problem, areas=areas)


def is_kept(problem: Problem, plans: Sequence[AreaPlan]) -> bool:
    """Does a plan keep every rule of a problem?"""
    try:
        objective.ensure_kept(problem, plans)
    except (objective.BrokenPlanError, ValueError):
        return False
    return True


def used_of(problem: Problem, plans: Sequence[AreaPlan], rule: Rule, of: str) -> list[float]:
    """How much a plan uses of one limit, one number a period (a year for changes, the busiest department)."""
    used = objective.usage(problem, plans)
    years = problem.years[-1] + 1
    count = years if rule is Rule.CHANGES_PER_DEPARTMENT else len(problem.periods)
    return [
        max(
            (
                amount
                for limit, amount in used.items()
                if (limit.rule, limit.of, limit.period) == (rule, of, at)
            ),
            default=0.0,
        )
        for at in range(count)
    ]


def limits_of(problem: Problem, rule: Rule, of: str) -> dict[int, float]:
    """One limit's amount by period."""
    return {
        limit.period: amount
        for limit, amount in limits(problem)
        if (limit.rule, limit.of) == (rule, of)
    }
