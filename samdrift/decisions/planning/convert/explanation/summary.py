"""What is counted from a plan without solving anything again."""

from dataclasses import dataclass
from typing import Any

from samdrift.core.fairness import fairness_of_bills
from samdrift.core.planning import (
    ComputedPlan,
    Move,
    MoveChange,
    Problem,
    bills,
    measures,
    obstacles,
    runners_up,
    unit_loads,
)
from samdrift.core.planning.problem import Limit, Price
from samdrift.core.swedish import swedish_key
from samdrift.decisions.planning.convert.derived import DerivedProblem
from samdrift.decisions.planning.convert.terms import in_ore, ore

Document = dict[str, Any]


def summarise(derived: DerivedProblem, plan: ComputedPlan) -> Document:
    """Measures with their second best, bills, costs by year, loads, and what single steps the limits stop."""
    problem, areas = derived.problem, plan.areas
    return {
        "measures": _measures(problem, plan),
        "bills": {
            each.municipality: {
                "before_ore": ore(each.before),
                "after_ore": ore(each.after),
                "unavoidable_ore": ore(each.unavoidable),
                "investment_ore": [ore(one) for one in each.investment],
                "days": [round(one, 1) for one in each.change_days],
            }
            for each in bills(problem, areas)
        },
        "yearly": {code: in_ore(each.as_values()) for code, each in derived.years(areas).items()},
        "loads": {
            each.unit: {
                "today": [round(one, 3) for one in each.today],
                "planned": [round(one, 3) for one in each.planned],
                "capacity": [None if one is None else round(one, 3) for one in each.capacity],
            }
            for each in unit_loads(problem, areas)
        },
        "steps": [
            {
                **limit_words(each.limit),
                "used": round(each.used, 3),
                "amount": round(each.amount, 3),
                "saving_ore": ore(each.saving),
                "area": each.area,
                "move": move_words(each.move),
            }
            for each in obstacles(problem, areas)
        ],
        "prices": [price_words(each) for each in plan.prices],
        "fairness": _fairness(derived, plan),
    }


@dataclass(frozen=True)
class _Bill:
    """What one municipality pays to the horizon by the scenario's key, kronor."""

    municipality: str
    before: float
    after: float


def _fairness(derived: DerivedProblem, plan: ComputedPlan) -> Document:
    """Who gains, and who pays for others, when joint costs are divided by the scenario's key."""
    years = derived.years(plan.areas)
    judged = fairness_of_bills(
        [
            _Bill(
                code,
                float(each.today.sum()),
                float((each.running + each.transition + each.investment + each.leaving).sum()),
            )
            for code, each in years.items()
        ]
    )
    return {
        "nobody_worse": judged.is_rational,
        "rows": {
            each.name: {
                "alone_ore": each.alone_ore,
                "pays_ore": each.pays_ore,
                "gain_ore": each.gain_ore,
                "solidarity_ore": None
                if each.solidarity_ore is None
                else round(each.solidarity_ore),
            }
            for each in judged.outcomes
        },
    }


def _measures(problem: Problem, plan: ComputedPlan) -> list[Document]:
    seconds = {(each.area, each.municipality): each for each in runners_up(problem, plan.areas)}
    found = []
    for each in measures(problem, plan.areas):
        second = seconds.get((each.area, each.municipality))
        found.append(
            {
                "area": each.area,
                "municipality": each.municipality,
                "option": each.option,
                "period": each.period,
                "stay_ore": None if each.stay_cost is None else ore(each.stay_cost),
                "cost_ore": ore(each.switch_cost + each.opening_part),
                "saving_ore": None if each.saving is None else ore(each.saving),
                "second": None
                if second is None
                else {"move": move_words(second.instead), "dearer_ore": ore(second.dearer)},
            }
        )
    return sorted(
        found, key=lambda one: (one["period"], swedish_key(one["area"]), one["municipality"])
    )


def move_words(move: Move | None) -> Document | None:
    if move is None:
        return None
    return {"municipality": move.municipality, "option": move.option, "period": move.period}


def change_words(change: MoveChange) -> Document:
    return {
        "area": change.area,
        "municipality": change.municipality,
        "before": move_words(change.before),
        "after": move_words(change.after),
    }


def limit_words(limit: Limit) -> Document:
    """A limit's key: rule, whose, number of the period (or year), and department or area."""
    return {
        "rule": str(limit.rule),
        "of": limit.of,
        "period": limit.period,
        "part": limit.part,
    }


def price_words(price: Price) -> Document:
    return {**limit_words(price.limit), "worth_ore": ore(price.worth)}


def conflict(plan: ComputedPlan) -> Document:
    """Where no plan keeps every limit: those that can't hold together, and what would do."""
    return {
        "conflict": [limit_words(each) for each in plan.conflict],
        "is_minimal": plan.conflict_is_minimal,
        "relaxation": [
            {**limit_words(each.limit), "by": round(each.by, 4)} for each in plan.relaxation
        ],
        "is_least": plan.relaxation_is_least,
    }
