"""Why a plan is as it is, as the document that is kept with it. Money is whole öre, names are keys of the basis.

`told` what is counted from the plan at once · `asked` what takes solving again: rules, alternatives, sensitivity.
"""

from samdrift.decisions.planning.convert.explanation.asked import Asking, explain
from samdrift.decisions.planning.convert.explanation.told import conflict, counted

__all__ = ["Asking", "conflict", "counted", "explain"]
