"""The way to the best joint IT organisation: who goes over to what and when, at the lowest cost within the limits."""

from samdrift.core.planning.answer import named_limit, read_areas, solve_document, write_plan
from samdrift.core.planning.checks import check, findings
from samdrift.core.planning.derive import (
    Installed,
    ItUnit,
    Terms,
    derive_problem,
    work_of,
    yearly_costs,
)
from samdrift.core.planning.document import examine, read_problem, write_problem
from samdrift.core.planning.explain import (
    Bill,
    Measure,
    Obstacle,
    UnitLoad,
    bills,
    measures,
    obstacles,
    unit_loads,
)
from samdrift.core.planning.objective import BrokenPlanError
from samdrift.core.planning.planner import solve
from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    Limit,
    Move,
    Municipality,
    Opening,
    Option,
    Plan,
    Price,
    Problem,
    Relaxation,
    Rule,
    Status,
    Unit,
    numbers,
)
from samdrift.core.planning.solver import Progress

__all__ = [
    "Area", "AreaPlan", "Bill", "BrokenPlanError", "Installed", "ItUnit", "Limit", "Measure", "Move",
    "Municipality", "Obstacle", "Opening", "Option", "Plan", "Price", "Problem", "Progress", "Relaxation", "Rule",
    "Status", "Terms", "Unit", "UnitLoad", "bills", "check", "derive_problem", "examine", "findings",
    "measures", "named_limit", "numbers", "obstacles", "read_areas", "read_problem", "solve",
    "solve_document", "unit_loads", "work_of", "write_plan", "write_problem", "yearly_costs",
]  # fmt: skip
