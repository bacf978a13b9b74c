"""The way to the best joint IT organisation: who goes over to what and when, at the lowest cost within the limits."""

from samdrift.core.planning.alternatives import Choice, choices
from samdrift.core.planning.answer import named_limit, read_areas, solve_document, write_plan
from samdrift.core.planning.checks import check, findings
from samdrift.core.planning.derive import (
    JUDGEMENTS,
    Binding,
    Estimate,
    Installed,
    ItUnit,
    Known,
    Lanes,
    OwnLimit,
    Register,
    Terms,
    Yearly,
    derive_problem,
    emptiness,
    estimate_costs,
    first_day,
    in_lanes,
    nobody_pays_more,
    option_name,
    period_names,
    work_of,
    yearly,
    yearly_costs,
)
from samdrift.core.planning.document import examine, read_problem
from samdrift.core.planning.explain import (
    Bill,
    Change,
    Difference,
    Measure,
    Obstacle,
    RunnerUp,
    UnitLoad,
    bills,
    changes,
    difference,
    measures,
    nearest,
    obstacles,
    relaxable,
    runners_up,
    unit_loads,
    without_host,
    without_limit,
)
from samdrift.core.planning.fair import anybody_pays
from samdrift.core.planning.objective import BrokenPlanError
from samdrift.core.planning.payments import paid
from samdrift.core.planning.pins import PINS_FORMAT, Pin, PinKind, pinned, read_pins
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
from samdrift.core.planning.writer import write_problem

__all__ = [
    "JUDGEMENTS", "PINS_FORMAT", "Area", "AreaPlan", "Bill", "Binding", "BrokenPlanError", "Change", "Choice",
    "Difference", "Estimate", "Installed", "ItUnit", "Known", "Lanes", "Limit", "Measure", "Move",
    "Municipality", "Obstacle", "Opening", "Option", "OwnLimit", "Pin", "PinKind", "Plan", "Price", "Problem",
    "Progress", "Register", "Relaxation", "Rule", "RunnerUp", "Status", "Terms", "Unit", "UnitLoad", "Yearly",
    "anybody_pays", "bills", "changes", "check", "choices", "derive_problem", "difference", "emptiness",
    "estimate_costs", "examine", "findings", "first_day", "in_lanes", "measures", "named_limit", "nearest",
    "nobody_pays_more", "numbers", "obstacles", "option_name", "paid", "period_names", "pinned", "read_areas",
    "read_pins", "read_problem", "relaxable", "runners_up", "solve", "solve_document", "unit_loads",
    "without_host", "without_limit", "work_of", "write_plan", "write_problem", "yearly", "yearly_costs",
]  # fmt: skip
