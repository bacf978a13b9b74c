"""Why a plan is as it is: what each measure saves, what each municipality pays and when, what holds it back, and what
else could be done."""

from samdrift.core.planning.explain.measures import (
    Bill,
    Measure,
    UnitLoad,
    bills,
    measures,
    unit_loads,
)
from samdrift.core.planning.explain.nearest import nearest
from samdrift.core.planning.explain.obstacles import Obstacle, obstacles
from samdrift.core.planning.explain.runner_up import RunnerUp, runners_up
from samdrift.core.planning.explain.variants import (
    Difference,
    MoveChange,
    changes,
    difference,
    relaxable,
    without_host,
    without_limit,
)

__all__ = [
    "Bill",
    "Difference",
    "Measure",
    "MoveChange",
    "Obstacle",
    "RunnerUp",
    "UnitLoad",
    "bills",
    "changes",
    "difference",
    "measures",
    "nearest",
    "obstacles",
    "relaxable",
    "runners_up",
    "unit_loads",
    "without_host",
    "without_limit",
]
