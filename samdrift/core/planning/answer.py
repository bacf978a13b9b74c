"""A plan ↔ the answer that `samdrift solve` gives, and the names of limits in words."""

from collections.abc import Callable, Mapping
from typing import Any

from samdrift.core.findings import Finding, InvalidInput, errors, gettext_noop
from samdrift.core.planning.document import examine
from samdrift.core.planning.planner import solve
from samdrift.core.planning.problem import (
    AreaPlan,
    ComputedPlan,
    Limit,
    Move,
    Opening,
    Problem,
    Rule,
)
from samdrift.core.planning.solver import Progress

_NAMES = {
    Rule.UNIT_CAPACITY: gettext_noop("capacity of unit %(of)s in %(period)s"),
    Rule.CHANGE_DAYS: gettext_noop("change days of municipality %(of)s in %(period)s"),
    Rule.BUDGET: gettext_noop("budget of municipality %(of)s in %(period)s"),
    Rule.CHANGES_PER_DEPARTMENT: gettext_noop(
        "number of changes in department %(part)s of municipality %(of)s in the year from %(period)s"
    ),
    Rule.MUST_LEAVE: gettext_noop("municipality %(of)s can't stay in area %(part)s"),
    Rule.MAX_COST: gettext_noop("the most that municipality %(of)s may pay"),
    Rule.MIN_SAVING: gettext_noop("the least that option %(of)s in area %(part)s must save"),
}


def named_limit(problem: Problem, limit: Limit) -> Finding:
    """A limit in words, with the path to it in `samdrift-plan/1`."""
    values = {"of": limit.of, "part": limit.part, "period": _period(problem, limit)}
    return Finding(_path(problem, limit), _NAMES[limit.rule], values=values, rule=limit.rule.value)


def _period(problem: Problem, limit: Limit) -> str:
    """The period of a limit; for one of a year the first of its periods."""
    yearly = limit.rule is Rule.CHANGES_PER_DEPARTMENT
    return problem.periods[limit.period * problem.periods_per_year if yearly else limit.period]


def _path(problem: Problem, limit: Limit) -> str:
    if limit.rule is Rule.UNIT_CAPACITY:
        unit = [one.id for one in problem.units].index(limit.of)
        return f"units[{unit}].capacity_fte[{limit.period}]"
    if limit.rule is Rule.MUST_LEAVE:
        area = [one.id for one in problem.areas].index(limit.part)
        return f"areas[{area}].stay_cost[{problem.areas[area].members.index(limit.of)}]"
    if limit.rule is Rule.MIN_SAVING:
        return "min_saving"
    where = f"municipalities[{[one.id for one in problem.municipalities].index(limit.of)}]"
    return {
        Rule.CHANGE_DAYS: f"{where}.change_days[{limit.period}]",
        Rule.BUDGET: f"{where}.budget[{limit.period}]",
        Rule.CHANGES_PER_DEPARTMENT: f"{where}.max_changes_per_department",
        Rule.MAX_COST: f"{where}.max_cost",
    }[limit.rule]


def write_plan(problem: Problem, plan: ComputedPlan) -> dict[str, Any]:
    """Plan → the answer of `samdrift solve`, ready for JSON."""
    answer: dict[str, Any] = {
        "status": plan.status.value,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": round(plan.seconds, 3),
        "areas": [_written_area(area) for area in plan.areas],
    }
    if plan.prices:
        answer["prices"] = [
            {**_written_limit(problem, one.limit), "worth": one.worth} for one in plan.prices
        ]
    if plan.conflict or plan.relaxation:
        answer["conflict"] = [_written_limit(problem, limit) for limit in plan.conflict]
        answer["conflict_is_minimal"] = plan.conflict_is_minimal
        answer["relaxation"] = [
            {**_written_limit(problem, one.limit), "by": one.by} for one in plan.relaxation
        ]
        answer["relaxation_is_least"] = plan.relaxation_is_least
    return answer


def _written_area(area: AreaPlan) -> dict[str, Any]:
    return {
        "id": area.id,
        "opened": [{"option": one.option, "period": one.period} for one in area.opened],
        "moves": [
            {"municipality": one.municipality, "option": one.option, "period": one.period}
            for one in area.moves
        ],
        "stays": list(area.stays),
    }


def _written_limit(problem: Problem, limit: Limit) -> dict[str, Any]:
    named = named_limit(problem, limit)
    return {"name": named.what % named.values, "rule": named.rule, "where": named.where}


def read_areas(answer: Mapping[str, Any]) -> tuple[AreaPlan, ...]:
    """The areas of an answer written by `write_plan`, to start from or to explain."""
    return tuple(
        AreaPlan(
            id=area["id"],
            opened=tuple(Opening(one["option"], one["period"]) for one in area["opened"]),
            moves=tuple(
                Move(one["municipality"], one["option"], one["period"]) for one in area["moves"]
            ),
            stays=tuple(area["stays"]),
        )
        for area in answer["areas"]
    )


def solve_document(
    document: Mapping[str, Any],
    *,
    gap: float = 0.001,
    time_limit: float | None = None,
    threads: int = 1,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    workers: int | str | None = None,
) -> dict[str, Any]:
    """`samdrift-plan/1` → the answer, ready for JSON; its `warnings` are there only when something is worth a look.

    Raises InvalidInput with every finding that stops. The rest as `solve`.
    """
    problem, findings = examine(document)
    if errors(findings):
        raise InvalidInput(errors(findings))
    plan = solve(
        problem,
        gap=gap,
        time_limit=time_limit,
        threads=threads,
        seed=seed,
        progress=progress,
        stop=stop,
        workers=workers,
    )
    answer = write_plan(problem, plan)
    if findings:
        answer["warnings"] = [
            {"where": one.where, "what": one.what % one.values, "rule": one.rule}
            for one in findings
        ]
    return answer
