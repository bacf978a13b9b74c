"""A kept plan in words and figures: what its page, its picture and its proposal show."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.core.planning import (
    Bill,
    Problem,
    UnitLoad,
    bills,
    measures,
    obstacles,
    read_areas,
    read_problem,
    unit_loads,
)
from samdrift.decisions.planning.models import Plan


def today_cost(problem: Problem) -> float:
    """What everyone pays to the horizon if nobody moves, kronor."""
    return math.fsum(float(np.nansum(area.stay_cost)) for area in problem.areas)


@dataclass(frozen=True, slots=True)
class Step:
    """One municipality that goes over, in words; money in öre."""

    year: int
    municipality: str
    area: str
    product: str
    unit: str
    saving_ore: int | None
    cost_ore: int


@dataclass(frozen=True)
class Told:
    """Everything that is said about a solved plan."""

    steps: list[Step]
    bills: list[tuple[str, Bill]]
    loads: list[tuple[str, UnitLoad]]
    holding_back: list[tuple[str, str, int]]
    years: list[int]


def tell(plan: Plan) -> Told:
    """Count the plan's explanation anew from the problem and answer that are kept."""
    problem = read_problem(plan.problem_document)
    areas = read_areas(plan.answer_document)
    names, units = plan.basis["names"], plan.basis["units"]
    options = {(area.id, option.id): option for area in problem.areas for option in area.options}
    steps = [
        Step(
            year=int(each.period),
            municipality=names.get(each.municipality, each.municipality),
            area=each.area,
            product=options[each.area, each.option].product,
            unit=units.get(options[each.area, each.option].unit or "", "–"),
            saving_ore=None if each.saving is None else round(each.saving * 100),
            cost_ore=round((each.switch_cost + each.opening_part) * 100),
        )
        for each in measures(problem, areas)
    ]
    return Told(
        steps=sorted(steps, key=lambda each: (each.year, each.area, each.municipality)),
        bills=[
            (names.get(each.municipality, each.municipality), each)
            for each in bills(problem, areas)
        ],
        loads=[(units.get(each.unit, each.unit), each) for each in unit_loads(problem, areas)],
        holding_back=[
            (
                rule_words(str(each.limit.rule)),
                names.get(each.limit.of) or units.get(each.limit.of) or each.limit.of,
                round(each.saving * 100),
            )
            for each in obstacles(problem, areas)[:8]
        ],
        years=[int(period) for period in problem.periods],
    )


def rule_words(rule: str) -> str:
    """A limit's rule as people say it."""
    return {
        "unit-capacity": _("what the IT unit can operate"),
        "change-days": _("working days for change"),
        "changes-per-department": _("changes in one department"),
        "budget": _("one-off budget"),
        "must-leave": _("must go over"),
    }.get(rule, rule)


def conflict_words(plan: Plan) -> list[str]:
    """The limits that can't hold together, where there is no plan."""
    return [
        f"{rule_words(str(each.get('rule', '')))}: {each.get('path', each.get('of', ''))}"
        for each in plan.answer_document.get("conflict", [])
    ]


def plan_content(plan: Plan) -> dict[str, Any]:
    """The plan as a proposal's content: facts and tables to read, values for machines."""
    told = tell(plan)
    assert plan.objective_ore is not None
    facts = [
        [_("Scenario"), str(plan.scenario)],
        [_("Computed on"), plan.computed_on.isoformat()],
        [_("Cost if nothing changes"), f"{format_kronor(plan.today_ore)} kr"],
        [_("Cost of the plan"), f"{format_kronor(plan.objective_ore)} kr"],
        [_("Saving"), f"{format_kronor(plan.saving_ore or 0)} kr"],
    ]
    heads = [
        _("Year"),
        _("Municipality"),
        _("Area"),
        _("Goes over to"),
        _("Operated by"),
        _("Saving, kronor"),
    ]
    rows = [
        [
            str(each.year),
            each.municipality,
            each.area,
            each.product,
            each.unit,
            "–" if each.saving_ore is None else format_kronor(each.saving_ore),
        ]
        for each in told.steps
    ]
    table = {
        "caption": _("Who goes over to what, and when"),
        "heads": heads,
        "rows": rows,
        "numbers": [5],
    }
    return {"facts": facts, "tables": [table], "values": {"answer": plan.answer_document}}
