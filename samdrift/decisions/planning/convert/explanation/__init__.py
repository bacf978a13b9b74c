"""Why a plan is as it is, as the document that is kept with it. Money is whole öre, names are keys of the basis.

`told` what is counted from the plan at once · `asked` what takes solving again: rules, alternatives, sensitivity.
"""

from samdrift.decisions.planning.convert.explanation.summary import conflict, summarise
from samdrift.decisions.planning.convert.explanation.what_if import WhatIfEffort, explain

__all__ = ["WhatIfEffort", "conflict", "explain", "summarise"]
