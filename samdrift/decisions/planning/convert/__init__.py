"""A federation's register and a scenario → a problem to plan; a plan → its explanation."""

from samdrift.decisions.planning.convert.basis import Basis
from samdrift.decisions.planning.convert.derived import Derived, problem_of
from samdrift.decisions.planning.convert.terms import in_ore, limits_of, pins_of, terms_of

__all__ = ["Basis", "Derived", "in_ore", "limits_of", "pins_of", "problem_of", "terms_of"]
