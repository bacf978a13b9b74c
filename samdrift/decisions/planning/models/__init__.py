"""A scenario, which is a question with its assumptions, the runs that compute it, and the plans that answered it."""

from samdrift.decisions.planning.models.plan import Plan
from samdrift.decisions.planning.models.run import ACTIVE, Run, RunState
from samdrift.decisions.planning.models.scenario import (
    DEFAULT_DAY_ORE,
    FairnessRule,
    PeriodLength,
    PlanKey,
    Scenario,
)

__all__ = [
    "ACTIVE",
    "DEFAULT_DAY_ORE",
    "FairnessRule",
    "PeriodLength",
    "Plan",
    "PlanKey",
    "Run",
    "RunState",
    "Scenario",
]
