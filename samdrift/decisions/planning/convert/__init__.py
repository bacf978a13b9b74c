"""A federation's register and a scenario → a problem to plan; a plan → its explanation."""

from samdrift.decisions.planning.convert.basis import PlanBasis
from samdrift.decisions.planning.convert.derived import DerivedProblem, problem_of
from samdrift.decisions.planning.convert.terms import in_ore, limits_of, pins_of, terms_of

__all__ = [
    "DerivedProblem",
    "PlanBasis",
    "in_ore",
    "limits_of",
    "pins_of",
    "problem_of",
    "terms_of",
]
